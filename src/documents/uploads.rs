//! Objects on their way to the store. A row here is committed before the first byte is sent and vanishes in the very
//! transaction that makes the document; what is still here after an hour belongs to nobody and is swept away.

use sqlx::PgConnection;

use crate::error::{Fault, Result};

/// Writes down that an object of this key may come to exist. Commit before sending it.
pub async fn begin_upload(conn: &mut PgConnection, object_key: &str) -> Result<()> {
    sqlx::query!("insert into store_uploads (object_key) values ($1)", object_key).execute(conn).await?;
    Ok(())
}

/// Strikes the key off, in the transaction of the document's row.
///
/// # Errors
/// When the sweeper has taken it: the object is gone, and no row may point to it.
pub async fn finish_upload(conn: &mut PgConnection, object_key: &str) -> Result<()> {
    let struck =
        sqlx::query!("delete from store_uploads where object_key = $1", object_key).execute(conn).await?;
    if struck.rows_affected() == 0 {
        return Err(Fault::unavailable("the store", "an upload took longer than an hour").into());
    }
    Ok(())
}

/// An abandoned key, locked until the transaction ends.
#[derive(Debug)]
pub struct Sweep {
    pub object_key: String,
}

/// Takes one key that was begun more than an hour ago: delete its object, then commit; the row goes with the commit.
pub async fn take_abandoned(conn: &mut PgConnection) -> Result<Option<Sweep>> {
    let taken = sqlx::query_scalar!(
        "delete from store_uploads where object_key = (
            select object_key from store_uploads where started_at < pser_now() - interval '1 hour'
            order by started_at for update skip locked limit 1
        ) returning object_key",
    )
    .fetch_optional(conn)
    .await?;
    Ok(taken.map(|object_key| Sweep { object_key }))
}

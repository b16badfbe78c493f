//! Views of queues that somebody has saved: a name and the filters of the page's address.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;

/// The most views of one queue that somebody keeps.
pub const MOST: i64 = 20;

/// In characters.
pub const LONGEST_NAME: usize = 60;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub id: Uuid,
    pub name: String,
    /// The query of the page's address.
    pub filter: String,
}

/// The views that somebody has saved of a queue, by name.
pub async fn of(conn: &mut PgConnection, account: Uuid, queue: &str) -> sqlx::Result<Vec<View>> {
    sqlx::query_as!(
        View,
        "select id, name, filter from queue_views where account_id = $1 and queue = $2 order by name limit $3",
        account,
        queue,
        MOST,
    )
    .fetch_all(conn)
    .await
}

/// Saves a view, in the place of one of the same name. False: there are too many already.
pub async fn save(
    conn: &mut PgConnection,
    (account, queue): (Uuid, &str),
    (name, filter): (&str, &str),
) -> sqlx::Result<bool> {
    let saved = sqlx::query!(
        "insert into queue_views as kept (id, account_id, queue, name, filter)
         select $1, $2, $3, $4, $5
         where (select count(*) from queue_views where account_id = $2 and queue = $3 and name <> $4) < $6
         on conflict (account_id, queue, name) do update set filter = excluded.filter",
        entropy::id(),
        account,
        queue,
        name,
        filter,
        MOST,
    )
    .execute(conn)
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// Forgets a view; nothing where it is somebody else's.
pub async fn remove(conn: &mut PgConnection, account: Uuid, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from queue_views where id = $1 and account_id = $2", id, account)
        .execute(conn)
        .await?;
    Ok(())
}

//! The store against the rows: both are read once, in the order of the keys, side by side.

use futures::TryStreamExt as _;
use sqlx::{PgConnection, PgPool};

use crate::app::App;
use crate::error::Fault;
use crate::invariant::Broken;

pub(super) const SAYS: &str = "a document has its object in the store, and an object its document";

/// Names rows without an object, and objects of which no row and no upload under way knows.
pub(super) async fn compare(app: &App, conn: &mut PgConnection) -> Result<Option<Broken>, Fault> {
    let mut rows =
        sqlx::query_scalar!(r#"select distinct object_key collate "C" as "key!" from documents order by 1"#)
            .fetch(conn);
    let mut objects = app.store.keys();
    let mut broken = Broken { rule: SAYS, count: 0, by: Vec::new() };
    let mut row = rows.try_next().await?;
    let mut object = objects.try_next().await?;
    while row.is_some() || object.is_some() {
        // `None` is after everything here.
        let is_row_first = object.is_none() || row.as_ref().is_some_and(|row| Some(row) < object.as_ref());
        let is_object_first = row.is_none() || object.as_ref().is_some_and(|key| Some(key) < row.as_ref());
        if is_row_first {
            broken.take(format!("document {}: no object", row.unwrap_or_default()));
            row = rows.try_next().await?;
        } else if is_object_first {
            let key = object.unwrap_or_default();
            if is_stray(app, &key).await? {
                broken.take(format!("object {key}: no document"));
            }
            object = objects.try_next().await?;
        } else {
            row = rows.try_next().await?;
            object = objects.try_next().await?;
        }
    }
    Ok((broken.count > 0).then_some(broken))
}

/// Whether the object belongs to nobody. The rows are some seconds old by now: it may just have come, or been swept.
async fn is_stray(app: &App, key: &str) -> Result<bool, Fault> {
    Ok(!is_known(&app.db, key).await? && app.store.has(key).await?)
}

async fn is_known(db: &PgPool, key: &str) -> Result<bool, Fault> {
    // One statement: an upload turns into a document in one transaction.
    let known = sqlx::query_scalar!(
        r#"select exists (select from documents where object_key = $1)
            or exists (select from store_uploads where object_key = $1) as "known!""#,
        key,
    );
    Ok(known.fetch_one(db).await?)
}

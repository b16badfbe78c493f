//! What is still wanted: required when the application was handed in, or requested since, and without a usable file.

use sqlx::PgConnection;

use super::Slot;
use crate::error::Result;
use uuid::Uuid;

/// The open gaps of a submitted application, in the order of requirement and member.
///
/// # Errors
/// When the database fails.
pub async fn missing(conn: &mut PgConnection, application: Uuid, snapshot: i16) -> Result<Vec<Slot>> {
    let rows = sqlx::query!(
        r#"select requirement as "requirement!", member from document_gaps($1, $2) order by requirement, member"#,
        application,
        snapshot,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Slot { requirement: row.requirement, member: row.member }).collect())
}

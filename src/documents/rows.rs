//! Documents of the rows of a list, as somebody is taken off it.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Result;

/// The current documents of a row, for these requirements, are not current any more.
pub async fn retire_row(
    conn: &mut PgConnection,
    application: Uuid,
    requirements: &[String],
    row: i16,
) -> Result<()> {
    sqlx::query!(
        "update documents set replaced_at = pser_now()
        where application_id = $1 and requirement = any($2) and member = $3 and replaced_at is null",
        application,
        requirements,
        row,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The current documents of a row belong to the row before it. That one has none then: one row after the other is moved,
/// for each row has room for one current document of a requirement.
pub async fn move_row_up(
    conn: &mut PgConnection,
    application: Uuid,
    requirements: &[String],
    row: i16,
) -> Result<()> {
    sqlx::query!(
        "update documents set member = member - 1
        where application_id = $1 and requirement = any($2) and member = $3 and replaced_at is null",
        application,
        requirements,
        row,
    )
    .execute(conn)
    .await?;
    Ok(())
}

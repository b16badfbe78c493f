//! A right password from a device the account does not know, waiting for the code that went to the account's mobile.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;
use crate::error::Result;

/// Begins an attempt of half an hour, within which another code may be asked for.
///
/// # Errors
/// When the database fails.
pub async fn begin(conn: &mut PgConnection, account: Uuid) -> Result<Uuid> {
    let id = entropy::id();
    sqlx::query!(
        "insert into sign_in_attempts (id, citizen_account_id, expires_at)
         values ($1, $2, pser_now() + interval '30 minutes')",
        id,
        account,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The account of an attempt that goes on.
///
/// # Errors
/// When the database fails.
pub async fn account(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    let account = sqlx::query_scalar!(
        "select citizen_account_id from sign_in_attempts
         where id = $1 and completed_at is null and expires_at > pser_now()",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(account)
}

/// Ends the attempt and gives its account; `None` when it is unknown, expired or completed.
///
/// # Errors
/// When the database fails.
pub async fn complete(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    let account = sqlx::query_scalar!(
        "update sign_in_attempts set completed_at = pser_now()
         where id = $1 and completed_at is null and expires_at > pser_now()
         returning citizen_account_id",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(account)
}

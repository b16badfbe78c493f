//! The devices on which a citizen has given a code before. Signing in there needs the password only.

use sqlx::PgConnection;
use uuid::Uuid;

use super::token::{self, Token};
use crate::error::Result;

/// Remembers a device for half a year from its last use; the token is for it to keep.
///
/// # Errors
/// When the database fails.
pub async fn remember(conn: &mut PgConnection, account: Uuid) -> Result<Token> {
    let token = Token::fresh();
    let hash = token.hash();
    sqlx::query!(
        "insert into known_devices (citizen_account_id, device_hash) values ($1, $2)",
        account,
        hash.as_slice(),
    )
    .execute(conn)
    .await?;
    Ok(token)
}

/// Whether the presented token is of a device that this account knows.
///
/// # Errors
/// When the database fails.
pub async fn is_known(conn: &mut PgConnection, account: Uuid, presented: &str) -> Result<bool> {
    let hash = token::hash(presented);
    let known = sqlx::query!(
        "update known_devices set last_used_at = pser_now()
         where citizen_account_id = $1 and device_hash = $2 and last_used_at > pser_now() - interval '180 days'",
        account,
        hash.as_slice(),
    )
    .execute(conn)
    .await?;
    Ok(known.rows_affected() == 1)
}

/// Forgets every device of the account: after a change of password each needs a code again.
///
/// # Errors
/// When the database fails.
pub async fn forget_all(conn: &mut PgConnection, account: Uuid) -> Result<()> {
    sqlx::query!("delete from known_devices where citizen_account_id = $1", account).execute(conn).await?;
    Ok(())
}

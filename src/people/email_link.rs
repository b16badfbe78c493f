//! E-mail addresses that wait for their link to be followed. Nothing but the link is sent to one; it counts for the
//! account once somebody who reads it has said so. One per account: the newest address, the newest link.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::citizen::email_place;
use super::contact::Email;
use super::token::TokenHash;
use crate::error::{Fault, Result};
use crate::seal::Sealer;

/// Has the account wait for an address, whose link is good for three days. Says when it ends.
///
/// # Errors
/// When the database fails.
pub async fn propose(
    conn: &mut PgConnection,
    sealer: &Sealer,
    account: Uuid,
    (email, token): (&Email, TokenHash),
) -> Result<DateTime<Utc>> {
    let expires_at = sqlx::query_scalar!(
        "insert into email_confirmations (citizen_account_id, email_sealed, token_hash, expires_at)
         values ($1, $2, $3, pser_now() + interval '3 days')
         on conflict (citizen_account_id) do update set
            email_sealed = excluded.email_sealed,
            token_hash = excluded.token_hash,
            sent_at = pser_now(),
            expires_at = excluded.expires_at
         returning expires_at",
        account,
        sealer.seal(email_place(account), email.reveal().as_bytes()),
        token.as_slice(),
    )
    .fetch_one(conn)
    .await?;
    Ok(expires_at)
}

/// The address that the account waits for.
///
/// # Errors
/// When the database fails or the address does not open.
pub async fn waiting(conn: &mut PgConnection, sealer: &Sealer, account: Uuid) -> Result<Option<Email>> {
    let kept = sqlx::query_scalar!(
        "select email_sealed from email_confirmations where citizen_account_id = $1",
        account
    )
    .fetch_optional(conn)
    .await?;
    Ok(kept.map(|kept| open(sealer, account, &kept)).transpose()?)
}

/// Whose address the link of this token confirms, while it is good.
///
/// # Errors
/// When the database fails.
pub async fn owner(conn: &mut PgConnection, token: TokenHash) -> Result<Option<Uuid>> {
    let owner = sqlx::query_scalar!(
        "select citizen_account_id from email_confirmations where token_hash = $1 and expires_at > pser_now()",
        token.as_slice()
    );
    Ok(owner.fetch_optional(conn).await?)
}

/// Makes the address that waited the account's own and uses the link up. Of parallel posts of one link one gets `true`.
///
/// # Errors
/// When the database fails.
pub async fn take_over(conn: &mut PgConnection, token: TokenHash) -> Result<bool> {
    let taken = sqlx::query!(
        "with confirmed as (
             delete from email_confirmations where token_hash = $1 and expires_at > pser_now()
             returning citizen_account_id, email_sealed
         )
         update citizen_accounts account set email_sealed = confirmed.email_sealed
         from confirmed where account.id = confirmed.citizen_account_id and account.state = 'live'",
        token.as_slice(),
    )
    .execute(conn)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Has the account wait for no address any more.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(conn: &mut PgConnection, account: Uuid) -> Result<()> {
    sqlx::query!("delete from email_confirmations where citizen_account_id = $1", account)
        .execute(conn)
        .await?;
    Ok(())
}

/// An address as sealed for an account.
pub(super) fn open(sealer: &Sealer, account: Uuid, kept: &[u8]) -> Result<Email, Fault> {
    let plain = sealer.open_text(email_place(account), kept)?;
    Email::parse("email", &plain).map_err(|_| Fault::broken("a kept e-mail address is malformed"))
}

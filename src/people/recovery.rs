//! Somebody who has forgotten the password and is about to choose a new one: half an hour, the newest only, once. What
//! names nobody gets a row too, so that asking tells no stranger who is registered.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::mobile::Mobile;
use super::token::TokenHash;
use crate::entropy;
use crate::error::Result;
use crate::seal::Sealer;

/// What proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A link in a mail.
    Email,
    /// A code to the mobile on file.
    Sms,
    /// Papers shown at a help centre, and a code.
    Centre,
    /// CNIC, PSER ID and a code to the mobile, for who was registered at a help centre.
    Claim,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Email, Self::Sms, Self::Centre, Self::Claim];

    /// Its word in the table and in requests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Centre => "centre",
            Self::Claim => "claim",
        }
    }
}

/// A recovery that goes on.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    pub id: Uuid,
    /// None where what was typed names nobody.
    pub account: Option<Uuid>,
    pub way: Way,
}

/// Begins a recovery of half an hour. One of the same account and way that was open is over. Says when it ends.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    conn: &mut PgConnection,
    (account, way): (Option<Uuid>, Way),
    token: Option<TokenHash>,
) -> Result<(Uuid, DateTime<Utc>)> {
    let id = entropy::id();
    let expires_at = sqlx::query_scalar!(
        "insert into recoveries (id, citizen_account_id, way, token_hash, expires_at)
         values ($1, $2, $3, $4, pser_now() + interval '30 minutes')
         on conflict (citizen_account_id, way) where used_at is null do update set
            id = excluded.id,
            token_hash = excluded.token_hash,
            mobile_sealed = null,
            mobile_index = null,
            created_at = pser_now(),
            expires_at = excluded.expires_at
         returning expires_at",
        id,
        account,
        way.as_str(),
        token.as_ref().map(<[u8; 32]>::as_slice),
    )
    .fetch_one(conn)
    .await?;
    Ok((id, expires_at))
}

/// Has the recovery bring a new mobile along.
///
/// # Errors
/// When the database fails.
pub async fn bring_mobile(
    conn: &mut PgConnection,
    sealer: &Sealer,
    (id, account): (Uuid, Uuid),
    mobile: &Mobile,
) -> Result<()> {
    let index = mobile.index(sealer);
    sqlx::query!(
        "update recoveries set mobile_sealed = $2, mobile_index = $3 where id = $1",
        id,
        mobile.seal(sealer, account),
        index.as_slice(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The recovery with this id, while it goes on.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<Open>> {
    let row = sqlx::query_as!(
        Row,
        "select id, citizen_account_id, way from recoveries
         where id = $1 and used_at is null and expires_at > pser_now()",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(Row::open))
}

/// The one that the link of this token is of, while it is good.
///
/// # Errors
/// When the database fails.
pub async fn find_by_token(conn: &mut PgConnection, token: TokenHash) -> Result<Option<Open>> {
    let row = sqlx::query_as!(
        Row,
        "select id, citizen_account_id, way from recoveries
         where token_hash = $1 and used_at is null and expires_at > pser_now()",
        token.as_slice(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(Row::open))
}

/// The one that is open for an account by this way.
///
/// # Errors
/// When the database fails.
pub async fn find_of(conn: &mut PgConnection, account: Uuid, way: Way) -> Result<Option<Open>> {
    let row = sqlx::query_as!(
        Row,
        "select id, citizen_account_id, way from recoveries
         where citizen_account_id = $1 and way = $2 and used_at is null and expires_at > pser_now()",
        account,
        way.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(Row::open))
}

/// Gives the recovery another half hour, with a new link in place of the one before where it has one. `None` where the recovery is over.
///
/// # Errors
/// When the database fails.
pub async fn renew(
    conn: &mut PgConnection,
    id: Uuid,
    token: Option<TokenHash>,
) -> Result<Option<DateTime<Utc>>> {
    let expires_at = sqlx::query_scalar!(
        "update recoveries set token_hash = $2, expires_at = pser_now() + interval '30 minutes'
         where id = $1 and used_at is null and expires_at > pser_now()
         returning expires_at",
        id,
        token.as_ref().map(<[u8; 32]>::as_slice),
    );
    Ok(expires_at.fetch_optional(conn).await?)
}

/// Uses the recovery up and takes over the mobile that it brings. Of parallel posts one gets `true`.
///
/// # Errors
/// When the database fails.
pub async fn complete(conn: &mut PgConnection, id: Uuid, token: Option<TokenHash>) -> Result<bool> {
    let done = sqlx::query!(
        "with used as (
             update recoveries set used_at = pser_now()
             where id = $1 and token_hash is not distinct from $2 and used_at is null and expires_at > pser_now()
             returning citizen_account_id, mobile_sealed, mobile_index
         )
         update citizen_accounts account set
            mobile_sealed = coalesce(used.mobile_sealed, account.mobile_sealed),
            mobile_index = coalesce(used.mobile_index, account.mobile_index)
         from used where account.id = used.citizen_account_id and account.state = 'live'",
        id,
        token.as_ref().map(<[u8; 32]>::as_slice),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

struct Row {
    id: Uuid,
    citizen_account_id: Option<Uuid>,
    way: String,
}

impl Row {
    fn open(self) -> Option<Open> {
        let way = Way::ALL.into_iter().find(|way| way.as_str() == self.way)?;
        Some(Open { id: self.id, account: self.citizen_account_id, way })
    }
}

//! One-time codes of six digits that prove a mobile number: ten minutes, five tries, used once. A code is bound to its
//! purpose and to what it was made for: a registration, a sign-in, a change.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::numerals;
use super::password::Passwords;
use super::typed::Typed;
use crate::entropy;
use crate::error::{Error, Fault, Result};
use crate::refusal::Refusal;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Registration,
    SignIn,
    MobileChange,
    Recovery,
}

impl Purpose {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::SignIn => "sign-in",
            Self::MobileChange => "mobile-change",
            Self::Recovery => "recovery",
        }
    }
}

/// A code that is not in the database yet: hashing is slow, and no transaction waits for it.
#[derive(Debug)]
pub struct Fresh {
    /// The six digits.
    pub digits: Typed,
    hash: String,
}

/// Draws a code and hashes it.
///
/// # Errors
/// When hashing fails.
pub async fn draw(passwords: &Passwords) -> Result<Fresh, Fault> {
    let digits = Typed::new(entropy::digits(6));
    let hash = passwords.hash_code(&digits).await?;
    Ok(Fresh { digits, hash })
}

/// Makes the code valid for ten minutes. Where one is open for the same subject its digits are replaced and its tries
/// stay, so that asking again gives no more guesses. Says when it ends.
///
/// # Errors
/// `CodeBurnt` when the five tries of the open one are gone.
pub async fn issue(
    conn: &mut PgConnection,
    purpose: Purpose,
    subject: Uuid,
    code: &Fresh,
) -> Result<DateTime<Utc>> {
    let expires_at = sqlx::query_scalar!(
        r#"
        insert into codes (id, purpose, subject_id, code_hash, expires_at)
        values ($1, $2, $3, $4, pser_now() + interval '10 minutes')
        on conflict (purpose, subject_id) where used_at is null
        do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at
            where codes.tries < 5
        returning expires_at
        "#,
        entropy::id(),
        purpose.name(),
        subject,
        code.hash,
    )
    .fetch_optional(conn)
    .await?;
    expires_at.ok_or(Error::Refused(Refusal::CodeBurnt))
}

/// A code found right, not used up yet.
#[derive(Debug)]
pub struct Right(Uuid);

/// Takes one of the five tries and compares. Call it outside a transaction: the try counts whatever comes after. Where
/// there is no such code the same work is done.
///
/// # Errors
/// `WrongCode` when there is no such code, it is expired, used or burnt, or the digits differ.
pub async fn verify(
    conn: &mut PgConnection,
    passwords: &Passwords,
    purpose: Purpose,
    subject: Uuid,
    typed: &Typed,
) -> Result<Right> {
    let taken = sqlx::query!(
        "update codes set tries = tries + 1
         where purpose = $1 and subject_id = $2 and used_at is null and tries < 5 and expires_at > pser_now()
         returning id, code_hash",
        purpose.name(),
        subject,
    )
    .fetch_optional(conn)
    .await?;
    let typed = Typed::new(numerals::fold(typed.reveal()).unwrap_or_default());
    let is_right = passwords.verify_code(&typed, taken.as_ref().map(|code| code.code_hash.as_str())).await?;
    taken.filter(|_| is_right).map(|code| Right(code.id)).ok_or_else(|| Refusal::WrongCode.into())
}

/// Uses the code up, in the transaction of what it proves. Of parallel proofs with one code one gets past here.
///
/// # Errors
/// `WrongCode` when it was used meanwhile.
pub async fn spend(conn: &mut PgConnection, code: Right) -> Result<()> {
    let spent =
        sqlx::query!("update codes set used_at = pser_now() where id = $1 and used_at is null", code.0)
            .execute(conn)
            .await?;
    if spent.rows_affected() == 1 { Ok(()) } else { Err(Error::Refused(Refusal::WrongCode)) }
}

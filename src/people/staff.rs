//! The accounts of officers, makers, supervisors, auditors and administrators: opened by invitation only, with a second
//! factor, and ended at once.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::contact::Email;
use super::grants::Grant;
use super::token::TokenHash;
use super::totp::Secret;
use crate::db;
use crate::entropy;
use crate::error::{Error, Result};
use crate::policy::{self, Actor};
use crate::refusal::Refusal;
use crate::seal::Sealer;
use crate::texts::Language;

/// What is needed to check the two proofs of somebody who signs in.
#[derive(Debug)]
pub struct Account {
    pub id: Uuid,
    pub person: Uuid,
    pub password_hash: String,
    pub totp: Secret,
}

/// Somebody who was invited and has not confirmed the second factor.
#[derive(Debug)]
pub struct Invited {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    /// Set once a password was chosen.
    pub totp: Option<Secret>,
}

/// The account as its owner sees it.
#[derive(Debug)]
pub struct Profile {
    pub name: String,
    pub email: String,
    pub language: Language,
}

/// Invites a person for 72 hours. Inviting again replaces an invitation that was not taken up.
///
/// # Errors
/// `StaffAccountExists` when the person or the e-mail address has an account that is or was live.
pub async fn invite(
    conn: &mut PgConnection,
    person: Uuid,
    email: &Email,
    language: Language,
    token: TokenHash,
) -> Result<Uuid> {
    let invited = sqlx::query_scalar!(
        "insert into staff_accounts as account (id, person_id, email, state, language, invitation_hash, invitation_expires_at)
         values ($1, $2, $3, 'invited', $4, $5, pser_now() + interval '72 hours')
         on conflict (email) do update set
            language = excluded.language,
            password_hash = null,
            totp_sealed = null,
            invitation_hash = excluded.invitation_hash,
            invitation_expires_at = excluded.invitation_expires_at
         where account.state = 'invited' and account.person_id = excluded.person_id
         returning id",
        entropy::id(),
        person,
        email.reveal(),
        language.code(),
        token.as_slice(),
    )
    .fetch_optional(conn)
    .await;
    match invited {
        Ok(Some(id)) => Ok(id),
        Ok(None) => Err(Refusal::StaffAccountExists.into()),
        Err(error) if db::violates(&error, "staff_accounts_one_open_per_person") => {
            Err(Refusal::StaffAccountExists.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether anybody was ever invited.
///
/// # Errors
/// When the database fails.
pub async fn are_there_any(conn: &mut PgConnection) -> Result<bool> {
    let any = sqlx::query_scalar!(r#"select exists (select from staff_accounts) as "any!""#);
    Ok(any.fetch_one(conn).await?)
}

/// The open invitation of this token.
///
/// # Errors
/// When the database fails or the secret does not open.
pub async fn find_invited(
    conn: &mut PgConnection,
    sealer: &Sealer,
    token: TokenHash,
) -> Result<Option<Invited>> {
    let row = sqlx::query!(
        "select account.id, account.email, account.totp_sealed, person.name
         from staff_accounts account join persons person on person.id = account.person_id
         where account.state = 'invited' and account.invitation_hash = $1 and account.invitation_expires_at > pser_now()",
        token.as_slice(),
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let totp = row.totp_sealed.map(|kept| Secret::open(sealer, row.id, &kept)).transpose()?;
    Ok(Some(Invited { id: row.id, email: row.email, name: row.name, totp }))
}

/// Keeps the password chosen and the secret shown to somebody invited. May be done again until it is confirmed.
///
/// # Errors
/// When the database fails.
pub async fn propose_proofs(
    conn: &mut PgConnection,
    sealer: &Sealer,
    account: Uuid,
    password_hash: &str,
    totp: &Secret,
) -> Result<()> {
    sqlx::query!(
        "update staff_accounts set password_hash = $2, totp_sealed = $3 where id = $1 and state = 'invited'",
        account,
        password_hash,
        totp.seal(sealer, account),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the account live: its first code was right. Uses up the invitation and the code.
///
/// # Errors
/// `WrongCode` when it went live meanwhile.
pub async fn go_live(conn: &mut PgConnection, account: Uuid, step: i64) -> Result<()> {
    let done = sqlx::query!(
        "update staff_accounts set
            state = 'live', invitation_hash = null, invitation_expires_at = null, totp_last_step = $2
         where id = $1 and state = 'invited'",
        account,
        step,
    )
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Refused(Refusal::WrongCode)) }
}

/// The live account with this e-mail address.
///
/// # Errors
/// When the database fails or the secret does not open.
pub async fn find(conn: &mut PgConnection, sealer: &Sealer, email: &Email) -> Result<Option<Account>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, person_id, password_hash as "password_hash!", totp_sealed as "totp_sealed!"
           from staff_accounts where email = $1 and state = 'live'"#,
        email.reveal(),
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.account(sealer)).transpose()
}

/// The live account with this id.
///
/// # Errors
/// As `find`.
pub async fn find_by_id(conn: &mut PgConnection, sealer: &Sealer, id: Uuid) -> Result<Option<Account>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, person_id, password_hash as "password_hash!", totp_sealed as "totp_sealed!"
           from staff_accounts where id = $1 and state = 'live'"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.account(sealer)).transpose()
}

/// Uses up the code of a step: each is good once, and none that is older than one used.
///
/// # Errors
/// When the database fails.
pub async fn use_step(conn: &mut PgConnection, account: Uuid, step: i64) -> Result<bool> {
    let used = sqlx::query!(
        "update staff_accounts set totp_last_step = $2 where id = $1 and totp_last_step < $2",
        account,
        step,
    )
    .execute(conn)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Keeps a new password.
///
/// # Errors
/// When the database fails.
pub async fn set_password(conn: &mut PgConnection, id: Uuid, password_hash: &str) -> Result<()> {
    sqlx::query!(
        "update staff_accounts set password_hash = $2 where id = $1 and state = 'live'",
        id,
        password_hash
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the language in which the person is written to.
///
/// # Errors
/// When the database fails.
pub async fn set_language(conn: &mut PgConnection, id: Uuid, language: Language) -> Result<()> {
    let code = language.code();
    sqlx::query!("update staff_accounts set language = $2 where id = $1 and state = 'live'", id, code)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends the account. Whoever calls this also ends its sessions.
///
/// # Errors
/// When the database fails.
pub async fn disable(conn: &mut PgConnection, email: &Email) -> Result<Option<Uuid>> {
    let disabled = sqlx::query_scalar!(
        "update staff_accounts set state = 'disabled', invitation_hash = null, invitation_expires_at = null
         where email = $1 and state <> 'disabled' returning id",
        email.reveal(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(disabled)
}

/// Somebody of the staff as those see who give out work.
#[derive(Debug, Clone)]
pub struct Colleague {
    pub account: Uuid,
    pub person: Uuid,
    pub name: String,
    /// The last day of an absence that holds today.
    pub away_until: Option<NaiveDate>,
    /// The roles that hold now.
    pub grants: Vec<Grant>,
}

impl Colleague {
    /// Whether they are not away today.
    pub const fn is_here(&self) -> bool {
        self.away_until.is_none()
    }

    /// As the policy knows them.
    pub fn actor(&self) -> Actor {
        let grants = self.grants.iter().cloned().map(policy::Grant::from).collect();
        Actor::Staff { account: self.account, person: self.person, grants }
    }
}

/// Everybody of the staff who works now and holds a role, by name; or this one.
///
/// # Errors
/// When the database fails.
pub async fn colleagues(conn: &mut PgConnection, only: Option<Uuid>) -> Result<Vec<Colleague>> {
    let rows = sqlx::query!(
        r#"select account.id, account.person_id, person.name, absence.last_day as "away_until?",
               jsonb_agg(jsonb_build_object('role', held.role, 'area', held.area, 'programme', held.programme,
                   'amount_cap', held.amount_cap, 'expires_at', held.expires_at, 'skills', held.skills)) as "grants!: Json<Vec<Grant>>"
           from staff_accounts account
           join persons person on person.id = account.person_id
           join grants held on held.staff_account_id = account.id and held.revoked_at is null
               and (held.expires_at is null or held.expires_at > pser_now())
           left join staff_absences absence on absence.account_id = account.id and absence.ended_at is null
               and pser_today() between absence.first_day and absence.last_day
           where account.state = 'live' and ($1::uuid is null or account.id = $1)
           group by account.id, account.person_id, person.name, absence.last_day
           order by person.name, account.id"#,
        only,
    )
    .fetch_all(conn)
    .await?;
    let colleagues = rows.into_iter().map(|row| Colleague {
        account: row.id,
        person: row.person_id,
        name: row.name,
        away_until: row.away_until,
        grants: row.grants.0,
    });
    Ok(colleagues.collect())
}

/// What the owner sees of the account.
///
/// # Errors
/// When the database fails.
pub async fn profile(conn: &mut PgConnection, id: Uuid) -> Result<Option<Profile>> {
    let row = sqlx::query!(
        "select person.name, account.email, account.language
         from staff_accounts account join persons person on person.id = account.person_id
         where account.id = $1 and account.state = 'live'",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Profile { name: row.name, email: row.email, language: Language::of(&row.language) }))
}

/// The time by which second factors are computed.
///
/// # Errors
/// When the database fails.
pub async fn now(conn: &mut PgConnection) -> Result<DateTime<Utc>> {
    Ok(sqlx::query_scalar!(r#"select pser_now() as "now!""#).fetch_one(conn).await?)
}

struct Row {
    id: Uuid,
    person_id: Uuid,
    password_hash: String,
    totp_sealed: Vec<u8>,
}

impl Row {
    fn account(self, sealer: &Sealer) -> Result<Account> {
        Ok(Account {
            totp: Secret::open(sealer, self.id, &self.totp_sealed)?,
            id: self.id,
            person: self.person_id,
            password_hash: self.password_hash,
        })
    }
}

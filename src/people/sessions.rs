//! Signed-in sessions. A session is known by an opaque token; it ends by idleness (15 minutes for staff, 30 for
//! citizens), after 12 hours, on signing out, and with its account.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::grants::Grant;
use super::token::{self, Token};
use crate::entropy;
use crate::error::{Error, Result};
use crate::policy::{self, Actor};

/// The longest description of a device that is kept, in characters.
const DEVICE_LENGTH: usize = 120;

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    Citizen(Uuid),
    Staff(Uuid),
}

impl Account {
    pub const fn citizen(self) -> Option<Uuid> {
        match self {
            Self::Citizen(id) => Some(id),
            Self::Staff(_) => None,
        }
    }

    pub const fn staff(self) -> Option<Uuid> {
        match self {
            Self::Staff(id) => Some(id),
            Self::Citizen(_) => None,
        }
    }
}

/// A session that is going on.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: Uuid,
    pub account: Account,
    pub person: Uuid,
    /// The person's own name, for the corner of the page.
    pub name: String,
    /// The roles that hold now; none for citizens.
    pub grants: Vec<Grant>,
    /// Whether the person proved who they are within the last five minutes.
    pub recently_proved: bool,
    pub expires_at: DateTime<Utc>,
    /// The person of the operator who types for the citizen; none where citizens do themselves.
    pub assistant: Option<Uuid>,
}

impl Session {
    /// Who is asking, as the policy wants to know.
    pub fn actor(&self) -> Actor {
        match self.account {
            Account::Citizen(account) => {
                Actor::Citizen { account, person: self.person, typed_by: self.assistant }
            }
            Account::Staff(account) => {
                let grants = self.grants.iter().cloned().map(policy::Grant::from).collect();
                Actor::Staff { account, person: self.person, grants }
            }
        }
    }
}

/// A session just begun.
#[derive(Debug, Clone)]
pub struct Opened {
    pub id: Uuid,
    pub token: Token,
    pub expires_at: DateTime<Utc>,
}

/// One line of the list of one's own sessions.
#[derive(Debug)]
pub struct Listed {
    pub id: Uuid,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub device: Option<String>,
}

/// Begins a session with a token that never existed before. `device` is what the client calls itself.
///
/// # Errors
/// When the database fails.
pub async fn open(conn: &mut PgConnection, account: Account, device: Option<&str>) -> Result<Opened> {
    let (id, token) = (entropy::id(), Token::fresh());
    let hash = token.hash();
    let device: Option<String> =
        device.map(|name| name.chars().filter(|l| !l.is_control()).take(DEVICE_LENGTH).collect());
    let expires_at = sqlx::query_scalar!(
        "insert into sessions (token_hash, id, citizen_account_id, staff_account_id, expires_at, device)
         values ($1, $2, $3, $4, pser_now() + interval '12 hours', $5)
         returning expires_at",
        hash.as_slice(),
        id,
        account.citizen(),
        account.staff(),
        device,
    )
    .fetch_one(conn)
    .await?;
    Ok(Opened { id, token, expires_at })
}

/// Begins a session of half an hour in which an operator types for a citizen. It ends with the operator's account too.
///
/// # Errors
/// When the database fails.
pub async fn open_assisted(
    conn: &mut PgConnection,
    (citizen, operator): (Uuid, Uuid),
    device: Option<&str>,
) -> Result<Opened> {
    let opened = open(conn, Account::Citizen(citizen), device).await?;
    let expires_at = sqlx::query_scalar!(
        "update sessions set assisted_by = $2, expires_at = pser_now() + interval '30 minutes' where id = $1
         returning expires_at",
        opened.id,
        operator,
    )
    .fetch_one(conn)
    .await?;
    Ok(Opened { expires_at, ..opened })
}

/// What a request tells of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// They are there: they did something.
    Of,
    /// A page of theirs asks by itself, whether or not anybody sits before it.
    Nobody,
}

/// The session of a presented token with its person and the grants that hold now, in one statement; notes at most once
/// a minute that it was seen, where the request is a sign of the person.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut PgConnection, presented: &str, sign: Sign) -> Result<Option<Session>> {
    let hash = token::hash(presented);
    let row = sqlx::query!(
        r#"
        with found as (
            select session.id, session.token_hash, session.citizen_account_id, session.staff_account_id,
                session.expires_at, session.last_seen_at,
                coalesce(citizen.person_id, staff.person_id) as person_id,
                session.reauthenticated_at > pser_now() - interval '5 minutes' as recently_proved,
                assistant.person_id as assistant
            from sessions session
            left join citizen_accounts citizen on citizen.id = session.citizen_account_id and citizen.state = 'live'
            left join staff_accounts staff on staff.id = session.staff_account_id and staff.state = 'live'
            left join staff_accounts assistant on assistant.id = session.assisted_by and assistant.state = 'live'
            where session.token_hash = $1 and session.ended_at is null and session.expires_at > pser_now()
                and session.last_seen_at > pser_now()
                    - case when session.staff_account_id is null then interval '30 minutes' else interval '15 minutes' end
                and coalesce(citizen.person_id, staff.person_id) is not null
                and (session.assisted_by is null or assistant.id is not null)
        ), seen as (
            update sessions set last_seen_at = pser_now()
            where token_hash = (select token_hash from found where last_seen_at < pser_now() - interval '1 minute' and $2)
        )
        select id, citizen_account_id, staff_account_id, expires_at, person_id as "person_id!",
            (select name from persons where persons.id = person_id) as "name!",
            recently_proved as "recently_proved!", assistant as "assistant?",
            coalesce(
                (select jsonb_agg(jsonb_build_object('role', role, 'area', area, 'programme', programme,
                    'amount_cap', amount_cap, 'expires_at', expires_at, 'skills', skills))
                 from grants
                 where staff_account_id = found.staff_account_id and revoked_at is null
                    and (expires_at is null or expires_at > pser_now())),
                '[]'
            ) as "grants!: Json<Vec<Grant>>"
        from found
        "#,
        hash.as_slice(),
        sign == Sign::Of,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        let account = account_of(row.citizen_account_id, row.staff_account_id)?;
        Some(Session {
            id: row.id,
            account,
            person: row.person_id,
            name: row.name,
            grants: row.grants.0,
            recently_proved: row.recently_proved,
            expires_at: row.expires_at,
            assistant: row.assistant,
        })
    }))
}

/// Notes that the person has just proved again who they are.
///
/// # Errors
/// When the database fails.
pub async fn prove_again(conn: &mut PgConnection, session: Uuid) -> Result<()> {
    sqlx::query!(
        "update sessions set reauthenticated_at = pser_now() where id = $1 and ended_at is null",
        session
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The open sessions of an account, the last seen first.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &mut PgConnection, account: Account) -> Result<Vec<Listed>> {
    let listed = sqlx::query_as!(
        Listed,
        "select id, created_at, last_seen_at, device from sessions
         where (citizen_account_id = $1 or staff_account_id = $2) and ended_at is null and expires_at > pser_now()
            and last_seen_at > pser_now()
                - case when staff_account_id is null then interval '30 minutes' else interval '15 minutes' end
         order by last_seen_at desc, id desc",
        account.citizen(),
        account.staff(),
    )
    .fetch_all(conn)
    .await?;
    Ok(listed)
}

/// When each of these accounts of the staff was last seen, as far as sessions are kept.
///
/// # Errors
/// When the database fails.
pub async fn last_seen(conn: &mut PgConnection, staff: &[Uuid]) -> Result<BTreeMap<Uuid, DateTime<Utc>>> {
    let rows = sqlx::query!(
        r#"select staff_account_id as "account!", max(last_seen_at) as "seen_at!" from sessions
           where staff_account_id = any ($1) group by staff_account_id"#,
        staff,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account, row.seen_at)).collect())
}

/// Of these accounts of the staff those that nobody has seen since a moment.
///
/// # Errors
/// When the database fails.
pub async fn unseen_since(
    conn: &mut PgConnection,
    staff: &[Uuid],
    since: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let unseen = sqlx::query_scalar!(
        r#"select account.id as "id!" from unnest($1::uuid[]) as account (id)
           where not exists (
               select from sessions where staff_account_id = account.id and last_seen_at >= $2
           )"#,
        staff,
        since,
    )
    .fetch_all(conn)
    .await?;
    Ok(unseen)
}

/// Whether whoever holds the session has just proved again who they are.
///
/// # Errors
/// When the database fails.
pub async fn is_proved(conn: &mut PgConnection, session: Uuid) -> Result<bool> {
    let proved = sqlx::query_scalar!(
        r#"select reauthenticated_at > pser_now() - interval '5 minutes' as "proved!" from sessions
           where id = $1 and ended_at is null"#,
        session,
    )
    .fetch_optional(conn)
    .await?;
    Ok(proved.unwrap_or(false))
}

/// Ends one of the account's own sessions.
///
/// # Errors
/// `NotFound` when the account has no such open session.
pub async fn end(conn: &mut PgConnection, account: Account, session: Uuid) -> Result<()> {
    let ended = sqlx::query!(
        "update sessions set ended_at = pser_now()
         where id = $1 and (citizen_account_id = $2 or staff_account_id = $3) and ended_at is null",
        session,
        account.citizen(),
        account.staff(),
    )
    .execute(conn)
    .await?;
    if ended.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends every session of the account, save perhaps the one in use.
///
/// # Errors
/// When the database fails.
pub async fn end_all(conn: &mut PgConnection, account: Account, save: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "update sessions set ended_at = pser_now()
         where (citizen_account_id = $1 or staff_account_id = $2 or assisted_by = $2) and ended_at is null
            and id is distinct from $3",
        account.citizen(),
        account.staff(),
        save,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn account_of(citizen: Option<Uuid>, staff: Option<Uuid>) -> Option<Account> {
    citizen.map(Account::Citizen).or(staff.map(Account::Staff))
}

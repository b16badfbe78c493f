//! Claiming: one officer works a case at a time, and the database decides who was first.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::policy::Scope;
use crate::workflow::vocabulary::REOPEN;

/// A case that is now somebody's.
#[derive(Debug)]
pub struct Claimed {
    pub id: Uuid,
    pub reference: String,
    pub due_at: Option<DateTime<Utc>>,
    pub stage_entered_at: DateTime<Utc>,
    pub is_vulnerable: bool,
}

/// Takes the most urgent unclaimed case of a queue that this officer may take, in the statement that finds it. Cases of
/// the officer's own, of kin, and those on which they or their kin did one of `separated` are passed over; so are those on
/// which they did one of `deciding` before it was taken up again, and those about a case in which they had a hand.
pub async fn claim_next(
    conn: &mut PgConnection,
    queue: &str,
    officer: Officer,
    scope: &Scope,
    (separated, deciding): (&[String], &[String]),
) -> sqlx::Result<Option<Claimed>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Claimed,
        r#"select id as "id!", reference as "reference!", due_at, stage_entered_at as "stage_entered_at!",
                  is_vulnerable as "is_vulnerable!"
           from claim_next_case($1, $2, $3, $4, $5, $6, $7, $8)"#,
        queue,
        officer.account,
        officer.person,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        separated,
        deciding,
        REOPEN,
    )
    .fetch_optional(conn)
    .await
}

/// Claims a case of this queue that nobody else has. False: somebody else has it, or it waits there no more.
pub async fn claim(conn: &mut PgConnection, case: Uuid, queue: &str, officer: Officer) -> sqlx::Result<bool> {
    let claimed = sqlx::query!(
        "update cases set claimed_by = $2, claimed_at = coalesce(claimed_at, pser_now())
         where id = $1 and queue = $3 and (claimed_by is null or claimed_by = $2)",
        case,
        officer.account,
        queue,
    )
    .execute(conn)
    .await?;
    Ok(claimed.rows_affected() == 1)
}

/// Gives a case back to its queue. False: it was not this officer's.
pub async fn release(conn: &mut PgConnection, case: Uuid, officer: Officer) -> sqlx::Result<bool> {
    let released = sqlx::query!(
        "update cases set claimed_by = null, claimed_at = null where id = $1 and claimed_by = $2",
        case,
        officer.account,
    )
    .execute(conn)
    .await?;
    Ok(released.rows_affected() == 1)
}

/// Takes a case from whoever has it back into its queue.
pub async fn take_back(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<()> {
    sqlx::query!("update cases set claimed_by = null, claimed_at = null where id = $1", case)
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a case to an account, whoever had it.
pub async fn give(conn: &mut PgConnection, case: Uuid, account: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update cases set claimed_by = $2, claimed_at = pser_now() where id = $1 and queue is not null",
        case,
        account,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Which of an account's claims are given back.
#[derive(Debug, Clone, Copy)]
pub enum Leaving {
    /// All of them.
    Everything,
    /// Those that are not on hold until this moment or longer.
    UnlessOnHoldUntil(DateTime<Utc>),
    /// Those that were claimed before this moment.
    ClaimedBefore(DateTime<Utc>),
}

/// Gives back what an account has claimed; the cases. Whoever claims for it at the same moment waits.
pub async fn release_all(
    conn: &mut PgConnection,
    account: Uuid,
    leaving: Leaving,
) -> sqlx::Result<Vec<Uuid>> {
    let (on_hold_until, claimed_before) = match leaving {
        Leaving::Everything => (None, None),
        Leaving::UnlessOnHoldUntil(moment) => (Some(moment), None),
        Leaving::ClaimedBefore(moment) => (None, Some(moment)),
    };
    one_at_a_time(conn, account).await?;
    sqlx::query_scalar!(
        "update cases set claimed_by = null, claimed_at = null
         where claimed_by = $1
             and ($2::timestamptz is null or on_hold_until is null or on_hold_until < $2)
             and ($3::timestamptz is null or claimed_at < $3)
         returning id",
        account,
        on_hold_until,
        claimed_before,
    )
    .fetch_all(conn)
    .await
}

/// Puts a claimed case on hold until a moment.
pub async fn hold(conn: &mut PgConnection, case: Uuid, until: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("update cases set on_hold_until = $2 where id = $1", case, until).execute(conn).await?;
    Ok(())
}

/// Takes a case that is on hold up again.
pub async fn resume(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<()> {
    sqlx::query!("update cases set on_hold_until = null where id = $1", case).execute(conn).await?;
    Ok(())
}

/// How many cases somebody has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Claimed and not on hold.
    pub working: i64,
    pub on_hold: i64,
}

/// How many cases the officer has claimed. Until the transaction ends, nobody else counts or claims for this officer:
/// two requests at once would both find room for one more.
pub async fn held_by(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Held> {
    one_at_a_time(conn, account).await?;
    sqlx::query_as!(
        Held,
        r#"select count(*) filter (where on_hold_until > pser_now()) as "on_hold!",
                  count(*) filter (where on_hold_until > pser_now() is not true) as "working!"
           from cases where claimed_by = $1"#,
        account,
    )
    .fetch_one(conn)
    .await
}

/// The accounts that have claimed a case.
pub async fn holders(conn: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select distinct claimed_by as "account!" from cases where claimed_by is not null order by 1"#
    )
    .fetch_all(conn)
    .await
}

/// How many cases each of these accounts has; those that have none are left out.
pub async fn held_by_each(conn: &mut PgConnection, accounts: &[Uuid]) -> sqlx::Result<BTreeMap<Uuid, Held>> {
    let rows = sqlx::query!(
        r#"select claimed_by as "account!", count(*) filter (where on_hold_until > pser_now()) as "on_hold!",
                  count(*) filter (where on_hold_until > pser_now() is not true) as "working!"
           from cases where claimed_by = any ($1) group by claimed_by"#,
        accounts,
    )
    .fetch_all(conn)
    .await?;
    let held = |working, on_hold| Held { working, on_hold };
    Ok(rows.into_iter().map(|row| (row.account, held(row.working, row.on_hold))).collect())
}

async fn one_at_a_time(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<()> {
    sqlx::query_scalar!(
        r#"select pg_advisory_xact_lock(hashtextextended('claims of ' || $1::text, 0))::text as "locked!""#,
        account.to_string(),
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Who claims.
#[derive(Debug, Clone, Copy)]
pub struct Officer {
    pub account: Uuid,
    pub person: Uuid,
}

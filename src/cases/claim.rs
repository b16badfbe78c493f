//! Claiming: one officer works a case at a time, and the database decides who was first.

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
        "with mine as (select array_append(kin_of($3), $3) as persons),
         next as (
             select c.id
             from cases c, mine
             where c.queue = $1 and c.claimed_by is null and c.person_id <> all (mine.persons)
                 and exists (
                     select from unnest($4::text[], $5::text[]) as held (area, programme)
                     where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
                 )
                 and not exists (
                     select from case_events e
                     where e.case_id = c.id and e.actor_person = any (mine.persons) and (
                         e.action = any ($6)
                         or e.action = any ($7) and exists (
                             select from case_events again
                             where again.case_id = c.id and again.action = $8 and again.seq >= e.seq
                         )
                     )
                 )
                 and not exists (
                     select from applications application
                     join case_events e on e.case_id = application.about_case
                     where application.id = c.application_id and e.actor_kind = 'staff'
                         and (e.action is not null or e.kind in ('document-accepted', 'document-refused'))
                         and e.actor_person = any (mine.persons)
                 )
             order by c.rank, c.id
             limit 1
             for update of c skip locked
         )
         update cases set claimed_by = $2, claimed_at = pser_now() from next
         where cases.id = next.id
         returning cases.id, reference, due_at, stage_entered_at, is_vulnerable",
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

/// Gives everything back that an account has claimed; the cases. Whoever claims for it at the same moment waits.
pub async fn release_all(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Vec<Uuid>> {
    one_at_a_time(conn, account).await?;
    sqlx::query_scalar!(
        "update cases set claimed_by = null, claimed_at = null where claimed_by = $1 returning id",
        account,
    )
    .fetch_all(conn)
    .await
}

/// How many cases the officer has claimed. Until the transaction ends, nobody else counts or claims for this officer:
/// two requests at once would both find room for one more.
pub async fn held_by(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<i64> {
    one_at_a_time(conn, account).await?;
    sqlx::query_scalar!(r#"select count(*) as "held!" from cases where claimed_by = $1"#, account)
        .fetch_one(conn)
        .await
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

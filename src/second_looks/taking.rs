//! Taking: one officer has a second look, and one at a time; they answer it once or give it back, and it goes back by itself
//! where they are not here to answer. The database decides who was first.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Judgement, stored_verdict};
use crate::error::Fault;
use crate::policy::Scope;
use crate::workflow::Verdict;

/// A second look, as it stands.
#[derive(Debug, Clone)]
pub struct Look {
    pub id: Uuid,
    pub case: Uuid,
    /// The number of the event by which the case was decided.
    pub seq: i32,
    /// Which way it was decided.
    pub decision: Verdict,
    pub decided_at: DateTime<Utc>,
    /// The account that has it, or had it when it was answered.
    pub taken_by: Option<Uuid>,
    pub taken_at: Option<DateTime<Utc>>,
    pub judgement: Option<Judgement>,
}

/// One that nobody has.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    pub id: Uuid,
    pub case: Uuid,
}

/// What the second officer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub judgement: Judgement,
    /// None where the judgement needs none.
    pub reason: Option<String>,
}

/// The second look of this id.
pub async fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<Look>, Fault> {
    let row = sqlx::query!(
        "select id, case_id, seq, decision, decided_at, taken_by, taken_at, judgement from second_looks where id = $1",
        id,
    )
    .fetch_optional(conn)
    .await?;
    let look = row.map(|row| {
        Ok(Look {
            id: row.id,
            case: row.case_id,
            seq: row.seq,
            decision: stored_verdict(&row.decision)?,
            decided_at: row.decided_at,
            taken_by: row.taken_by,
            taken_at: row.taken_at,
            judgement: row.judgement.as_deref().map(Judgement::stored).transpose()?,
        })
    });
    look.transpose()
}

/// The one that an account has open, with its case.
pub async fn open_of(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select id, case_id as "case" from second_looks where taken_by = $1 and answered_at is null"#,
        account,
    )
    .fetch_optional(conn)
    .await
}

/// Those within the scope that nobody has and that somebody may take as far as rows say, whoever waits longest first: `most` of
/// them after one. Cases of their own are passed over, and those in which they or their household had a hand, or at which they
/// have looked since.
pub async fn waiting(
    conn: &mut PgConnection,
    person: Uuid,
    scope: &Scope,
    (after, most): (Option<Uuid>, i64),
) -> sqlx::Result<Vec<Waiting>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Waiting,
        r#"select look.id, look.case_id as "case"
           from second_looks look join cases c on c.id = look.case_id
           where look.taken_by is null and look.answered_at is null
               and ($4::uuid is null or look.id > $4)
               and c.person_id <> $1
               and exists (
                   select from unnest($2::text[], $3::text[]) as held (area, programme)
                   where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
               )
               and not is_kept_from_second_look(look.case_id, look.seq, $1)
           order by look.id
           limit $5"#,
        person,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        after,
        most,
    )
    .fetch_all(conn)
    .await
}

/// Has whoever takes second looks for this account at the same moment wait until the transaction ends.
pub async fn lock_taker(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<()> {
    sqlx::query_scalar!(
        r#"select pg_advisory_xact_lock(hashtextextended('second looks of ' || $1::text, 0))::text as "locked!""#,
        account.to_string(),
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Takes one that nobody has. False: somebody else was first.
pub async fn take(conn: &mut PgConnection, id: Uuid, account: Uuid) -> sqlx::Result<bool> {
    let taken = sqlx::query!(
        "update second_looks set taken_by = $2, taken_at = pser_now()
         where id = (
             select id from second_looks where id = $1 and taken_by is null and answered_at is null for update skip locked
         )",
        id,
        account,
    )
    .execute(conn)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Answers one that the account has open. False: it has not.
pub async fn answer(
    conn: &mut PgConnection,
    (id, account): (Uuid, Uuid),
    answer: &Answer,
) -> sqlx::Result<bool> {
    let answered = sqlx::query!(
        "update second_looks set judgement = $3, reason = $4, answered_at = pser_now()
         where id = $1 and taken_by = $2 and answered_at is null",
        id,
        account,
        answer.judgement.as_str(),
        answer.reason,
    )
    .execute(conn)
    .await?;
    Ok(answered.rows_affected() == 1)
}

/// Gives one back that the account has open; what it has not is left as it is.
pub async fn give_back(conn: &mut PgConnection, id: Uuid, account: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update second_looks set taken_by = null, taken_at = null
         where id = $1 and taken_by = $2 and answered_at is null",
        id,
        account,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives back what an account has open.
pub async fn release_all(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update second_looks set taken_by = null, taken_at = null where taken_by = $1 and answered_at is null",
        account,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives back what is open with those who are away today, whose account has ended, or who took it before a moment; how many.
pub async fn release_absent(conn: &mut PgConnection, taken_before: DateTime<Utc>) -> sqlx::Result<u64> {
    let released = sqlx::query!(
        "update second_looks look set taken_by = null, taken_at = null
         where look.taken_by is not null and look.answered_at is null and (
             look.taken_at < $1
             or not exists (select from staff_accounts account where account.id = look.taken_by and account.state = 'live')
             or exists (
                 select from staff_absences away
                 where away.account_id = look.taken_by and away.ended_at is null
                     and pser_today() between away.first_day and away.last_day
             )
         )",
        taken_before,
    )
    .execute(conn)
    .await?;
    Ok(released.rows_affected())
}

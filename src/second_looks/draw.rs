//! The draw: which decisions of a day there are, and keeping those that were drawn. A day is drawn from once.

use chrono::{DateTime, NaiveDate, Utc};
use futures::TryStreamExt as _;
use futures::stream::BoxStream;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::canonical::ContentHash;
use crate::entropy;
use crate::error::Fault;
use crate::workflow::Verdict;

/// What somebody of the staff did on a case by an action that took it somewhere; whether that decided it is for its workflow.
#[derive(Debug, Clone)]
pub struct Decision {
    pub case: Uuid,
    /// The number of the event in its case.
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub action: String,
    pub by: Uuid,
    /// The bundle that it was decided under.
    pub bundle: ContentHash,
    /// The hash of the event, which nobody knows beforehand.
    pub hash: ContentHash,
}

/// The days, in the province, that are over and have not been drawn from, the earliest first. Nothing before yesterday is made up
/// for where no day was ever drawn from. A day counts as over when an hour has passed: by then nothing of it is still being
/// written.
pub async fn days_to_draw(conn: &mut PgConnection) -> sqlx::Result<Vec<NaiveDate>> {
    sqlx::query_scalar!(
        r#"with latest as (
               select ((pser_now() - interval '1 hour') at time zone 'Asia/Karachi')::date - 1 as day
           )
           select due.day::date as "day!"
           from latest, generate_series(
               coalesce((select max(draw.day) + 1 from second_look_draws draw), latest.day), latest.day, interval '1 day'
           ) as due (day)
           order by 1"#
    )
    .fetch_all(conn)
    .await
}

/// Keeps other processes from drawing from the day until the transaction ends. False: one of them has done so.
pub async fn begin_day(conn: &mut PgConnection, day: NaiveDate) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select pg_advisory_xact_lock(hashtextextended('draw of second looks', 0))::text as "locked!""#
    )
    .fetch_one(&mut *conn)
    .await?;
    let is_done = sqlx::query_scalar!(
        r#"select exists (select from second_look_draws where day = $1) as "is_done!""#,
        day
    );
    Ok(!is_done.fetch_one(conn).await?)
}

/// What staff did on cases on a day that may have decided them, as it was written; what was undone decided nothing.
pub fn decisions(conn: &mut PgConnection, day: NaiveDate) -> BoxStream<'_, Result<Decision, Fault>> {
    let rows = sqlx::query!(
        r#"select case_id, seq, at, action as "action!", actor_person as "actor_person!", bundle_hash, hash
           from case_events step
           where at >= ($1::date)::timestamp at time zone 'Asia/Karachi'
               and at < ($1::date + 1)::timestamp at time zone 'Asia/Karachi'
               and actor_kind = 'staff' and action is not null and actor_person is not null and to_stage is not null
               and not exists (
                   select from undone_steps undone where undone.case_id = step.case_id and undone.seq = step.seq
               )
           order by id"#,
        day,
    )
    .fetch(conn);
    let decision = rows.map_err(Fault::from).and_then(|row| async move {
        Ok(Decision {
            case: row.case_id,
            seq: row.seq,
            at: row.at,
            action: row.action,
            by: row.actor_person,
            bundle: digest(row.bundle_hash)?,
            hash: digest(row.hash)?,
        })
    });
    Box::pin(decision)
}

/// Has a decision looked at again.
pub async fn draw(conn: &mut PgConnection, decision: &Decision, verdict: Verdict) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into second_looks (id, case_id, seq, action, decision, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (case_id, seq) do nothing",
        entropy::id(),
        decision.case,
        decision.seq,
        decision.action,
        verdict.as_str(),
        decision.by,
        decision.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that a day was drawn from: how many decisions there were, and how many of them are looked at again.
pub async fn finish_day(
    conn: &mut PgConnection,
    day: NaiveDate,
    (decisions, drawn): (usize, usize),
) -> sqlx::Result<()> {
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query!(
        "insert into second_look_draws (day, decisions, drawn) values ($1, $2, $3)",
        day,
        count(decisions),
        count(drawn),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn digest(bytes: Vec<u8>) -> Result<ContentHash, Fault> {
    bytes.try_into().map_err(|_| Fault::broken("a stored digest has not 32 bytes"))
}

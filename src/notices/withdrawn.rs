//! Messages that are taken back before they leave: their jobs wait, and are taken away with them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Fault;

/// What a waiting notice's job is known by.
pub(super) fn key(notice: Uuid) -> String {
    format!("held:{notice}")
}

/// Takes back every notice of these kinds that was written about the case since then; false, and nothing done, where one
/// of them has left or is leaving. A job that a worker has in its hands is locked, and counts as leaving.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(
    conn: &mut PgConnection,
    case: Uuid,
    (kinds, since): (&[String], DateTime<Utc>),
) -> Result<bool, Fault> {
    let withdrawn = sqlx::query_scalar!(
        r#"
        with told as (
            select id, 'held:' || id::text as key from notices
            where case_id = $1 and kind = any ($2) and written_at >= $3
        ), waiting as (
            select jobs.id, told.id as notice from told
            join jobs on jobs.kind = 'send-notice' and jobs.unique_key = told.key
            where jobs.state = 'ready' and jobs.run_at > clock_timestamp()
            for update of jobs skip locked
        ), all_wait as (
            select (select count(*) from told) = (select count(*) from waiting) as hold
        ), gone as (
            delete from jobs where id in (select id from waiting) and (select hold from all_wait)
        ), unsaid as (
            update notices set state = 'withdrawn'
            where id in (select notice from waiting) and (select hold from all_wait)
        )
        select hold as "hold!" from all_wait
        "#,
        case,
        kinds,
        since,
    )
    .fetch_one(conn)
    .await?;
    Ok(withdrawn)
}

//! Timers of cases: what will happen by time alone. Entering a stage sets them, leaving it deletes them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::queue::{Job, Queue};

/// Tells a case of an event that it may be waiting for, after the transaction that brought the event about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaiseEvent {
    pub case: Uuid,
    /// One of the workflow's events, such as `checks-done`.
    pub event: String,
}

impl Job for RaiseEvent {
    const KIND: &'static str = "raise-event";
    const QUEUE: Queue = Queue::Cases;
    /// Nobody else raises it: with up to ten minutes between attempts about two days.
    const MAX_ATTEMPTS: i16 = 300;
}

/// Tells a case that one of its timers is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaiseTimer {
    pub case: Uuid,
    /// `deadline`, or `after:<n>` as the stage declares them.
    pub kind: String,
    pub due_at: DateTime<Utc>,
}

impl Job for RaiseTimer {
    const KIND: &'static str = "raise-timer";
    const QUEUE: Queue = Queue::Cases;
    const MAX_ATTEMPTS: i16 = 300;
}

impl RaiseTimer {
    /// One job for one timer, however often it is found due.
    pub fn unique_key(&self) -> String {
        format!("{}/{}/{}", self.case, self.kind, self.due_at.timestamp_micros())
    }
}

/// The timers that are due, the longest overdue first, from one after `after` on.
pub async fn due_timers(
    conn: &mut PgConnection,
    after: Option<&RaiseTimer>,
    limit: i64,
) -> sqlx::Result<Vec<RaiseTimer>> {
    sqlx::query_as!(
        RaiseTimer,
        r#"select case_id as "case", kind, due_at from case_timers
           where due_at <= pser_now()
               and ($1::timestamptz is null or (due_at, case_id, kind) > ($1, $2::uuid, $3::text))
           order by due_at, case_id, kind limit $4"#,
        after.map(|timer| timer.due_at),
        after.map(|timer| timer.case),
        after.map(|timer| timer.kind.as_str()),
        limit
    )
    .fetch_all(conn)
    .await
}

/// Takes a due timer away, to act on it in the same transaction; false when it was taken or its stage left before.
pub async fn take_timer(conn: &mut PgConnection, timer: &RaiseTimer) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from case_timers where case_id = $1 and kind = $2 and due_at = $3 and due_at <= pser_now()",
        timer.case,
        timer.kind,
        timer.due_at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

//! What a job is, and how a change enqueues one in its own transaction.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::settings::Queue;

/// A piece of work for later. Its fields are ids, never personal data; its handler must bear running twice, and takes a
/// thing that is gone for work already done.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// Names the handler in the table; never reused for another meaning.
    const KIND: &'static str;
    /// Where it waits.
    const QUEUE: Queue;
    /// How many attempts it gets before a person has to look at it.
    const MAX_ATTEMPTS: i16 = 10;
    /// How long one attempt may run before it is stopped and counted as failed. Short, because a handler whose database
    /// vanished without a word waits for nothing, and keeps its seat and its next tick from going on; what takes longer
    /// says so.
    const TIMEOUT: Duration = Duration::from_secs(10);
}

/// Which goes first within a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Priority {
    First,
    #[default]
    Normal,
    Last,
}

impl Priority {
    const fn number(self) -> i16 {
        match self {
            Self::First => 0,
            Self::Normal => 1,
            Self::Last => 2,
        }
    }
}

/// What is out of the ordinary about one enqueueing.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Enqueueing the same kind under the same key again does nothing, as long as the first one's row is kept
    /// (`Settings::keep_done` after it finished).
    pub unique_key: Option<String>,
    /// Not to be started before this long from now, by the database's clock.
    pub delay: Option<Duration>,
    /// Which goes first within the queue.
    pub priority: Priority,
}

/// The job as the SQL function `enqueue_jobs` takes it, for statements that enqueue along with their own writes.
///
/// # Panics
/// When the job does not serialize to JSON, which for ids it always does.
pub fn row<J: Job>(job: &J) -> Value {
    row_with(job, &Options::default())
}

/// `row` with options.
///
/// # Panics
/// As `row`.
pub fn row_with<J: Job>(job: &J, options: &Options) -> Value {
    let payload = serde_json::to_value(job).expect("a job is ids, and those are JSON");
    let mut row = json!({
        "queue": J::QUEUE.name(),
        "kind": J::KIND,
        "payload": payload,
        "max_attempts": J::MAX_ATTEMPTS,
        "priority": options.priority.number(),
    });
    if let Some(key) = &options.unique_key {
        row["unique_key"] = json!(key);
    }
    if let Some(delay) = options.delay {
        row["delay_seconds"] = json!(delay.as_secs_f64());
    }
    row
}

/// Enqueues in the caller's transaction: the job exists exactly when that commits. Wake its queue after the commit.
///
/// # Errors
/// Those of the statement.
pub async fn enqueue<J: Job>(connection: &mut PgConnection, job: &J) -> Result<(), sqlx::Error> {
    enqueue_with(connection, job, &Options::default()).await.map(|_| ())
}

/// `enqueue` for many of a kind, in one statement.
///
/// # Errors
/// Those of the statement.
pub async fn enqueue_all<J: Job>(connection: &mut PgConnection, jobs: &[J]) -> Result<(), sqlx::Error> {
    let rows = Value::Array(jobs.iter().map(row).collect());
    sqlx::query_scalar!(r#"select enqueue_jobs($1) as "enqueued!""#, rows).fetch_one(connection).await?;
    Ok(())
}

/// `enqueue` with options; false when the unique key was there already, which leaves the transaction as it was.
///
/// # Errors
/// Those of the statement.
pub async fn enqueue_with<J: Job>(
    connection: &mut PgConnection,
    job: &J,
    options: &Options,
) -> Result<bool, sqlx::Error> {
    let rows = Value::Array(vec![row_with(job, options)]);
    let enqueued =
        sqlx::query_scalar!(r#"select enqueue_jobs($1) as "enqueued!""#, rows).fetch_one(connection).await?;
    Ok(enqueued == 1)
}

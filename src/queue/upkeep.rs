//! What operators see of the queues and do about them: depths, dead jobs and their retry, and the sweeping of finished
//! rows.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use tokio_util::sync::CancellationToken;

use super::outage::Outage;

/// Where counting stops: beyond it the exact number helps nobody and costs the database.
const COUNT_LIMIT: i64 = 100_000;
/// Rows deleted in one statement.
const BITE: i64 = 1000;
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// How many jobs of a queue are in a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Depth {
    pub queue: String,
    /// `ready` (due), `later` (ready, but not due), `held` or `dead`.
    pub state: String,
    /// At most 100,000.
    pub jobs: i64,
    /// For `ready`: since when the oldest is due, in seconds; 0 where none is.
    pub oldest_seconds: Option<f64>,
}

/// The depth of every queue in every unfinished state, zeros included. Looks at no finished job.
///
/// # Errors
/// Those of the statement.
pub async fn depth(pool: &PgPool) -> Result<Vec<Depth>, sqlx::Error> {
    sqlx::query_as!(
        Depth,
        r#"select queue as "queue!", state as "state!", jobs as "jobs!", oldest_seconds from job_depths($1, $2)"#,
        &super::Queue::ALL.map(|queue| queue.name().to_owned()) as &[String],
        COUNT_LIMIT,
    )
    .fetch_all(pool)
    .await
}

/// A job that needs a person.
#[derive(Debug, Clone)]
pub struct DeadJob {
    pub id: i64,
    pub queue: String,
    pub kind: String,
    pub attempts: i16,
    pub finished_at: DateTime<Utc>,
    /// Why the last attempt did not finish it.
    pub last_error: Option<String>,
}

/// Dead jobs, newest first: those before `before`, or the first page.
///
/// # Errors
/// Those of the statement.
pub async fn dead(pool: &PgPool, before: Option<i64>, limit: i64) -> Result<Vec<DeadJob>, sqlx::Error> {
    sqlx::query_as!(
        DeadJob,
        r#"select id, queue, kind, attempts, finished_at as "finished_at!", last_error
        from jobs where state = 'dead' and id < $1 order by id desc limit $2"#,
        before.unwrap_or(i64::MAX),
        limit,
    )
    .fetch_all(pool)
    .await
}

/// Gives a dead job all its attempts again; false when it is not dead (any more).
///
/// # Errors
/// Those of the statement.
pub async fn retry_dead(connection: &mut PgConnection, id: i64) -> Result<bool, sqlx::Error> {
    let retried = sqlx::query!(
        "update jobs set state = 'ready', attempts = 0, run_at = clock_timestamp(), started_at = null, finished_at = null
        where id = $1 and state = 'dead'",
        id,
    )
    .execute(connection)
    .await?;
    Ok(retried.rows_affected() == 1)
}

/// Deletes jobs that were done longer than `keep` ago, in small bites; how many.
///
/// # Errors
/// Those of the statements; what was deleted before stays deleted.
pub async fn sweep(pool: &PgPool, keep: Duration) -> Result<u64, sqlx::Error> {
    let mut swept = 0;
    loop {
        let bite = sqlx::query!(
            "delete from jobs where id = any (array(
                select id from jobs
                where state = 'done' and finished_at < now() - make_interval(secs => $1)
                order by finished_at limit $2 for update skip locked
            ))",
            keep.as_secs_f64(),
            BITE,
        )
        .execute(pool)
        .await?
        .rows_affected();
        swept += bite;
        if bite < BITE.unsigned_abs() {
            return Ok(swept);
        }
    }
}

/// Sweeps now and again until `stopping`. Processes that do so together skip each other's rows.
pub(super) async fn keep_swept(pool: PgPool, keep: Duration, stopping: CancellationToken) {
    let mut outage = Outage::of("sweeping");
    let sweeping = async {
        loop {
            match sweep(&pool, keep).await {
                Ok(_) => outage.over(),
                Err(error) => outage.failed(&error),
            }
            tokio::time::sleep(SWEEP_EVERY).await;
        }
    };
    stopping.run_until_cancelled(sweeping).await;
}

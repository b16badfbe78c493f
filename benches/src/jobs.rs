//! Jobs: how soon one starts after the commit that asked for it, and how many trivial ones a process gets through.

use std::time::Duration;

use anyhow::{Result, ensure};
use sqlx::PgPool;
use sqlx::Row as _;
use tokio::time::{Instant, sleep};

use crate::ground::Ground;

/// How many starts are measured, and the pause before each, in which the workers come to rest.
const STARTS: usize = 200;
const REST: Duration = Duration::from_millis(40);
/// Trivial jobs of one round.
const TRIVIAL: i64 = 20_000;
const PATIENCE: Duration = Duration::from_secs(180);

/// Milliseconds from the commit of a job to the start of its handler.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Starts {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

/// A job of a kind that finds nothing to do: what it is about has vanished, which a handler takes for done.
struct Idle {
    queue: &'static str,
    kind: &'static str,
    field: &'static str,
}

const CODE: Idle = Idle { queue: "codes", kind: "send-code", field: "notice" };
const NOTICE: Idle = Idle { queue: "notices", kind: "send-notice", field: "notice" };

/// Starts of one-time codes while nothing else is to be done.
pub(crate) async fn starts(ground: &Ground) -> Result<Starts> {
    let mut millis = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        sleep(REST).await;
        let id = enqueue(&ground.owner, &CODE, 1).await?;
        millis.push(started(&ground.owner, id).await?);
    }
    millis.sort_by(f64::total_cmp);
    let at = |share: usize| millis[(millis.len() * share / 100).min(millis.len() - 1)];
    Ok(Starts { p50: at(50), p99: at(99) })
}

/// The same while `waiting` messages are in line, which are kept that many for as long as it takes.
pub(crate) async fn starts_behind(ground: &Ground, waiting: i64) -> Result<Starts> {
    enqueue(&ground.owner, &NOTICE, waiting).await?;
    let owner = ground.owner.clone();
    let filling = tokio::spawn(async move {
        loop {
            let open = open(&owner, NOTICE.queue).await?;
            if open < waiting {
                enqueue(&owner, &NOTICE, waiting - open).await?;
            }
            sleep(REST).await;
        }
        #[expect(unreachable_code, reason = "says what the loop's errors are")]
        Ok::<(), anyhow::Error>(())
    });
    let starts = starts(ground).await;
    filling.abort();
    drain(&ground.owner).await?;
    starts
}

/// Trivial jobs a second, from the first start to the last end, by the database's clock.
pub(crate) async fn rate(ground: &Ground) -> Result<f64> {
    drain(&ground.owner).await?;
    let last: i64 =
        sqlx::query_scalar("select coalesce(max(id), 0) from jobs").fetch_one(&ground.owner).await?;
    enqueue(&ground.owner, &NOTICE, TRIVIAL).await?;
    drain(&ground.owner).await?;
    let row = sqlx::query(
        "select count(*) as jobs, extract(epoch from max(finished_at) - min(started_at))::float8 as seconds
         from jobs where id > $1 and kind = $2 and state = 'done'",
    )
    .bind(last)
    .bind(NOTICE.kind)
    .fetch_one(&ground.owner)
    .await?;
    let jobs: i64 = row.get("jobs");
    ensure!(jobs == TRIVIAL, "{jobs} of {TRIVIAL} jobs are done");
    #[expect(clippy::cast_precision_loss, reason = "counts of a benchmark are small")]
    Ok(jobs as f64 / row.get::<f64, _>("seconds"))
}

/// Enqueues in a transaction of its own and wakes the workers after it, as the product does. Gives the last id.
async fn enqueue(owner: &PgPool, idle: &Idle, count: i64) -> Result<i64> {
    let id = sqlx::query_scalar(
        "with asked as (
             insert into jobs (queue, kind, payload)
             select $1, $2, jsonb_build_object($3, gen_random_uuid()) from generate_series(1, $4)
             returning id
         ) select max(id) from asked",
    )
    .bind(idle.queue)
    .bind(idle.kind)
    .bind(idle.field)
    .bind(count)
    .fetch_one(owner)
    .await?;
    sqlx::query("select pg_notify('jobs', $1)").bind(idle.queue).execute(owner).await?;
    Ok(id)
}

async fn started(owner: &PgPool, id: i64) -> Result<f64> {
    let patience = Instant::now() + PATIENCE;
    loop {
        let millis: Option<f64> = sqlx::query_scalar(
            "select (extract(epoch from started_at - enqueued_at) * 1000)::float8 from jobs where id = $1",
        )
        .bind(id)
        .fetch_one(owner)
        .await?;
        if let Some(millis) = millis {
            return Ok(millis);
        }
        ensure!(Instant::now() < patience, "a job did not start");
        sleep(Duration::from_millis(2)).await;
    }
}

async fn open(owner: &PgPool, queue: &str) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from jobs where state in ('ready', 'held') and queue = $1")
        .bind(queue)
        .fetch_one(owner)
        .await?)
}

async fn drain(owner: &PgPool) -> Result<()> {
    let patience = Instant::now() + PATIENCE;
    while open(owner, NOTICE.queue).await? > 0 {
        ensure!(Instant::now() < patience, "the jobs do not come to an end");
        sleep(REST).await;
    }
    Ok(())
}

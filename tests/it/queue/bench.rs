//! A database with jobs that leave a trace of every start and end, and workers to run them here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pser::queue::{Context, Handlers, Job, Limits, Options, Outcome, Queue, Settings, enqueue_with, run};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::harness::Database;

/// Longest wait for anything: generous, because the machine may be busy.
const CEILING: Duration = Duration::from_secs(90);

/// A job that says when it starts and ends, and does as told in between.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Probe {
    pub(super) label: String,
    pub(super) deed: Deed,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Deed {
    Finish,
    Sleep {
        millis: u64,
    },
    Err,
    RetryAfter {
        seconds: u64,
    },
    Fail,
    Panic,
    /// Takes the process with it.
    Abort,
}

impl Job for Probe {
    const KIND: &'static str = "probe";
    const QUEUE: Queue = Queue::Cases;
    const MAX_ATTEMPTS: i16 = 3;
}

pub(super) fn probe(label: &str, deed: Deed) -> Probe {
    Probe { label: label.to_owned(), deed }
}

/// Overstays its time.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Overlong;

impl Job for Overlong {
    const KIND: &'static str = "overlong";
    const QUEUE: Queue = Queue::Cases;
    const TIMEOUT: Duration = Duration::from_millis(200);
}

/// What the handlers share.
#[derive(Clone)]
pub(super) struct Traces {
    pool: PgPool,
    /// Handlers stopped before their end.
    pub(super) dropped: Arc<AtomicUsize>,
}

impl Traces {
    pub(super) fn new(pool: PgPool) -> Self {
        Self { pool, dropped: Arc::default() }
    }

    /// Insists, so that a database which comes back later finds the trace.
    async fn leave(&self, what: &str, label: &str, attempt: i16) {
        loop {
            let left =
                sqlx::query("insert into traces (what, label, attempt, process) values ($1, $2, $3, $4)")
                    .bind(what)
                    .bind(label)
                    .bind(attempt)
                    .bind(i64::from(std::process::id()))
                    .execute(&self.pool)
                    .await;
            if left.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

struct Unfinished<'a>(Option<&'a AtomicUsize>);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(dropped) = self.0 {
            dropped.fetch_add(1, Ordering::SeqCst);
        }
    }
}

pub(super) fn handlers(traces: Traces) -> Handlers<Traces> {
    Handlers::new(traces).on::<Probe>(do_probe).on::<Overlong>(overstay)
}

async fn do_probe(probe: Probe, context: Context<Traces>) -> anyhow::Result<Outcome> {
    let mut unfinished = Unfinished(Some(&context.app.dropped));
    context.app.leave("start", &probe.label, context.attempt).await;
    match probe.deed {
        Deed::Finish => {}
        Deed::Sleep { millis } => tokio::time::sleep(Duration::from_millis(millis)).await,
        Deed::Err => anyhow::bail!("it went wrong"),
        Deed::RetryAfter { seconds } => {
            return Ok(Outcome::retry_after(Duration::from_secs(seconds), "not yet"));
        }
        Deed::Fail => return Ok(Outcome::fail("it makes no sense")),
        Deed::Panic => panic!("a handler that panics"),
        Deed::Abort => std::process::abort(),
    }
    context.app.leave("end", &probe.label, context.attempt).await;
    unfinished.0 = None;
    Ok(Outcome::Done)
}

async fn overstay(_: Overlong, _: Context<Traces>) -> Outcome {
    std::future::pending().await
}

/// One row of the table, as far as tests ask.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) state: String,
    pub(super) attempts: i16,
    pub(super) last_error: Option<String>,
}

pub(super) struct Bench {
    pub(super) database: Database,
    pub(super) traces: Traces,
}

impl Bench {
    pub(super) async fn fresh() -> Self {
        let database = Database::fresh().await;
        sqlx::query(
            "create table traces (
                id bigint generated always as identity, what text, label text, attempt smallint, process bigint,
                at timestamptz not null default clock_timestamp()
            )",
        )
        .execute(&database.owner)
        .await
        .unwrap();
        let traces = Traces::new(database.app.clone());
        Self { database, traces }
    }

    pub(super) fn pool(&self) -> &PgPool {
        &self.database.app
    }

    pub(super) async fn enqueue<J: Job>(&self, job: &J) {
        assert!(self.enqueue_with(job, Options::default()).await);
    }

    pub(super) async fn enqueue_with<J: Job>(&self, job: &J, options: Options) -> bool {
        let mut connection = self.pool().acquire().await.unwrap();
        enqueue_with(&mut connection, job, &options).await.unwrap()
    }

    /// A worker in this process, with the handlers of the bench.
    pub(super) fn work(&self, settings: Settings) -> Working {
        self.work_with(handlers(self.traces.clone()), settings)
    }

    pub(super) fn work_with(&self, handlers: Handlers<Traces>, settings: Settings) -> Working {
        let stop = CancellationToken::new();
        let (pool, stopped) = (self.pool().clone(), stop.clone().cancelled_owned());
        let task = tokio::spawn(async move { run(&pool, handlers, settings, stopped).await.unwrap() });
        Working { stop, task }
    }

    /// How often handlers said `what` for `label`; `%` stands for any.
    pub(super) async fn count(&self, what: &str, label: &str) -> i64 {
        sqlx::query_scalar("select count(*) from traces where what = $1 and label like $2")
            .bind(what)
            .bind(label)
            .fetch_one(self.pool())
            .await
            .unwrap()
    }

    /// The job of a probe.
    pub(super) async fn job(&self, label: &str) -> Row {
        sqlx::query_as("select id, state, attempts, last_error from jobs where payload ->> 'label' = $1")
            .bind(label)
            .fetch_one(self.pool())
            .await
            .unwrap()
    }

    pub(super) async fn scalar(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.pool()).await.unwrap()
    }

    pub(super) async fn until_started(&self, label: &str, times: i64) {
        until(&format!("{label} starts {times} times"), async || self.count("start", label).await >= times)
            .await;
    }

    pub(super) async fn until_state(&self, label: &str, state: &str) -> Row {
        until(&format!("{label} is {state}"), async || self.job(label).await.state == state).await;
        self.job(label).await
    }

    /// No job is left to do.
    pub(super) async fn until_idle(&self) {
        until("no job is left", async || {
            self.scalar("select count(*) from jobs where state in ('ready', 'held')").await == 0
        })
        .await;
    }
}

/// A worker of this process.
pub(super) struct Working {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Working {
    /// Tells it to stop and waits until it has.
    pub(super) async fn stop(self) {
        self.stop.cancel();
        tokio::time::timeout(CEILING, self.task).await.expect("the worker stops").unwrap();
    }
}

/// Waits for a condition, looking at it often.
pub(super) async fn until(what: &str, condition: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < CEILING, "waited too long until {what}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Settings of a process that works on the bench's queue alone.
pub(super) fn settings(lease: Duration, concurrency: usize, prefetch: usize) -> Settings {
    Settings {
        lease,
        limits: [(Queue::Cases, Limits { concurrency, prefetch })].into(),
        ..Settings::default()
    }
}

/// Settings where nothing special is asked.
pub(super) fn usual() -> Settings {
    settings(Duration::from_secs(10), 4, 4)
}

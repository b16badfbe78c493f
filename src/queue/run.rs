//! A process that works on jobs, from start to drained stop.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use apalis::layers::tracing::TraceLayer;
use apalis_core::error::BoxDynError;
use apalis_core::monitor::Monitor;
use apalis_core::task::Task;
use apalis_core::worker::builder::WorkerBuilder;
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::Span;
use uuid::Uuid;

use super::backend::LaneBackend;
use super::committer::Committer;
use super::lane::{Delivery, Lane};
use super::leases::{Held, Keeper};
use super::listener::listen;
use super::{Handlers, Settings, schedule, upkeep};
use crate::db::connections;
use crate::entropy;
use crate::error::Fault;

/// Connections for taking and settling; handlers use the application's.
const CONNECTIONS: u32 = 5;
/// What is left after the grace for writing the last marks.
const LAST_MARKS: Duration = Duration::from_secs(3);

/// What the parts of one working process share.
pub(super) struct Engine {
    /// A pool of its own, so that handlers can never keep the queue from its database.
    pub(super) pool: PgPool,
    /// Fresh at each start: a restarted process does not pass for the one that died.
    pub(super) owner: Uuid,
    pub(super) lease: Duration,
    pub(super) poll: Duration,
    pub(super) committer: Committer,
    pub(super) held: Held,
    /// Take no more jobs.
    pub(super) stopping: CancellationToken,
}

/// The stages of stopping, each later than the one before.
#[derive(Clone, Default)]
struct Stages {
    /// No more jobs are taken.
    stopping: CancellationToken,
    /// The grace is over: handlers stop where they are.
    halt: CancellationToken,
    /// What does not stop is left behind.
    hopeless: CancellationToken,
    /// Everything is written; leases need no keeping.
    settled: CancellationToken,
}

/// Works on jobs until `shutdown`, then lets what runs finish for `Settings::grace`, gives back the rest and returns;
/// at most a few seconds later than the grace. Waits for a database that is away, at the start too.
///
/// # Errors
/// When the operating system gives no thread, or a worker ends by itself.
pub async fn run<S, F>(
    pool: &PgPool,
    mut handlers: Handlers<S>,
    settings: Settings,
    shutdown: F,
) -> Result<(), Fault>
where
    S: Clone + Send + Sync + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let database = PgConnectOptions::clone(&pool.connect_options());
    let own = own_pool(database.clone(), CONNECTIONS);
    let stages = Stages::default();
    // Were the caller to drop this future, nothing of it may go on.
    let _guards = [&stages.stopping, &stages.halt, &stages.settled].map(|stage| stage.clone().drop_guard());
    let (owner, lease, held) = (entropy::id(), settings.lease, Held::new(stages.halt.clone()));
    let (committer, writer) = Committer::start(own.clone(), owner, stages.hopeless.clone());
    let keeper =
        Keeper { database: database.clone(), owner, lease, held: held.clone(), stop: stages.settled.clone() }
            .start()
            .map_err(|error| {
                Fault::caused("the thread that keeps the leases of jobs did not start", error)
            })?;
    let engine = Arc::new(Engine {
        pool: own.clone(),
        owner,
        lease,
        poll: settings.poll,
        committer,
        held,
        stopping: stages.stopping.clone(),
    });
    let lanes: Vec<Arc<Lane>> =
        settings.limits.iter().map(|(queue, limits)| Arc::new(Lane::new(*queue, *limits))).collect();

    let listening = own_pool(settings.listen.unwrap_or(database), 1);
    let beside = [
        tokio::spawn(listen(listening, lanes.clone(), stages.stopping.clone())),
        tokio::spawn(schedule::keep(own.clone(), handlers.take_recurring(), stages.stopping.clone())),
        tokio::spawn(upkeep::keep_swept(own.clone(), settings.keep_done, stages.stopping.clone())),
        tokio::spawn(stages.clone().hurry(settings.grace)),
    ];
    let working =
        monitor(&lanes, &engine, &Arc::new(handlers)).run_with_signal(stages.clone().begin(shutdown));
    drop(engine);
    let ended = stages.hopeless.run_until_cancelled(working).await;

    stages.stopping.cancel();
    // Leases are kept until the last mark is written.
    let _ = timeout(LAST_MARKS, writer).await;
    stages.settled.cancel();
    let _ = tokio::task::spawn_blocking(move || keeper.join()).await;
    beside.iter().for_each(tokio::task::JoinHandle::abort);
    ended
        .unwrap_or_else(|| {
            tracing::warn!("Jobs were still running when the time to finish was over; their leases run out.");
            Ok(())
        })
        .map_err(|error| Fault::caused("a job worker ended by itself", error))
}

impl Stages {
    async fn begin(self, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        shutdown.await;
        self.stopping.cancel();
        Ok(())
    }

    /// Once stopping has begun, goes through the later stages by the clock.
    async fn hurry(self, grace: Duration) {
        self.stopping.cancelled().await;
        sleep(grace).await;
        self.halt.cancel();
        sleep(LAST_MARKS).await;
        self.hopeless.cancel();
    }
}

fn own_pool(database: PgConnectOptions, most: u32) -> PgPool {
    connections::pool(most, Duration::from_secs(5)).connect_lazy_with(database)
}

/// One worker per lane.
fn monitor<S: Clone + Send + Sync + 'static>(
    lanes: &[Arc<Lane>],
    engine: &Arc<Engine>,
    handlers: &Arc<Handlers<S>>,
) -> Monitor {
    let restart = |worker: &_, error: &_| {
        tracing::error!(error = %error, ?worker, "A job worker broke and is started again.");
        true
    };
    lanes.iter().fold(Monitor::new().should_restart(restart), |monitor, lane| {
        let (lane, engine, handlers) = (Arc::clone(lane), Arc::clone(engine), Arc::clone(handlers));
        monitor.register(move |_| {
            let handlers = Arc::clone(&handlers);
            let backend = LaneBackend { lane: Arc::clone(&lane), engine: Arc::clone(&engine) };
            let spans = TraceLayer::new()
                .make_span_with(span_of)
                .on_request(|_: &Task<Delivery>, _: &Span| ())
                .on_response(())
                .on_failure(());
            WorkerBuilder::new(lane.queue.name()).backend(backend).layer(spans).build(tower::service_fn(
                move |task: Task<Delivery>| {
                    let work = handlers.run(task.args);
                    async move { Ok::<_, BoxDynError>(work.await) }
                },
            ))
        })
    })
}

/// What every log line of a handler carries.
fn span_of(task: &Task<Delivery>) -> Span {
    let Delivery { id, kind, attempts, .. } = &task.args;
    tracing::info_span!("job", job.id = id, job.kind = kind, job.attempt = attempts + 1)
}

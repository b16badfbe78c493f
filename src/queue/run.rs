//! A process that works on jobs, from start to drained stop.

use std::sync::Arc;
use std::time::Duration;

use apalis::layers::tracing::TraceLayer;
use apalis_core::error::BoxDynError;
use apalis_core::monitor::Monitor;
use apalis_core::task::Task;
use apalis_core::worker::builder::WorkerBuilder;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
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

/// Works on jobs until `shutdown`, then lets what runs finish for `Settings::grace`, gives back the rest and returns;
/// at most about three seconds later than the grace. Waits for a database that is away, at the start too.
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
    let (stopping, halt, hopeless) =
        (CancellationToken::new(), CancellationToken::new(), CancellationToken::new());
    let (owner, held) = (entropy::id(), Held::new(halt.clone()));
    let (committer, writer) = Committer::start(own.clone(), owner, hopeless.clone());
    let leases_end = CancellationToken::new();
    let keeper = Keeper {
        database: database.clone(),
        owner,
        lease: settings.lease,
        held: held.clone(),
        stop: leases_end.clone(),
    }
    .start()
    .map_err(|error| Fault::caused("the thread that keeps the leases of jobs did not start", error))?;
    let engine = Arc::new(Engine {
        pool: own.clone(),
        owner,
        lease: settings.lease,
        poll: settings.poll,
        committer,
        held,
        stopping: stopping.clone(),
    });
    let lanes: Vec<Arc<Lane>> =
        settings.limits.iter().map(|(queue, limits)| Arc::new(Lane::new(*queue, *limits))).collect();

    let listening = own_pool(settings.listen.unwrap_or(database), 1);
    let beside = [
        tokio::spawn(listen(listening, lanes.clone(), stopping.clone())),
        tokio::spawn(schedule::keep(own.clone(), handlers.take_recurring(), stopping.clone())),
        tokio::spawn(upkeep::keep_swept(own.clone(), settings.keep_done, stopping.clone())),
        tokio::spawn(hurry(stopping.clone(), settings.grace, halt, hopeless.clone())),
    ];

    let signal = {
        let stopping = stopping.clone();
        async move {
            shutdown.await;
            stopping.cancel();
            Ok(())
        }
    };
    let working = monitor(&lanes, &engine, Arc::new(handlers)).run_with_signal(signal);
    drop(engine);
    let ended = hopeless.run_until_cancelled(working).await;

    stopping.cancel();
    // Leases are kept until the last mark is written.
    let _ = timeout(LAST_MARKS, writer).await;
    leases_end.cancel();
    let _ = tokio::task::spawn_blocking(move || keeper.join()).await;
    beside.iter().for_each(tokio::task::JoinHandle::abort);
    own.close().await;
    match ended {
        Some(ended) => ended.map_err(|error| Fault::caused("a job worker ended by itself", error)),
        None => {
            tracing::warn!("Jobs were still running when the time to finish was over; their leases run out.");
            Ok(())
        }
    }
}

/// After the signal: lets jobs finish for `grace`, then stops their handlers, then gives up on what does not stop.
async fn hurry(
    stopping: CancellationToken,
    grace: Duration,
    halt: CancellationToken,
    hopeless: CancellationToken,
) {
    stopping.cancelled().await;
    sleep(grace).await;
    halt.cancel();
    sleep(LAST_MARKS).await;
    hopeless.cancel();
}

fn own_pool(database: PgConnectOptions, connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        // Every statement here is tried again when its connection turns out to be broken.
        .test_before_acquire(false)
        .connect_lazy_with(database)
}

/// One worker per lane.
fn monitor<S: Clone + Send + Sync + 'static>(
    lanes: &[Arc<Lane>],
    engine: &Arc<Engine>,
    handlers: Arc<Handlers<S>>,
) -> Monitor {
    let restart = |worker: &_, error: &_| {
        tracing::error!(error = %error, ?worker, "A job worker broke and is started again.");
        true
    };
    lanes.iter().fold(Monitor::new().should_restart(restart), |monitor, lane| {
        let (lane, engine, handlers) = (Arc::clone(lane), Arc::clone(engine), Arc::clone(&handlers));
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

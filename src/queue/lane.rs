//! One queue within one process: takes jobs from the table ahead of the workers, as many as the limits allow, and hands
//! them out one by one.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::join_all;
use futures::task::AtomicWaker;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::answer::in_time;
use super::committer::Mark;
use super::leases::{Hold, Key};
use super::outage::Outage;
use super::run::Engine;
use super::{Limits, Queue};

/// Pause after a failed look at the table.
const PAUSE: Duration = Duration::from_millis(500);

/// A job as handed to a worker.
pub(super) struct Delivery {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) payload: Value,
    /// Attempts before this one.
    pub(super) attempts: i16,
    pub(super) max_attempts: i16,
    /// Taken out by the acknowledging layer.
    pub(super) claim: Option<Claim>,
}

/// What a process has while a job is in its hands; letting go of it unsettled lets the lease run out.
pub(super) struct Claim {
    pub(super) hold: Hold,
    pub(super) seat: Option<Seat>,
}

/// One of the places that `Limits::concurrency` allows, free again when dropped.
pub(super) struct Seat(Arc<Lane>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.hands().running -= 1;
        self.0.waker.wake();
        self.0.space.notify_one();
    }
}

/// The jobs of one queue that this process has.
pub(super) struct Lane {
    pub(super) queue: Queue,
    limits: Limits,
    hands: Mutex<Hands>,
    /// The worker that waits for a job.
    waker: AtomicWaker,
    /// There may be room for more.
    space: Notify,
    /// There may be more in the table.
    news: Notify,
    fetching: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Hands {
    waiting: VecDeque<Delivery>,
    running: usize,
}

impl Lane {
    pub(super) fn new(queue: Queue, limits: Limits) -> Self {
        Self {
            queue,
            limits: Limits { concurrency: limits.concurrency.max(1), ..limits },
            hands: Mutex::default(),
            waker: AtomicWaker::new(),
            space: Notify::new(),
            news: Notify::new(),
            fetching: Mutex::default(),
        }
    }

    /// Looks at the table soon.
    pub(super) fn look(&self) {
        self.news.notify_one();
    }

    /// Starts taking jobs, once.
    pub(super) fn open(self: &Arc<Self>, engine: &Arc<Engine>) {
        lock(&self.fetching).get_or_insert_with(|| tokio::spawn(fetch(Arc::clone(self), Arc::clone(engine))));
    }

    /// The next job, when there is one and a seat for it; else the worker is woken when there may be.
    pub(super) fn poll_next(self: &Arc<Self>, context: &mut Context<'_>) -> Poll<Delivery> {
        self.waker.register(context.waker());
        let mut hands = self.hands();
        if hands.running >= self.limits.concurrency {
            return Poll::Pending;
        }
        let Some(mut delivery) = hands.waiting.pop_front() else { return Poll::Pending };
        hands.running += 1;
        drop(hands);
        self.space.notify_one();
        if let Some(claim) = &mut delivery.claim {
            claim.seat = Some(Seat(Arc::clone(self)));
        }
        Poll::Ready(delivery)
    }

    /// Ready when taking has stopped and what was not started is given back. Only after the engine began to stop.
    pub(super) fn poll_closed(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut fetching = lock(&self.fetching);
        if let Some(task) = fetching.as_mut() {
            // Were it to have panicked, the leases run out.
            let _ = ready!(task.poll_unpin(context));
            *fetching = None;
        }
        Poll::Ready(())
    }

    /// How many to take now. None while more than half of what was taken ahead is left, so that they come in batches.
    fn room(&self) -> usize {
        let hands = self.hands();
        if hands.waiting.len() > self.limits.prefetch / 2 {
            return 0;
        }
        (self.limits.concurrency + self.limits.prefetch).saturating_sub(hands.running + hands.waiting.len())
    }

    fn receive(&self, deliveries: Vec<Delivery>) {
        self.hands().waiting.extend(deliveries);
        self.waker.wake();
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        lock(&self.hands)
    }
}

/// The guarded values are counts and lists that no panic leaves half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps the lane filled until the engine stops, then gives back what was not started.
async fn fetch(lane: Arc<Lane>, engine: Arc<Engine>) {
    let mut outage = Outage::of("taking jobs");
    while !engine.stopping.is_cancelled() {
        let room = lane.room();
        if room == 0 {
            engine.stopping.run_until_cancelled(lane.space.notified()).await;
            continue;
        }
        // Not interrupted by stopping: what the database has handed out must arrive here to be given back.
        match take(&lane, &engine, room).await {
            Ok(deliveries) => {
                outage.over();
                let there_is_more = deliveries.len() == room;
                lane.receive(deliveries);
                if !there_is_more {
                    let news = tokio::time::timeout(engine.poll, lane.news.notified());
                    let _ = engine.stopping.run_until_cancelled(news).await;
                }
            }
            Err(error) => {
                outage.failed(&error);
                engine.stopping.run_until_cancelled(tokio::time::sleep(PAUSE)).await;
            }
        }
    }
    let unstarted = std::mem::take(&mut lane.hands().waiting);
    join_all(unstarted.into_iter().filter_map(|delivery| delivery.claim).map(|claim| async {
        engine.committer.settle(claim.hold.key, Mark::Release).await;
        drop(claim);
    }))
    .await;
}

async fn take(lane: &Lane, engine: &Engine, room: usize) -> Result<Vec<Delivery>, sqlx::Error> {
    let rows = in_time(&engine.pool, async |connection| {
        sqlx::query!(
            r#"select id as "id!", kind as "kind!", payload as "payload!", delivery as "delivery!",
            attempts as "attempts!", max_attempts as "max_attempts!"
        from take_jobs($1, $2, $3, $4)"#,
            lane.queue.name(),
            engine.owner,
            engine.lease.as_secs_f64(),
            i32::try_from(room).unwrap_or(i32::MAX),
        )
        .fetch_all(connection)
        .await
    })
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Delivery {
            id: row.id,
            kind: row.kind,
            payload: row.payload,
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            claim: Some(Claim {
                hold: engine.held.hold(Key { id: row.id, delivery: row.delivery }),
                seat: None,
            }),
        })
        .collect())
}

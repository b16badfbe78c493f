//! Which function does which kind of job, and which jobs come round by the clock.

use std::collections::HashMap;
use std::fmt;
use std::future::{self, Future};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde_json::Value;

use super::lane::Delivery;
use super::{Job, Outcome, row};

/// How often a job that came round by the clock is tried.
const TICK_ATTEMPTS: i16 = 3;

/// What a handler is given besides its job.
#[derive(Clone)]
pub struct Context<S> {
    /// What the handlers share: pool, gateways, settings.
    pub app: S,
    /// The job's number in the table.
    pub id: i64,
    /// Which attempt this is, counted from 1.
    pub attempt: i16,
    /// How many there may be.
    pub max_attempts: i16,
}

impl<S> Context<S> {
    /// Whether the job goes dead if this attempt does not finish it.
    pub const fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }
}

impl<S> fmt::Debug for Context<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Context")
            .field("id", &self.id)
            .field("attempt", &self.attempt)
            .field("max_attempts", &self.max_attempts)
            .finish_non_exhaustive()
    }
}

/// A function that does jobs: `async fn(J, Context<S>) -> Outcome`, or `-> anyhow::Result<Outcome>` or
/// `anyhow::Result<()>`, whose errors mean another attempt.
pub trait Handler<J, S>: Send + Sync + 'static {
    fn start(&self, job: J, context: Context<S>) -> BoxFuture<'static, Outcome>;
}

impl<J, S, F, Fut, O> Handler<J, S> for F
where
    F: Fn(J, Context<S>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = O> + Send + 'static,
    O: Into<Outcome> + 'static,
{
    fn start(&self, job: J, context: Context<S>) -> BoxFuture<'static, Outcome> {
        self(job, context).map(Into::into).boxed()
    }
}

type Run<S> = Box<dyn Fn(Value, Context<S>) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// A job that comes round by the clock.
#[derive(Debug)]
pub(super) struct Recurring {
    pub(super) name: &'static str,
    pub(super) period: Duration,
    pub(super) row: Value,
}

/// The one registration list of a process.
pub struct Handlers<S> {
    app: S,
    runs: HashMap<&'static str, Run<S>>,
    recurring: Vec<Recurring>,
}

impl<S: Clone + Send + Sync + 'static> Handlers<S> {
    /// An empty list; `app` is what every handler is given.
    pub fn new(app: S) -> Self {
        Self { app, runs: HashMap::new(), recurring: Vec::new() }
    }

    /// Registers the handler of a kind of job.
    ///
    /// # Panics
    /// When the kind has one already.
    #[must_use]
    pub fn on<J: Job>(mut self, handler: impl Handler<J, S>) -> Self {
        let run = move |payload, context| match serde_json::from_value::<J>(payload) {
            Ok(job) => in_time(J::TIMEOUT, handler.start(job, context)).boxed(),
            Err(error) => {
                future::ready(Outcome::fail(format!("the payload cannot be read: {error}"))).boxed()
            }
        };
        let earlier = self.runs.insert(J::KIND, Box::new(run));
        assert!(earlier.is_none(), "the job kind {} has two handlers", J::KIND);
        self
    }

    /// Enqueues `job` at every whole multiple of `period` (at least a second), once however many processes run. A tick
    /// is passed over while the job of the one before is unfinished, so that it is tried a few times only, however often
    /// its kind may be otherwise: enough for an outage that cut it off, and the next tick is another attempt. Ticks missed while no process ran are not made up for, except the present one.
    ///
    /// # Panics
    /// When two have the same name.
    #[must_use]
    pub fn every<J: Job>(mut self, period: Duration, name: &'static str, job: &J) -> Self {
        assert!(self.recurring.iter().all(|other| other.name != name), "two recurring jobs are named {name}");
        let mut row = row(job);
        row["max_attempts"] = TICK_ATTEMPTS.into();
        self.recurring.push(Recurring { name, period: period.max(Duration::from_secs(1)), row });
        self
    }

    pub(super) fn take_recurring(&mut self) -> Vec<Recurring> {
        std::mem::take(&mut self.recurring)
    }

    /// Does a job; one that nobody knows is not tried again.
    pub(super) fn run(&self, delivery: Delivery) -> BoxFuture<'static, Outcome> {
        let Some(run) = self.runs.get(delivery.kind.as_str()) else {
            return future::ready(Outcome::fail("no handler knows this kind of job")).boxed();
        };
        let context = Context {
            app: self.app.clone(),
            id: delivery.id,
            attempt: delivery.attempts.saturating_add(1),
            max_attempts: delivery.max_attempts,
        };
        run(delivery.payload, context)
    }
}

impl<S> fmt::Debug for Handlers<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Handlers")
            .field("kinds", &self.runs.keys())
            .field("recurring", &self.recurring)
            .finish_non_exhaustive()
    }
}

async fn in_time(limit: Duration, work: BoxFuture<'static, Outcome>) -> Outcome {
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Outcome::retry(format!("it took longer than {} seconds", limit.as_secs_f32())))
}

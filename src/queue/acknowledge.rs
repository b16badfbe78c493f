//! The backend's layer around every handler: marks the start before it runs, catches its panic, and records its outcome.

use std::any::Any;
use std::mem;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};

use apalis_core::error::BoxDynError;
use apalis_core::task::Task;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use tower::{Layer, Service};

use super::committer::{Mark, Standing};
use super::lane::{Claim, Delivery};
use super::outcome::back_off;
use super::run::Engine;
use super::{Outcome, Queue};
use crate::entropy;

/// Wraps the services of one queue's worker.
#[derive(Clone)]
pub(super) struct AcknowledgeLayer {
    pub(super) engine: Arc<Engine>,
    pub(super) queue: Queue,
}

impl<S> Layer<S> for AcknowledgeLayer {
    type Service = Acknowledge<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Acknowledge { inner, layer: self.clone() }
    }
}

pub(super) struct Acknowledge<S> {
    inner: S,
    layer: AcknowledgeLayer,
}

impl<S> Service<Task<Delivery>> for Acknowledge<S>
where
    S: Service<Task<Delivery>, Response = Outcome> + Clone + Send + 'static,
    S::Error: Into<BoxDynError> + Send,
    S::Future: Send,
{
    type Response = ();
    type Error = BoxDynError;
    type Future = BoxFuture<'static, Result<(), BoxDynError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxDynError>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    /// On a task of its own, because the worker polls all its calls from one.
    fn call(&mut self, mut task: Task<Delivery>) -> Self::Future {
        let claim = task.args.claim.take().expect("a lane gives every delivery its claim");
        let next = self.inner.clone();
        let service = mem::replace(&mut self.inner, next);
        let work = tokio::spawn(attempt(self.layer.clone(), claim, service, task));
        Box::pin(async move { Ok(work.await?) })
    }
}

/// How an attempt ended for the process.
enum Ended {
    Told(Outcome),
    /// Another process has the job, or the time to finish is over.
    Interrupted,
}

/// A job in the words of the log.
struct Label {
    id: i64,
    kind: String,
    attempt: i16,
}

async fn attempt<S>(layer: AcknowledgeLayer, claim: Claim, service: S, task: Task<Delivery>)
where
    S: Service<Task<Delivery>, Response = Outcome>,
    S::Error: Into<BoxDynError>,
{
    let AcknowledgeLayer { engine, queue } = layer;
    let Claim { hold, seat } = claim;
    let label = Label {
        id: task.args.id,
        kind: task.args.kind.clone(),
        attempt: task.args.attempts.saturating_add(1),
    };
    // Committed before the handler runs: an attempt that takes the process down with it is counted.
    if engine.committer.settle(hold.key, Mark::Start).await.is_none() {
        return;
    }
    let ended = tokio::select! {
        biased;
        () = hold.interrupted.cancelled() => Ended::Interrupted,
        outcome = outcome_of(service, task) => Ended::Told(outcome),
    };
    drop(seat);
    let standing = engine.committer.settle(hold.key, ended.mark(label.attempt)).await;
    report(queue, &label, &ended, standing);
}

async fn outcome_of<S>(mut service: S, task: Task<Delivery>) -> Outcome
where
    S: Service<Task<Delivery>, Response = Outcome>,
    S::Error: Into<BoxDynError>,
{
    match AssertUnwindSafe(async move { service.call(task).await }).catch_unwind().await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Outcome::retry(error.into().to_string()),
        Err(panic) => {
            // Logged, not kept: what a panic says may quote the data it stumbled over.
            tracing::error!(panic.message = said(panic.as_ref()), "A job's handler panicked.");
            Outcome::retry("the handler panicked")
        }
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("nothing in words")
}

impl Ended {
    fn mark(&self, attempt: i16) -> Mark {
        match self {
            Self::Told(Outcome::Done) => Mark::Done,
            Self::Told(Outcome::Fail { why }) => Mark::Dead { why: why.clone() },
            Self::Told(Outcome::Retry { after, why }) => {
                let [spread] = entropy::bytes();
                let after = after.unwrap_or_else(|| back_off(attempt, spread));
                Mark::Retry { after, why: why.clone() }
            }
            Self::Interrupted => Mark::Release,
        }
    }

    fn why(&self) -> &str {
        match self {
            Self::Told(Outcome::Fail { why } | Outcome::Retry { why, .. }) => why,
            Self::Told(Outcome::Done) => "",
            Self::Interrupted => "it was interrupted",
        }
    }
}

fn report(queue: Queue, label: &Label, ended: &Ended, standing: Option<Standing>) {
    let Label { id, kind, attempt } = label;
    let outcome = match standing {
        Some(Standing::Done) => {
            tracing::debug!(job.id = id, job.kind = kind, job.attempt = attempt, "A job is done.");
            "done"
        }
        Some(Standing::Ready | Standing::Held) => {
            let why = ended.why();
            tracing::warn!(
                job.id = id,
                job.kind = kind,
                job.attempt = attempt,
                job.why = why,
                "A job will be tried again."
            );
            "retry"
        }
        Some(Standing::Dead) => {
            let why = ended.why();
            tracing::error!(
                job.id = id,
                job.kind = kind,
                job.attempt = attempt,
                job.why = why,
                "A job is given up: a person has to look at it."
            );
            "dead"
        }
        None => {
            tracing::warn!(
                job.id = id,
                job.kind = kind,
                job.attempt = attempt,
                "A job was taken away while it ran; its outcome is not recorded."
            );
            "lost"
        }
    };
    metrics::counter!("pser_jobs_total", "queue" => queue.name(), "outcome" => outcome).increment(1);
}

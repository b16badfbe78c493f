//! A lane as apalis sees it. None of its polls ever fails: an error there would end the worker and drop what runs.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use apalis_core::backend::finalize::Ephemeral;
use apalis_core::backend::{Backend, BackendConfig};
use apalis_core::task::Task;
use apalis_core::task::builder::TaskBuilder;
use apalis_core::task::task_id::TaskId;
use apalis_core::worker::context::WorkerContext;

use super::acknowledge::AcknowledgeLayer;
use super::lane::{Delivery, Lane};
use super::run::Engine;

/// The source of one worker's tasks.
pub(super) struct LaneBackend {
    pub(super) lane: Arc<Lane>,
    pub(super) engine: Arc<Engine>,
}

impl Backend for LaneBackend {
    type Task = Task<Delivery>;
    type Error = Infallible;

    fn poll_ready(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        self.lane.open(&self.engine);
        Poll::Ready(Ok(()))
    }

    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
        _: &WorkerContext,
    ) -> Poll<Option<Result<Task<Delivery>, Infallible>>> {
        if self.engine.stopping.is_cancelled() {
            // The worker hears of the shutdown by its own waker.
            return Poll::Pending;
        }
        self.lane.poll_next(context).map(|delivery| Some(Ok(task(delivery, &self.lane))))
    }

    fn poll_close(&mut self, context: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        self.lane.poll_closed(context).map(Ok)
    }
}

impl BackendConfig for LaneBackend {
    type Args = Delivery;
    type Id = TaskId;
    type Kind = Ephemeral;
    type Config = ();
    type Layer = AcknowledgeLayer;

    fn config(&self) -> &() {
        &()
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> AcknowledgeLayer {
        AcknowledgeLayer { engine: Arc::clone(&self.engine), queue: self.lane.queue }
    }
}

fn task(delivery: Delivery, lane: &Lane) -> Task<Delivery> {
    let task_id = TaskId::from_int(delivery.id.unsigned_abs());
    let attempts = usize::try_from(delivery.attempts).unwrap_or_default();
    TaskBuilder::new(delivery).task_id(task_id).attempt(attempts).queue(lane.queue.name().into()).build()
}

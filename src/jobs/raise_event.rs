//! Tells a case of an event it may be waiting for, after the transaction that brought it about.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::queue::{Job, Queue};

#[derive(Debug, Serialize, Deserialize)]
pub struct RaiseEvent {
    pub case: Uuid,
    /// One of the workflow's events, such as `documents-complete`.
    pub event: String,
}

impl Job for RaiseEvent {
    const KIND: &'static str = "raise-event";
    const QUEUE: Queue = Queue::Cases;
}

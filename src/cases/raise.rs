//! The job that tells a case of an event it may be waiting for, after the transaction that brought the event about.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::queue::{Job, Queue};

/// Tells the case that something happened; a stage that waits for no such event is left as it is.
#[derive(Debug, Serialize, Deserialize)]
pub struct RaiseEvent {
    pub case: Uuid,
    /// One of the workflow's events, such as `documents-complete`.
    pub event: String,
}

impl Job for RaiseEvent {
    const KIND: &'static str = "raise-event";
    const QUEUE: Queue = Queue::Cases;
    // What the citizen waits for must not be lost to a long outage.
    const MAX_ATTEMPTS: i16 = 100;
}

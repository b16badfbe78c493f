//! What the system finds out about a case by itself. A check waits until it has a result with evidence; it passes, fails
//! or asks for an officer's attention, and only the workflow says what follows from that.

pub mod duplicates;
pub mod identity;
pub mod invariants;
pub mod means;
mod record;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::queue::{Job, Queue};

pub use record::{Check, Subject, all_have_answered, answer, list, postpone, waiting};

/// The checks a workflow may ask for.
pub const NAMES: [&str; 3] = [identity::NAME, duplicates::NAME, means::NAME];

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    Failed,
    /// An officer has to look.
    Attention,
}

impl Verdict {
    /// Its word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Attention => "attention",
        }
    }
}

/// A verdict and what it rests on, as the officer will see it: no identifiers in clear.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub verdict: Verdict,
    pub evidence: Value,
}

/// Runs one check of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCheck {
    pub case: Uuid,
    pub check: String,
}

impl Job for RunCheck {
    const KIND: &'static str = "run-check";
    const QUEUE: Queue = Queue::Cases;
    /// With up to ten minutes between attempts about a week. Then the job is dead, and the check waits on in sight.
    const MAX_ATTEMPTS: i16 = 1_000;
    const TIMEOUT: Duration = Duration::from_mins(1);
}

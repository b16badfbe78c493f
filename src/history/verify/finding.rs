//! What verification may find, in sentences that name the case, the event or the seal.

use std::fmt;

use uuid::Uuid;

/// Findings beyond this many are counted, not kept.
const KEPT: usize = 1_000;

/// The result of a verification.
#[derive(Debug, Default)]
pub struct Report {
    pub cases: u64,
    pub events: u64,
    pub seals: u64,
    /// Events newer than the newest seal.
    pub unsealed: u64,
    /// The first thousand findings.
    pub problems: Vec<Problem>,
    /// How many findings more there were.
    pub omitted: u64,
}

impl Report {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn case(&mut self, id: Uuid, seq: Option<i32>, finding: Finding) {
        self.add(Problem { subject: Subject::Case { id, seq }, finding });
    }

    pub(super) fn seal(&mut self, number: i64, finding: Finding) {
        self.add(Problem { subject: Subject::Seal { number }, finding });
    }

    fn add(&mut self, problem: Problem) {
        if self.problems.len() < KEPT {
            self.problems.push(problem);
        } else {
            self.omitted += 1;
        }
    }
}

/// One finding and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub subject: Subject,
    pub finding: Finding,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.subject, self.finding)
    }
}

/// Where the finding lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Case { id: Uuid, seq: Option<i32> },
    Seal { number: i64 },
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case { id, seq: Some(seq) } => write!(out, "case {id}, event {seq}"),
            Self::Case { id, seq: None } => write!(out, "case {id}"),
            Self::Seal { number } => write!(out, "seal {number}"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    #[error("was edited: its content does not give its hash")]
    Edited,
    #[error("does not follow the event before it")]
    Unlinked,
    #[error("events {first} to {last} are missing")]
    Missing { first: i32, last: i32 },
    #[error("has no history")]
    NoHistory,
    #[error("has events but no case")]
    NoCase,
    #[error("stands in stage {stage}, but its history ends in {}", .history.as_deref().unwrap_or("no stage"))]
    StageDiffers { stage: String, history: Option<String> },
    #[error("was sealed by seal {seal} and is gone")]
    SealedGone { seal: i64 },
    #[error("is not the event that seal {seal} sealed")]
    SealedReplaced { seal: i64 },
    #[error("was put into the span of seal {seal} after it was sealed")]
    PutIn { seal: i64 },
    #[error("was edited: its content does not give its hash")]
    SealEdited,
    #[error("does not follow the seal before it")]
    SealUnlinked,
    #[error("seals {first} to {last} are missing")]
    SealsMissing { first: i64, last: i64 },
    #[error("does not begin where the seal before it ended")]
    SpanBroken,
    #[error("covers {sealed} events with another root than the {found} found")]
    RootDiffers { sealed: i64, found: i64 },
    #[error("is not the seal that was exported")]
    HeadDiffers,
    #[error("was exported and is gone")]
    HeadGone,
}

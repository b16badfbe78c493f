//! What is known of a case when something is about to happen to it, what may happen, and what follows from it.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::deadline::WorkingCalendar;
use super::definition::{Clock, Reason};
use super::vocabulary::OTHER;

/// Who did which action on the case at any earlier time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    pub action: String,
    pub person: Uuid,
}

/// The case as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    pub stage: &'a str,
    /// Objects by the first word of the facts' names: `{"documents": {"missing": 0}}`.
    pub facts: &'a Value,
    /// Every deed since the case began, also those before it was returned.
    pub deeds: &'a [Deed],
    /// The persons of the actor's household, who count as the actor where deeds are kept apart.
    pub kin_of_actor: &'a [Uuid],
    pub now: DateTime<Utc>,
    pub calendar: &'a WorkingCalendar,
}

/// Why somebody does something, as they say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Why<'a> {
    /// One of the reasons that the action names.
    pub code: Option<&'a str>,
    pub words: Option<&'a str>,
}

/// What is about to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger<'a> {
    /// The case begins.
    Start,
    Action {
        name: &'a str,
        person: Uuid,
        why: Why<'a>,
    },
    Event {
        name: &'a str,
    },
    /// A timer of the present entry of the stage is due; `kind` as the step gave it.
    Timer {
        kind: &'a str,
    },
    Outcome {
        effect: &'a str,
        name: &'a str,
    },
    /// An appeal of this programme was allowed that is about how the case ended.
    Reopen {
        programme: &'a str,
    },
    /// The step that brought the case here is taken back; `to` is the stage that it left, `entered` when it had come there.
    Undo {
        to: &'a str,
        entered: DateTime<Utc>,
    },
    /// The merge that closed the case is taken back; `to` is the stage that it left by it.
    Unmerge {
        to: &'a str,
    },
}

/// Everything that follows, for the caller to write in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one consequence whether it follows")]
pub struct Step {
    /// None where the case begins.
    pub from: Option<String>,
    pub to: String,
    /// Whether the case enters `to` anew, so that the timers of the earlier entry are void. False: it stays.
    pub moved: bool,
    /// The action to remember as the actor's deed.
    pub deed: Option<String>,
    /// What history says, in the past tense.
    pub event: String,
    pub checks: Vec<String>,
    /// In the order in which they go out.
    pub notices: Vec<String>,
    /// Whether a certificate is to be issued, unless the case has one.
    pub certificate: bool,
    pub effect: Option<String>,
    /// Whether the case that this one is about is taken up again with this step.
    pub reopens: bool,
    /// Timers of the new entry; none when the case stays, whose timers run on.
    pub timers: Vec<Timer>,
    pub clock: Clock,
    pub queue: Option<String>,
    pub end: bool,
    /// Whether somebody above is to be told that the case is late.
    pub escalate: bool,
}

/// A moment at which something happens unless the case has left its stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// `deadline`, or `after:1`, `after:2` for the times in the order of the file.
    pub kind: String,
    pub due_at: DateTime<Utc>,
}

/// Why nothing happens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the stage {stage} does not offer {action}")]
    ActionNotOpen { action: String, stage: String },
    #[error("{action} needs: {guard}")]
    GuardNotMet { action: String, guard: String },
    #[error("{action} needs a reason")]
    ReasonRequired { action: String },
    #[error("{action} needs one of its reasons")]
    CodeRequired { action: String },
    #[error("{action} knows no reason {code}")]
    CodeUnknown { action: String, code: String },
    #[error("{action} is not for who did {earlier} on this case, nor for their household")]
    Separated { action: String, earlier: String },
    /// The stage waits for no such event, timer or outcome; harmless where messages come late or twice.
    #[error("the stage {stage} does not wait for {event}")]
    NotExpected { event: String, stage: String },
    #[error("the case is over ({stage})")]
    CaseEnded { stage: String },
    /// The case is in a stage of another version of the workflow: the caller's mistake, to be logged as a fault.
    #[error("the workflow has no stage {stage}")]
    StageUnknown { stage: String },
    /// The caller did not bring a fact that a condition reads: its mistake, to be logged as a fault.
    #[error("the condition `{guard}` needs the fact {fact}, which was not given as declared")]
    FactNotGiven { guard: String, fact: String },
}

impl Refusal {
    /// Whether nothing stands against the action but how the reason for it was given.
    pub const fn is_of_why(&self) -> bool {
        matches!(self, Self::ReasonRequired { .. } | Self::CodeRequired { .. } | Self::CodeUnknown { .. })
    }

    /// Its word in scenario files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ActionNotOpen { .. } => "action-not-open",
            Self::GuardNotMet { .. } => "guard-not-met",
            Self::ReasonRequired { .. } => "reason-required",
            Self::CodeRequired { .. } => "code-required",
            Self::CodeUnknown { .. } => "code-unknown",
            Self::Separated { .. } => "separated",
            Self::NotExpected { .. } => "not-expected",
            Self::CaseEnded { .. } => "case-ended",
            Self::StageUnknown { .. } => "stage-unknown",
            Self::FactNotGiven { .. } => "fact-not-given",
        }
    }
}

impl<'a> Why<'a> {
    /// Nothing is said.
    pub const NOTHING: Self = Self { code: None, words: None };

    /// What is said in words alone.
    pub const fn words(words: &'a str) -> Self {
        Self { code: None, words: Some(words) }
    }

    /// What it lacks: where reasons are named, one of them, with words as well where it is none of the others; else words,
    /// where there must be some.
    pub fn lack(&self, reasons: &[Reason], are_words_required: bool) -> Option<Lack<'a>> {
        let are_words_needed = match self.code {
            None if !reasons.is_empty() => return Some(Lack::Code),
            None => are_words_required,
            Some(code) if reasons.iter().all(|reason| reason.code != code) => {
                return Some(Lack::Unknown(code));
            }
            Some(code) => code == OTHER,
        };
        let are_words_there = self.words.is_some_and(|words| !words.trim().is_empty());
        (are_words_needed && !are_words_there).then_some(Lack::Words)
    }
}

/// What is wrong with what somebody says of why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack<'a> {
    /// None of the reasons is named.
    Code,
    /// What is named is none of them.
    Unknown(&'a str),
    Words,
}

/// An action of the stage and whether it would work now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAction {
    pub name: String,
    pub reason_required: bool,
    /// Why it would be refused, the reason to be given apart.
    pub refusal: Option<Refusal>,
}

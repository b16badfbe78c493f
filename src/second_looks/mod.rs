//! Second looks: decisions that were drawn to be judged again by an officer who does not know them, who has them, and what
//! they would have decided. Knows rows only; who may take one, and what of the case they see, is for casework.

mod draw;
mod figures;
pub mod invariants;
mod taking;

use serde::{Deserialize, Serialize};

pub use draw::{Decision, begin_day, days_to_draw, decisions, draw, finish_day};
pub use figures::{Agreement, Counts, Difference, agreements, counts, differences};
pub use taking::{
    Answer, Look, Waiting, answer, find, give_back, lock_taker, open_of, release_absent, release_all, take,
    waiting,
};

use crate::error::Fault;
use crate::workflow::Verdict;

/// How a second officer would have decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Judgement {
    For,
    Against,
    /// They could not tell.
    Unable,
}

impl Judgement {
    /// All three, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::For, Self::Against, Self::Unable];

    /// Its word in the table, on pages and in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Unable => "unable",
        }
    }

    /// The judgement of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|judgement| judgement.as_str() == word)
    }

    /// Whether it has to say why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Against | Self::Unable)
    }

    fn stored(word: &str) -> Result<Self, Fault> {
        Self::parse(word).ok_or_else(|| Fault::broken("a second look has a judgement that is none"))
    }
}

fn stored_verdict(word: &str) -> Result<Verdict, Fault> {
    let mut all = Verdict::ALL.into_iter();
    all.find(|verdict| verdict.as_str() == word)
        .ok_or_else(|| Fault::broken("a second look is at a decision that goes no way"))
}

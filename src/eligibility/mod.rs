//! Whether a household gets assistance and how much: a scorecard declared per programme, applied to answers, with an
//! explanation that can be read to the applicant. Whole numbers only; it decides nothing by itself.

mod load;
mod score;

use crate::expression::{Expression, Scope};
use crate::workflow::{Problem, Text};

pub use score::{Explained, Score, score};

/// The points of one card, added up.
pub type Points = i32;

/// A programme's scorecard as declared.
#[derive(Debug)]
pub struct Scorecard {
    /// Named numbers, each of which may use those before it.
    values: Vec<(String, Expression)>,
    exclusions: Vec<Criterion>,
    rules: Vec<Rule>,
    threshold: Points,
    /// What an eligible household gets, in paisa.
    amount: Expression,
    /// The same in words, for those who consider applying.
    gives: Option<Text>,
}

/// Something that holds of a household or not.
#[derive(Debug)]
struct Criterion {
    name: String,
    title: Text,
    when: Expression,
}

/// A criterion with its points.
#[derive(Debug)]
struct Rule {
    criterion: Criterion,
    points: Points,
}

impl Scorecard {
    /// Reads `eligibility.yaml` strictly; `answers` are the names the programme's form declares.
    ///
    /// # Errors
    /// Every mistake with its line and column.
    pub fn load(file: &str, yaml: &str, answers: &Scope) -> Result<Self, Vec<Problem>> {
        load::load(file, yaml, answers)
    }

    /// The points from which on a household is eligible.
    pub const fn threshold(&self) -> Points {
        self.threshold
    }

    /// What an eligible household gets, in words.
    pub const fn gives(&self) -> Option<&Text> {
        self.gives.as_ref()
    }

    /// What speaks for a household, in the order of the file.
    pub fn favours(&self) -> impl Iterator<Item = &Text> {
        self.rules.iter().filter(|rule| rule.points > 0).map(|rule| &rule.criterion.title)
    }

    /// What excludes a household.
    pub fn excludes(&self) -> impl Iterator<Item = &Text> {
        self.exclusions.iter().map(|criterion| &criterion.title)
    }
}

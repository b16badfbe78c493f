//! What was looked at and what was found.

use serde::Serialize;

use crate::invariant::Broken;

/// Everything that was looked at.
#[derive(Debug)]
pub struct Diagnosis {
    pub looked: Vec<Looked>,
}

/// One rule, and what breaks it.
#[derive(Debug, Clone, Serialize)]
pub struct Looked {
    /// The rule, as a sentence.
    pub rule: &'static str,
    pub seconds: f64,
    /// None where it holds.
    pub broken: Option<Broken>,
}

impl Diagnosis {
    /// What does not hold.
    pub fn broken(&self) -> impl Iterator<Item = &Broken> {
        self.looked.iter().filter_map(|looked| looked.broken.as_ref())
    }
}

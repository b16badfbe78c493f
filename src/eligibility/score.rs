//! Applies a scorecard to answers.

use serde::Serialize;

use super::{Criterion, Points, Scorecard};
use crate::error::Fault;
use crate::expression::{Fact, Facts, NoAnswer};
use crate::workflow::Text;

/// What a scorecard says of a household, with every criterion that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    pub value: Points,
    pub threshold: Points,
    /// Enough points, and nothing that excludes.
    pub is_eligible: bool,
    /// What the household gets if approved, in paisa; 0 when not eligible.
    pub amount: i64,
    pub explanation: Vec<Explained>,
}

/// One criterion and whether it held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    pub rule: String,
    pub title: Text,
    /// The points it gives when it holds; none where it excludes.
    pub points: Option<Points>,
    pub matched: bool,
}

impl Score {
    /// The names of the criteria that held: what is worth keeping of an explanation, since the scorecard says the rest.
    pub fn matched(&self) -> Vec<String> {
        let held = self.explanation.iter().filter(|criterion| criterion.matched);
        held.map(|criterion| criterion.rule.clone()).collect()
    }
}

impl Scorecard {
    /// Every criterion of the card in its order, with whether it is among those that held.
    pub fn explain(&self, matched: &[String]) -> Vec<Explained> {
        let exclusions = self.exclusions.iter().map(|exclusion| (exclusion, None));
        let rules = self.rules.iter().map(|rule| (&rule.criterion, Some(rule.points)));
        let explained = |(criterion, points): (&Criterion, _)| {
            criterion.explained(points, matched.contains(&criterion.name))
        };
        exclusions.chain(rules).map(explained).collect()
    }
}

impl Criterion {
    fn explained(&self, points: Option<Points>, matched: bool) -> Explained {
        Explained { rule: self.name.clone(), title: self.title.clone(), points, matched }
    }
}

/// Scores the facts of an application.
///
/// # Errors
/// A fault when an expression has no answer or the amount is negative: the scorecard is at fault, never the citizen.
pub fn score(card: &Scorecard, facts: &Facts) -> Result<Score, Fault> {
    let mut facts = facts.clone();
    for (name, expression) in &card.values {
        let number = expression.number(&facts)?;
        facts.set(name, &Fact::Number(number));
    }
    let mut explanation = Vec::new();
    for exclusion in &card.exclusions {
        explanation.push(explained(exclusion, None, &facts)?);
    }
    let is_excluded = explanation.iter().any(|criterion| criterion.matched);
    let mut value: Points = 0;
    for rule in &card.rules {
        let criterion = explained(&rule.criterion, Some(rule.points), &facts)?;
        if criterion.matched {
            value = value.saturating_add(rule.points);
        }
        explanation.push(criterion);
    }
    let is_eligible = value >= card.threshold && !is_excluded;
    let amount = if is_eligible { card.amount.number(&facts)? } else { 0 };
    if amount < 0 {
        return Err(Fault::broken("a scorecard gives a negative amount"));
    }
    Ok(Score { value, threshold: card.threshold, is_eligible, amount, explanation })
}

fn explained(criterion: &Criterion, points: Option<Points>, facts: &Facts) -> Result<Explained, NoAnswer> {
    Ok(criterion.explained(points, criterion.when.flag(facts)?))
}

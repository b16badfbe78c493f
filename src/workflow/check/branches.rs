//! What happens on an event leaves no hole: some branch always applies, every branch can apply, and what a stage waits
//! for does come.

use super::Finding;
use super::graph::Graph;
use crate::workflow::definition::{Branch, Stage};
use crate::workflow::guard::Guard;
use crate::workflow::vocabulary::{self, Cause, ONE_OF};

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stage in &graph.definition.stages {
        let mut wrong = |through: &str, message: String| {
            let mut path = graph.path_to(stage);
            path.push(through.to_owned());
            findings.push(Finding { proof: "branches", path, message });
        };
        for event in events_of(stage) {
            let branches: Vec<&Branch> =
                stage.branches.iter().filter(|branch| branch.event == event).collect();
            if let Some(message) = hole(stage, event, &branches) {
                wrong(event, message);
            }
            if waits_for_checks(event) && stage.checks.is_empty() {
                wrong(event, format!("{} waits for {event} but starts no check", stage.name));
            }
        }
        for (through, guard) in guards_of(stage) {
            if !guard.formula().can_hold(&[], ONE_OF) {
                let message = format!("the condition `{}` of {through} can never hold", guard.text());
                wrong(through, message);
            }
        }
    }
    findings
}

fn events_of(stage: &Stage) -> Vec<&str> {
    let mut events: Vec<&str> = stage.branches.iter().map(|branch| branch.event.as_str()).collect();
    events.sort_unstable();
    events.dedup();
    events
}

/// The branches of an event are tried in order: only the last, and just the last, is without a condition.
fn hole(stage: &Stage, event: &str, branches: &[&Branch]) -> Option<String> {
    let (last, earlier) = branches.split_last()?;
    let stage = &stage.name;
    if let Some(guard) = &last.when {
        return Some(format!(
            "nothing happens on {event} in {stage} when `{}` does not hold: the last branch must have no condition",
            guard.text()
        ));
    }
    let early = earlier.iter().find(|branch| branch.when.is_none())?;
    Some(format!("the branches of {event} in {stage} after the one to {} are never tried", early.to))
}

fn waits_for_checks(event: &str) -> bool {
    vocabulary::event(event).is_some_and(|event| event.cause == Cause::Checks)
}

fn guards_of(stage: &Stage) -> impl Iterator<Item = (&str, &Guard)> {
    let actions =
        stage.actions.iter().filter_map(|action| Some((action.name.as_str(), action.when.as_ref()?)));
    actions.chain(
        stage.branches.iter().filter_map(|branch| Some((branch.event.as_str(), branch.when.as_ref()?))),
    )
}

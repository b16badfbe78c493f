//! The deeds before money are kept apart: from the one that sets it off, each deed it needs is separated, and no path
//! to money goes around one side of a separated pair.

use super::Finding;
use super::graph::Graph;
use super::money::{journeys, paying};

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let definition = graph.definition;
    let mut findings: Vec<Finding> = Vec::new();
    for (before, edge, path) in journeys(graph) {
        let Some(effect) = paying(edge) else { continue };
        let mut wrong = |message: String| {
            if !findings.iter().any(|finding| finding.message == message) {
                findings.push(Finding { proof: "separate", path: path.clone(), message });
            }
        };
        for deed in effect.after.iter().filter(|deed| !definition.separates(deed, effect.by)) {
            wrong(format!("one person may do both {deed} and {} on a case that is paid", effect.by));
        }
        let sets = definition.separate.iter().filter(|set| set.iter().any(|action| action == effect.by));
        for action in sets.flatten().filter(|action| !before.deeds.contains(action.as_str())) {
            wrong(format!("{action} is kept apart from {} but a case is paid without it", effect.by));
        }
    }
    findings
}

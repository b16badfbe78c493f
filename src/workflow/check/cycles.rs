//! No case goes round by itself: a cycle of events that only the system's own checks cause would run for ever.

use super::Finding;
use super::graph::{Edge, Graph, Via};
use crate::workflow::vocabulary::{self, Cause};

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for (stage, path) in graph.paths() {
        let mut walk = Walk { graph, trail: vec![stage], path };
        if let Some(path) = walk.back_to(stage) {
            let message = format!("{stage} comes back to itself by checks alone, without a person or time");
            findings.push(Finding { proof: "cycles", path, message });
        }
    }
    findings
}

/// A search along automatic edges that keeps the way it came.
struct Walk<'g, 'd> {
    graph: &'g Graph<'d>,
    trail: Vec<&'d str>,
    path: Vec<String>,
}

impl Walk<'_, '_> {
    fn back_to(&mut self, start: &str) -> Option<Vec<String>> {
        let here = *self.trail.last()?;
        let graph = self.graph;
        for edge in graph.edges.iter().filter(|edge| edge.from.name == here && is_automatic(edge)) {
            self.path.push(edge.label());
            if edge.to.name == start {
                return Some(self.path.clone());
            }
            if !self.trail.contains(&edge.to.name.as_str()) {
                self.trail.push(&edge.to.name);
                let found = self.back_to(start);
                if found.is_some() {
                    return found;
                }
                self.trail.pop();
            }
            self.path.pop();
        }
        None
    }
}

fn is_automatic(edge: &Edge<'_>) -> bool {
    let Via::Event(branch) = &edge.via else { return false };
    vocabulary::event(&branch.event).is_some_and(|event| event.cause == Cause::Checks)
}

//! A merge closes a case, and where it leads tells that it was one: no other way ends there, so that it can be taken back.

use super::Finding;
use super::graph::{Edge, Graph, Via, extended};
use crate::workflow::vocabulary::MERGE;

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let merges = |edge: &&Edge<'_>| matches!(edge.via, Via::Action(action) if action.name == MERGE);
    let mut findings = Vec::new();
    for merge in graph.edges.iter().filter(merges) {
        let path = extended(&graph.path_to(merge.from), merge);
        let finding = |message: String| Finding { proof: "merges", path: path.clone(), message };
        if !merge.to.end {
            findings.push(finding(format!("{MERGE} leads to {}, where the case is not over", merge.to.name)));
        }
        let other = graph.edges.iter().find(|edge| edge.to.name == merge.to.name && !merges(edge));
        if let Some(other) = other {
            let message = format!(
                "{MERGE} ends in {}, where a case can come from {} as well",
                merge.to.name, other.from.name
            );
            findings.push(finding(message));
        }
    }
    findings
}

//! A decision that can be appealed can be set right: the appeal leads to where the case is decided anew, and its programme
//! exists, is about decisions and can take the case up again.

use super::Finding;
use super::graph::{Graph, Via};
use crate::workflow::definition::{About, Definition};

/// What one workflow says by itself.
pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let finding = |path: Vec<String>, message: String| Finding { proof: "appeals", path, message };
    let mut findings = Vec::new();
    for edge in graph.edges.iter().filter(|edge| matches!(edge.via, Via::Appeal)) {
        if edge.to.end {
            let message = format!(
                "an appeal against {} leads to {}, where the case is over",
                edge.from.name, edge.to.name
            );
            findings.push(finding(graph.path_to(edge.from), message));
        }
    }
    let actions = graph.definition.stages.iter().flat_map(|stage| &stage.actions);
    if graph.definition.about == Some(About::Decision) && !actions.clone().any(|action| action.reopens) {
        let message =
            format!("no action of {} takes the case that it is about up again", graph.definition.programme);
        findings.push(finding(Vec::new(), message));
    }
    findings
}

/// What workflows say of each other, each finding with the programme whose workflow is at fault.
pub fn prove_together(definitions: &[&Definition]) -> Vec<(String, Finding)> {
    let is_appeal = |name: &str| {
        let found = definitions.iter().find(|definition| definition.programme == name);
        found.map(|definition| definition.about == Some(About::Decision))
    };
    let mut findings = Vec::new();
    for definition in definitions {
        for stage in &definition.stages {
            let Some(appeal) = &stage.appeal else { continue };
            let programme = &appeal.programme;
            let message = match is_appeal(programme) {
                Some(true) => continue,
                Some(false) => {
                    format!("{} can be appealed to {programme}, which is about no decision", stage.name)
                }
                None => {
                    format!("{} can be appealed to {programme}, and there is no such programme", stage.name)
                }
            };
            findings.push((
                definition.programme.clone(),
                Finding { proof: "appeals", path: Vec::new(), message },
            ));
        }
    }
    findings
}

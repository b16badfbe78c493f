//! Every action is allowed to some role: an action nobody may do is a stage nobody can leave.

use super::graph::Graph;
use super::{Finding, Permits};

pub(super) fn prove(graph: &Graph<'_>, permits: &dyn Permits) -> Vec<Finding> {
    let programme = &graph.definition.programme;
    let mut findings = Vec::new();
    for name in graph.definition.action_names() {
        if !permits.roles_for(programme, name).is_empty() {
            continue;
        }
        let offering = graph.definition.stages.iter().find(|stage| stage.action(name).is_some());
        let mut path = offering.map(|stage| graph.path_to(stage)).unwrap_or_default();
        path.push(name.to_owned());
        let message = format!("no role may do {name} on cases of {programme}");
        findings.push(Finding { proof: "permits", path, message });
    }
    findings
}

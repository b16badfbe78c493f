//! Every stage can be reached: one that cannot is a mistake in a name, or dead weight nobody will dare to remove.

use super::Finding;
use super::graph::Graph;

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let paths = graph.paths();
    let lost = graph.definition.stages.iter().filter(|stage| !paths.contains_key(stage.name.as_str()));
    lost.map(|stage| Finding {
        proof: "reachable",
        path: Vec::new(),
        message: format!("no path leads from {} to {}", graph.initial().name, stage.name),
    })
    .collect()
}

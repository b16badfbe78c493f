//! Every stage can reach an end: no case gets into a place from which it can never be closed.

use std::collections::BTreeSet;

use super::Finding;
use super::graph::Graph;

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let ends = graph.definition.stages.iter().filter(|stage| stage.end);
    let mut finishing: BTreeSet<&str> = ends.map(|stage| stage.name.as_str()).collect();
    loop {
        let before = finishing.len();
        for edge in &graph.edges {
            if finishing.contains(edge.to.name.as_str()) {
                finishing.insert(&edge.from.name);
            }
        }
        if finishing.len() == before {
            break;
        }
    }
    let paths = graph.paths();
    let stuck = paths.into_iter().filter(|(stage, _)| !finishing.contains(stage));
    stuck
        .map(|(stage, path)| Finding {
            proof: "finishes",
            path,
            message: format!("{stage} can never reach an end"),
        })
        .collect()
}

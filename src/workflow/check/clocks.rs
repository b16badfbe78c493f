//! Every clock has a deadline or an end: a stage without either is where cases are forgotten.

use super::Finding;
use super::graph::Graph;

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let stages = graph.definition.stages.iter();
    let endless = stages.filter(|stage| !stage.end && stage.deadline.is_none() && stage.lapses.is_empty());
    endless
        .map(|stage| Finding {
            proof: "clocks",
            path: graph.path_to(stage),
            message: format!(
                "the {} clock of {} runs without a deadline or an end",
                stage.clock.as_str(),
                stage.name
            ),
        })
        .collect()
}

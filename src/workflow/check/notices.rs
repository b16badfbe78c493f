//! Every move of a case reaches the citizen, with a text in both languages.

use super::Finding;
use super::graph::{Edge, Graph, Via, extended};

pub(super) fn prove(graph: &Graph<'_>, exists: &dyn Fn(&str, &str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut missing = |notice: &String, path: Vec<String>| {
        for language in ["en", "ur"].iter().filter(|language| !exists(notice, language)) {
            let message = format!("the notice {notice} has no text in the language {language}");
            if !findings.iter().any(|finding: &Finding| finding.message == message) {
                findings.push(Finding { proof: "notices", path: path.clone(), message });
            }
        }
    };
    for stage in &graph.definition.stages {
        for notice in &stage.notices {
            missing(notice, graph.path_to(stage));
        }
    }
    for edge in &graph.edges {
        for notice in notices_of(edge) {
            missing(notice, extended(&graph.path_to(edge.from), edge));
        }
    }
    findings.extend(silent(graph));
    findings
}

fn silent<'g>(graph: &'g Graph<'_>) -> impl Iterator<Item = Finding> + 'g {
    let initial = graph.initial();
    let start = initial.notices.is_empty().then(|| Finding {
        proof: "notices",
        path: vec![initial.name.clone()],
        message: format!("the citizen is not told that the case began in {}", initial.name),
    });
    let moves = graph.edges.iter().filter(|edge| edge.moved && !matches!(edge.via, Via::Appeal));
    let silent = moves.filter(|edge| edge.to.notices.is_empty() && notices_of(edge).is_empty());
    start.into_iter().chain(silent.map(|edge| Finding {
        proof: "notices",
        path: extended(&graph.path_to(edge.from), edge),
        message: format!(
            "the citizen is not told that the case went from {} to {}",
            edge.from.name, edge.to.name
        ),
    }))
}

fn notices_of<'d>(edge: &Edge<'d>) -> &'d [String] {
    match &edge.via {
        Via::Action(action) => &action.notices,
        Via::Event(branch) => &branch.notices,
        Via::Time(lapse) => &lapse.notices,
        Via::Outcome { outcome, .. } => &outcome.notices,
        // The appeal tells the citizen, once.
        Via::Appeal => &[],
    }
}

//! While money is under way the case stays where its outcome is awaited, and the same money is not sent again.

use super::Finding;
use super::graph::{Edge, Graph, Via, extended};
use crate::workflow::guard::Guard;
use crate::workflow::vocabulary::{self, Effect, ONE_OF};

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for edge in &graph.edges {
        for effect in effects_awaited(edge) {
            if let Some(message) = objection(edge, effect) {
                let path = extended(&graph.path_to(edge.from), edge);
                findings.push(Finding { proof: "flight", path, message });
            }
        }
    }
    findings
}

fn effects_awaited(edge: &Edge<'_>) -> impl Iterator<Item = &'static Effect> {
    let started = edge.from.actions.iter().filter_map(|action| action.effect.as_ref());
    started.filter_map(|started| vocabulary::effect(&started.name))
}

fn objection(edge: &Edge<'_>, effect: &Effect) -> Option<String> {
    let Effect { name, live, .. } = effect;
    let open =
        |guard: Option<&Guard>| guard.is_none_or(|guard| guard.formula().can_hold(&[(live, true)], ONE_OF));
    let stage = &edge.from.name;
    match &edge.via {
        Via::Action(action) if action.effect.is_some() && open(action.when.as_ref()) => {
            Some(format!("{} can set off {name} again while {live}", action.name))
        }
        Via::Action(action) if edge.moved && open(action.when.as_ref()) => {
            Some(format!("{} can take the case out of {stage} while {live}", action.name))
        }
        Via::Event(branch) if open(branch.when.as_ref()) => {
            Some(format!("{} can take the case out of {stage} while {live}", branch.event))
        }
        Via::Time(lapse) => {
            Some(format!("the time of {} can take the case out of {stage} while {live}", lapse.after))
        }
        _ => None,
    }
}

//! Money moves only after every deed it needs, on every path, also on those that come back. A deed stands until the
//! case enters the stage that offers it again: whatever was decided there is open once more.

use std::collections::{BTreeSet, VecDeque};

use super::Finding;
use super::graph::{Edge, Graph, Via, extended};
use crate::workflow::definition::Stage;
use crate::workflow::guard::Guard;
use crate::workflow::vocabulary::{self, BROUGHT_BY, Effect, ONE_OF};

/// A case somewhere on a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position<'d> {
    stage: &'d str,
    /// The actions that stand.
    pub deeds: BTreeSet<&'d str>,
    /// The effect that was set off and has not ended.
    under_way: Option<&'d str>,
}

pub(super) fn prove(graph: &Graph<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for (before, edge, path) in journeys(graph) {
        for message in objections(graph, &before, edge) {
            // The search is breadth first: the first path to a finding is a shortest one.
            if !findings.iter().any(|finding| finding.message == message) {
                findings.push(Finding { proof: "money", path: path.clone(), message });
            }
        }
    }
    findings
}

/// Every edge from every position that a case can get into, with the path that leads over it, shortest first.
pub(super) fn journeys<'g, 'd>(graph: &'g Graph<'d>) -> Vec<(Position<'d>, &'g Edge<'d>, Vec<String>)> {
    let initial = graph.initial();
    let start = Position { stage: &initial.name, deeds: BTreeSet::new(), under_way: None };
    let mut seen = BTreeSet::from([start.clone()]);
    let mut waiting = VecDeque::from([(start, vec![initial.name.clone()])]);
    let mut journeys = Vec::new();
    while let Some((position, path)) = waiting.pop_front() {
        for edge in graph.edges.iter().filter(|edge| edge.from.name == position.stage) {
            let Some(next) = position.after(edge) else { continue };
            let path = extended(&path, edge);
            journeys.push((position.clone(), edge, path.clone()));
            if seen.insert(next.clone()) {
                waiting.push_back((next, path));
            }
        }
    }
    journeys
}

impl<'d> Position<'d> {
    /// The position behind an edge; none where its condition cannot hold yet, or an outcome comes of an effect that was
    /// not set off.
    fn after(&self, edge: &Edge<'d>) -> Option<Self> {
        if !edge.guard().is_none_or(|guard| self.may_hold(guard)) {
            return None;
        }
        let mut next = Self { stage: &edge.to.name, ..self.clone() };
        match &edge.via {
            Via::Action(action) => {
                next.deeds.insert(&action.name);
                if let Some(started) = &action.effect {
                    next.under_way = Some(&started.name);
                }
            }
            Via::Outcome { started, .. } => {
                if self.under_way != Some(started.name.as_str()) {
                    return None;
                }
                next.under_way = None;
            }
            Via::Event(_) | Via::Time(_) | Via::Appeal => {}
        }
        if edge.moved {
            next.deeds.retain(|deed| edge.to.action(deed).is_none());
            // That nothing leaves a stage while an effect is under way is the proof `flight`.
            next.under_way = None;
        }
        Some(next)
    }

    /// Whether a condition can hold without the facts that only deeds still to be done bring about.
    fn may_hold(&self, guard: &Guard) -> bool {
        let undone = BROUGHT_BY.iter().filter(|(_, deed)| !self.deeds.contains(deed));
        let given: Vec<(&str, bool)> = undone.map(|(fact, _)| (*fact, false)).collect();
        guard.formula().can_hold(&given, ONE_OF)
    }
}

fn objections(graph: &Graph<'_>, before: &Position<'_>, edge: &Edge<'_>) -> Vec<String> {
    let mut objections = Vec::new();
    if let Some((effect, by)) = started_by(edge) {
        if by != effect.by {
            objections.push(format!("{by} sets off {}, which only {} may", effect.name, effect.by));
        }
        for needed in effect.after.iter().filter(|needed| !before.deeds.contains(*needed)) {
            objections.push(format!("{} can be set off without {needed}", effect.name));
        }
    }
    if edge.moved && is_paid(graph, edge.to) && paying(edge).is_none() {
        objections.push(format!("{} can be reached without money having been paid", edge.to.name));
    }
    objections
}

/// The effect that an edge sets off, and the action that does.
fn started_by<'d>(edge: &Edge<'d>) -> Option<(&'static Effect, &'d str)> {
    let Via::Action(action) = &edge.via else { return None };
    let started = action.effect.as_ref()?;
    Some((vocabulary::effect(&started.name)?, &action.name))
}

/// The effect whose paying outcome an edge is.
pub(super) fn paying(edge: &Edge<'_>) -> Option<&'static Effect> {
    let Via::Outcome { started, outcome } = &edge.via else { return None };
    vocabulary::effect(&started.name).filter(|effect| effect.paid == outcome.name)
}

/// Whether a stage is one in which the money is with the citizen.
fn is_paid(graph: &Graph<'_>, stage: &Stage) -> bool {
    graph.edges.iter().any(|edge| edge.moved && edge.to.name == stage.name && paying(edge).is_some())
}

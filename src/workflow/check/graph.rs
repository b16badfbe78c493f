//! A workflow as stages and the edges between them, and the shortest ways along the edges.

use std::collections::{BTreeMap, VecDeque};

use crate::workflow::definition::{Action, Branch, Definition, Lapse, Outcome, Stage, Started, Target};
use crate::workflow::guard::Guard;

pub(super) struct Graph<'d> {
    pub definition: &'d Definition,
    pub edges: Vec<Edge<'d>>,
}

pub(super) struct Edge<'d> {
    pub from: &'d Stage,
    pub to: &'d Stage,
    /// Whether the case enters `to`; false where it stays.
    pub moved: bool,
    pub via: Via<'d>,
}

/// What takes a case along an edge.
pub(super) enum Via<'d> {
    Action(&'d Action),
    Event(&'d Branch),
    Time(&'d Lapse),
    Outcome {
        started: &'d Started,
        outcome: &'d Outcome,
    },
    /// An appeal against the end was allowed.
    Appeal,
}

impl<'d> Graph<'d> {
    pub(super) fn of(definition: &'d Definition) -> Self {
        let named = |name: &str| definition.stage(name).expect("loading checked every stage that is named");
        let mut edges = Vec::new();
        for from in &definition.stages {
            let mut add = |target: &Target, via| {
                let to = named(target.from(&from.name));
                edges.push(Edge { from, to, moved: *target != Target::Stay, via });
            };
            for action in &from.actions {
                add(&action.target, Via::Action(action));
                let Some(started) = &action.effect else { continue };
                for outcome in &started.outcomes {
                    add(&outcome.target, Via::Outcome { started, outcome });
                }
            }
            for branch in &from.branches {
                add(&Target::To(branch.to.clone()), Via::Event(branch));
            }
            for lapse in &from.lapses {
                add(&Target::To(lapse.to.clone()), Via::Time(lapse));
            }
            if let Some(appeal) = &from.appeal {
                add(&Target::To(appeal.reopens.clone()), Via::Appeal);
            }
        }
        Self { definition, edges }
    }

    pub(super) fn initial(&self) -> &'d Stage {
        let definition = self.definition;
        definition.stage(&definition.initial).expect("loading checked the initial stage")
    }

    /// For every stage that can be reached, the shortest path to it.
    pub(super) fn paths(&self) -> BTreeMap<&'d str, Vec<String>> {
        let initial = self.initial().name.as_str();
        let mut paths = BTreeMap::from([(initial, vec![initial.to_owned()])]);
        let mut waiting = VecDeque::from([initial]);
        while let Some(stage) = waiting.pop_front() {
            for edge in self.edges.iter().filter(|edge| edge.from.name == stage) {
                if paths.contains_key(edge.to.name.as_str()) {
                    continue;
                }
                let path = extended(&paths[stage], edge);
                paths.insert(&edge.to.name, path);
                waiting.push_back(&edge.to.name);
            }
        }
        paths
    }

    /// The shortest path to a stage; empty where there is none.
    pub(super) fn path_to(&self, stage: &Stage) -> Vec<String> {
        self.paths().remove(stage.name.as_str()).unwrap_or_default()
    }
}

impl<'d> Edge<'d> {
    /// The condition under which the edge is open.
    pub(super) fn guard(&self) -> Option<&'d Guard> {
        match &self.via {
            Via::Action(action) => action.when.as_ref(),
            Via::Event(branch) => branch.when.as_ref(),
            Via::Time(_) | Via::Outcome { .. } | Via::Appeal => None,
        }
    }

    /// How a path names the edge: `verify: approved`, or `propose-payment` where the case stays.
    pub(super) fn label(&self) -> String {
        let name = match &self.via {
            Via::Action(action) => action.name.clone(),
            Via::Event(branch) => branch.event.clone(),
            Via::Time(lapse) => format!("after {}", lapse.after),
            Via::Outcome { started, outcome } => format!("{} {}", started.name, outcome.name),
            Via::Appeal => "appeal".to_owned(),
        };
        if self.moved { format!("{name}: {}", self.to.name) } else { name }
    }
}

/// A path with one edge more.
pub(super) fn extended(path: &[String], edge: &Edge<'_>) -> Vec<String> {
    let mut longer = path.to_vec();
    longer.push(edge.label());
    longer
}

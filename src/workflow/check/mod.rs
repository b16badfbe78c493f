//! The proofs a workflow must pass before it is published. Each proof that fails says by which path.

mod appeals;
mod branches;
mod clocks;
mod cycles;
mod finishes;
mod flight;
mod graph;
mod merges;
mod money;
mod notices;
mod permits;
mod reachable;
mod separate;

use std::fmt;

use super::definition::Definition;

pub use appeals::prove_together;

/// Who may do an action, as the policy has it.
pub trait Permits {
    /// The roles that may do the action on cases of the programme.
    fn roles_for(&self, programme: &str, action: &str) -> Vec<String>;
}

/// What a workflow is proved against.
pub struct Against<'a> {
    pub permits: &'a dyn Permits,
    /// Whether a notice has a text in a language (`en`, `ur`).
    pub notice_exists: &'a dyn Fn(&str, &str) -> bool,
}

impl fmt::Debug for Against<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Against")
    }
}

/// A proof that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub proof: &'static str,
    /// From the initial stage: `submitted`, `checks-done: verifying`, `verify: approved`. Empty where no path is needed.
    pub path: Vec<String>,
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.proof, self.message)?;
        if self.path.is_empty() { Ok(()) } else { write!(out, "\n    by {}", self.path.join(" > ")) }
    }
}

/// The name of each proof and the question it answers, in the order in which they run.
pub const PROOFS: &[(&str, &str)] = &[
    ("reachable", "every stage can be reached"),
    ("finishes", "every stage can reach an end"),
    ("cycles", "no case goes round without a person or time"),
    ("branches", "what happens on an event leaves no hole, and no condition is idle"),
    ("permits", "every action is allowed to some role"),
    ("money", "money moves only after every deed it needs, and only the bank ends a case as paid"),
    ("separate", "the deeds before money are kept apart on every path"),
    ("flight", "no case leaves its stage, and nothing is paid twice, while money is under way"),
    ("clocks", "every clock has a deadline or an end"),
    ("appeals", "a decision that can be appealed can be set right"),
    ("merges", "a case that is merged into another has ended, and can be told from others"),
    ("notices", "every move reaches the citizen, in both languages"),
];

/// All that is wrong with a workflow; nothing where every proof holds.
pub fn prove(definition: &Definition, against: &Against<'_>) -> Vec<Finding> {
    let graph = graph::Graph::of(definition);
    let mut findings = reachable::prove(&graph);
    findings.extend(finishes::prove(&graph));
    findings.extend(cycles::prove(&graph));
    findings.extend(branches::prove(&graph));
    findings.extend(permits::prove(&graph, against.permits));
    findings.extend(money::prove(&graph));
    findings.extend(separate::prove(&graph));
    findings.extend(flight::prove(&graph));
    findings.extend(clocks::prove(&graph));
    findings.extend(appeals::prove(&graph));
    findings.extend(merges::prove(&graph));
    findings.extend(notices::prove(&graph, against.notice_exists));
    findings
}

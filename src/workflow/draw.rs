//! A workflow as a state diagram in Mermaid's language: people's deeds by name, events and time in brackets.

use std::fmt::Write as _;

use super::definition::{Definition, Stage};

impl Definition {
    /// The diagram's text, for `stateDiagram-v2`.
    pub fn draw(&self) -> String {
        let mut out = String::from("stateDiagram-v2\n");
        for stage in &self.stages {
            line(&mut out, &format!("{}: {}", id(&stage.name), stage.name));
        }
        line(&mut out, &format!("[*] --> {}", id(&self.initial)));
        for stage in &self.stages {
            draw_stage(&mut out, stage);
        }
        out
    }
}

fn draw_stage(out: &mut String, stage: &Stage) {
    let mut edge = |to: &str, label: &str| line(out, &format!("{} --> {}: {label}", id(&stage.name), id(to)));
    for action in &stage.actions {
        match &action.effect {
            None => edge(action.target.from(&stage.name), &action.name),
            Some(started) => {
                edge(&stage.name, &format!("{} (starts {})", action.name, started.name));
                for outcome in &started.outcomes {
                    edge(outcome.target.from(&stage.name), &format!("[{} {}]", started.name, outcome.name));
                }
            }
        }
    }
    for branch in &stage.branches {
        match &branch.when {
            Some(guard) => edge(&branch.to, &format!("[{} if {}]", branch.event, guard.text())),
            None => edge(&branch.to, &format!("[{}]", branch.event)),
        }
    }
    for lapse in &stage.lapses {
        edge(&lapse.to, &format!("[after {}]", lapse.after));
    }
    if let Some(appeal) = &stage.appeal {
        edge(&appeal.reopens, &format!("[{} allowed]", appeal.programme));
    }
    if stage.end {
        line(out, &format!("{} --> [*]", id(&stage.name)));
    }
}

/// Mermaid takes no dashes in the name of a state.
fn id(name: &str) -> String {
    name.replace('-', "_")
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "    {text}").expect("a string takes all that is written");
}

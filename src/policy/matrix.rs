//! The policy as tables that somebody who writes no programs can review: for each kind of thing, deeds by roles.

use std::fmt::Write as _;

use super::Policy;
use super::conditions::Condition;
use super::roles::Role;
use super::vocabulary::{Deed, KINDS};

const PREAMBLE: &str = "# Who may do what

Generated from `policy.csv`, `roles.yaml` and `conditions.yaml` by `pser policy matrix`; a test compares. `yes` is for every
programme; otherwise the programmes are named. Staff act within the area, programme and amount of their grants. Conditions
are explained at the end.
";

impl Policy {
    /// The tables, in Markdown.
    pub fn matrix(&self) -> String {
        let mut out = PREAMBLE.to_owned();
        for kind in KINDS {
            self.table(&mut out, kind.name);
        }
        line(
            &mut out,
            "\n## Conditions\n\n| Condition | Asked of | Holds when | Otherwise |\n|---|---|---|---|",
        );
        for condition in &self.conditions {
            let asked: Vec<&str> =
                condition.roles.iter().map(|role| self.roles[*role].name.as_str()).collect();
            let when = condition.when.text().replace('|', "\\|");
            let Condition { name, otherwise, .. } = condition;
            line(&mut out, &format!("| {name} | {} | `{when}` | {otherwise} |", asked.join(", ")));
        }
        out
    }

    fn table(&self, out: &mut String, kind: &str) {
        let names: Vec<&str> = self.roles.iter().map(|role| role.name.as_str()).collect();
        line(out, &format!("\n## {kind}\n\n| Deed | {} | Conditions |", names.join(" | ")));
        line(out, &format!("|---|{}---|", "---|".repeat(names.len())));
        for (place, deed) in self.deeds.iter().enumerate().filter(|(_, deed)| deed.kind.name == kind) {
            let cells: Vec<String> = (0..names.len()).map(|role| self.cell(role, place)).collect();
            let conditions = self.conditions_on(place, &cells);
            line(out, &format!("| {} | {} | {conditions} |", deed.name, cells.join(" | ")));
        }
    }

    fn cell(&self, role: usize, deed: usize) -> String {
        let of_all = self.deeds[deed].programmes.as_ref();
        let allowed: Vec<&str> = self
            .programmes
            .iter()
            .map(String::as_str)
            .filter(|name| self.rules.allow(role, deed, Some(name)))
            .collect();
        if self.rules.allow(role, deed, None) && of_all.is_none() {
            "yes".to_owned()
        } else {
            allowed.join(", ")
        }
    }

    /// The conditions that apply to somebody who may do the deed.
    fn conditions_on(&self, deed: usize, cells: &[String]) -> String {
        let allowed = |condition: &&Condition| {
            cells.iter().enumerate().any(|(role, cell)| !cell.is_empty() && condition.concerns(role, deed))
        };
        let named: Vec<&str> =
            self.conditions.iter().filter(allowed).map(|condition| condition.name.as_str()).collect();
        named.join(", ")
    }

    /// The titles of the roles, by name; for pages that show who is who.
    pub fn role_titles(&self) -> impl Iterator<Item = (&str, &crate::workflow::Text)> {
        self.roles.iter().map(|Role { name, title, .. }| (name.as_str(), title))
    }

    /// Every deed there is, as (kind, deed), for a sweep of all of them.
    pub fn deeds(&self) -> impl Iterator<Item = (&str, &str)> {
        self.deeds.iter().map(|Deed { kind, name, .. }| (kind.name, name.as_str()))
    }
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes all that is written");
}

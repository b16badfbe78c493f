//! The declared workflows and the language they are written in.

mod drawing;
mod endings;
mod fuzz;
mod language;
mod loading;
mod proofs;
mod stories;
mod walks;

use pser::workflow::{Definition, Known, Problem};

/// The workflow that ships, as its authors wrote it.
pub(crate) const CASH_ASSISTANCE: &str = include_str!("../../../workflows/cash-assistance/workflow.yaml");

/// What the installation of the tests has on offer.
pub(crate) fn known() -> Known<'static> {
    Known {
        programmes: vec!["cash-assistance", "appeal", "grievance"],
        checks: vec!["identity", "duplicates", "means-test"],
        notices: vec![
            "application-received",
            "documents-needed",
            "application-verifying",
            "application-approved",
            "application-rejected",
            "application-lapsed",
            "application-withdrawn",
            "payment-sent",
            "payment-details-needed",
            "account-corrected",
            "case-merged",
            "home-visit",
            "application-deciding",
        ],
        queues: vec!["verification", "visits", "decisions", "payments"],
    }
}

pub(crate) fn load(yaml: &str) -> Result<Definition, Vec<Problem>> {
    Definition::load("workflow.yaml", yaml, &known())
}

/// Cash assistance with one passage, which must stand in it, written differently.
pub(crate) fn changed(from: &str, to: &str) -> String {
    assert!(CASH_ASSISTANCE.contains(from), "the workflow holds `{from}`");
    CASH_ASSISTANCE.replacen(from, to, 1)
}

pub(crate) fn cash_assistance() -> Definition {
    load(CASH_ASSISTANCE).expect("the workflow that ships loads")
}

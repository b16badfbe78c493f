//! The officers' pages as officers use them.

mod actions;
mod cases;
mod documents;
mod duplicates;
mod entry;
mod live;
mod queues;
mod search;
mod second_looks;

use pser::entropy;
use uuid::Uuid;

use crate::office::{Case, Office, Persona};

/// Text that tries to be more than text.
const HOSTILE: &str = "<script>alert(1)</script>{{7*7}}\u{202e}gnp";

/// The address of a case's page.
fn page_of(case: &Case) -> String {
    format!("/office/cases/{}", case.reference)
}

/// A case in verification that asked for a photograph and has it.
async fn with_photograph(office: &Office, owner: &Persona) -> (Case, Uuid) {
    let case = office.verifying(owner).await;
    let clerk = office.officer("lahore").await;
    clerk.asks_for(office, &case, "photograph").await.ok();
    let document = owner.sends_documents(office, &case).await[0].1;
    office.hears(&case, "documents-complete").await;
    assert_eq!(office.stage(&case).await, "verifying");
    (case, document)
}

/// A key that no form brought yet.
fn fresh_key() -> String {
    entropy::id().to_string()
}

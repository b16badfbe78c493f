//! An officer asks for documents: the requests and the move to the stage where the citizen's clock runs are one change.

use serde_json::json;

use super::act::{Act, Done, What, act_in, person_of, resource, said, wake};
use super::documents::{Ask, ask};
use super::look;
use crate::app::App;
use crate::db;
use crate::documents::Slot;
use crate::error::Result;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow::Why;

/// The action by which documents are requested.
pub const ACTION: &str = "request-documents";

/// What is asked for, and why.
#[derive(Debug)]
pub struct Asking<'a> {
    pub documents: &'a [Slot],
    pub why: Why<'a>,
    pub expected_version: Option<i32>,
}

/// Asks for the documents and moves the case.
///
/// # Errors
/// `Invalid` where nothing is asked for or the programme knows no such document; else as `act`.
pub async fn request_documents(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    asking: &Asking<'_>,
) -> Result<Done> {
    let mut tx = db::begin(&app.db).await?;
    let standing = look::seen(app, &mut tx, actor, reference).await?;
    app.policy.authorize(actor, ACTION, &resource(&standing)).map_err(|no| no.into_error(ACTION))?;
    if asking.documents.is_empty() {
        return Err(Refusal::field("documents", "documents-none-asked").into());
    }
    let officer = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let programme = app.catalogue.version(&mut tx, &standing.bundle).await?;
    let action = programme.workflow.action_in(&standing.stage, ACTION);
    let reason = said(action, asking.why, &standing.applicant.language).unwrap_or_default();
    let wanted = Ask { application: standing.application, slots: asking.documents, reason: &reason, officer };
    ask(app, &mut tx, &wanted).await?;
    // Whatever the door refuses undoes the requests.
    let asked: Vec<_> = asking
        .documents
        .iter()
        .map(|slot| json!({ "requirement": slot.requirement, "member": slot.member }))
        .collect();
    let act = Act {
        actor,
        case: standing.id,
        what: What::Action { name: ACTION, why: asking.why },
        expected_version: asking.expected_version,
        detail: json!({ "documents": asked }),
    };
    let done = act_in(app, &mut tx, &act).await?;
    tx.commit().await?;
    wake(app);
    Ok(done)
}

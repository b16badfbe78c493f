//! `/office/documents/{id}`: the file, in a sandbox of its own and framed by our pages only, and an officer's verdict.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::Staff;
use super::case::{self, Asked, Mishap, Open, next_document};
use crate::app::App;
use crate::casework::documents::{self, Reviewing};
use crate::documents::Verdict;
use crate::error::{Error, Result};
use crate::plain;
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};
use crate::texts;
use crate::web::address::Path;
use crate::web::api::documents::served;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Form, Page, Problems};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/documents/{id}/content", get(content))
        .route("/office/documents/{id}/review", post(review))
}

async fn content(
    State(app): State<Arc<App>>,
    Staff(actor): Staff,
    Path(document): Path<Uuid>,
) -> Result<Response> {
    let mut response = served(documents::download(&app, &actor, document).await?)?;
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

/// Gives the verdict and goes on with the next document. Where it cannot be given, the case is shown with what was typed.
async fn review(
    State(app): State<Arc<App>>,
    mut page: Page,
    Staff(actor): Staff,
    Path(document): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["verdict", "reason", "case"])?;
    let reference: Reference = entries.text("case").parse().map_err(|_| Error::NotFound)?;
    let given = match verdict(&entries) {
        Ok(verdict) => documents::review(&app, &Reviewing { actor: &actor, document, verdict }).await,
        Err(error) => Err(Refusal::from(error).into()),
    };
    let failed = given.err();
    page.here = format!("/office/cases/{reference}?document={document}");
    let open = Open::read(&app, &page, &actor, &reference).await?;
    let Some(error) = failed else {
        return next_document(reference.as_str(), case::next_unreviewed(&open.case.documents, document));
    };
    let wrong_reason = match &error {
        Error::Refused(Refusal::Invalid(wrong)) => {
            wrong.first().map(|error| texts::field(error, page.language))
        }
        _ => None,
    };
    let status = if wrong_reason.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let mut errors: Vec<Line> = Problems::of(error, page.language)?.beside(&mut []);
    if wrong_reason.is_some() {
        for line in &mut errors {
            line.id = Some("reason".to_owned());
        }
    }
    let mishap =
        Mishap { status, errors, typed: entries.text("reason").to_owned(), wrong_reason, written: None };
    let viewed = current(&open, document);
    let asked = Asked { document: viewed, ..Asked::default() };
    case::respond(&app, &page, &actor, (&open, &asked), mishap)
}

fn verdict(entries: &Entries) -> Result<Verdict, FieldError> {
    match entries.text("verdict") {
        "accepted" => Ok(Verdict::Accepted),
        "refused" => match plain::reason("reason", Some(entries.text("reason")))? {
            Some(reason) => Ok(Verdict::Refused { reason }),
            None => Err(FieldError::new("reason", "reason-missing")),
        },
        _ => Err(FieldError::new("verdict", "choice-unknown")),
    }
}

/// The document to look at again: the one that was reviewed, or what took its place meanwhile. Both stand for the same
/// requirement only where the case says so, so without a successor none is open.
fn current(open: &Open, document: Uuid) -> Option<Uuid> {
    open.case.documents.iter().find(|other| other.id == document).map(|document| document.id)
}

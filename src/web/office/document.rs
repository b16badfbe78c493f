//! `/office/documents/{id}`: the file, in a sandbox of its own and framed by our pages only, and an officer's verdict.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::Staff;
use super::action::CODE;
use super::case::{self, Asked, Mishap, Open, next_document};
use crate::app::App;
use crate::casework::documents::{self, Reviewing, Said};
use crate::error::{Error, Result};
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::api::documents::served;
use crate::web::page::{Entries, Form, Page, Problems};
use crate::workflow::Why;

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
    entries.only(&["verdict", CODE, "reason", "case"])?;
    let reference: Reference = entries.text("case").parse().map_err(|_| Error::NotFound)?;
    let failed = attempt(&app, &actor, document, &entries).await.err();
    page.here = format!("/office/cases/{reference}?document={document}");
    let open = Open::read(&app, &page, &actor, &reference).await?;
    let Some(error) = failed else {
        return next_document(reference.as_str(), case::next_unreviewed(&open.case.documents, document));
    };
    let is_wrong = matches!(error, Error::Refused(Refusal::Invalid(_)));
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let mut fields = case::refusal_fields(&page).map(|field| field.filled(&entries));
    let errors = Problems::of(error, page.language)?.beside(&mut fields);
    let mishap = Mishap { status, errors, refusing: Some(fields), written: None };
    let viewed = current(&open, document);
    let asked = Asked { document: viewed, ..Asked::default() };
    case::respond(&app, &page, &actor, (&open, &asked), mishap)
}

async fn attempt(app: &App, actor: &Actor, document: Uuid, entries: &Entries) -> Result<()> {
    let words = plain::reason("reason", Some(entries.text("reason"))).map_err(Refusal::from)?;
    let code = Some(entries.text(CODE)).filter(|code| !code.is_empty());
    let said = match entries.text("verdict") {
        "accepted" => Said::Accepted,
        "refused" => Said::Refused(Why { code, words: words.as_deref() }),
        _ => return Err(Refusal::field("verdict", "choice-unknown").into()),
    };
    documents::review(app, &Reviewing { actor, document, said }).await?;
    Ok(())
}

/// The document to look at again: the one that was reviewed, or what took its place meanwhile. Both stand for the same
/// requirement only where the case says so, so without a successor none is open.
fn current(open: &Open, document: Uuid) -> Option<Uuid> {
    open.case.documents.iter().find(|other| other.id == document).map(|document| document.id)
}

//! `/applications/{id}/submitted`: that it was handed in, under which number, and what happens next. Fit for paper.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::casework::{apply, look};
use crate::error::Result;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::{Page, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::wording;
use crate::workflow::Clock;

const TEMPLATE: &str = "portal/applications/submitted.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/applications/{id}/submitted", get(show))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    id: Uuid,
    programme: String,
    /// The end of the names of sentences.
    wording: &'static str,
    reference: String,
    at: String,
    stage: String,
    /// Whose turn it is: the end of a sentence's name.
    turn: &'static str,
    due_at: Option<String>,
    /// Documents that are still to be sent.
    documents_missing: usize,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let filled = apply::fill(&app, &actor, id).await?;
    let Some(number) = filled.view.reference else { return see_other(&format!("/applications/{id}")) };
    let case = look::case(&app, &actor, &reference(&number)?).await?;
    let stage = case.programme.workflow.stage(&case.standing.stage);
    let view = View {
        id,
        programme: page.of(&case.programme.title).to_owned(),
        wording: wording(&case.programme.workflow),
        reference: number,
        at: case.standing.created_at.to_rfc3339(),
        stage: stage.map_or_else(String::new, |stage| page.of(&stage.title).to_owned()),
        turn: match stage.map(|stage| stage.clock) {
            Some(Clock::Citizen) => "you",
            Some(Clock::Department) => "department",
            Some(Clock::Stopped) | None => "ended",
        },
        due_at: look::due_at(&app, &case.programme, &case.standing).map(|due| due.to_rfc3339()),
        documents_missing: case.missing.len(),
    };
    page.html(TEMPLATE, &view)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let view = |documents_missing, due_at: Option<&str>| View {
        wording: ["", "-appeal", "-complaint"][documents_missing % 3],
        id: Uuid::nil(),
        programme: "نقد امداد".to_owned(),
        reference: "C-7M3QK-0T8XW-2".to_owned(),
        at: "2026-03-02T06:00:00Z".to_owned(),
        stage: "ابتدائی جانچ جاری ہے".to_owned(),
        turn: if documents_missing > 0 { "you" } else { "department" },
        due_at: due_at.map(str::to_owned),
        documents_missing,
    };
    vec![
        Sample::new(TEMPLATE, Signed::Citizen, &view(0, Some("2026-03-03T19:00:00Z"))),
        Sample::new(TEMPLATE, Signed::Citizen, &view(1, None)),
        Sample::new(TEMPLATE, Signed::Citizen, &view(2, None)),
        Sample::new(TEMPLATE, Signed::Citizen, &view(3, Some("2026-04-01T19:00:00Z"))),
    ]
}

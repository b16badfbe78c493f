//! `/cases/{reference}/decision`: what was decided, why, on which facts, and what would change it. Fit for paper.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::casework::{decision, follow};
use crate::error::{Error, Result};
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::{Page, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::receipt::Receipt;

const TEMPLATE: &str = "portal/cases/decision.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/cases/{reference}/decision", get(show))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    receipt: Receipt,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Response> {
    let reference = reference(&text)?;
    let case = follow::case(&app, &actor, &reference).await?;
    match decision::decision(&app, &actor, &reference).await {
        Ok(decision) => page.html(TEMPLATE, &View { receipt: Receipt::of(&page, &decision) }),
        // The case is there and nobody has decided it yet: its page says where it stands.
        Err(Error::NotFound) => see_other(&format!("/cases/{}", case.standing.reference)),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let sample = |receipt| Sample::new(TEMPLATE, Signed::Citizen, &View { receipt });
    [Receipt::sample(), Receipt::sample_for(false), Receipt::sample_for(true)].map(sample).into()
}

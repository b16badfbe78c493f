//! `/cases/{reference}/documents`: the short address of a case's documents, as messages give it. Leads, after signing in,
//! straight to where they are sent.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::casework::follow;
use crate::error::Result;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::see_other;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/cases/{reference}/documents", get(lead))
}

async fn lead(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Response> {
    let case = follow::case(&app, &actor, &reference(&text)?).await?;
    see_other(&format!("/applications/{}/documents", case.standing.application))
}

//! `/cases/{reference}/undo`: whoever took the last step of a case takes it back, while nothing of it has left the house.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::undo;
use crate::error::Result;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::{Caller, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(take_back))
}

/// Takes the caller's own last step on a case back, for as long as the case says it can be.
#[utoipa::path(post, path = "/cases/{reference}/undo", tag = "casework", params(("reference" = String, Path)),
    responses((status = 204), (status = 409, body = Problem)))]
async fn take_back(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<StatusCode> {
    undo::undo(&app, &actor, &reference(&text)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

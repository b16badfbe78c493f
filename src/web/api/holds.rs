//! `/cases/{reference}/hold`: a case of the caller's is put on hold until a day, and taken up again.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::hold;
use crate::error::Result;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::{Caller, Strict, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(put, end))
}

/// Until when, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldRequest {
    /// The day on which it is back in the caller's work: 1 to 30 days ahead.
    until: NaiveDate,
    reason: String,
}

/// Puts a case of the caller's on hold. Its deadline runs on.
#[utoipa::path(post, path = "/cases/{reference}/hold", tag = "casework", params(("reference" = String, Path)),
    request_body = HoldRequest, responses((status = 204), (status = 409, body = Problem)))]
async fn put(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Strict(request): Strict<HoldRequest>,
) -> Result<StatusCode> {
    hold::hold(&app, &actor, &reference(&text)?, (request.until, &request.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a case of the caller's that is on hold up again.
#[utoipa::path(delete, path = "/cases/{reference}/hold", tag = "casework", params(("reference" = String, Path)),
    responses((status = 204), (status = 409, body = Problem)))]
async fn end(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<StatusCode> {
    hold::resume(&app, &actor, &reference(&text)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

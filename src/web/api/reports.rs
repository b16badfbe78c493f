//! `/reports`: counts of what was done.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::address::Query;
use super::extract::Caller;
use crate::app::App;
use crate::casework::report;
use crate::error::Result;
use crate::notices::Count;
use crate::refusal::Refusal;
use crate::web::error::Problem;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(notices))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Period {
    /// From when on (RFC 3339); the last day where it is left out.
    #[param(value_type = Option<String>, example = "2026-11-23T05:00:00Z")]
    since: Option<String>,
}

/// How many notices were written, by kind, channel and state.
#[utoipa::path(get, path = "/reports/notices", tag = "reports", params(Period),
    responses((status = 200, body = Vec<Count>), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn notices(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Query(period): Query<Period>,
) -> Result<Json<Vec<Count>>> {
    let since = period.since.map(|text| DateTime::parse_from_rfc3339(&text)).transpose();
    let since = since.map_err(|_| Refusal::field("since", "date-malformed"))?;
    let since = since.map(|since| since.with_timezone(&Utc));
    report::notices(&app, &actor, since).await.map(Json)
}

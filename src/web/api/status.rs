//! `/status`: where an application stands, for whoever has its number and the CNIC and no account.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::visitor::Visitor;
use crate::app::App;
use crate::casework::status;
use crate::error::Result;
use crate::people::Typed;
use crate::web::error::Problem;
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(ask))
}

/// A number and the CNIC of whoever applied.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    reference: String,
    #[schema(value_type = String)]
    cnic: Typed,
}

/// Where it stands, in both languages.
#[derive(Debug, Serialize, ToSchema)]
struct Status {
    reference: String,
    programme: Words,
    stage: Words,
    /// When it came to this stage.
    changed_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Words {
    en: String,
    ur: String,
}

/// Where an application stands. The same answer for a wrong pair as for an unknown one.
#[utoipa::path(post, path = "/status", tag = "cases", request_body = Asked,
    responses((status = 200, body = Status), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn ask(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    visitor: Visitor,
    Strict(asked): Strict<Asked>,
) -> Result<Json<Status>> {
    let typed = (asked.reference.as_str(), asked.cnic.reveal());
    let status::Status { reference, programme, stage, changed_at } =
        status::ask(&app, &actor, &visitor.source, typed).await?;
    let words = |text: crate::workflow::Text| Words { en: text.en, ur: text.ur };
    Ok(Json(Status { reference, programme: words(programme), stage: words(stage), changed_at }))
}

//! `/help-centre`: an operator finds a person who has come with papers, and has a code sent by which they choose a new
//! password.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::casework::help_centre;
use crate::error::Result;
use crate::people::Typed;
use crate::plain;
use crate::refusal::Refusal;
use crate::texts::Language;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(find)).routes(routes!(show)).routes(routes!(send_code))
}

/// Who has come, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Arrival {
    #[schema(value_type = String)]
    cnic: Typed,
    /// The person reads it.
    reason: String,
}

/// A visit, good for an hour.
#[derive(Debug, Serialize, ToSchema)]
struct VisitBegun {
    visit: Uuid,
}

/// The person of a visit.
#[derive(Debug, Serialize, ToSchema)]
struct Helped {
    visit: Uuid,
    name: String,
    pser_id: String,
    /// Masked, as the mobile.
    cnic: String,
    mobile: String,
    /// Whether messages go to an e-mail address too.
    has_email: bool,
    /// Path of the tehsil.
    area: String,
    language: Language,
    began_at: DateTime<Utc>,
}

/// What was seen, and where the code is to go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CentreRecovery {
    /// `cnic-card`, `cnic-slip`, `passport`, `driving-licence`: at least one.
    papers: Vec<String>,
    /// A new mobile, taken over with the new password; the one on file unless given.
    #[schema(value_type = Option<String>)]
    mobile: Option<Typed>,
}

/// Where the code went.
#[derive(Debug, Serialize, ToSchema)]
struct CodeSent {
    /// Masked.
    mobile: String,
}

/// Finds a person by CNIC; the look is recorded where they read it.
#[utoipa::path(post, path = "/help-centre/visits", tag = "help-centre", request_body = Arrival,
    responses((status = 201, body = VisitBegun), (status = 429, body = Problem)))]
async fn find(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Strict(body): Strict<Arrival>,
) -> Result<(StatusCode, Json<VisitBegun>)> {
    let reason = plain::reason("reason", Some(&body.reason)).map_err(Refusal::from)?;
    let visit = help_centre::find(&app, &actor, &body.cnic, reason.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(VisitBegun { visit })))
}

/// The person of a visit that goes on.
#[utoipa::path(get, path = "/help-centre/visits/{id}", tag = "help-centre", params(("id" = Uuid, Path)),
    responses((status = 200, body = Helped)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Helped>> {
    let help_centre::Helped { visit, profile, began_at, .. } = help_centre::show(&app, &actor, id).await?;
    Ok(Json(Helped {
        visit,
        name: profile.name,
        pser_id: profile.pser_id,
        cnic: profile.cnic.masked(),
        mobile: profile.contact.mobile.masked(),
        has_email: profile.contact.email.is_some(),
        area: profile.area,
        language: profile.contact.language,
        began_at,
    }))
}

/// Has a code sent by which the person chooses a new password. What is on file is told at once.
#[utoipa::path(post, path = "/help-centre/visits/{id}/recovery", tag = "help-centre", params(("id" = Uuid, Path)),
    request_body = CentreRecovery, responses((status = 202, body = CodeSent), (status = 429, body = Problem)))]
async fn send_code(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Strict(body): Strict<CentreRecovery>,
) -> Result<(StatusCode, Json<CodeSent>)> {
    let seen = (body.papers.as_slice(), body.mobile.as_ref());
    let mobile = help_centre::send_code(&app, &actor, id, seen).await?;
    Ok((StatusCode::ACCEPTED, Json(CodeSent { mobile })))
}

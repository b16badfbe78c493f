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

use super::sessions::SignedIn;
use super::visitor::Visitor;
use crate::app::App;
use crate::casework::once::Answer;
use crate::casework::{assist, help_centre};
use crate::error::Result;
use crate::people::Typed;
use crate::people::registration::Form;
use crate::plain;
use crate::refusal::Refusal;
use crate::texts::Language;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::{Caller, Keyed, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(find))
        .routes(routes!(show))
        .routes(routes!(send_code))
        .routes(routes!(register))
        .routes(routes!(begin))
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

/// A person who is registered on their behalf. Nobody chooses a password for them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CentreRegistration {
    #[schema(value_type = String, example = "Ghulam Fatima")]
    full_name: Typed,
    #[schema(value_type = String, example = "Allah Ditta")]
    father_name: Typed,
    #[schema(value_type = String, format = Date, example = "1984-05-27")]
    date_of_birth: Typed,
    #[schema(value_type = String, example = "35202-1234567-2")]
    cnic: Typed,
    /// A relative's will do: whoever claims the account proves it.
    #[schema(value_type = String, example = "0300-1234567")]
    mobile: Typed,
    #[schema(value_type = Option<String>)]
    email: Option<Typed>,
    #[schema(value_type = String)]
    address: Typed,
    /// Path of the tehsil.
    #[schema(example = "lahore/lahore/shalimar")]
    area: String,
    language: Language,
    /// As for a recovery.
    papers: Vec<String>,
}

/// What was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PapersSeen {
    papers: Vec<String>,
}

/// Registers a person: their account is unclaimed until they choose a password by a code to their mobile.
#[utoipa::path(post, path = "/help-centre/registrations", tag = "help-centre", request_body = CentreRegistration,
    params(("Idempotency-Key" = String, Header, description = "8 to 100 characters, fresh for each registration")),
    responses((status = 201, body = VisitBegun), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn register(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Keyed { key, body }: Keyed<CentreRegistration>,
) -> Result<Answer> {
    let papers = body.papers.clone();
    assist::register(&app, &actor, key, (&Form::from(body), &papers)).await
}

/// Begins half an hour in which the caller types for the person of a visit, under a token of its own. The history says
/// so; the account itself stays shut.
#[utoipa::path(post, path = "/help-centre/visits/{id}/session", tag = "help-centre", params(("id" = Uuid, Path)),
    request_body = PapersSeen, responses((status = 201, body = SignedIn)))]
async fn begin(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Strict(body): Strict<PapersSeen>,
) -> Result<(StatusCode, Json<SignedIn>)> {
    let session = assist::begin(&app, &actor, id, &body.papers, visitor.device.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(session.into())))
}

impl From<CentreRegistration> for Form {
    fn from(body: CentreRegistration) -> Self {
        Self {
            full_name: body.full_name,
            father_name: body.father_name,
            date_of_birth: body.date_of_birth,
            cnic: body.cnic,
            mobile: body.mobile,
            email: body.email,
            address: body.address,
            area: body.area,
            password: Typed::new(""),
            language: body.language,
        }
    }
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

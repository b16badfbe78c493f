//! `/applications`: drafts, their answers, and handing them in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::casework::apply::{self, ApplicationSummary, ApplicationView, Beginning};
use crate::casework::once::Answer;
use crate::casework::submit::{self, Submission, Submitted};
use crate::error::Result;
use crate::web::address::{After, PageQuery, Path, next_of};
use crate::web::extract::{Caller, Keyed, Strict, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list, begin)).routes(routes!(show, save)).routes(routes!(hand_in))
}

/// To which programme one applies.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewApplication {
    programme: String,
    /// Of an appeal or a complaint: the reference of the case that it is about.
    about: Option<String>,
}

/// A change of answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswersChange {
    /// The version of the draft that the change was made from.
    version: i32,
    /// By section and question; null takes an answer away. A list of rows takes the place of the whole list.
    #[schema(value_type = Object)]
    answers: Value,
}

/// What is needed to hand in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSubmission {
    /// The version of the draft that was reviewed.
    version: i32,
    /// Version of the consent text that was agreed to, as the programme's form has it.
    consent: String,
}

/// One page of applications.
#[derive(Debug, Serialize, ToSchema)]
struct ApplicationPage {
    applications: Vec<ApplicationSummary>,
    /// Give as `?after=` for the next page; absent on the last.
    next: Option<String>,
}

/// The caller's own applications, newest first.
#[utoipa::path(get, path = "/applications", tag = "applications", params(PageQuery),
    responses((status = 200, body = ApplicationPage)))]
async fn list(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    After(after): After<Uuid>,
) -> Result<Json<ApplicationPage>> {
    let applications = apply::own(&app, &actor, after).await?;
    let next = next_of(&applications, apply::PAGE, |last| last.id);
    Ok(Json(ApplicationPage { applications, next }))
}

/// Begins an application with what the account already knows.
#[utoipa::path(post, path = "/applications", tag = "applications", request_body = NewApplication,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = ApplicationView), (status = 409, body = crate::web::error::Problem)))]
async fn begin(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Keyed { key, body }: Keyed<NewApplication>,
) -> Result<Answer> {
    let about = body.about.as_deref().map(reference).transpose()?;
    let beginning = Beginning { programme: &body.programme, about: about.as_ref() };
    apply::begin(&app, &actor, key, beginning).await
}

/// An application with its answers, identifiers masked.
#[utoipa::path(get, path = "/applications/{id}", tag = "applications", params(("id" = Uuid, Path)),
    responses((status = 200, body = ApplicationView)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<ApplicationView>> {
    apply::show(&app, &actor, id).await.map(Json)
}

/// Saves some answers of a draft, whole or in part.
#[utoipa::path(patch, path = "/applications/{id}", tag = "applications", params(("id" = Uuid, Path)),
    request_body = AnswersChange,
    responses((status = 200, body = ApplicationView), (status = 409, body = crate::web::error::Problem)))]
async fn save(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Strict(change): Strict<AnswersChange>,
) -> Result<Json<ApplicationView>> {
    apply::save(&app, &actor, id, change.version, &change.answers).await.map(Json)
}

/// Hands in a draft. Its documents may follow.
#[utoipa::path(post, path = "/applications/{id}/submission", tag = "applications",
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), request_body = NewSubmission,
    responses((status = 201, body = Submitted), (status = 409, body = crate::web::error::Problem)))]
async fn hand_in(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(application): Path<Uuid>,
    Keyed { key, body }: Keyed<NewSubmission>,
) -> Result<Answer> {
    let submission = Submission { application, version: body.version, consent: &body.consent };
    submit::submit(&app, &actor, key, &submission).await
}

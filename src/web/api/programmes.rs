//! `/programmes`: what one may apply to, and what each asks.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::catalogue::Offer;
use crate::error::{Error, Fault, Result};
use crate::web::address::Path;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show))
}

/// A programme on offer.
#[derive(Debug, Serialize, ToSchema)]
struct Programme {
    code: String,
    title_en: String,
    title_ur: String,
    /// What it is for, in a sentence or two.
    summary_en: Option<String>,
    summary_ur: Option<String>,
    /// Whether it takes applications now.
    is_open: bool,
    /// Content hash of the bundle that new applications use, in hexadecimal.
    bundle: String,
}

/// A programme with its form.
#[derive(Debug, Serialize, ToSchema)]
struct ProgrammeWithForm {
    #[serde(flatten)]
    programme: Programme,
    /// Consent, sections of questions, rules and documents, as the programme declares them. Conditions are CEL.
    #[schema(value_type = Object)]
    form: Value,
}

impl From<&Offer> for Programme {
    fn from(offer: &Offer) -> Self {
        let programme = &offer.programme;
        let summary = programme.workflow.summary.as_ref();
        Self {
            code: programme.code.clone(),
            title_en: programme.title.en.clone(),
            title_ur: programme.title.ur.clone(),
            summary_en: summary.map(|summary| summary.en.clone()),
            summary_ur: summary.map(|summary| summary.ur.clone()),
            is_open: offer.is_open,
            bundle: hex::encode(programme.hash),
        }
    }
}

/// All programmes on offer.
#[utoipa::path(get, path = "/programmes", tag = "programmes", responses((status = 200, body = Vec<Programme>)))]
async fn list(State(app): State<Arc<App>>) -> Json<Vec<Programme>> {
    Json(app.catalogue.applied_for().iter().map(Programme::from).collect())
}

/// One programme with the form of its applications.
#[utoipa::path(get, path = "/programmes/{code}", tag = "programmes", params(("code" = String, Path)),
    responses((status = 200, body = ProgrammeWithForm)))]
async fn show(State(app): State<Arc<App>>, Path(code): Path<String>) -> Result<Json<ProgrammeWithForm>> {
    let mut conn = app.db.acquire().await?;
    let offer = app.catalogue.find(&mut conn, &code).await?.ok_or(Error::NotFound)?;
    let form = serde_json::to_value(&offer.programme.form)
        .map_err(|error| Fault::caused("a form has no JSON form", error))?;
    Ok(Json(ProgrammeWithForm { programme: Programme::from(&offer), form }))
}

//! `/screener` and `/prospects`: what somebody may get, from a few answers or from what their household has told already.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::prospects::{self, Prospect};
use crate::error::{Error, Fault, Result};
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(show, screen)).routes(routes!(own))
}

/// The few questions that are asked of whoever wants to know.
#[derive(Debug, Serialize, ToSchema)]
struct Screener {
    /// Sections of questions, as a form has them.
    #[schema(value_type = Vec<Object>)]
    sections: Value,
}

/// Answers to all of the screener's questions. Nothing is kept of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Screening {
    /// By section and question.
    #[schema(value_type = Object)]
    answers: Value,
}

/// What a programme makes of answers. It promises nothing.
#[derive(Debug, Serialize, ToSchema)]
struct ProspectView {
    programme: String,
    /// Whether it may fit.
    is_likely: bool,
    score: i32,
    threshold: i32,
    /// In paisa; 0 where it does not fit.
    amount: i64,
    /// Every exclusion and rule with whether it held: `rule`, `title`, `points` (null where it excludes), `matched`.
    #[schema(value_type = Vec<Object>)]
    explanation: Value,
    /// How many questions the programme would still ask; 0 for a screener.
    questions: usize,
    /// When the answers were handed in; absent for a screener.
    given_at: Option<DateTime<Utc>>,
}

impl TryFrom<Prospect> for ProspectView {
    type Error = Fault;

    fn try_from(prospect: Prospect) -> Result<Self, Fault> {
        let explanation = serde_json::to_value(&prospect.score.explanation);
        Ok(Self {
            programme: prospect.programme.code.clone(),
            is_likely: prospect.score.is_eligible,
            score: prospect.score.value,
            threshold: prospect.score.threshold,
            amount: prospect.score.amount,
            explanation: explanation
                .map_err(|error| Fault::caused("an explanation has no JSON form", error))?,
            questions: prospect.questions,
            given_at: prospect.given_at,
        })
    }
}

fn views(prospects: Vec<Prospect>) -> Result<Json<Vec<ProspectView>>> {
    Ok(Json(prospects.into_iter().map(ProspectView::try_from).collect::<Result<_, Fault>>()?))
}

/// The questions of the screener.
#[utoipa::path(get, path = "/screener", tag = "programmes", responses((status = 200, body = Screener)))]
async fn show(State(app): State<Arc<App>>) -> Result<Json<Screener>> {
    let programme = prospects::screener(&app).ok_or(Error::NotFound)?;
    let sections = programme.screener.as_ref().map(|form| serde_json::to_value(&form.sections));
    let sections = sections.ok_or(Error::NotFound)?;
    Ok(Json(Screener {
        sections: sections.map_err(|error| Fault::caused("a screener has no JSON form", error))?,
    }))
}

/// What the programmes make of answers to the screener.
#[utoipa::path(post, path = "/screener", tag = "programmes", request_body = Screening,
    responses((status = 200, body = Vec<ProspectView>)))]
async fn screen(
    State(app): State<Arc<App>>,
    Strict(screening): Strict<Screening>,
) -> Result<Json<Vec<ProspectView>>> {
    views(prospects::screen(&app, &screening.answers).await?)
}

/// What the programmes make of what one's own household handed in last; empty where it handed in nothing.
#[utoipa::path(get, path = "/prospects", tag = "programmes", responses((status = 200, body = Vec<ProspectView>)))]
async fn own(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<Vec<ProspectView>>> {
    views(prospects::of_household(&app, &actor).await?)
}

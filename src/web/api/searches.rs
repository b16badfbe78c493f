//! `/cases/search`: the office looks for cases. What is searched for is sent as a body, since a CNIC, a mobile or a name
//! has no place in an address, which proxies and logs keep.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::search::{self, Answer, Asked, Hit};
use crate::error::Result;
use crate::people::Typed;
use crate::web::error::Problem;
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(find))
}

/// What is searched for: `q`, `date_of_birth` or both; the rest narrows it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CaseSearch {
    /// A reference, PSER ID, CNIC, mobile, or a name in Latin or Urdu letters; recognised by its form.
    #[schema(value_type = Option<String>, example = "Ghulam Fatima")]
    q: Option<Typed>,
    /// Of the applicant.
    #[schema(format = Date, example = "1984-05-27")]
    date_of_birth: Option<String>,
    /// Path of a tehsil, district or division.
    #[schema(example = "lahore/lahore")]
    area: Option<String>,
    programme: Option<String>,
    /// `open` or `closed`.
    state: Option<String>,
}

/// The cases that were found: by name those first that are spelt as was typed; open ones before others, then the newest.
#[derive(Debug, Serialize, ToSchema)]
struct CasesFound {
    /// At most fifty.
    cases: Vec<FoundCase>,
    /// Whether there are more; they are found by a narrower search.
    has_more: bool,
    /// Whether nobody has that name, and these are of people with names that are spelt alike.
    is_alike: bool,
}

/// A case that was found.
#[derive(Debug, Serialize, ToSchema)]
struct FoundCase {
    reference: String,
    applicant: String,
    cnic_masked: String,
    programme: String,
    stage: String,
    area: String,
    created_at: DateTime<Utc>,
    is_open: bool,
    /// The name of who is working on it.
    claimed_by: Option<String>,
}

/// Finds cases within the areas and programmes of the caller. Each search is recorded.
#[utoipa::path(post, path = "/cases/search", tag = "cases", request_body = CaseSearch,
    responses((status = 200, body = CasesFound), (status = 429, body = Problem)))]
async fn find(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Strict(body): Strict<CaseSearch>,
) -> Result<Json<CasesFound>> {
    let asked = Asked {
        q: body.q.as_ref(),
        date_of_birth: body.date_of_birth.as_deref(),
        area: body.area.as_deref(),
        programme: body.programme.as_deref(),
        state: body.state.as_deref(),
    };
    let Answer { hits, has_more, is_alike } = search::search(&app, &actor, &asked).await?;
    Ok(Json(CasesFound { cases: hits.into_iter().map(FoundCase::from).collect(), has_more, is_alike }))
}

impl From<Hit> for FoundCase {
    fn from(hit: Hit) -> Self {
        Self {
            reference: hit.reference,
            applicant: hit.applicant,
            cnic_masked: hit.cnic,
            programme: hit.programme,
            stage: hit.stage,
            area: hit.area,
            created_at: hit.handed_in,
            is_open: hit.is_open,
            claimed_by: hit.holder,
        }
    }
}

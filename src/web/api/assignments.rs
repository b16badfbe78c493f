//! `/queues/{queue}/assignments`: a supervisor gives several cases of a queue at once.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::casework::hand_out::{self, HandedOut, NotGiven, To};
use crate::error::Result;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::texts::Language;
use crate::web::address::Path;
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(give))
}

/// Which cases, who gets them, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentsRequest {
    /// References of cases, at most 50.
    cases: Vec<String>,
    /// The account of an officer; without one, and unless they are shared out, the cases go back to the queue.
    to: Option<Uuid>,
    /// Whether they are shared out among the officers who may take them, fewest open cases first.
    #[serde(default)]
    evenly: bool,
    reason: String,
}

/// How many were given, and which were not.
#[derive(Debug, Serialize, ToSchema)]
struct Assignments {
    given: usize,
    not_given: Vec<CaseNotGiven>,
}

/// A case that was not given.
#[derive(Debug, Serialize, ToSchema)]
struct CaseNotGiven {
    reference: String,
    /// The code of the reason.
    code: &'static str,
    /// The reason as a sentence.
    message: String,
}

impl From<NotGiven> for CaseNotGiven {
    fn from(not_given: NotGiven) -> Self {
        let message = not_given.sentence(Language::En);
        Self { code: not_given.code(), message, reference: not_given.reference }
    }
}

/// Gives cases of a queue to an officer, shares them out, or takes them back. Each is decided by itself: some may be given
/// and others not.
#[utoipa::path(post, path = "/queues/{queue}/assignments", tag = "casework", params(("queue" = String, Path)),
    request_body = AssignmentsRequest, responses((status = 200, body = Assignments)))]
async fn give(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(queue): Path<String>,
    Strict(request): Strict<AssignmentsRequest>,
) -> Result<Json<Assignments>> {
    let to = match (request.to, request.evenly) {
        (Some(_), true) => return Err(Refusal::field("evenly", "field-unknown").into()),
        (None, true) => To::Evenly,
        (Some(account), false) => To::Officer(account),
        (None, false) => To::Queue,
    };
    let cases = references(&request.cases)?;
    let HandedOut { given, not_given } =
        hand_out::hand_out(&app, &actor, &queue, &cases, (to, &request.reason)).await?;
    let not_given = not_given.into_iter().map(CaseNotGiven::from).collect();
    Ok(Json(Assignments { given, not_given }))
}

/// References of cases as they were sent.
///
/// # Errors
/// `Invalid` on what is none.
fn references(texts: &[String]) -> Result<Vec<Reference>, Refusal> {
    let read = |(number, text): (usize, &String)| {
        text.parse().map_err(|_| Refusal::field(format!("cases.{number}"), "field-type"))
    };
    texts.iter().enumerate().map(read).collect()
}

//! `/cases/{reference}/messages` and `/notes`: writing about a case, to the citizen, to the office, among colleagues.

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
use crate::casework::correspond::{self, Written};
use crate::casework::once::Answer;
use crate::error::Result;
use crate::policy::Actor;
use crate::web::address::Path;
use crate::web::extract::{Caller, Keyed, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list, write)).routes(routes!(settle)).routes(routes!(note))
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
struct Message {
    id: Uuid,
    at: DateTime<Utc>,
    /// `citizen` or `staff`.
    side: String,
    /// Who wrote it; citizens are told of themselves only.
    author: Option<String>,
    text: String,
    /// Of a citizen's: when the office answered it, or found that it needs no answer.
    settled_at: Option<DateTime<Utc>>,
}

/// Something to write.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewText {
    /// At most 1,000 characters, without a CNIC.
    text: String,
}

/// The messages between the office and the citizen of a case, oldest first.
#[utoipa::path(get, path = "/cases/{reference}/messages", tag = "cases", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<Message>)))]
async fn list(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Vec<Message>>> {
    let messages = correspond::messages(&app, &actor, &reference(&text)?).await?;
    let names = |side: &str| side == "citizen" || matches!(actor, Actor::Staff { .. });
    let message = |one: crate::cases::messages::Message| Message {
        author: names(&one.side).then_some(one.author),
        id: one.id,
        at: one.at,
        side: one.side,
        text: one.text,
        settled_at: one.settled_at,
    };
    Ok(Json(messages.into_iter().map(message).collect()))
}

/// Writes to the citizen of a case, who hears of it by SMS and e-mail; or, as its citizen, to the office.
#[utoipa::path(post, path = "/cases/{reference}/messages", tag = "cases", request_body = NewText,
    params(("reference" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Written), (status = 409, body = crate::web::error::Problem)))]
async fn write(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Keyed { key, body }: Keyed<NewText>,
) -> Result<Answer> {
    correspond::message(&app, &actor, key, (&reference(&text)?, &body.text)).await
}

/// Says that what the citizen has written needs no answer.
#[utoipa::path(post, path = "/cases/{reference}/messages/settled", tag = "casework",
    params(("reference" = String, Path)),
    responses((status = 204), (status = 409, body = crate::web::error::Problem)))]
async fn settle(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<StatusCode> {
    correspond::settle(&app, &actor, &reference(&text)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes a note for colleagues into the history of a case.
#[utoipa::path(post, path = "/cases/{reference}/notes", tag = "casework", request_body = NewText,
    params(("reference" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Written)))]
async fn note(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Keyed { key, body }: Keyed<NewText>,
) -> Result<Answer> {
    correspond::note(&app, &actor, key, (&reference(&text)?, &body.text)).await
}

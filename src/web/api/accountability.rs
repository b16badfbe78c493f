//! Who looked at whose data, and the head of the sealed history.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::casework::account_for;
use crate::error::Result;
use crate::history::{Head, Looked};
use crate::web::address::{After, PageQuery, Path, next_of};
use crate::web::extract::{Caller, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(of_me)).routes(routes!(of_case)).routes(routes!(head))
}

/// One look at somebody's data.
#[derive(Debug, Serialize, ToSchema)]
struct Look {
    at: DateTime<Utc>,
    /// `citizen`, `staff` or `system`.
    by: String,
    name: Option<String>,
    case: Option<String>,
    document: Option<Uuid>,
    /// `view-case`, `view-document`, `view-history`, `reveal` or `export`; at a help centre `view-account`, `recover`,
    /// `register` or `assist`.
    what: String,
    reason: Option<String>,
    /// Which papers were seen before, at a help centre.
    papers: Option<Vec<String>>,
}

/// One page, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct Looks {
    looks: Vec<Look>,
    /// Give as `?after=` for the next page; absent on the last.
    next: Option<String>,
}

impl From<Vec<Looked>> for Looks {
    fn from(looks: Vec<Looked>) -> Self {
        let next = next_of(&looks, account_for::PAGE, |last| last.id);
        let look = |look: Looked| Look {
            at: look.at,
            by: look.actor_kind,
            name: look.actor_name,
            case: look.case_reference,
            document: look.document_id,
            what: look.what,
            reason: look.reason,
            papers: look.papers,
        };
        Self { looks: looks.into_iter().map(look).collect(), next }
    }
}

/// Who looked at the caller's own data, and why.
#[utoipa::path(get, path = "/me/access-log", tag = "accountability", params(PageQuery),
    responses((status = 200, body = Looks)))]
async fn of_me(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    After(before): After<i64>,
) -> Result<Json<Looks>> {
    Ok(Json(account_for::looks_at_me(&app, &actor, before).await?.into()))
}

/// Who looked at a case.
#[utoipa::path(get, path = "/cases/{reference}/access-log", tag = "accountability",
    params(("reference" = String, Path), PageQuery), responses((status = 200, body = Looks)))]
async fn of_case(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    After(before): After<i64>,
) -> Result<Json<Looks>> {
    let looks = account_for::looks_at_case(&app, &actor, &reference(&text)?, before).await?;
    Ok(Json(looks.into()))
}

/// The newest seal of the history; kept elsewhere, it proves later that nothing before it was changed.
#[derive(Debug, Serialize, ToSchema)]
struct SealedHead {
    seal: i64,
    /// Hexadecimal SHA-256.
    hash: String,
    sealed_at: DateTime<Utc>,
}

/// The head of the sealed history; null before the first seal.
#[utoipa::path(get, path = "/history/head", tag = "accountability", responses((status = 200, body = Option<SealedHead>)))]
async fn head(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<Option<SealedHead>>> {
    let head = account_for::head(&app, &actor).await?;
    Ok(Json(head.map(|Head { seal, hash, sealed_at }| SealedHead { seal, hash, sealed_at })))
}

//! `/programmes/{code}/budget`: what a programme may spend, and giving it more.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::visitor::Signed;
use crate::app::App;
use crate::casework::disburse::{self, NewAppropriation};
use crate::casework::once::Answer;
use crate::error::Result;
use crate::payments::Money;
use crate::web::address::Path;
use crate::web::extract::{Caller, Keyed};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(show)).routes(routes!(appropriate))
}

/// The money of a programme, in paisa.
#[derive(Debug, Serialize, ToSchema)]
struct Budget {
    /// All that was ever given to it.
    appropriated: i64,
    /// May still be approved.
    available: i64,
    /// Approved, not settled.
    held: i64,
    /// Settled.
    paid: i64,
}

/// Money to be given to a programme.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Appropriation {
    /// In paisa, at most 10,000,000,000,000.
    amount: i64,
    /// The release order or letter it rests on, at most 200 characters.
    authority: String,
}

/// An appropriation that was made.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the kept answer, which the use case writes")]
struct Appropriated {
    id: Uuid,
}

/// What a programme may spend.
#[utoipa::path(get, path = "/programmes/{code}/budget", tag = "payments", params(("code" = String, Path)),
    responses((status = 200, body = Budget)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(code): Path<String>,
) -> Result<Json<Budget>> {
    let balances = disburse::balances(&app, &actor, &code).await?;
    Ok(Json(Budget {
        appropriated: balances.appropriated().paisa(),
        available: balances.available.paisa(),
        held: balances.held.paisa(),
        paid: balances.paid.paisa(),
    }))
}

/// Gives money to a programme. Needs a proof of who is asking that is at most five minutes old.
#[utoipa::path(post, path = "/programmes/{code}/appropriations", tag = "payments",
    params(("code" = String, Path), ("Idempotency-Key" = String, Header)), request_body = Appropriation,
    responses((status = 201, body = Appropriated), (status = 409, body = crate::web::error::Problem)))]
async fn appropriate(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Signed(session): Signed,
    Path(code): Path<String>,
    Keyed { key, body }: Keyed<Appropriation>,
) -> Result<Answer> {
    let new = NewAppropriation {
        programme: &code,
        amount: Money::from_paisa(body.amount),
        authority: &body.authority,
        recently_proved: session.recently_proved,
    };
    disburse::appropriate(&app, &actor, key, &new).await
}

//! `/claims`: who was registered at a help centre claims the account. Everybody else gets the same answers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::recoveries::{NewByCode, RecoveryBegun};
use super::sessions::SignedIn;
use super::visitor::Visitor;
use crate::app::App;
use crate::casework::recover;
use crate::error::Result;
use crate::people::Typed;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(begin)).routes(routes!(claim))
}

/// The two numbers on the receipt of the help centre.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CentreReceipt {
    #[schema(value_type = String)]
    cnic: Typed,
    #[schema(value_type = String)]
    pser_id: Typed,
}

/// The account is the person's own; they are signed in.
#[derive(Debug, Serialize, ToSchema)]
struct AccountClaimed {
    session: SignedIn,
    /// For the device to keep: there the next sign-in needs no code.
    device_token: String,
}

/// Sends a code to the mobile of the unclaimed account that both numbers name, if there is one. `/recoveries/{id}/resend`
/// sends another.
#[utoipa::path(post, path = "/claims", tag = "accounts", request_body = CentreReceipt,
    responses((status = 202, body = RecoveryBegun), (status = 429, body = Problem)))]
async fn begin(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<CentreReceipt>,
) -> Result<(StatusCode, Json<RecoveryBegun>)> {
    let begun = recover::begin_claim(&app, &visitor.source, &body.cnic, &body.pser_id).await?;
    Ok((StatusCode::ACCEPTED, Json(begun.into())))
}

/// Claims the account by the code, with a password of one's own.
#[utoipa::path(post, path = "/claims/{id}/password", tag = "accounts", params(("id" = Uuid, Path)),
    request_body = NewByCode, responses((status = 201, body = AccountClaimed), (status = 429, body = Problem)))]
async fn claim(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Strict(body): Strict<NewByCode>,
) -> Result<(StatusCode, Json<AccountClaimed>)> {
    let proof = (&body.code, &body.new_password);
    let device = visitor.device.as_deref();
    let (session, device) = recover::claim(&app, &visitor.source, id, proof, device).await?;
    let claimed = AccountClaimed { session: session.into(), device_token: device.reveal().to_owned() };
    Ok((StatusCode::CREATED, Json(claimed)))
}

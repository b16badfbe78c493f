//! `/recoveries`: a citizen who has forgotten the password, the PSER ID or the number of an application. Everything is
//! answered alike whether or not what was typed names anybody.

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

use super::visitor::Visitor;
use crate::app::App;
use crate::casework::recover;
use crate::error::Result;
use crate::people::Typed;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(resend))
        .routes(routes!(by_code))
        .routes(routes!(by_link))
        .routes(routes!(at_centre))
        .routes(routes!(numbers))
}

/// Whose password is forgotten, and how they are to be reached.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Forgotten {
    /// CNIC, with or without dashes and spaces, or PSER ID.
    #[schema(value_type = String)]
    identifier: Typed,
    /// `email` for a link, `sms` for a code.
    #[schema(example = "sms")]
    way: String,
}

/// A recovery that waits for its proof.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecoveryBegun {
    recovery: Uuid,
    expires_at: DateTime<Utc>,
}

/// The six digits that came by SMS, and the new password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewByCode {
    #[schema(value_type = String, example = "418203")]
    pub(super) code: Typed,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    pub(super) new_password: Typed,
}

/// The token of the link, and the new password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewByLink {
    /// What stands behind the last slash of the link.
    #[schema(value_type = String)]
    token: Typed,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    new_password: Typed,
}

/// The CNIC, the six digits that a help centre had sent, and the new password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAtCentre {
    #[schema(value_type = String)]
    cnic: Typed,
    #[schema(value_type = String, example = "418203")]
    code: Typed,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    new_password: Typed,
}

/// Whose numbers are lost.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LostNumbers {
    #[schema(value_type = String)]
    cnic: Typed,
}

/// Sends a link or a code to whoever is named, if anybody is.
#[utoipa::path(post, path = "/recoveries", tag = "accounts", request_body = Forgotten,
    responses((status = 202, body = RecoveryBegun), (status = 429, body = Problem)))]
async fn begin(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<Forgotten>,
) -> Result<(StatusCode, Json<RecoveryBegun>)> {
    let begun = recover::begin(&app, &visitor.source, &body.identifier, &body.way).await?;
    Ok((StatusCode::ACCEPTED, Json(begun.into())))
}

/// Sends the link or code anew.
#[utoipa::path(post, path = "/recoveries/{id}/resend", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 202, body = RecoveryBegun), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn resend(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<RecoveryBegun>)> {
    let begun = recover::resend(&app, &visitor.source, id).await?;
    Ok((StatusCode::ACCEPTED, Json(begun.into())))
}

/// Chooses a new password by the code that came by SMS. Every session ends, every device needs a code again.
#[utoipa::path(post, path = "/recoveries/{id}/password", tag = "accounts", params(("id" = Uuid, Path)),
    request_body = NewByCode, responses((status = 204), (status = 429, body = Problem)))]
async fn by_code(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Strict(body): Strict<NewByCode>,
) -> Result<StatusCode> {
    recover::by_code(&app, &visitor.source, id, (&body.code, &body.new_password)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Chooses a new password by the link of a mail. Every session ends, every device needs a code by SMS again.
#[utoipa::path(post, path = "/recoveries/link", tag = "accounts", request_body = NewByLink,
    responses((status = 204), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn by_link(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<NewByLink>,
) -> Result<StatusCode> {
    recover::by_link(&app, &visitor.source, &body.token, &body.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Chooses a new password by the code that a help centre had sent, after papers were shown there.
#[utoipa::path(post, path = "/recoveries/centre", tag = "accounts", request_body = NewAtCentre,
    responses((status = 204), (status = 429, body = Problem)))]
async fn at_centre(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<NewAtCentre>,
) -> Result<StatusCode> {
    let proof = (&body.code, &body.new_password);
    recover::at_centre(&app, &visitor.source, &body.cnic, proof).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the PSER ID and the numbers of live cases to the mobile of whoever has this CNIC, if anybody has.
#[utoipa::path(post, path = "/recoveries/numbers", tag = "accounts", request_body = LostNumbers,
    responses((status = 202), (status = 429, body = Problem)))]
async fn numbers(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<LostNumbers>,
) -> Result<StatusCode> {
    recover::send_numbers(&app, &visitor.source, &body.cnic).await?;
    Ok(StatusCode::ACCEPTED)
}

impl From<recover::Begun> for RecoveryBegun {
    fn from(recover::Begun { recovery, expires_at }: recover::Begun) -> Self {
        Self { recovery, expires_at }
    }
}

//! `/staff`: staff take up an invitation and sign in with two factors.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::sessions::SignedIn;
use super::visitor::Visitor;
use crate::app::App;
use crate::casework::staff_entry::{self, Offered};
use crate::error::Result;
use crate::people::Typed;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(accept)).routes(routes!(confirm)).routes(routes!(sign_in))
}

/// The one-time token of an invitation and the password chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    #[schema(value_type = String)]
    token: Typed,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: Typed,
}

/// The secret to put into an authenticator, shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct Enrolment {
    /// For typing, in base32.
    secret: String,
    /// For the camera.
    otpauth_url: String,
}

/// The invitation's token with the authenticator's first code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    #[schema(value_type = String)]
    token: Typed,
    #[schema(value_type = String, example = "418203")]
    totp: Typed,
}

/// The two proofs of somebody of the staff.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffCredentials {
    #[schema(value_type = String)]
    email: Typed,
    #[schema(value_type = String, format = Password)]
    password: Typed,
    #[schema(value_type = String, example = "418203")]
    totp: Typed,
}

/// Takes an invitation up with a password. The account is live once a first code confirms the authenticator.
#[utoipa::path(post, path = "/staff/invitations/accept", tag = "accounts", request_body = Acceptance,
    responses((status = 200, body = Enrolment)))]
async fn accept(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<Acceptance>,
) -> Result<Json<Enrolment>> {
    let enrolment = staff_entry::accept(&app, &visitor.source, &body.token, &body.password).await?;
    Ok(Json(Enrolment { secret: enrolment.secret.to_string(), otpauth_url: enrolment.url.to_string() }))
}

/// Confirms the authenticator by its first code, and signs in.
#[utoipa::path(post, path = "/staff/invitations/confirm", tag = "accounts", request_body = Confirmation,
    responses((status = 201, body = SignedIn), (status = 429, body = Problem)))]
async fn confirm(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<Confirmation>,
) -> Result<(StatusCode, Json<SignedIn>)> {
    let device = visitor.device.as_deref();
    let session = staff_entry::confirm(&app, &visitor.source, &body.token, &body.totp, device).await?;
    Ok((StatusCode::CREATED, Json(session.into())))
}

/// Signs somebody of the staff in. Every mistake gets the same answer.
#[utoipa::path(post, path = "/staff/sessions", tag = "accounts", request_body = StaffCredentials,
    responses((status = 201, body = SignedIn), (status = 429, body = Problem)))]
async fn sign_in(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<StaffCredentials>,
) -> Result<(StatusCode, Json<SignedIn>)> {
    let offered = Offered {
        email: &body.email,
        password: &body.password,
        totp: &body.totp,
        device_name: visitor.device.as_deref(),
    };
    let session = staff_entry::sign_in(&app, &visitor.source, offered).await?;
    Ok((StatusCode::CREATED, Json(session.into())))
}

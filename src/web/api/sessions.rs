//! `/sessions`: citizens sign in, everybody lists and ends their own sessions and proves again who they are.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::registrations::Code;
use super::visitor::{Signed, Visitor};
use crate::app::App;
use crate::casework::own_account::{self, Proof};
use crate::casework::sign_in::{self, Offered, SignIn};
use crate::error::Result;
use crate::people::Typed;
use crate::people::sessions::Opened;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(open, list))
        .routes(routes!(prove_device))
        .routes(routes!(resend))
        .routes(routes!(end_current))
        .routes(routes!(end))
        .routes(routes!(reauthenticate))
}

/// A citizen's proof.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// CNIC, with or without dashes and spaces, or PSER ID.
    #[schema(value_type = String)]
    identifier: Typed,
    #[schema(value_type = String, format = Password)]
    password: Typed,
    /// What the device was given when a code was last proved there.
    #[schema(value_type = Option<String>)]
    device_token: Option<Typed>,
}

/// A session just begun. The token is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SignedIn {
    id: Uuid,
    /// For the header `Authorization: Bearer`.
    token: String,
    expires_at: DateTime<Utc>,
}

/// A right password from a device the account does not know: a code went to its mobile.
#[derive(Debug, Serialize, ToSchema)]
struct CodeNeeded {
    attempt: Uuid,
    code_expires_at: DateTime<Utc>,
}

/// A session begun on a device that is known from now on.
#[derive(Debug, Serialize, ToSchema)]
struct DeviceProved {
    session: SignedIn,
    /// For the device to keep: there the next sign-in needs no code.
    device_token: String,
}

/// One of one's own sessions.
#[derive(Debug, Serialize, ToSchema)]
struct Listed {
    id: Uuid,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    device: Option<String>,
    /// Whether it is the one asking.
    is_current: bool,
}

/// A renewed proof: `totp` for staff, `password` for citizens.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RenewedProof {
    #[schema(value_type = Option<String>)]
    totp: Option<Typed>,
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<Typed>,
}

/// Signs a citizen in: at once on a known device, otherwise after a code.
#[utoipa::path(post, path = "/sessions", tag = "accounts", request_body = Credentials,
    responses((status = 201, body = SignedIn), (status = 202, body = CodeNeeded), (status = 429, body = Problem)))]
async fn open(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<Credentials>,
) -> Result<Response> {
    let offered = Offered {
        identifier: &body.identifier,
        password: &body.password,
        device: body.device_token.as_ref(),
        device_name: visitor.device.as_deref(),
    };
    Ok(match sign_in::sign_in(&app, &visitor.source, offered).await? {
        SignIn::Done(session) => (StatusCode::CREATED, Json(SignedIn::from(session))).into_response(),
        SignIn::CodeNeeded { attempt, code_expires_at } => {
            (StatusCode::ACCEPTED, Json(CodeNeeded { attempt, code_expires_at })).into_response()
        }
    })
}

/// Proves the device by the code that came by SMS, and signs in.
#[utoipa::path(post, path = "/sessions/attempts/{id}/code", tag = "accounts", params(("id" = Uuid, Path)), request_body = Code,
    responses((status = 201, body = DeviceProved), (status = 429, body = Problem)))]
async fn prove_device(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(attempt): Path<Uuid>,
    Strict(Code { code }): Strict<Code>,
) -> Result<(StatusCode, Json<DeviceProved>)> {
    let device = visitor.device.as_deref();
    let (session, device) = sign_in::prove_device(&app, &visitor.source, attempt, &code, device).await?;
    let answer = DeviceProved { session: session.into(), device_token: device.reveal().to_owned() };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Sends another code for the device. The tries already used stay used.
#[utoipa::path(post, path = "/sessions/attempts/{id}/code/resend", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 202, body = CodeNeeded), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn resend(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(attempt): Path<Uuid>,
) -> Result<(StatusCode, Json<CodeNeeded>)> {
    let code_expires_at = sign_in::resend_code(&app, &visitor.source, attempt).await?;
    Ok((StatusCode::ACCEPTED, Json(CodeNeeded { attempt, code_expires_at })))
}

/// One's own open sessions, the last seen first.
#[utoipa::path(get, path = "/sessions", tag = "accounts",
    responses((status = 200, body = Vec<Listed>)))]
async fn list(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<Json<Vec<Listed>>> {
    let sessions = own_account::list_sessions(&app, &session).await?;
    let listed = sessions.into_iter().map(|listed| Listed {
        id: listed.id,
        created_at: listed.created_at,
        last_seen_at: listed.last_seen_at,
        is_current: listed.id == session.id,
        device: listed.device,
    });
    Ok(Json(listed.collect()))
}

/// Signs out.
#[utoipa::path(delete, path = "/sessions/current", tag = "accounts",
    responses((status = 204)))]
async fn end_current(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<StatusCode> {
    own_account::end_session(&app, &session, session.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends another of one's own sessions.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 204)))]
async fn end(
    State(app): State<Arc<App>>,
    Signed(session): Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode> {
    own_account::end_session(&app, &session, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proves again who sits there. Money and roles ask for a proof of the last five minutes.
#[utoipa::path(post, path = "/sessions/current/reauthentication", tag = "accounts", request_body = RenewedProof,
    responses((status = 204), (status = 429, body = Problem)))]
async fn reauthenticate(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Signed(session): Signed,
    Strict(body): Strict<RenewedProof>,
) -> Result<StatusCode> {
    let proof = match (&body.totp, &body.password) {
        (Some(totp), None) => Proof::Totp(totp),
        (None, Some(password)) => Proof::Password(password),
        _ => return Err(Refusal::field("", "one-proof").into()),
    };
    own_account::prove_again(&app, &visitor.source, &session, proof).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Opened> for SignedIn {
    fn from(session: Opened) -> Self {
        Self { id: session.id, token: session.token.reveal().to_owned(), expires_at: session.expires_at }
    }
}

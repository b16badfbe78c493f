//! `/registrations`: a citizen's form, the code that proves the mobile, and the account it becomes.

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

use super::sessions::SignedIn;
use super::visitor::Visitor;
use crate::app::App;
use crate::casework::once::Answer;
use crate::casework::sign_up;
use crate::error::Result;
use crate::people::Typed;
use crate::people::registration::Form;
use crate::texts::Language;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::{Keyed, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(register)).routes(routes!(resend)).routes(routes!(prove))
}

/// The form of a citizen who registers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    #[schema(value_type = String, example = "Ghulam Fatima")]
    full_name: Typed,
    #[schema(value_type = String, example = "Allah Ditta")]
    father_name: Typed,
    #[schema(value_type = String, format = Date, example = "1984-05-27")]
    date_of_birth: Typed,
    /// 13 digits, with or without dashes and spaces.
    #[schema(value_type = String, example = "35202-1234567-2")]
    cnic: Typed,
    /// 03XZ-YYYYYYY, +92 3XZ YYYYYYY, 0092... or 92...
    #[schema(value_type = String, example = "0300-1234567")]
    mobile: Typed,
    #[schema(value_type = Option<String>)]
    email: Option<Typed>,
    #[schema(value_type = String)]
    address: Typed,
    /// Path of the tehsil.
    #[schema(example = "lahore/lahore/shalimar")]
    area: String,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: Typed,
    /// In which the person is written to; Urdu unless said otherwise.
    #[serde(default = "urdu")]
    language: Language,
}

/// A registration that waits for the code sent by SMS.
#[derive(Debug, Serialize, ToSchema)]
struct Begun {
    registration: Uuid,
    code_expires_at: DateTime<Utc>,
}

/// The six digits that came by SMS.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    #[schema(value_type = String, example = "418203")]
    pub(super) code: Typed,
}

/// The new account; the person is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct Registered {
    /// The number by which the registration is found again, with the CNIC.
    pser_id: String,
    session: SignedIn,
    /// For the device to keep: there the next sign-in needs no code.
    device_token: String,
}

/// Registers: keeps the form and sends a code by SMS. Answers alike whether or not the CNIC has an account.
#[utoipa::path(post, path = "/registrations", tag = "accounts", request_body = Registration,
    params(("Idempotency-Key" = String, Header, description = "8 to 100 characters, fresh for each registration")),
    responses((status = 202, body = Begun), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn register(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Keyed { key, body }: Keyed<Registration>,
) -> Result<Answer> {
    sign_up::register(&app, &visitor.source, key, &Form::from(body)).await
}

/// Sends another code. The tries already used stay used.
#[utoipa::path(post, path = "/registrations/{id}/code/resend", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 202, body = Begun), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn resend(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(registration): Path<Uuid>,
) -> Result<(StatusCode, Json<Begun>)> {
    let begun = sign_up::resend_code(&app, &visitor.source, registration).await?;
    let sign_up::Begun { registration, code_expires_at } = begun;
    Ok((StatusCode::ACCEPTED, Json(Begun { registration, code_expires_at })))
}

/// Proves the mobile by the code: makes the account and signs in.
#[utoipa::path(post, path = "/registrations/{id}/code", tag = "accounts", params(("id" = Uuid, Path)), request_body = Code,
    responses((status = 201, body = Registered), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn prove(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(registration): Path<Uuid>,
    Strict(Code { code }): Strict<Code>,
) -> Result<(StatusCode, Json<Registered>)> {
    let device = visitor.device.as_deref();
    let registered = sign_up::prove(&app, &visitor.source, registration, &code, device).await?;
    let answer = Registered {
        pser_id: registered.pser_id.to_string(),
        session: registered.session.into(),
        device_token: registered.device.reveal().to_owned(),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

const fn urdu() -> Language {
    Language::Ur
}

impl From<Registration> for Form {
    fn from(body: Registration) -> Self {
        Self {
            full_name: body.full_name,
            father_name: body.father_name,
            date_of_birth: body.date_of_birth,
            cnic: body.cnic,
            mobile: body.mobile,
            email: body.email,
            address: body.address,
            area: body.area,
            password: body.password,
            language: body.language,
        }
    }
}

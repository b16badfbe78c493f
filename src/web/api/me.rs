//! `/me`: the account of whoever is signed in.

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

use super::registrations::Code;
use super::visitor::{Signed, Visitor};
use crate::app::App;
use crate::casework::own_account::{self, Profile, email, mobile};
use crate::error::Result;
use crate::people::contact::Email;
use crate::people::{Typed, grants};
use crate::texts::Language;
use crate::web::address::Path;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(change_password))
        .routes(routes!(change_mobile))
        .routes(routes!(prove_mobile))
        .routes(routes!(resend_mobile_code))
        .routes(routes!(change_email))
        .routes(routes!(resend_email_link))
        .routes(routes!(change_language))
}

/// The account of a citizen or of somebody of the staff.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Me {
    Citizen {
        name: String,
        pser_id: String,
        /// Masked but for the last three digits.
        cnic: String,
        /// Masked but for the last two digits.
        mobile: String,
        /// Confirmed by its link.
        email: Option<String>,
        /// An address that waits for its link to be followed.
        email_waiting: Option<String>,
        address: Option<String>,
        /// Path of the tehsil.
        area: String,
        language: Language,
    },
    Staff {
        name: String,
        email: String,
        language: Language,
        roles: Vec<Held>,
    },
}

/// A role held now.
#[derive(Debug, Serialize, ToSchema)]
struct Held {
    role: String,
    /// Path of an area; absent for the whole province.
    area: Option<String>,
    /// Absent for every programme.
    programme: Option<String>,
    /// The most a case may be worth, in paisa; absent without a cap.
    amount_cap: Option<i64>,
    expires_at: Option<DateTime<Utc>>,
    skills: Vec<String>,
}

/// The old and the new password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    #[schema(value_type = String, format = Password)]
    old_password: Typed,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    new_password: Typed,
}

/// The password and a new mobile.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MobileChange {
    #[schema(value_type = String, format = Password)]
    password: Typed,
    /// 03XZ-YYYYYYY, +92 3XZ YYYYYYY, 0092... or 92...
    #[schema(value_type = String, example = "0300-1234567")]
    mobile: Typed,
}

/// A change of mobile that waits for the code sent to the new number.
#[derive(Debug, Serialize, ToSchema)]
struct MobileChangeBegun {
    change: Uuid,
    code_expires_at: DateTime<Utc>,
}

/// The password and a new e-mail address; none removes the one there is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EmailChange {
    #[schema(value_type = String, format = Password)]
    password: Typed,
    #[schema(value_type = Option<String>)]
    email: Option<Typed>,
}

/// The language of messages.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LanguageChange {
    language: Language,
}

/// The account of whoever is signed in.
#[utoipa::path(get, path = "/me", tag = "accounts", responses((status = 200, body = Me)))]
async fn show(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<Json<Me>> {
    let profile = own_account::profile(&app, &session).await?;
    Ok(Json(match profile {
        Profile::Citizen(profile) => Me::Citizen {
            name: profile.name,
            pser_id: profile.pser_id,
            cnic: profile.cnic.masked(),
            mobile: profile.contact.mobile.masked(),
            email: profile.contact.email.as_ref().map(Email::reveal).map(str::to_owned),
            email_waiting: profile.email_waiting.as_ref().map(Email::reveal).map(str::to_owned),
            address: profile.address,
            area: profile.area,
            language: profile.contact.language,
        },
        Profile::Staff(profile) => Me::Staff {
            name: profile.name,
            email: profile.email,
            language: profile.language,
            roles: session.grants.into_iter().map(Held::from).collect(),
        },
    }))
}

/// Changes the password and ends every other session.
#[utoipa::path(post, path = "/me/password", tag = "accounts", request_body = PasswordChange,
    responses((status = 204), (status = 429, body = Problem)))]
async fn change_password(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Signed(session): Signed,
    Strict(body): Strict<PasswordChange>,
) -> Result<StatusCode> {
    let change = (&body.old_password, &body.new_password);
    own_account::change_password(&app, &visitor.source, (&session, None), change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins a change of mobile: sends a code to the new number.
#[utoipa::path(post, path = "/me/mobile", tag = "accounts", request_body = MobileChange,
    responses((status = 202, body = MobileChangeBegun), (status = 429, body = Problem)))]
async fn change_mobile(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Signed(session): Signed,
    Strict(body): Strict<MobileChange>,
) -> Result<(StatusCode, Json<MobileChangeBegun>)> {
    let begun = mobile::begin(&app, &visitor.source, &session, (&body.password, &body.mobile)).await?;
    Ok((StatusCode::ACCEPTED, Json(begun.into())))
}

/// Takes the new mobile over: the code is right. The old number is told.
#[utoipa::path(post, path = "/me/mobile/{id}/code", tag = "accounts", params(("id" = Uuid, Path)), request_body = Code,
    responses((status = 204), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn prove_mobile(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Signed(session): Signed,
    Path(change): Path<Uuid>,
    Strict(Code { code }): Strict<Code>,
) -> Result<StatusCode> {
    mobile::prove(&app, &visitor.source, &session, (change, &code)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends another code to the new mobile. The tries already used stay used.
#[utoipa::path(post, path = "/me/mobile/{id}/code/resend", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 202, body = MobileChangeBegun), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn resend_mobile_code(
    State(app): State<Arc<App>>,
    Signed(session): Signed,
    Path(change): Path<Uuid>,
) -> Result<(StatusCode, Json<MobileChangeBegun>)> {
    let begun = mobile::resend(&app, &session, change).await?;
    Ok((StatusCode::ACCEPTED, Json(begun.into())))
}

/// Sends a link to a new e-mail address, which counts once it is followed; or removes the one there is.
#[utoipa::path(post, path = "/me/email", tag = "accounts", request_body = EmailChange,
    responses((status = 204), (status = 429, body = Problem)))]
async fn change_email(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Signed(session): Signed,
    Strict(body): Strict<EmailChange>,
) -> Result<StatusCode> {
    email::change(&app, &visitor.source, &session, (&body.password, body.email.as_ref())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the link to the address that waits anew; the one before is over.
#[utoipa::path(post, path = "/me/email/link", tag = "accounts",
    responses((status = 204), (status = 404, body = Problem), (status = 429, body = Problem)))]
async fn resend_email_link(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<StatusCode> {
    email::resend_link(&app, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the language of messages.
#[utoipa::path(post, path = "/me/language", tag = "accounts", request_body = LanguageChange,
    responses((status = 204)))]
async fn change_language(
    State(app): State<Arc<App>>,
    Signed(session): Signed,
    Strict(body): Strict<LanguageChange>,
) -> Result<StatusCode> {
    own_account::change_language(&app, &session, body.language).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<mobile::Begun> for MobileChangeBegun {
    fn from(mobile::Begun { change, code_expires_at }: mobile::Begun) -> Self {
        Self { change, code_expires_at }
    }
}

impl From<grants::Grant> for Held {
    fn from(grant: grants::Grant) -> Self {
        let grants::Grant { role, area, programme, amount_cap, expires_at, skills } = grant;
        Self { role, area, programme, amount_cap, expires_at, skills }
    }
}

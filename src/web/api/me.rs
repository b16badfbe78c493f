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

use super::visitor::{Signed, Visitor};
use crate::app::App;
use crate::casework::own_account::{self, Profile};
use crate::error::Result;
use crate::people::contact::Email;
use crate::people::{Typed, grants};
use crate::texts::Language;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(show)).routes(routes!(change_password))
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
        email: Option<String>,
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
    own_account::change_password(&app, &visitor.source, &session, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<grants::Grant> for Held {
    fn from(grant: grants::Grant) -> Self {
        let grants::Grant { role, area, programme, amount_cap, expires_at } = grant;
        Self { role, area, programme, amount_cap, expires_at }
    }
}

//! `/me/absence` and `/staff`: who of the staff is away, said by themselves or by whoever gives out work.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::visitor::Signed;
use crate::app::App;
use crate::casework::absence::{self, Member};
use crate::error::Result;
use crate::people::absence::Absence;
use crate::web::address::Path;
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(own, declare_own, end_own))
        .routes(routes!(members))
        .routes(routes!(declare, end))
}

/// From the first day away to the last, both with it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DaysAway {
    first_day: NaiveDate,
    last_day: NaiveDate,
}

impl From<Absence> for DaysAway {
    fn from(Absence { first_day, last_day }: Absence) -> Self {
        Self { first_day, last_day }
    }
}

impl From<DaysAway> for Absence {
    fn from(DaysAway { first_day, last_day }: DaysAway) -> Self {
        Self { first_day, last_day }
    }
}

/// The caller's absence.
#[derive(Debug, Serialize, ToSchema)]
struct OwnAbsence {
    /// One that holds, or is to come.
    absence: Option<DaysAway>,
}

/// Somebody of the staff.
#[derive(Debug, Serialize, ToSchema)]
struct StaffMember {
    account: Uuid,
    name: String,
    /// How many cases they have at hand, and how many on hold.
    working: i64,
    on_hold: i64,
    last_seen_at: Option<DateTime<Utc>>,
    is_away: bool,
    /// One that holds, or is to come.
    absence: Option<DaysAway>,
}

impl From<Member> for StaffMember {
    fn from(Member { colleague, held, absence, seen_at }: Member) -> Self {
        Self {
            account: colleague.account,
            is_away: !colleague.is_here(),
            name: colleague.name,
            working: held.working,
            on_hold: held.on_hold,
            last_seen_at: seen_at,
            absence: absence.map(DaysAway::from),
        }
    }
}

/// The caller's own absence.
#[utoipa::path(get, path = "/me/absence", tag = "casework",
    responses((status = 200, body = OwnAbsence), (status = 404, body = crate::web::error::Problem)))]
async fn own(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<Json<OwnAbsence>> {
    let absence = absence::own(&app, &session).await?;
    Ok(Json(OwnAbsence { absence: absence.map(DaysAway::from) }))
}

/// Says that the caller is away, in the place of what was said before and is not over.
#[utoipa::path(post, path = "/me/absence", tag = "casework", request_body = DaysAway,
    responses((status = 204), (status = 404, body = crate::web::error::Problem)))]
async fn declare_own(
    State(app): State<Arc<App>>,
    Signed(session): Signed,
    Strict(days): Strict<DaysAway>,
) -> Result<StatusCode> {
    absence::declare_own(&app, &session, days.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that the caller is back, or does not go.
#[utoipa::path(delete, path = "/me/absence", tag = "casework",
    responses((status = 204), (status = 404, body = crate::web::error::Problem)))]
async fn end_own(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<StatusCode> {
    absence::end_own(&app, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The staff whom the caller sees, with how much each has at hand and who is away.
#[utoipa::path(get, path = "/staff/absences", tag = "casework", responses((status = 200, body = Vec<StaffMember>)))]
async fn members(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<Vec<StaffMember>>> {
    let members = absence::members(&app, &actor).await?;
    Ok(Json(members.into_iter().map(StaffMember::from).collect()))
}

/// Says that somebody of the staff is away, in the place of what was said before and is not over.
#[utoipa::path(post, path = "/staff/{id}/absence", tag = "casework", params(("id" = Uuid, Path)),
    request_body = DaysAway, responses((status = 204)))]
async fn declare(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(account): Path<Uuid>,
    Strict(days): Strict<DaysAway>,
) -> Result<StatusCode> {
    absence::declare(&app, &actor, account, days.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that somebody of the staff is back, or does not go.
#[utoipa::path(delete, path = "/staff/{id}/absence", tag = "casework", params(("id" = Uuid, Path)),
    responses((status = 204)))]
async fn end(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(account): Path<Uuid>,
) -> Result<StatusCode> {
    absence::end(&app, &actor, account).await?;
    Ok(StatusCode::NO_CONTENT)
}

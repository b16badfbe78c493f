//! `/reports`: counts of what was done.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::report::{self, CaseFigures};
use crate::error::Result;
use crate::notices::Count;
use crate::refusal::Refusal;
use crate::reports::{self, AGES};
use crate::web::address::Query;
use crate::web::extract::Caller;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(notices)).routes(routes!(figures))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Period {
    /// From when on (RFC 3339); the last day where it is left out.
    #[param(value_type = Option<String>, example = "2026-11-23T05:00:00Z")]
    since: Option<String>,
}

/// How many notices were written, by kind, channel and state.
#[utoipa::path(get, path = "/reports/notices", tag = "reports", params(Period),
    responses((status = 200, body = Vec<Count>)))]
async fn notices(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Query(period): Query<Period>,
) -> Result<Json<Vec<Count>>> {
    let since = period.since.map(|text| DateTime::parse_from_rfc3339(&text)).transpose();
    let since = since.map_err(|_| Refusal::field("since", "date-malformed"))?;
    let since = since.map(|since| since.with_timezone(&Utc));
    report::notices(&app, &actor, since).await.map(Json)
}

/// The figures, as far as the caller may see them.
#[derive(Debug, Serialize, ToSchema)]
struct Figures {
    /// Absent for those who see no cases.
    open_cases: Option<Vec<OpenCases>>,
    /// The last thirty days, the earliest first; absent for those who see no cases.
    days: Option<Vec<Day>>,
    /// Of each programme whose budget the caller may see.
    money: Vec<ProgrammeMoney>,
}

/// How many open cases are in a stage, on one clock, for so many days.
#[derive(Debug, Serialize, ToSchema)]
struct OpenCases {
    programme: String,
    stage: String,
    /// Whose time is running: `department`, `citizen`, `bank` or `stopped`.
    clock: String,
    /// Days in the stage: at least so many ...
    days_from: i32,
    /// ... and at most so many; absent for the longest.
    days_to: Option<i32>,
    cases: i64,
    /// Those whose deadline has passed.
    overdue: i64,
}

/// What happened on a day of the calendar in the province.
#[derive(Debug, Serialize, ToSchema)]
struct Day {
    day: NaiveDate,
    submitted: i64,
    /// Verified or rejected by an officer.
    decided: i64,
    /// Closed because another case is the same.
    merged: i64,
    missed_by_department: i64,
    missed_by_citizen: i64,
}

/// The money of a programme, in paisa.
#[derive(Debug, Serialize, ToSchema)]
struct ProgrammeMoney {
    programme: String,
    appropriated: i64,
    available: i64,
    held: i64,
    paid: i64,
}

/// Open cases, the last thirty days and money, within the caller's areas and programmes.
#[utoipa::path(get, path = "/reports/figures", tag = "reports",
    responses((status = 200, body = Figures)))]
async fn figures(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<Figures>> {
    let report::Figures { cases, money } = report::figures(&app, &actor).await?;
    let (open_cases, days) = match cases {
        Some(CaseFigures { open, days }) => (
            Some(open.into_iter().map(OpenCases::from).collect()),
            Some(days.into_iter().map(Day::from).collect()),
        ),
        None => (None, None),
    };
    Ok(Json(Figures { open_cases, days, money: money.into_iter().map(ProgrammeMoney::from).collect() }))
}

impl From<reports::OpenCases> for OpenCases {
    fn from(open: reports::OpenCases) -> Self {
        let age = AGES[open.age];
        Self {
            programme: open.programme,
            stage: open.stage,
            clock: open.clock,
            days_from: age.from,
            days_to: age.to,
            cases: open.cases,
            overdue: open.overdue,
        }
    }
}

impl From<reports::Day> for Day {
    fn from(day: reports::Day) -> Self {
        let reports::Day { day, submitted, decided, merged, missed_by_department, missed_by_citizen } = day;
        Self { day, submitted, decided, merged, missed_by_department, missed_by_citizen }
    }
}

impl From<report::Money> for ProgrammeMoney {
    fn from(report::Money { programme, balances }: report::Money) -> Self {
        Self {
            programme,
            appropriated: balances.appropriated().paisa(),
            available: balances.available.paisa(),
            held: balances.held.paisa(),
            paid: balances.paid.paisa(),
        }
    }
}

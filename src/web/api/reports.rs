//! `/reports`: counts of what was done.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::casework::report::{self, CaseFigures, Workload};
use crate::error::Result;
use crate::notices::Count;
use crate::refusal::Refusal;
use crate::reports::{self, AGES, as_at};
use crate::web::address::{Query, given};
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

/// What is asked of the figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// The day at whose end in the province; as of now where it is left out.
    #[serde(rename = "as-at")]
    #[param(value_type = Option<String>, example = "2026-11-23")]
    as_at: Option<String>,
    /// Of this programme alone.
    programme: Option<String>,
    /// Of this area and what lies in it.
    area: Option<String>,
}

/// The figures, as far as the caller may see them.
#[derive(Debug, Serialize, ToSchema)]
struct Figures {
    /// The last day that is counted: today, or the one asked for.
    as_at: NaiveDate,
    /// Absent for those who see no cases.
    open_cases: Option<Vec<OpenCases>>,
    /// The last thirty days, the earliest first; absent for those who see no cases.
    days: Option<Vec<Day>>,
    /// Deadlines that passed in those days; absent for those who see no cases.
    missed_deadlines: Option<Vec<MissedDeadlines>>,
    /// Why cases went back, were refused or waited for papers in those days, the most frequent first; absent for those who see
    /// no cases.
    reasons: Option<Vec<Reason>>,
    /// Absent for those who see nobody of the staff.
    workload: Option<Vec<Worked>>,
    /// How cases ended in those days, by district or, within one, by tehsil; absent for those who see no cases.
    outcomes: Option<Vec<Outcomes>>,
    /// Of each programme whose budget the caller may see; none within an area, since budgets are the province's.
    money: Vec<ProgrammeMoney>,
}

/// How many open cases are in a stage, on one clock, for so many days.
#[derive(Debug, Serialize, ToSchema)]
struct OpenCases {
    programme: String,
    stage: String,
    /// Whose time is running: `department`, `citizen` or `stopped`.
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
    /// Decided by an officer.
    decided: i64,
    /// Closed because another case is the same.
    merged: i64,
    missed_by_department: i64,
    missed_by_citizen: i64,
}

/// How often time ran out in a stage, by whose time it was.
#[derive(Debug, Serialize, ToSchema)]
struct MissedDeadlines {
    programme: String,
    stage: String,
    by_department: i64,
    by_citizen: i64,
}

/// How often officers did something for a reason.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GivenReason)]
struct Reason {
    programme: String,
    /// The action; absent where a document was not accepted.
    action: Option<String>,
    /// The code of the reason; absent where none was given.
    code: Option<String>,
    times: i64,
}

/// What somebody of the staff has of a queue, and moved on from it in the last thirty days.
#[derive(Debug, Serialize, ToSchema)]
struct Worked {
    queue: String,
    /// Absent for all those together whom the caller does not see.
    officer: Option<Uuid>,
    name: Option<String>,
    /// Cases claimed; absent for a past day, of which nobody knows.
    claimed: Option<i64>,
    /// Those of them that are on hold.
    on_hold: Option<i64>,
    /// Those of them whose deadline has passed.
    overdue: Option<i64>,
    /// Verified, rejected, sent back or waiting for papers by them.
    moved_on: i64,
}

/// How cases of an area ended.
#[derive(Debug, Serialize, ToSchema)]
struct Outcomes {
    area: String,
    /// Paid, registered, or found right.
    granted: i64,
    rejected: i64,
    withdrawn: i64,
    lapsed: i64,
    /// Closed for another case.
    merged: i64,
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

/// Open cases, the last thirty days and money, within the caller's areas and programmes: as of now, or as it was when a day
/// ended.
#[utoipa::path(get, path = "/reports/figures", tag = "reports", params(Asked),
    responses((status = 200, body = Figures)))]
async fn figures(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<Figures>> {
    report::choices(&app, &actor)?;
    let as_at = asked.as_at.as_deref().and_then(given).map(str::parse).transpose();
    let as_at = as_at.map_err(|_| Refusal::field(as_at::FIELD, "date-malformed"))?;
    let programme = asked.programme.as_deref().and_then(given);
    let area = asked.area.as_deref().and_then(given);
    let asked = report::Asked { as_at, programme, area };
    report::figures(&app, &actor, &asked).await.map(Figures::from).map(Json)
}

impl From<report::Figures> for Figures {
    fn from(figures: report::Figures) -> Self {
        let report::Figures { as_at, cases, money, .. } = figures;
        let money = money.into_iter().map(ProgrammeMoney::from).collect();
        let none = Self {
            as_at: as_at.day,
            open_cases: None,
            days: None,
            missed_deadlines: None,
            reasons: None,
            workload: None,
            outcomes: None,
            money,
        };
        let Some(CaseFigures { open, days, missed, reasons, workload, outcomes }) = cases else {
            return none;
        };
        Self {
            open_cases: Some(open.into_iter().map(OpenCases::from).collect()),
            days: Some(days.into_iter().map(Day::from).collect()),
            missed_deadlines: Some(missed.into_iter().map(MissedDeadlines::from).collect()),
            reasons: Some(reasons.into_iter().map(Reason::from).collect()),
            workload: workload.map(worked),
            outcomes: Some(outcomes.into_iter().map(Outcomes::from).collect()),
            ..none
        }
    }
}

fn worked(workload: Workload) -> Vec<Worked> {
    let Workload { rows, tells_held } = workload;
    let row = |row: report::Worked| {
        let held = |cases: i64| tells_held.then_some(cases);
        let (officer, name) = row.officer.map(|officer| (officer.account, officer.name)).unzip();
        Worked {
            queue: row.queue,
            officer,
            name,
            claimed: held(row.held),
            on_hold: held(row.on_hold),
            overdue: held(row.overdue),
            moved_on: row.decided,
        }
    };
    rows.into_iter().map(row).collect()
}

impl From<report::MissedInStage> for MissedDeadlines {
    fn from(missed: report::MissedInStage) -> Self {
        let report::MissedInStage { programme, stage, by_department, by_citizen } = missed;
        Self { programme, stage, by_department, by_citizen }
    }
}

impl From<reports::Reason> for Reason {
    fn from(reason: reports::Reason) -> Self {
        let reports::Reason { programme, action, code, times } = reason;
        Self { programme, action, code, times }
    }
}

impl From<report::Outcomes> for Outcomes {
    fn from(report::Outcomes { area, cases }: report::Outcomes) -> Self {
        let [granted, rejected, withdrawn, lapsed, merged] = cases;
        Self { area, granted, rejected, withdrawn, lapsed, merged }
    }
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

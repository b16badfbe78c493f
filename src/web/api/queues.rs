//! `/queues`: the work that waits, the next case, and claims.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::casework::allocate;
use crate::error::Result;
use crate::queues;
use crate::web::address::{Path, Query, next_of};
use crate::web::extract::{Caller, reference};
use crate::web::queued::Asked;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(page))
        .routes(routes!(next))
        .routes(routes!(claim, release))
}

/// How much waits in a queue, within the caller's areas and programmes.
#[derive(Debug, Serialize, ToSchema)]
struct Queue {
    queue: String,
    waiting: i64,
    unclaimed: i64,
    overdue: i64,
}

/// A case in a queue.
#[derive(Debug, Serialize, ToSchema)]
struct QueuedCase {
    reference: String,
    programme: String,
    area: String,
    stage: String,
    applicant: String,
    /// In paisa.
    amount: i64,
    since: DateTime<Utc>,
    due_at: Option<DateTime<Utc>>,
    is_overdue: bool,
    is_escalated: bool,
    /// Whether it comes sooner because the household is vulnerable.
    is_vulnerable: bool,
    claimed_by: Option<String>,
    /// Until when that officer has put it on hold.
    on_hold_until: Option<DateTime<Utc>>,
}

/// One page of a queue.
#[derive(Debug, Serialize, ToSchema)]
struct QueuePage {
    cases: Vec<QueuedCase>,
    /// How many fit the filter, on all pages.
    fitting: Fitting,
    /// Give as `?after=` for the next page; absent on the last.
    next: Option<String>,
}

/// How many cases fit a filter.
#[derive(Debug, Serialize, ToSchema)]
struct Fitting {
    count: i64,
    /// Whether there are more: by stage, deadline, holder and duplicates no more than 1,000 are counted.
    is_more: bool,
}

/// The case that was given, and why this one.
#[derive(Debug, Serialize, ToSchema)]
struct GivenCase {
    reference: String,
    /// `vulnerable`, `deadline` or `waiting`.
    because: &'static str,
    /// The deadline, or since when it waited.
    since: DateTime<Utc>,
}

/// The queues that hold something the caller may work on.
#[utoipa::path(get, path = "/queues", tag = "casework", responses((status = 200, body = Vec<Queue>)))]
async fn list(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<Vec<Queue>>> {
    let counts = allocate::queues(&app, &actor).await?;
    let queue = |count: queues::Count| Queue {
        queue: count.queue,
        waiting: count.waiting,
        unclaimed: count.unclaimed,
        overdue: count.overdue,
    };
    Ok(Json(counts.into_iter().map(queue).collect()))
}

/// The cases of a queue, most urgent first.
#[utoipa::path(get, path = "/queues/{queue}/cases", tag = "casework", params(("queue" = String, Path), Asked),
    responses((status = 200, body = QueuePage)))]
async fn page(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(queue): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<QueuePage>> {
    let (filter, after) = asked.read(&actor)?;
    let rows = allocate::queue_page(&app, &actor, &queue, (filter, after)).await?;
    let queues::Fitting { count, is_more } = allocate::queue_fitting(&app, &actor, &queue, filter).await?;
    let next = next_of(&rows, queues::PAGE, |row| queues::After { rank: row.rank, id: row.id });
    let fitting = Fitting { count, is_more };
    Ok(Json(QueuePage { cases: rows.into_iter().map(QueuedCase::from).collect(), fitting, next }))
}

impl From<queues::Row> for QueuedCase {
    fn from(row: queues::Row) -> Self {
        Self {
            reference: row.reference,
            programme: row.programme,
            area: row.area,
            stage: row.stage,
            applicant: row.applicant,
            amount: row.amount,
            since: row.stage_entered_at,
            due_at: row.due_at,
            is_overdue: row.is_overdue,
            is_escalated: row.is_escalated,
            is_vulnerable: row.is_vulnerable,
            claimed_by: row.claimed_by,
            on_hold_until: row.on_hold_until,
        }
    }
}

/// Claims the most urgent case the caller may work on.
#[utoipa::path(post, path = "/queues/{queue}/next", tag = "casework", params(("queue" = String, Path)),
    responses((status = 200, body = GivenCase), (status = 409, body = crate::web::error::Problem)))]
async fn next(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(queue): Path<String>,
) -> Result<Json<GivenCase>> {
    let given = allocate::next_case(&app, &actor, &queue).await?;
    Ok(Json(GivenCase {
        reference: given.case.reference,
        because: given.reason.by,
        since: given.reason.since,
    }))
}

/// Claims one case.
#[utoipa::path(post, path = "/cases/{reference}/claim", tag = "casework", params(("reference" = String, Path)),
    responses((status = 204), (status = 409, body = crate::web::error::Problem)))]
async fn claim(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<StatusCode> {
    allocate::claim(&app, &actor, &reference(&text)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a case back to its queue.
#[utoipa::path(delete, path = "/cases/{reference}/claim", tag = "casework", params(("reference" = String, Path)),
    responses((status = 204)))]
async fn release(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<StatusCode> {
    allocate::release(&app, &actor, &reference(&text)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

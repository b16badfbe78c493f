//! `/second-looks`: decisions that are looked at again by an officer who does not know them, and what supervisors read of it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::cases::{Bilingual, Check};
use crate::app::App;
use crate::casework::second_look::{self, Blind, DAYS};
use crate::error::Result;
use crate::second_looks::{Agreement, Difference, Judgement};
use crate::web::address::{Path, Query};
use crate::web::error::Problem;
use crate::web::extract::{Caller, Strict};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(mine))
        .routes(routes!(next))
        .routes(routes!(show, give_back))
        .routes(routes!(answer))
        .routes(routes!(review))
}

/// What waits for the caller.
#[derive(Debug, Serialize, ToSchema)]
struct SecondLooks {
    /// The one that the caller has open.
    open: Option<Uuid>,
    /// How many wait that the caller may take, at most ten.
    waiting: usize,
    /// Whether more wait than these.
    is_more: bool,
}

/// The second look that was taken.
#[derive(Debug, Serialize, ToSchema)]
struct TakenSecondLook {
    id: Uuid,
}

/// A case as it was before it was decided. What the office made of it is not here.
#[derive(Debug, Serialize, ToSchema)]
struct SecondLook {
    id: Uuid,
    programme: String,
    programme_title: Bilingual,
    applicant: String,
    cnic_masked: String,
    area: String,
    /// In paisa, if it is decided for.
    amount: i64,
    handed_in: DateTime<Utc>,
    /// When it goes back by itself.
    kept_until: DateTime<Utc>,
    /// As submitted; identifiers masked.
    #[schema(value_type = Object)]
    answers: Value,
    documents: Vec<UnjudgedDocument>,
    /// Required documents that were not there.
    missing_documents: Vec<MissingDocument>,
    checks: Vec<Check>,
    #[schema(value_type = Object)]
    score: Option<Value>,
}

/// A document, without what anybody said of it.
#[derive(Debug, Serialize, ToSchema)]
struct UnjudgedDocument {
    id: Uuid,
    requirement: String,
    member: Option<i16>,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    uploaded_at: DateTime<Utc>,
}

/// A place for a document that was empty.
#[derive(Debug, Serialize, ToSchema)]
struct MissingDocument {
    requirement: String,
    member: Option<i16>,
}

/// How the caller would have decided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SecondLookAnswer {
    judgement: Judgement,
    /// Needed with `against` and `unable`.
    reason: Option<String>,
}

/// Which span is read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Span {
    /// 30, 90 or 365; 30 where it is left out.
    days: Option<u64>,
}

/// Second looks that were drawn within a span, of the caller's areas and programmes.
#[derive(Debug, Serialize, ToSchema)]
struct SecondLookReview {
    since: NaiveDate,
    drawn: i64,
    waiting: i64,
    taken: i64,
    answered: i64,
    /// Of those answered: it could not be told.
    unable: i64,
    officers: Vec<OfficerAgreement>,
    /// The newest hundred that were not judged alike.
    differences: Vec<JudgedOtherwise>,
}

/// How an officer's decisions were judged by others.
#[derive(Debug, Serialize, ToSchema)]
struct OfficerAgreement {
    name: String,
    /// How many were judged, one way or the other.
    judged: i64,
    /// How many of these were judged as the officer had decided.
    alike: i64,
    /// How many of which it could not be told.
    unable: i64,
}

/// A decision that a second officer did not judge alike.
#[derive(Debug, Serialize, ToSchema)]
struct JudgedOtherwise {
    /// The case.
    reference: String,
    programme: String,
    area: String,
    action: String,
    /// `for` or `against`.
    decision: &'static str,
    decided_by: String,
    decided_at: DateTime<Utc>,
    decided_reason: Option<String>,
    judgement: Judgement,
    judged_by: String,
    judged_at: DateTime<Utc>,
    judged_reason: Option<String>,
}

/// What waits for the caller to be looked at again.
#[utoipa::path(get, path = "/second-looks", tag = "casework", responses((status = 200, body = SecondLooks)))]
async fn mine(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<SecondLooks>> {
    let mine = second_look::mine(&app, &actor).await?;
    let none = second_look::Mine { open: None, waiting: 0, is_more: false };
    let second_look::Mine { open, waiting, is_more } = mine.unwrap_or(none);
    Ok(Json(SecondLooks { open, waiting, is_more }))
}

/// Takes the second look that waits longest of those the caller may judge; whoever has one open is given that again.
#[utoipa::path(post, path = "/second-looks/next", tag = "casework",
    responses((status = 200, body = TakenSecondLook), (status = 409, body = Problem)))]
async fn next(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<TakenSecondLook>> {
    second_look::next(&app, &actor).await.map(|id| Json(TakenSecondLook { id }))
}

/// A second look that the caller has open. While it is, the caller sees the case by nothing else.
#[utoipa::path(get, path = "/second-looks/{id}", tag = "casework", params(("id" = Uuid, Path)),
    responses((status = 200, body = SecondLook), (status = 409, body = Problem)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<SecondLook>> {
    second_look::open(&app, &actor, id).await.map(|blind| Json(SecondLook::from(blind)))
}

/// Gives a second look back; it waits for somebody else.
#[utoipa::path(delete, path = "/second-looks/{id}", tag = "casework", params(("id" = Uuid, Path)),
    responses((status = 204)))]
async fn give_back(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode> {
    second_look::give_back(&app, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers a second look. The first answer stands; nothing in the case changes.
#[utoipa::path(post, path = "/second-looks/{id}/answer", tag = "casework", params(("id" = Uuid, Path)),
    request_body = SecondLookAnswer, responses((status = 204), (status = 409, body = Problem)))]
async fn answer(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Strict(SecondLookAnswer { judgement, reason }): Strict<SecondLookAnswer>,
) -> Result<StatusCode> {
    second_look::answer(&app, &actor, id, (judgement, reason.as_deref())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many decisions were looked at again, how often each officer was judged alike, and where not.
#[utoipa::path(get, path = "/reports/second-looks", tag = "reports", params(Span),
    responses((status = 200, body = SecondLookReview)))]
async fn review(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Query(span): Query<Span>,
) -> Result<Json<SecondLookReview>> {
    let review = second_look::review(&app, &actor, span.days.unwrap_or(DAYS[0])).await?;
    Ok(Json(SecondLookReview {
        since: review.since,
        drawn: review.counts.drawn,
        waiting: review.counts.waiting,
        taken: review.counts.taken,
        answered: review.counts.answered,
        unable: review.counts.unable,
        officers: review.officers.into_iter().map(OfficerAgreement::from).collect(),
        differences: review.differences.into_iter().map(JudgedOtherwise::from).collect(),
    }))
}

impl From<Blind> for SecondLook {
    fn from(blind: Blind) -> Self {
        let documents = blind.papers.into_iter().map(|paper| UnjudgedDocument {
            id: paper.id,
            requirement: paper.slot.requirement,
            member: paper.slot.member,
            file_name: paper.file_name,
            media_type: paper.media_type,
            size_bytes: paper.size_bytes,
            uploaded_at: paper.uploaded_at,
        });
        let missing = blind
            .missing
            .into_iter()
            .map(|slot| MissingDocument { requirement: slot.requirement, member: slot.member });
        Self {
            id: blind.id,
            programme: blind.programme.code.clone(),
            programme_title: Bilingual::from(&blind.programme.title),
            applicant: blind.applicant,
            cnic_masked: blind.cnic.masked(),
            area: blind.area,
            amount: blind.amount,
            handed_in: blind.handed_in,
            kept_until: blind.kept_until,
            answers: blind.answers,
            documents: documents.collect(),
            missing_documents: missing.collect(),
            checks: blind.checks.into_iter().map(Check::from).collect(),
            score: blind.score.map(|score| {
                json!({ "score": score.points, "is_eligible": score.is_eligible, "explanation": score.criteria })
            }),
        }
    }
}

impl From<Agreement> for OfficerAgreement {
    fn from(Agreement { name, judged, alike, unable, .. }: Agreement) -> Self {
        Self { name, judged, alike, unable }
    }
}

impl From<Difference> for JudgedOtherwise {
    fn from(one: Difference) -> Self {
        Self {
            reference: one.reference,
            programme: one.programme,
            area: one.area,
            action: one.action,
            decision: one.decision.as_str(),
            decided_by: one.decided_by,
            decided_at: one.decided_at,
            decided_reason: one.decided_reason,
            judgement: one.judgement,
            judged_by: one.judged_by,
            judged_at: one.judged_at,
            judged_reason: one.judged_reason,
        }
    }
}

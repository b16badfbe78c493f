//! `/batches`: payments that one person proposes and another approves.

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

use super::visitor::Signed;
use crate::app::App;
use crate::casework::disburse::{self, Approval, Line, Making, Shown};
use crate::casework::once::Answer;
use crate::error::Result;
use crate::payments::batch;
use crate::refusal::CaseRefusal;
use crate::web::address::{After, PageQuery, Path, next_of};
use crate::web::error::Problem;
use crate::web::extract::{Caller, Keyed, Strict, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(show, discard))
        .routes(routes!(propose))
        .routes(routes!(approve))
        .routes(routes!(refuse))
}

/// What a new batch is to hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBatch {
    programme: String,
    /// Path of the area whose approved cases it holds; absent for the whole province.
    area: Option<String>,
}

/// A batch that was drawn up.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the kept answer, which the use case writes")]
struct MadeBatch {
    reference: String,
    /// How many cases are on hold: the bank refused their account, and their citizens have given no other.
    on_hold: i64,
}

/// A batch of payments.
#[derive(Debug, Serialize, ToSchema)]
struct Batch {
    reference: String,
    programme: String,
    /// Path of the area; absent for the whole province.
    area: Option<String>,
    /// `draft`, `discarded`, `proposed`, `approved` or `refused`.
    #[schema(value_type = String)]
    state: batch::State,
    made_at: DateTime<Utc>,
    proposed_at: Option<DateTime<Utc>>,
    /// Control totals; zero until it is proposed.
    items: i32,
    /// In paisa.
    total: i64,
    /// What an approval signs, in hexadecimal; there once it is proposed.
    content_hash: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    decision_reason: Option<String>,
}

/// A batch with everything on it.
#[derive(Debug, Serialize, ToSchema)]
struct BatchDetail {
    #[serde(flatten)]
    batch: Batch,
    made_by: String,
    decided_by: Option<String>,
    payments: Vec<BatchLine>,
}

/// One payment of a batch.
#[derive(Debug, Serialize, ToSchema)]
struct BatchLine {
    case: String,
    area: String,
    /// In paisa.
    amount: i64,
    creditor_name: String,
    /// The last four characters of the account.
    creditor_account_last: String,
    end_to_end_id: String,
    state: &'static str,
    status_reason: Option<String>,
    /// Whether the account was given after a payment failed, and is not the one that was verified.
    is_account_corrected: bool,
    /// Whether the case has changed since; it would refuse the batch.
    is_changed: bool,
}

/// One page of batches, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct BatchPage {
    batches: Vec<Batch>,
    /// Give as `?after=` for the next page; absent on the last.
    next: Option<String>,
}

/// What came of proposing.
#[derive(Debug, Serialize, ToSchema)]
struct Proposal {
    /// Cases that refused and are not on the batch any more.
    left_out: Vec<LeftOut>,
}

/// A case and why it refused.
#[derive(Debug, Serialize, ToSchema)]
struct LeftOut {
    case: String,
    /// Code of the refusal.
    code: &'static str,
}

/// A signature.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Signature {
    /// The `content_hash` of the batch as it was looked at.
    content_hash: String,
}

/// A refusal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoToBatch {
    /// What the maker reads, at most 1,000 characters.
    reason: String,
}

/// The batches within the caller's areas and programmes.
#[utoipa::path(get, path = "/batches", tag = "payments", params(PageQuery),
    responses((status = 200, body = BatchPage)))]
async fn list(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    After(after): After<Uuid>,
) -> Result<Json<BatchPage>> {
    let batches = disburse::batches(&app, &actor, after).await?;
    let next = next_of(&batches, disburse::PAGE, |batch| batch.id);
    Ok(Json(BatchPage { batches: batches.into_iter().map(Batch::from).collect(), next }))
}

/// Draws up a batch of the approved cases that wait for their money.
#[utoipa::path(post, path = "/batches", tag = "payments", request_body = NewBatch,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = MadeBatch), (status = 409, body = Problem)))]
async fn make(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Keyed { key, body }: Keyed<NewBatch>,
) -> Result<Answer> {
    let making = Making { programme: &body.programme, area: body.area.as_deref() };
    disburse::make(&app, &actor, key, &making).await
}

/// A batch with its payments.
#[utoipa::path(get, path = "/batches/{reference}", tag = "payments", params(("reference" = String, Path)),
    responses((status = 200, body = BatchDetail)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<BatchDetail>> {
    let shown = disburse::batch(&app, &actor, &reference(&text)?).await?;
    Ok(Json(BatchDetail::from(shown)))
}

/// Gives up a draft.
#[utoipa::path(delete, path = "/batches/{reference}", tag = "payments", params(("reference" = String, Path)),
    responses((status = 204), (status = 409, body = Problem)))]
async fn discard(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<StatusCode> {
    disburse::discard(&app, &actor, &reference(&text)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proposes a draft: freezes it for somebody else to decide.
#[utoipa::path(post, path = "/batches/{reference}/proposal", tag = "payments", params(("reference" = String, Path)),
    responses((status = 200, body = Proposal), (status = 409, body = Problem)))]
async fn propose(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Proposal>> {
    let proposed = disburse::propose(&app, &actor, &reference(&text)?).await?;
    Ok(Json(Proposal { left_out: proposed.left_out.into_iter().map(LeftOut::from).collect() }))
}

/// Approves a proposed batch. Needs a proof of who is asking that is at most five minutes old.
#[utoipa::path(post, path = "/batches/{reference}/approval", tag = "payments", params(("reference" = String, Path)),
    request_body = Signature,
    responses((status = 204), (status = 409, body = Problem)))]
async fn approve(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Signed(session): Signed,
    Path(text): Path<String>,
    Strict(signature): Strict<Signature>,
) -> Result<StatusCode> {
    let approval = Approval {
        reference: &reference(&text)?,
        content_hash: &signature.content_hash,
        recently_proved: session.recently_proved,
    };
    disburse::approve(&app, &actor, &approval).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses a proposed batch; its cases wait for payment as before.
#[utoipa::path(post, path = "/batches/{reference}/refusal", tag = "payments", params(("reference" = String, Path)),
    request_body = NoToBatch,
    responses((status = 204), (status = 409, body = Problem)))]
async fn refuse(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Strict(no): Strict<NoToBatch>,
) -> Result<StatusCode> {
    disburse::refuse(&app, &actor, &reference(&text)?, &no.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<batch::Batch> for Batch {
    fn from(batch: batch::Batch) -> Self {
        Self {
            reference: batch.reference,
            programme: batch.programme,
            area: batch.area,
            state: batch.state,
            made_at: batch.made_at,
            proposed_at: batch.proposed_at,
            items: batch.items,
            total: batch.total.paisa(),
            content_hash: batch.content_hash.map(hex::encode),
            decided_at: batch.decided_at,
            decision_reason: batch.decision_reason,
        }
    }
}

impl From<Shown> for BatchDetail {
    fn from(shown: Shown) -> Self {
        Self {
            batch: Batch::from(shown.batch),
            made_by: shown.maker,
            decided_by: shown.decider,
            payments: shown.lines.into_iter().map(BatchLine::from).collect(),
        }
    }
}

impl From<Line> for BatchLine {
    fn from(line: Line) -> Self {
        Self {
            case: line.case,
            area: line.area,
            amount: line.item.amount.paisa(),
            creditor_name: line.item.creditor_name,
            creditor_account_last: line.item.creditor_account_last,
            end_to_end_id: line.item.end_to_end_id,
            state: line.item.state.as_str(),
            status_reason: line.item.status_reason,
            is_account_corrected: line.is_account_corrected,
            is_changed: line.is_changed,
        }
    }
}

impl From<CaseRefusal> for LeftOut {
    fn from(refusal: CaseRefusal) -> Self {
        Self { case: refusal.case, code: refusal.code }
    }
}

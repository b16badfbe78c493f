//! `/cases/{reference}`: a case as its citizen or the office sees it, its timeline, and what may be done to it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::visitor::Signed;
use crate::app::App;
use crate::cases;
use crate::casework::act::{Act, Done, What, act};
use crate::casework::compared;
use crate::casework::disburse::{self, Corrected, NewAccount};
use crate::casework::way::At;
use crate::casework::{ask, assign, look};
use crate::documents::Slot;
use crate::error::{Error, Result};
use crate::people::Typed;
use crate::plain;
use crate::refusal::Refusal;
use crate::web::address::{Path, Query};
use crate::web::extract::{Caller, Strict, reference};
use crate::workflow::{Text, Why};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(way))
        .routes(routes!(timeline))
        .routes(routes!(history))
        .routes(routes!(perform))
        .routes(routes!(reveal))
        .routes(routes!(assignees, give))
}

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Bilingual {
    en: String,
    ur: String,
}

impl From<&Text> for Bilingual {
    fn from(text: &Text) -> Self {
        Self { en: text.en.clone(), ur: text.ur.clone() }
    }
}

/// A case. `office` is there for staff only.
#[derive(Debug, Serialize, ToSchema)]
struct Case {
    reference: String,
    programme: String,
    programme_title: Bilingual,
    /// Of an appeal or a complaint: the reference of the case that it is about.
    about: Option<String>,
    stage: String,
    stage_title: Option<Bilingual>,
    /// Send it back with an action, so that nobody acts on what has changed.
    version: i32,
    area: String,
    since: DateTime<Utc>,
    due_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// In paisa.
    amount: i64,
    /// Documents that are wanted and not there.
    missing_documents: Vec<Wanted>,
    documents: Vec<DocumentLine>,
    actions: Vec<OfferedAction>,
    office: Option<Office>,
}

/// A place for one document.
#[derive(Debug, Serialize, ToSchema)]
struct Wanted {
    requirement: String,
    member: Option<i16>,
    /// What the officer wrote, where one asked for it.
    reason: Option<String>,
}

/// A document of the case.
#[derive(Debug, Serialize, ToSchema)]
struct DocumentLine {
    id: Uuid,
    requirement: String,
    member: Option<i16>,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    /// `none`, `accepted` or `refused`.
    review: String,
    review_reason: Option<String>,
}

/// An action of the stage.
#[derive(Debug, Serialize, ToSchema)]
struct OfferedAction {
    name: String,
    title: Bilingual,
    reason_required: bool,
    /// Those of which one is to be named as `code`; none where words are enough.
    reasons: Vec<Reason>,
    /// Whether it would work now.
    is_open: bool,
    /// The code of the refusal it would get.
    refusal: Option<String>,
}

/// A reason for an action.
#[derive(Debug, Serialize, ToSchema)]
struct Reason {
    code: String,
    title: Bilingual,
}

impl From<&crate::workflow::Reason> for Reason {
    fn from(reason: &crate::workflow::Reason) -> Self {
        Self { code: reason.code.clone(), title: Bilingual::from(&reason.title) }
    }
}

/// What the office sees besides.
#[derive(Debug, Serialize, ToSchema)]
struct Office {
    applicant: String,
    cnic_masked: String,
    claimed_by: Option<String>,
    /// How many cases that may be of the same people nobody has judged yet.
    open_duplicates: i16,
    /// Until when the caller's own last step can be taken back.
    undo_until: Option<DateTime<Utc>>,
    /// Until when that officer has put it on hold.
    on_hold_until: Option<DateTime<Utc>>,
    /// As submitted; identifiers masked.
    #[schema(value_type = Object)]
    answers: Value,
    /// The newest other application in which the household told of itself, beside this one; none where there is none that
    /// the caller may see.
    compared: Option<Compared>,
    /// Why a document may be refused: one of them is named as `code`.
    document_reasons: Vec<Reason>,
    checks: Vec<Check>,
    #[schema(value_type = Object)]
    score: Option<Value>,
}

/// Another application of the same household, and where it differs.
#[derive(Debug, Serialize, ToSchema)]
struct Compared {
    /// The other case.
    reference: String,
    programme: String,
    handed_in: DateTime<Utc>,
    /// Whether the other was handed in after this one: what the household says now.
    is_newer: bool,
    differences: Vec<Difference>,
}

/// One thing that two applications tell in two ways.
#[derive(Debug, Serialize, ToSchema)]
struct Difference {
    section: String,
    /// Of a repeated section the row here, from 0; none where a row is in the other only.
    row: Option<usize>,
    /// None where a whole row is in one of the two only.
    question: Option<String>,
    /// The answer or row here; identifiers masked.
    #[schema(value_type = Object)]
    here: Option<Value>,
    /// The answer or row of the other; identifiers masked.
    #[schema(value_type = Object)]
    there: Option<Value>,
}

impl From<compared::Compared> for Compared {
    fn from(compared: compared::Compared) -> Self {
        let difference = |one: crate::catalogue::form::Difference| Difference {
            section: one.section,
            row: one.row,
            question: one.question,
            here: one.here,
            there: one.there,
        };
        Self {
            reference: compared.reference,
            programme: compared.programme,
            handed_in: compared.handed_in,
            is_newer: compared.is_newer,
            differences: compared.differences.into_iter().map(difference).collect(),
        }
    }
}

/// An automatic check and what it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Check {
    name: String,
    /// `waiting`, `passed`, `failed` or `attention`.
    result: String,
    #[schema(value_type = Object)]
    evidence: Option<Value>,
    tries: i32,
    asked_at: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    last_problem: Option<String>,
}

/// The case of a reference.
#[utoipa::path(get, path = "/cases/{reference}", tag = "cases", params(("reference" = String, Path)),
    responses((status = 200, body = Case)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Case>> {
    let view = look::case(&app, &actor, &reference(&text)?).await?;
    Ok(Json(Case::from(view)))
}

impl From<look::CaseView> for Case {
    fn from(view: look::CaseView) -> Self {
        let look::CaseView { standing, programme, documents, requests, missing, actions, office } = view;
        let reason = |slot: &Slot| {
            requests.iter().find(|request| request.slot == *slot).map(|request| request.reason.clone())
        };
        let office = office.map(|office| Office {
            applicant: standing.applicant.name,
            cnic_masked: office.cnic.masked(),
            claimed_by: standing.claimer,
            open_duplicates: standing.open_duplicates,
            undo_until: office.undo.as_ref().map(|step| step.until),
            on_hold_until: standing.on_hold_until,
            answers: office.answers,
            compared: office.compared.map(Compared::from),
            document_reasons: crate::documents::reasons().iter().map(Reason::from).collect(),
            checks: office.checks.into_iter().map(Check::from).collect(),
            score: office.score.map(|score| {
                json!({ "score": score.points, "is_eligible": score.is_eligible, "explanation": score.criteria })
            }),
        });
        Self {
            programme_title: Bilingual::from(&programme.title),
            stage_title: programme.workflow.stage(&standing.stage).map(|stage| Bilingual::from(&stage.title)),
            about: standing.about.map(|about| about.reference),
            reference: standing.reference,
            programme: standing.programme,
            stage: standing.stage,
            version: standing.version,
            area: standing.area,
            since: standing.stage_entered_at,
            due_at: standing.due_at,
            created_at: standing.created_at,
            ended_at: standing.ended_at,
            amount: standing.amount,
            missing_documents: missing
                .into_iter()
                .map(|slot| Wanted {
                    reason: reason(&slot),
                    requirement: slot.requirement,
                    member: slot.member,
                })
                .collect(),
            documents: documents.into_iter().map(DocumentLine::from).collect(),
            actions: actions.into_iter().map(OfferedAction::from).collect(),
            office,
        }
    }
}

impl From<crate::documents::Document> for DocumentLine {
    fn from(document: crate::documents::Document) -> Self {
        Self {
            id: document.id,
            requirement: document.slot.requirement,
            member: document.slot.member,
            file_name: document.file_name,
            media_type: document.media_type,
            size_bytes: document.size_bytes,
            review: document.review.as_str().to_owned(),
            review_reason: document.review_reason,
        }
    }
}

impl From<look::Offered> for OfferedAction {
    fn from(offered: look::Offered) -> Self {
        Self {
            title: Bilingual::from(&offered.title),
            name: offered.name,
            reason_required: offered.reason_required,
            reasons: offered.reasons.iter().map(Reason::from).collect(),
            is_open: offered.refusal.is_none(),
            refusal: offered.refusal.map(|refusal| refusal.code().to_owned()),
        }
    }
}

impl From<crate::checks::Check> for Check {
    fn from(row: crate::checks::Check) -> Self {
        let crate::checks::Check { name, result, evidence, tries, asked_at, answered_at, last_problem } = row;
        Self { name, result, evidence, tries, asked_at, answered_at, last_problem }
    }
}

/// A stage on the way of a case.
#[derive(Debug, Serialize, ToSchema)]
struct Step {
    stage: String,
    title: Option<Bilingual>,
    /// `done`, `current`, `ahead` or, for an end short of the aim, `stopped`.
    #[schema(value_type = String)]
    at: At,
    /// When the case last came to it.
    since: Option<DateTime<Utc>>,
    /// Of what is ahead: by when the case is expected there, unless papers are missing.
    expected_by: Option<DateTime<Utc>>,
}

/// The way of one's own case: what is behind it, where it stands, and what is to come by when.
#[utoipa::path(get, path = "/cases/{reference}/way", tag = "cases", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<Step>)))]
async fn way(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Vec<Step>>> {
    let (case, steps) = look::way(&app, &actor, &reference(&text)?).await?;
    let workflow = &case.programme.workflow;
    let step = |step: crate::casework::way::Step| Step {
        title: workflow.stage(&step.stage).map(|stage| Bilingual::from(&stage.title)),
        stage: step.stage,
        at: step.at,
        since: step.since,
        expected_by: step.expected_by,
    };
    Ok(Json(steps.into_iter().map(step).collect()))
}

/// One step of the timeline that citizens read.
#[derive(Debug, Serialize, ToSchema)]
struct TimelineEntry {
    at: DateTime<Utc>,
    stage: String,
    /// `citizen`, `staff` or `system`.
    by: String,
    reason: Option<String>,
    /// The operator who typed it at a help centre.
    typed_by: Option<String>,
}

/// What happened to the case, in the citizen's terms.
#[utoipa::path(get, path = "/cases/{reference}/timeline", tag = "cases", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<TimelineEntry>)))]
async fn timeline(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Vec<TimelineEntry>>> {
    let entries = look::timeline(&app, &actor, &reference(&text)?).await?;
    let entry = |entry: crate::history::CitizenEntry| TimelineEntry {
        at: entry.at,
        stage: entry.stage,
        by: entry.by,
        reason: entry.reason,
        typed_by: entry.typed_by,
    };
    Ok(Json(entries.into_iter().map(entry).collect()))
}

/// An officer to whom the case can be given.
#[derive(Debug, Serialize, ToSchema)]
struct Assignee {
    account: Uuid,
    name: String,
}

/// Who gets the case, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentRequest {
    /// The account of an officer; none takes the case back into its queue.
    to: Option<Uuid>,
    reason: String,
}

/// The officers to whom the case can be given now, by name.
#[utoipa::path(get, path = "/cases/{reference}/assignment", tag = "casework", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<Assignee>), (status = 409, body = crate::web::error::Problem)))]
async fn assignees(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Vec<Assignee>>> {
    let colleagues = assign::assignees(&app, &actor, &reference(&text)?).await?;
    let colleagues = colleagues.into_iter();
    Ok(Json(colleagues.map(|one| Assignee { account: one.account, name: one.name }).collect()))
}

/// Gives the case to an officer, or takes it back into its queue.
#[utoipa::path(post, path = "/cases/{reference}/assignment", tag = "casework", params(("reference" = String, Path)),
    request_body = AssignmentRequest,
    responses((status = 204), (status = 409, body = crate::web::error::Problem)))]
async fn give(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Strict(request): Strict<AssignmentRequest>,
) -> Result<StatusCode> {
    assign::assign(&app, &actor, &reference(&text)?, (request.to, &request.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An event of the case, with who did it.
#[derive(Debug, Serialize, ToSchema)]
struct Event {
    seq: i32,
    at: DateTime<Utc>,
    kind: String,
    action: Option<String>,
    actor_kind: String,
    actor_name: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[schema(value_type = Object)]
    detail: Value,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EventsQuery {
    /// Only events numbered above this.
    #[serde(default)]
    after: i32,
}

/// Every event of the case, for officers and auditors.
#[utoipa::path(get, path = "/cases/{reference}/history", tag = "cases", params(("reference" = String, Path), EventsQuery),
    responses((status = 200, body = Vec<Event>)))]
async fn history(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Query(query): Query<EventsQuery>,
) -> Result<Json<Vec<Event>>> {
    let entries = look::events(&app, &actor, &reference(&text)?, query.after).await?;
    let event = |entry: crate::history::OfficerEntry| Event {
        seq: entry.seq,
        at: entry.at,
        kind: entry.kind,
        action: entry.action,
        actor_kind: entry.actor_kind,
        actor_name: entry.actor_name,
        from: entry.from,
        to: entry.to,
        detail: entry.detail,
    };
    Ok(Json(entries.into_iter().map(event).collect()))
}

/// An action on a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ActionRequest {
    /// The version that was looked at.
    version: Option<i32>,
    /// One of the action's reasons, where it has some.
    code: Option<String>,
    /// Why, in words; beside a code only where it is `other`, or more is to be said.
    reason: Option<String>,
    /// What is asked for, with `request-documents`.
    #[serde(default)]
    documents: Vec<RequestedDocument>,
    /// The account to be paid instead, with `correct-account`, which needs a proof of who is asking that is at most five
    /// minutes old.
    #[schema(value_type = Option<String>)]
    iban: Option<Typed>,
}

/// A document that an officer asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequestedDocument {
    requirement: String,
    member: Option<i16>,
}

/// Where the case is after the action.
#[derive(Debug, Serialize, ToSchema)]
struct Acted {
    stage: String,
    version: i32,
}

/// Does an action that the case's stage offers.
#[utoipa::path(post, path = "/cases/{reference}/actions/{action}", tag = "cases",
    params(("reference" = String, Path), ("action" = String, Path)), request_body = ActionRequest,
    responses((status = 200, body = Acted),
        (status = 409, body = crate::web::error::Problem)))]
async fn perform(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Signed(session): Signed,
    Path((text, action)): Path<(String, String)>,
    Strict(request): Strict<ActionRequest>,
) -> Result<Json<Acted>> {
    let reference = reference(&text)?;
    let is_asking = action == ask::ACTION;
    let is_correcting = action == disburse::CORRECT_ACCOUNT;
    for (field, is_given) in [
        ("documents", !is_asking && !request.documents.is_empty()),
        ("iban", !is_correcting && request.iban.is_some()),
    ] {
        if is_given {
            return Err(Refusal::field(field, "field-unknown").into());
        }
    }
    let words = plain::reason("reason", request.reason.as_deref()).map_err(Refusal::from)?;
    let why = Why { code: request.code.as_deref(), words: words.as_deref() };
    let done = if is_correcting {
        let new = NewAccount {
            iban: request.iban.as_ref(),
            expected_version: request.version,
            recently_proved: session.recently_proved,
        };
        let Corrected { stage, version } = disburse::correct_account(&app, &actor, &reference, &new).await?;
        return Ok(Json(Acted { stage, version }));
    } else if is_asking {
        let documents: Vec<Slot> = request
            .documents
            .into_iter()
            .map(|wanted| Slot { requirement: wanted.requirement, member: wanted.member })
            .collect();
        let asking = ask::Asking { documents: &documents, why, expected_version: request.version };
        ask::request_documents(&app, &actor, &reference, &asking).await?
    } else {
        let mut conn = app.db.acquire().await?;
        let case = cases::find_id(&mut conn, &reference).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let what = What::Action { name: &action, why };
        act(&app, &Act { actor: &actor, case, what, expected_version: request.version, detail: json!({}) })
            .await?
    };
    match done {
        Done::Stepped { version, step } => Ok(Json(Acted { stage: step.to, version })),
        Done::Nothing => Err(Error::NotFound),
    }
}

/// Why an identifier has to be seen in clear.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RevealRequest {
    reason: String,
}

/// The applicant's CNIC, in clear.
#[derive(Debug, Serialize, ToSchema)]
struct Revealed {
    cnic: String,
}

/// Shows the applicant's CNIC; the reason is recorded where the applicant can read it.
#[utoipa::path(post, path = "/cases/{reference}/reveal", tag = "cases", params(("reference" = String, Path)),
    request_body = RevealRequest, responses((status = 200, body = Revealed)))]
async fn reveal(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Strict(request): Strict<RevealRequest>,
) -> Result<Json<Revealed>> {
    let reason = plain::reason("reason", Some(&request.reason)).map_err(Refusal::from)?.unwrap_or_default();
    let cnic = look::reveal_cnic(&app, &actor, &reference(&text)?, &reason).await?;
    Ok(Json(Revealed { cnic: cnic.reveal().to_owned() }))
}

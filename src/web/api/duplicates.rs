//! `/cases/{reference}/duplicates`: the cases that may be of the same people, two of them side by side, and what an officer
//! says of the two.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::cases::Bilingual;
use crate::app::App;
use crate::cases::pairs::{Alike, Pair, PairState};
use crate::casework::duplicates::{self, Comparison, Made, Saying, Twin};
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::{Caller, Strict, reference, references};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(compare))
        .routes(routes!(judge))
        .routes(routes!(undo))
        .routes(routes!(unmerge))
}

/// A case that may be of the same people.
#[derive(Debug, Serialize, ToSchema)]
struct Duplicate {
    /// None where the caller may not see it: somebody who may see both has to look.
    reference: Option<String>,
    /// `open`, `linked`, `dismissed` or `merged`.
    state: String,
    /// Send it back with a judgement, so that nobody judges what somebody else has.
    revision: i32,
    /// What the check of this case found alike, and what the other's found.
    found_here: Vec<Likeness>,
    found_there: Vec<Likeness>,
    /// Of a merged pair, whether this case was closed for the other.
    is_closed_here: bool,
    judged_by: Option<String>,
    judged_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

/// One thing that is alike.
#[derive(Debug, Serialize, ToSchema)]
struct Likeness {
    /// `cnic`, `identifier`, `mobile`, `document` or `name`.
    by: String,
    /// The answer concerned, such as `members.2.cnic`.
    answer: Option<String>,
    /// The requirement concerned.
    document: Option<String>,
}

impl From<&Alike> for Likeness {
    fn from(alike: &Alike) -> Self {
        Self { by: alike.by.clone(), answer: alike.answer.clone(), document: alike.document.clone() }
    }
}

impl Duplicate {
    fn of(pair: &Pair, is_seen: bool) -> Self {
        let judged = pair.judged.as_ref().filter(|_| is_seen);
        let there = if is_seen { pair.found_there.as_slice() } else { &[] };
        Self {
            reference: is_seen.then(|| pair.other.reference.clone()),
            state: pair.state.as_str().to_owned(),
            revision: pair.revision,
            found_here: pair.found_here.iter().map(Likeness::from).collect(),
            found_there: there.iter().map(Likeness::from).collect(),
            is_closed_here: pair.is_closed_here,
            judged_by: judged.map(|judged| judged.name.clone()),
            judged_at: judged.map(|judged| judged.at),
            reason: judged.map(|judged| judged.reason.clone()),
        }
    }
}

/// The cases that may be of the same people as this one, those that nobody has judged first.
#[utoipa::path(get, path = "/cases/{reference}/duplicates", tag = "casework", params(("reference" = String, Path)),
    responses((status = 200, body = Vec<Duplicate>)))]
async fn list(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Vec<Duplicate>>> {
    let (case, twins) = duplicates::list(&app, &actor, &reference(&text)?).await?;
    // For its citizen there is nothing here.
    if case.office.is_none() {
        return Err(Error::NotFound);
    }
    let duplicate = |Twin { pair, seen }: &Twin| Duplicate::of(pair, seen.is_some());
    Ok(Json(twins.iter().map(duplicate).collect()))
}

/// Two cases side by side.
#[derive(Debug, Serialize, ToSchema)]
struct Compared {
    /// None where nobody and no check has brought the two together.
    pair: Option<Duplicate>,
    /// What the register says that the two applicants have in common: `person`, `household` or `none`.
    shared: &'static str,
    sections: Vec<ComparedSection>,
    documents: Vec<ComparedDocuments>,
    may_judge: bool,
    may_unmerge: bool,
    /// Closing the other case for this one, and this one for the other; none where it is not the caller's to do.
    close_there: Option<Closing>,
    close_here: Option<Closing>,
}

/// Whether a case could be closed for the other now.
#[derive(Debug, Serialize, ToSchema)]
struct Closing {
    is_open: bool,
    /// The code of the refusal it would get.
    refusal: Option<String>,
}

/// A section of the form of either.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedSection {
    name: String,
    title: Bilingual,
    rows: Vec<ComparedRow>,
}

/// What belongs together; of a list perhaps on one side only.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedRow {
    name: Option<String>,
    is_here: bool,
    is_there: bool,
    answers: Vec<ComparedAnswer>,
}

/// A question that either side answered; identifiers masked.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedAnswer {
    title: Bilingual,
    #[schema(value_type = Object)]
    here: Value,
    #[schema(value_type = Object)]
    there: Value,
    is_same: bool,
}

/// What was sent for one requirement.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedDocuments {
    title: Bilingual,
    here: Vec<ComparedFile>,
    there: Vec<ComparedFile>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ComparedFile {
    id: Uuid,
    file_name: String,
    member: Option<i16>,
    /// Whether the very same file was sent on the other side.
    is_in_both: bool,
}

impl From<Comparison> for Compared {
    fn from(looked: Comparison) -> Self {
        let closing = |offer: Option<Option<Refusal>>| {
            let refusal = offer?.map(|refusal| refusal.code().to_owned());
            Some(Closing { is_open: refusal.is_none(), refusal })
        };
        Self {
            pair: looked.pair.as_ref().map(|pair| Duplicate::of(pair, true)),
            shared: looked.shared.as_str(),
            sections: looked.sections.into_iter().map(ComparedSection::from).collect(),
            documents: looked.papers.into_iter().map(ComparedDocuments::from).collect(),
            may_judge: looked.offers.may_judge,
            may_unmerge: looked.offers.may_unmerge,
            close_there: closing(looked.offers.close_there),
            close_here: closing(looked.offers.close_here),
        }
    }
}

impl From<duplicates::Section> for ComparedSection {
    fn from(section: duplicates::Section) -> Self {
        let answer = |one: duplicates::Answered| ComparedAnswer {
            title: Bilingual::from(&one.title),
            here: one.here,
            there: one.there,
            is_same: one.is_same,
        };
        let row = |row: duplicates::RowPair| ComparedRow {
            name: row.name,
            is_here: row.is_here,
            is_there: row.is_there,
            answers: row.answers.into_iter().map(answer).collect(),
        };
        Self {
            title: Bilingual::from(&section.title),
            name: section.name,
            rows: section.rows.into_iter().map(row).collect(),
        }
    }
}

impl From<duplicates::Papers> for ComparedDocuments {
    fn from(papers: duplicates::Papers) -> Self {
        let file = |paper: duplicates::Paper| ComparedFile {
            id: paper.document.id,
            file_name: paper.document.file_name,
            member: paper.document.slot.member,
            is_in_both: paper.is_in_both,
        };
        Self {
            title: Bilingual::from(&papers.title),
            here: papers.here.into_iter().map(file).collect(),
            there: papers.there.into_iter().map(file).collect(),
        }
    }
}

/// Compares two cases. Looking is on record for both.
#[utoipa::path(get, path = "/cases/{reference}/duplicates/{other}", tag = "casework",
    params(("reference" = String, Path), ("other" = String, Path)), responses((status = 200, body = Compared)))]
async fn compare(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(both): Path<(String, String)>,
) -> Result<Json<Compared>> {
    let (here, there) = references(&both)?;
    let looked = duplicates::compare(&app, &actor, (&here, &there)).await?;
    if looked.here.office.is_none() {
        return Err(Error::NotFound);
    }
    Ok(Json(Compared::from(looked)))
}

/// What somebody says of two cases.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JudgementRequest {
    /// `linked`: they belong together, and both go on. `dismissed`: different people. `merged`: one is closed for the other.
    judgement: String,
    /// Of a merge: the reference of the case that goes on, one of the two.
    keep: Option<String>,
    /// The revision of the pair that was looked at; 0 where the two were none.
    revision: i32,
    /// Stays in the history of both; where a case is closed, its citizen reads it.
    reason: String,
}

/// Says of two cases that they belong together, that they are of different people, or that one is closed for the other.
#[utoipa::path(post, path = "/cases/{reference}/duplicates/{other}", tag = "casework",
    params(("reference" = String, Path), ("other" = String, Path)), request_body = JudgementRequest,
    responses((status = 204), (status = 409, body = crate::web::error::Problem)))]
async fn judge(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(both): Path<(String, String)>,
    Strict(request): Strict<JudgementRequest>,
) -> Result<StatusCode> {
    let (here, there) = references(&both)?;
    let saying = Saying { revision: request.revision, reason: &request.reason };
    let is_merge = request.judgement == PairState::Merged.as_str();
    let made = match request.judgement.as_str() {
        "linked" => Some(Made::Linked),
        "dismissed" => Some(Made::Dismissed),
        _ if is_merge => None,
        _ => return Err(Refusal::field("judgement", "choice-unknown").into()),
    };
    match (made, request.keep) {
        (Some(made), None) => duplicates::judge(&app, &actor, (&here, &there), made, saying).await?,
        (Some(_), Some(_)) => return Err(Refusal::field("keep", "field-unknown").into()),
        (None, None) => return Err(Refusal::field("keep", "field-missing").into()),
        (None, Some(keep)) => {
            let both = match keep {
                keep if keep == here.as_str() => (&here, &there),
                keep if keep == there.as_str() => (&there, &here),
                _ => return Err(Refusal::field("keep", "choice-unknown").into()),
            };
            duplicates::merge(&app, &actor, both, saying).await?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Why a judgement is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UndoingRequest {
    /// The revision of the pair that was looked at.
    revision: i32,
    reason: String,
}

/// Takes back that two cases belong together, or are of different people.
#[utoipa::path(post, path = "/cases/{reference}/duplicates/{other}/undoing", tag = "casework",
    params(("reference" = String, Path), ("other" = String, Path)), request_body = UndoingRequest,
    responses((status = 204), (status = 409, body = crate::web::error::Problem)))]
async fn undo(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(both): Path<(String, String)>,
    Strict(request): Strict<UndoingRequest>,
) -> Result<StatusCode> {
    let (here, there) = references(&both)?;
    let saying = Saying { revision: request.revision, reason: &request.reason };
    duplicates::undo(&app, &actor, (&here, &there), saying).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Has a case that was closed for another go on where it was.
#[utoipa::path(post, path = "/cases/{reference}/duplicates/{other}/unmerging", tag = "casework",
    params(("reference" = String, Path), ("other" = String, Path)), request_body = UndoingRequest,
    responses((status = 204), (status = 409, body = crate::web::error::Problem)))]
async fn unmerge(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(both): Path<(String, String)>,
    Strict(request): Strict<UndoingRequest>,
) -> Result<StatusCode> {
    let (here, there) = references(&both)?;
    let saying = Saying { revision: request.revision, reason: &request.reason };
    duplicates::unmerge(&app, &actor, (&here, &there), saying).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! What a second officer sees of a case: what was handed in and found out by the time it was decided, and nothing of what the
//! office made of it. The type has no place for a verdict, so no page can show one.

use std::sync::Arc;

use chrono::{DateTime, Days, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::take::KEPT_DAYS;
use super::{Open, own};
use crate::app::App;
use crate::applications;
use crate::casework::{decision, look};
use crate::catalogue::Programme;
use crate::checks::means::Kept;
use crate::checks::{self, Check};
use crate::documents::{self, Document, Slot};
use crate::error::{Fault, Result};
use crate::history;
use crate::people::Cnic;
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::workflow::Text;

/// The case, as whoever decides it for the first time would find it.
#[derive(Debug)]
pub struct Blind {
    pub id: Uuid,
    pub programme: Arc<Programme>,
    pub applicant: String,
    pub cnic: Cnic,
    /// Path code.
    pub area: String,
    /// In paisa, if it is decided for.
    pub amount: i64,
    pub handed_in: DateTime<Utc>,
    /// When it goes back by itself.
    pub kept_until: DateTime<Utc>,
    /// As submitted; identifiers masked.
    pub answers: Value,
    pub papers: Vec<Paper>,
    /// Required documents that were not there.
    pub missing: Vec<Slot>,
    /// Those that had answered.
    pub checks: Vec<Check>,
    pub score: Option<Kept>,
    /// What the programme's rules find odd about the answers.
    pub flags: Vec<Text>,
}

/// A document, without what anybody said of it.
#[derive(Debug, Clone)]
pub struct Paper {
    pub id: Uuid,
    pub slot: Slot,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub uploaded_at: DateTime<Utc>,
}

impl From<Document> for Paper {
    fn from(document: Document) -> Self {
        let Document { id, slot, file_name, media_type, size_bytes, uploaded_at, .. } = document;
        Self { id, slot, file_name, media_type, size_bytes, uploaded_at }
    }
}

/// Opens a second look that the actor has. The look at the case is on record as any other.
///
/// # Errors
/// `NotFound` where it is not for the actor; `NotYourSecondLook` where they do not have it, or have answered it.
pub async fn open(app: &App, actor: &Actor, id: Uuid) -> Result<Blind> {
    let mut conn = app.db.acquire().await?;
    let Open { look, standing, programme } = own(app, &mut conn, actor, id).await?;
    let (None, Some(taken_at)) = (look.judgement, look.taken_at) else {
        return Err(Refusal::NotYourSecondLook.into());
    };
    look::log(&mut conn, actor, &standing, history::What::Case, None).await?;
    let frozen = applications::snapshot(&mut conn, standing.application, standing.snapshot).await?;
    let frozen = frozen.ok_or_else(|| Fault::broken("a case has no snapshot"))?;
    let reading = programme.form.read(&frozen.answers, frozen.day())?;
    let (_, flagged) = programme.form.broken(&reading)?;
    let flags = flagged.into_iter().map(|rule| rule.message.clone()).collect();
    let there = documents::as_of(&mut conn, standing.application, look.decided_at).await?;
    let mut missing = decision::required(&frozen)?;
    missing.retain(|slot| !there.iter().any(|document| document.slot == *slot));
    let mut checks = checks::list(&mut conn, standing.id).await?;
    checks.retain(|check| check.answered_at.is_some_and(|at| at <= look.decided_at));
    Ok(Blind {
        id: look.id,
        cnic: look::cnic(app, &mut conn, &standing).await?,
        score: checks::means::kept(&app.catalogue, &mut conn, standing.id).await?,
        applicant: standing.applicant.name,
        area: standing.area,
        amount: standing.amount,
        handed_in: frozen.submitted_at,
        kept_until: taken_at + Days::new(KEPT_DAYS),
        answers: frozen.answers.masked(),
        papers: there.into_iter().map(Paper::from).collect(),
        missing,
        checks,
        flags,
        programme,
    })
}

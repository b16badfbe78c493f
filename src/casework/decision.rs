//! The receipt of a decision: what was decided, when, by which rules, on which facts, and why. It is put together from
//! what was kept when it was decided - the snapshot, the bundle, the history - and never from what holds today.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;

use super::appeal::{self, Way};
use super::look;
use crate::app::App;
use crate::applications::{self, Frozen};
use crate::cases::Standing;
use crate::catalogue::Programme;
use crate::catalogue::requirements::Per;
use crate::checks::means::{self, Kept};
use crate::checks::{self, Check};
use crate::documents::{self, Slot};
use crate::error::{Error, Fault, Result};
use crate::history::{self, Decided, Judged};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::workflow::vocabulary::MERGE;
use crate::workflow::{Text, Verdict};

/// A decision and what it rests on.
#[derive(Debug)]
pub struct Decision {
    pub reference: String,
    /// As it was when it was decided.
    pub programme: Arc<Programme>,
    pub verdict: Verdict,
    /// Whether it closed the case because another is the same.
    pub is_merge: bool,
    /// The stage the case came to.
    pub stage: String,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
    /// Whether the case is being looked at again.
    pub is_open_again: bool,
    /// What is given, in paisa; zero where nothing is, or none was worked out.
    pub amount: i64,
    /// The number of the snapshot that was decided on, and when it was handed in.
    pub snapshot: i16,
    pub submitted_at: DateTime<Utc>,
    pub score: Option<Kept>,
    /// The automatic checks that had answered.
    pub checks: Vec<Check>,
    pub papers: Vec<Paper>,
    /// How the end to which it led can be appealed; none where it cannot be.
    pub appeal: Option<Way>,
}

/// A document as it stood with the officers.
#[derive(Debug)]
pub struct Paper {
    pub title: Text,
    /// Whose it is, in a household.
    pub of: Option<String>,
    pub standing: PaperStanding,
    pub reason: Option<String>,
}

/// How a document stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperStanding {
    Accepted,
    Refused,
    Unreviewed,
    /// It was needed and was not there.
    Missing,
}

/// The last decision on a case.
///
/// # Errors
/// `NotFound` where the actor may not see the case, and where nobody has decided it.
pub async fn decision(app: &App, actor: &Actor, reference: &Reference) -> Result<Decision> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    if matches!(actor, Actor::Staff { .. }) {
        look::log(&mut conn, actor, &standing, history::What::Case, None).await?;
    }
    decision_in(app, &mut conn, &standing).await?.ok_or(Error::NotFound)
}

/// The last decision on a case that somebody may see; none where nobody has decided it.
pub(super) async fn decision_in(
    app: &App,
    conn: &mut PgConnection,
    standing: &Standing,
) -> Result<Option<Decision>> {
    let Some(decided) = last(app, conn, standing).await? else { return Ok(None) };
    let programme = app.catalogue.version(conn, &decided.bundle).await?;
    let verdict = programme.workflow.verdict(&decided.action);
    let verdict = verdict.ok_or_else(|| Fault::broken("a case was decided by what decides nothing"))?;
    let frozen = applications::snapshot(conn, standing.application, standing.snapshot).await?;
    let frozen = frozen.ok_or_else(|| Fault::broken("a case has no snapshot"))?;
    let checks = checks::list(conn, standing.id).await?.into_iter();
    Ok(Some(Decision {
        reference: standing.reference.clone(),
        verdict,
        is_merge: decided.action == MERGE,
        stage: decided.to.clone(),
        at: decided.at,
        reason: decided.reason.clone().filter(|_| is_told_why(&programme, &decided)),
        is_open_again: decided.is_open_again,
        amount: if verdict == Verdict::For { standing.amount } else { 0 },
        snapshot: standing.snapshot,
        submitted_at: frozen.submitted_at,
        score: means::kept(&app.catalogue, conn, standing.id).await?,
        checks: checks.filter(|check| check.answered_at.is_some_and(|at| at <= decided.at)).collect(),
        papers: papers(conn, standing, (&programme, &frozen), &decided).await?,
        appeal: appeal::way(app, conn, standing).await?,
        programme,
    }))
}

/// What an officer had to give a reason for, the citizen reads the reason of; a note beside another deed is the office's.
fn is_told_why(programme: &Programme, decided: &Decided) -> bool {
    let mut stages = programme.workflow.stages.iter();
    stages.any(|stage| stage.action(&decided.action).is_some_and(|action| action.reason_required))
}

/// The deed that decided the case last.
pub(super) async fn last(app: &App, conn: &mut PgConnection, standing: &Standing) -> Result<Option<Decided>> {
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    let workflow = &programme.workflow;
    let actions: Vec<String> = workflow.deciding().into_iter().map(str::to_owned).collect();
    let stages = workflow.stages.iter().filter(|stage| stage.is_deciding());
    let stages: Vec<String> = stages.map(|stage| stage.name.clone()).collect();
    Ok(history::decided(conn, standing.id, (&actions, &stages)).await?)
}

async fn papers(
    conn: &mut PgConnection,
    standing: &Standing,
    (programme, frozen): (&Programme, &Frozen),
    decided: &Decided,
) -> Result<Vec<Paper>> {
    let there = documents::as_of(conn, standing.application, decided.at).await?;
    let judged = history::judged(conn, standing.id, decided.seq).await?;
    let judged_ever = history::judged(conn, standing.id, i32::MAX).await?;
    let answers = frozen.answers.masked();
    let mut papers = Vec::new();
    for document in &there {
        let verdict = judged.iter().find(|judged| judged.document == document.id);
        let (standing, reason) = match verdict {
            Some(Judged { is_accepted: true, .. }) => (PaperStanding::Accepted, None),
            Some(Judged { reason, .. }) => (PaperStanding::Refused, reason.clone()),
            // What was never judged here came with its verdict from the case it was handed in for.
            None if document.review == documents::Review::Accepted
                && !judged_ever.iter().any(|judged| judged.document == document.id) =>
            {
                (PaperStanding::Accepted, None)
            }
            None => (PaperStanding::Unreviewed, None),
        };
        papers.push(paper(programme, &answers, &document.slot, (standing, reason)));
    }
    for slot in required(frozen)? {
        if !there.iter().any(|document| document.slot == slot) {
            papers.push(paper(programme, &answers, &slot, (PaperStanding::Missing, None)));
        }
    }
    Ok(papers)
}

/// The documents that a snapshot asks for.
pub(super) fn required(frozen: &Frozen) -> Result<Vec<Slot>, Fault> {
    #[derive(Deserialize)]
    struct Required {
        requirement: String,
        member: Option<i16>,
    }
    let required = Vec::<Required>::deserialize(&frozen.required_documents)
        .map_err(|error| Fault::caused("the documents that a snapshot asks for cannot be read", error))?;
    Ok(required.into_iter().map(|slot| Slot { requirement: slot.requirement, member: slot.member }).collect())
}

fn paper(
    programme: &Programme,
    answers: &Value,
    slot: &Slot,
    (standing, reason): (PaperStanding, Option<String>),
) -> Paper {
    let requirement = programme.form.requirements.iter().find(|one| one.name == slot.requirement);
    let unnamed = || Text { en: slot.requirement.clone(), ur: slot.requirement.clone() };
    let of = requirement.and_then(|requirement| {
        let Per::Each(section) = &requirement.per else { return None };
        let row = usize::try_from(slot.member?).ok()?;
        programme.form.section(section)?.name_of(&answers[section][row]).map(str::to_owned)
    });
    Paper { title: requirement.map_or_else(unnamed, |one| one.title.clone()), of, standing, reason }
}

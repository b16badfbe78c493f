//! Looking at a case: as its citizen sees it (where it is, what is next, who has to act) and as the office sees it, with
//! exactly the actions that would work now. What staff look at is logged.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::{doer_kind, held_by_another, person_of, refused, resource, situation};
use super::compared::Compared;
use super::decision::{self, Decision};
use super::duplicates;
use super::undo::{self, Undoable};
use super::way::{self, Moment, Step};
use super::{allocate, compared, correspond, second_look};
use crate::app::App;
use crate::applications;
use crate::cases::messages::{self, Message};
use crate::cases::pairs::{self, PairState};
use crate::cases::{self, Standing};
use crate::catalogue::{Programme, requirements};
use crate::checks::means::Kept;
use crate::checks::{self, Check};
use crate::db;
use crate::documents::{self, Document, Request};
use crate::error::{Error, Fault, Result};
use crate::history::{self, Access, CitizenEntry, OfficerEntry};
use crate::people::{Cnic, person};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow;

/// The most events of a history that are read at once.
const EVENTS: i64 = 500;

/// An action of the stage, and why it would not work for this person now.
#[derive(Debug)]
pub struct Offered {
    pub name: String,
    pub title: workflow::Text,
    pub reason_required: bool,
    /// Those of which one is to be named, where the workflow names some.
    pub reasons: Vec<workflow::Reason>,
    pub refusal: Option<Refusal>,
}

/// The case for whoever may see it.
#[derive(Debug)]
pub struct CaseView {
    pub standing: Standing,
    pub programme: std::sync::Arc<Programme>,
    pub documents: Vec<Document>,
    pub requests: Vec<Request>,
    /// Required documents without a usable file.
    pub missing: Vec<documents::Slot>,
    pub actions: Vec<Offered>,
    /// What only the office sees.
    pub office: Option<OfficeView>,
}

/// What the office sees besides.
#[derive(Debug)]
pub struct OfficeView {
    pub cnic: Cnic,
    /// As submitted; identifiers masked.
    pub answers: Value,
    /// What the household has handed in with another case.
    pub compared: Option<Compared>,
    pub checks: Vec<Check>,
    pub score: Option<Kept>,
    /// What the programme's rules find odd about the answers, for the officer to look at.
    pub flags: Vec<workflow::Text>,
    /// Every place for a document that the answers open: what may be asked for.
    pub slots: Vec<documents::Slot>,
    /// The case that this one is about.
    pub about: Option<Subject>,
    /// How many other cases may be of the same people, judged or not.
    pub pairs: usize,
    /// Those with which it was merged.
    pub merged: Vec<Merged>,
    /// Why this person never works on this case, whoever has it: it is their own or their kin's, or about one in
    /// which they had a hand.
    pub barred: Option<Refusal>,
    /// The reader's own last step, while it can be taken back.
    pub undo: Option<Undoable>,
    /// Whether a claim would work now.
    pub is_claimable: bool,
    /// Between the office and the citizen, oldest first.
    pub messages: Vec<Message>,
    /// Whether the reader may write to the citizen, and notes.
    pub may_write: (bool, bool),
}

/// A case that was closed for another, or the one for which it was.
#[derive(Debug)]
pub struct Merged {
    /// Of the other case; none for those who may not see it.
    pub other: Option<String>,
    /// Whether this case is the closed one.
    pub is_closed_here: bool,
}

/// The case that another is about.
#[derive(Debug)]
pub struct Subject {
    pub reference: String,
    /// Whether the reader may see it.
    pub is_seen: bool,
    /// How it was decided, for those who may see it.
    pub decision: Option<Decision>,
}

/// The case of a reference.
///
/// # Errors
/// `NotFound` also where the actor may not see it.
pub async fn case(app: &App, actor: &Actor, reference: &Reference) -> Result<CaseView> {
    let mut conn = app.db.acquire().await?;
    let standing = seen(app, &mut conn, actor, reference).await?;
    view(app, &mut conn, actor, standing).await
}

/// What somebody sees of a case that they may see.
pub(super) async fn view(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    standing: Standing,
) -> Result<CaseView> {
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    let documents = documents::current(conn, standing.application).await?;
    let requests = documents::open_requests(conn, standing.application).await?;
    let missing = documents::missing(conn, standing.application, standing.snapshot).await?;
    let office = match actor {
        Actor::Staff { .. } => Some(office_view(app, conn, actor, (&programme, &standing)).await?),
        _ => None,
    };
    let actions = offered(app, actor, &programme, &standing);
    Ok(CaseView { standing, programme, documents, requests, missing, actions, office })
}

async fn office_view(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (programme, standing): (&Programme, &Standing),
) -> Result<OfficeView> {
    let frozen = applications::snapshot(conn, standing.application, standing.snapshot)
        .await?
        .ok_or_else(|| Fault::broken("a case has no snapshot"))?;
    log(conn, actor, standing, history::What::Case, None).await?;
    let reading = programme.form.read(&frozen.answers, frozen.day())?;
    let (_, flagged) = programme.form.broken(&reading)?;
    let slots = requirements::slots(&programme.form, &reading)?.into_iter();
    let pairs = pairs::of(conn, standing.id, None).await?;
    Ok(OfficeView {
        cnic: cnic(app, conn, standing).await?,
        compared: compared::compared(app, conn, actor, (programme, standing, &frozen)).await?,
        answers: frozen.answers.masked(),
        checks: checks::list(conn, standing.id).await?,
        score: checks::means::kept(&app.catalogue, conn, standing.id).await?,
        flags: flagged.into_iter().map(|rule| rule.message.clone()).collect(),
        slots: slots
            .map(|slot| documents::Slot { requirement: slot.requirement, member: slot.member })
            .collect(),
        about: about(app, conn, actor, standing).await?,
        pairs: pairs.len(),
        merged: merged(app, actor, pairs),
        barred: barred(app, actor, standing),
        undo: undo::undoable(app, conn, actor, (standing, programme)).await?,
        is_claimable: allocate::is_claimable(app, actor, programme, standing),
        messages: messages::of_case(conn, standing.id).await?,
        may_write: correspond::may_write(app, actor, standing),
    })
}

async fn about(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    standing: &Standing,
) -> Result<Option<Subject>> {
    let Some(about) = &standing.about else { return Ok(None) };
    let subject = cases::read(conn, about.case, person_of(actor)).await?;
    let subject = subject.ok_or_else(|| Fault::broken("what a case is about is gone"))?;
    let is_seen =
        app.policy.authorize(actor, "see", &resource(&subject)).is_ok() && subject.second_look.is_none();
    let decision = if is_seen {
        log(conn, actor, &subject, history::What::Case, None).await?;
        decision::decision_in(app, conn, &subject).await?
    } else {
        None
    };
    Ok(Some(Subject { reference: subject.reference, is_seen, decision }))
}

fn merged(app: &App, actor: &Actor, pairs: Vec<pairs::Pair>) -> Vec<Merged> {
    let merged = pairs.into_iter().filter(|pair| pair.state == PairState::Merged);
    merged
        .map(|pair| Merged {
            is_closed_here: pair.is_closed_here,
            other: duplicates::is_seen(app, actor, &pair).then_some(pair.other.reference),
        })
        .collect()
}

fn barred(app: &App, actor: &Actor, standing: &Standing) -> Option<Refusal> {
    let denied = app.policy.authorize(actor, "claim", &resource(standing)).err()?;
    match denied.into_error("claim") {
        Error::Refused(refusal @ (Refusal::OwnCase | Refusal::KinCase | Refusal::HadAHand)) => Some(refusal),
        _ => None,
    }
}

/// By when whoever has to act on the case has to: the deadline that was set, or the day on which it lapses.
pub fn due_at(app: &App, programme: &Programme, standing: &Standing) -> Option<DateTime<Utc>> {
    let stage = programme.workflow.stage(&standing.stage)?;
    standing.due_at.or_else(|| stage.due(standing.stage_entered_at, &app.calendar))
}

/// What the citizen is told of what happened.
///
/// # Errors
/// As `case`.
pub async fn timeline(app: &App, actor: &Actor, reference: &Reference) -> Result<Vec<CitizenEntry>> {
    let mut conn = app.db.acquire().await?;
    let standing = seen(app, &mut conn, actor, reference).await?;
    let programme = app.catalogue.version(&mut conn, &standing.bundle).await?;
    Ok(told(&mut conn, &programme, &standing).await?)
}

/// The case with its way: what is behind it, where it stands, what is to come and by when.
///
/// # Errors
/// As `case`.
pub async fn way(app: &App, actor: &Actor, reference: &Reference) -> Result<(CaseView, Vec<Step>)> {
    let mut conn = app.db.acquire().await?;
    let standing = seen(app, &mut conn, actor, reference).await?;
    let programme = app.catalogue.version(&mut conn, &standing.bundle).await?;
    let history = told(&mut conn, &programme, &standing).await?;
    let case = view(app, &mut conn, actor, standing).await?;
    let steps = steps(app, &case, &history);
    Ok((case, steps))
}

/// The way of a case that was read, with its history.
pub(super) fn steps(app: &App, case: &CaseView, history: &[CitizenEntry]) -> Vec<Step> {
    let (standing, programme) = (&case.standing, &case.programme);
    let due_at = due_at(app, programme, standing);
    let moment = Moment { now: standing.now, due_at, calendar: &app.calendar };
    way::way(&programme.workflow, &standing.stage, history, moment)
}

/// What the citizen is told of what happened to a case.
pub(super) async fn told(
    conn: &mut PgConnection,
    programme: &Programme,
    standing: &Standing,
) -> Result<Vec<CitizenEntry>, Fault> {
    let stages = programme.workflow.stages.iter();
    let tells_why: Vec<String> =
        stages.filter(|stage| stage.tells_why()).map(|stage| stage.name.clone()).collect();
    history::for_citizen(conn, standing.id, &tells_why).await
}

/// Every event after the one numbered `after`, with who did it.
///
/// # Errors
/// `NotAllowed` for those who may see the case but not its history.
pub async fn events(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    after: i32,
) -> Result<Vec<OfficerEntry>> {
    let mut conn = app.db.acquire().await?;
    let standing = seen(app, &mut conn, actor, reference).await?;
    app.policy
        .authorize(actor, "see-history", &resource(&standing))
        .map_err(|no| no.into_error("see-history"))?;
    log(&mut conn, actor, &standing, history::What::History, None).await?;
    Ok(history::for_officer(&mut conn, standing.id, after, EVENTS).await?)
}

/// The applicant's CNIC in clear, for a reason that is recorded.
///
/// # Errors
/// As `case`; `Invalid` without a reason.
pub async fn reveal_cnic(app: &App, actor: &Actor, reference: &Reference, reason: &str) -> Result<Cnic> {
    let mut tx = db::begin(&app.db).await?;
    let standing = seen(app, &mut tx, actor, reference).await?;
    app.policy.authorize(actor, "reveal", &resource(&standing)).map_err(|no| no.into_error("reveal"))?;
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", "reason-missing").into());
    }
    log(&mut tx, actor, &standing, history::What::Reveal, Some(reason)).await?;
    let cnic = cnic(app, &mut tx, &standing).await?;
    tx.commit().await?;
    Ok(cnic)
}

/// Reads a case that the actor may see.
///
/// # Errors
/// `NotFound`; `SecondLookOpen` where they see it by their second look only.
pub(super) async fn seen(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    reference: &Reference,
) -> Result<Standing> {
    let id = cases::find_id(conn, reference).await?.ok_or(Error::NotFound)?;
    let standing = cases::read(conn, id, person_of(actor)).await?.ok_or(Error::NotFound)?;
    app.policy.authorize(actor, "see", &resource(&standing)).map_err(|no| no.into_error("see"))?;
    second_look::keep_blind(&standing)?;
    Ok(standing)
}

/// The actions of the stage that the policy gives this actor, each with why the workflow would refuse it now. The same
/// questions that the door asks, so what is offered works.
fn offered(app: &App, actor: &Actor, programme: &Programme, standing: &Standing) -> Vec<Offered> {
    let person = person_of(actor).unwrap_or_else(Uuid::nil);
    let Some(stage) = programme.workflow.stage(&standing.stage) else { return Vec::new() };
    workflow::open_actions(&programme.workflow, &situation(app, standing), person)
        .into_iter()
        .filter(|action| workflow::vocabulary::is_given_on_one_case(&action.name))
        .filter(|action| app.policy.authorize(actor, &action.name, &resource(standing)).is_ok())
        .filter_map(|action| {
            let declared = stage.action(&action.name)?;
            let by_workflow = action.refusal.and_then(|no| match refused(no) {
                Error::Refused(refusal) => Some(refusal),
                Error::NotFound | Error::Fault(_) => None,
            });
            let refusal = held_by_another(actor, standing).or(by_workflow);
            Some(Offered {
                name: action.name,
                title: declared.title.clone(),
                reason_required: action.reason_required,
                reasons: declared.reasons.clone(),
                refusal,
            })
        })
        .collect()
}

pub(super) async fn cnic(app: &App, conn: &mut PgConnection, standing: &Standing) -> Result<Cnic> {
    person::cnic(conn, &app.sealer, standing.applicant.person)
        .await?
        .ok_or_else(|| Fault::broken("the applicant of a case is no person").into())
}

pub(super) async fn log(
    conn: &mut PgConnection,
    actor: &Actor,
    standing: &Standing,
    what: history::What,
    reason: Option<&str>,
) -> Result<()> {
    log_of(conn, actor, (standing.applicant.person, standing.id), what, reason).await
}

/// As `log`, of a case that was not read: of its applicant, and by its id.
pub(super) async fn log_of(
    conn: &mut PgConnection,
    actor: &Actor,
    (applicant, case): (Uuid, Uuid),
    what: history::What,
    reason: Option<&str>,
) -> Result<()> {
    let Some(actor_person) = person_of(actor) else { return Ok(()) };
    let access = Access {
        actor_person,
        actor_kind: doer_kind(actor),
        subject_person: applicant,
        case_id: Some(case),
        document_id: None,
        what,
        reason,
    };
    Ok(history::log(conn, &access).await?)
}

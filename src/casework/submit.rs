//! Handing in: a draft becomes a snapshot, a household and a case, all in one transaction or not at all. Missing documents
//! do not stop it: the case then waits for them in its own stage.

mod household;

use serde::Serialize;
use serde_json::{Value, json};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::act::{self, Act};
use super::appeal;
use super::apply::{authorize, resource};
use super::once::{Answer, Once, RequestKey};
use crate::app::App;
use crate::applications::{self, Application, Frozen, Handed, State};
use crate::calendar;
use crate::cases::{self, NewCase};
use crate::catalogue::Programme;
use crate::catalogue::form::{Reading, Rule};
use crate::catalogue::requirements::{self, Slot};
use crate::documents::{self, Document};
use crate::eligibility;
use crate::entropy;
use crate::error::{Error, Fault, Result};
use crate::policy::Actor;
use crate::reference::{Kind, Reference};
use crate::refusal::{FieldError, Refusal};

/// What the citizen hands in.
#[derive(Debug)]
pub struct Submission<'a> {
    pub application: Uuid,
    /// The version that was reviewed.
    pub version: i32,
    /// Version of the consent text that was agreed to.
    pub consent: &'a str,
}

/// The case that came of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Submitted {
    pub application: Uuid,
    /// The number by which the case is asked after.
    pub reference: String,
}

/// Hands in a draft.
///
/// # Errors
/// `AlreadySubmitted` with the reference; `DraftChanged`; `ProgrammeClosed`; `Incomplete` with the unanswered questions;
/// `Invalid` where the consent is not the current one, a rule across answers is broken, or the applicant stands among the
/// members; of an appeal that it is too late, or about nothing any more.
pub async fn submit(
    app: &App,
    actor: &Actor,
    key: RequestKey,
    submission: &Submission<'_>,
) -> Result<Answer> {
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let submitted = submit_in(app, pending.connection(), actor, submission).await?;
    let answer = pending.finish(201, &submitted).await?;
    act::wake(app);
    tracing::info!(case.reference = submitted.reference, "an application was handed in");
    Ok(answer)
}

async fn submit_in(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    submission: &Submission<'_>,
) -> Result<Submitted> {
    let application = applications::lock(conn, submission.application).await?.ok_or(Error::NotFound)?;
    let asked = resource(&application.programme, Some(application.person), None);
    authorize(app, actor, "submit", &asked)?;
    still_a_draft(conn, &application, submission).await?;
    let programme = app.catalogue.version(conn, &application.bundle).await?;
    appeal::still_fits(app, conn, (&programme, &application)).await?;
    let reading = programme.form.read(&application.answers, calendar::today(conn).await?)?;
    let flags = complete(app, conn, (&programme, &reading), submission.consent).await?;

    let area = if programme.workflow.about.is_some() {
        appeal::area(app, conn, &application).await?
    } else {
        let household = household::of(app, conn, (&programme, &reading), &application).await?;
        household.register(conn).await?;
        household.area
    };
    let frozen = freeze(conn, (&programme, &reading), &application, submission.consent).await?;
    let (case, reference) = open_case(conn, (&programme, &reading), (&application, &frozen), &area).await?;
    let start = Act {
        actor,
        case,
        what: act::What::Start,
        expected_version: None,
        detail: json!({ "snapshot": frozen.number, "flags": flags }),
    };
    act::act_in(app, conn, &start).await?;
    Ok(Submitted { application: application.id, reference: reference.to_string() })
}

async fn still_a_draft(
    conn: &mut PgConnection,
    application: &Application,
    submission: &Submission<'_>,
) -> Result<()> {
    if application.state != State::Draft {
        let case = cases::of_application(conn, application.id).await?;
        let case = case.ok_or_else(|| Fault::broken("a submitted application has no case"))?;
        return Err(Refusal::AlreadySubmitted { reference: case.reference }.into());
    }
    if application.version != submission.version {
        return Err(Refusal::DraftChanged { version: application.version }.into());
    }
    Ok(())
}

/// Whether everything is there and fits together; the names of the rules that only flag.
async fn complete(
    app: &App,
    conn: &mut PgConnection,
    (programme, reading): (&Programme, &Reading),
    consent: &str,
) -> Result<Vec<String>> {
    let offer = app.catalogue.find(conn, &programme.code).await?;
    if offer.is_none_or(|offer| !offer.is_open) {
        return Err(Refusal::ProgrammeClosed.into());
    }
    if consent != programme.form.consent.version {
        return Err(Refusal::field("consent", "consent-outdated").into());
    }
    if !reading.missing().is_empty() {
        return Err(Refusal::Incomplete { missing: reading.missing().to_vec() }.into());
    }
    let (refused, flagged) = programme.form.broken(reading)?;
    if !refused.is_empty() {
        return Err(Refusal::Invalid(refused.into_iter().map(broken_rule).collect()).into());
    }
    Ok(flagged.into_iter().map(|rule| rule.name.clone()).collect())
}

fn broken_rule(rule: &Rule) -> FieldError {
    FieldError::new(format!("answers.{}", rule.at), "rule-broken")
        .with("rule", &rule.name)
        .with("en", &rule.message.en)
        .with("ur", &rule.message.ur)
}

async fn freeze(
    conn: &mut PgConnection,
    (programme, reading): (&Programme, &Reading),
    application: &Application,
    consent: &str,
) -> Result<Frozen> {
    let slots = requirements::slots(&programme.form, reading)?;
    let documents = documents::current(conn, application.id).await?;
    let handed = Handed {
        answers: reading.answers(),
        documents: documents.iter().filter(|document| fills(document, &slots)).map(digest).collect(),
        required_documents: slots.iter().filter(|slot| !slot.optional).map(required).collect(),
        consent,
    };
    applications::freeze(conn, application, handed).await
}

fn fills(document: &Document, slots: &[Slot]) -> bool {
    document.state == documents::State::Stored
        && slots
            .iter()
            .any(|slot| slot.requirement == document.slot.requirement && slot.member == document.slot.member)
}

fn digest(document: &Document) -> Value {
    json!({
        "id": document.id, "requirement": document.slot.requirement, "member": document.slot.member,
        "digest": hex::encode(&document.digest),
    })
}

fn required(slot: &Slot) -> Value {
    json!({ "requirement": slot.requirement, "member": slot.member })
}

async fn open_case(
    conn: &mut PgConnection,
    (programme, reading): (&Programme, &Reading),
    (application, frozen): (&Application, &Frozen),
    area: &str,
) -> Result<(Uuid, Reference)> {
    let score =
        programme.scorecard.as_ref().map(|card| eligibility::score(card, reading.facts())).transpose()?;
    let (id, reference) = (entropy::id(), Reference::random(Kind::Case));
    let case = NewCase {
        id,
        reference: &reference,
        programme: &programme.code,
        bundle: programme.hash,
        application: application.id,
        snapshot: frozen.number,
        person: application.person,
        area,
        amount: score.map_or(0, |score| score.amount),
        is_vulnerable: programme.form.is_vulnerable(reading)?,
        initial: &programme.workflow.initial,
    };
    cases::open(conn, &case).await?;
    Ok((id, reference))
}

//! Applying, up to handing in: a citizen begins a draft, saves answers as they come, and sees what is still missing.

mod desk;
mod fill;
mod known;
mod rows;
mod view;

use std::collections::HashSet;

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::doer_kind;
use super::appeal;
use super::once::{Answer, Once, RequestKey};
use crate::app::App;
use crate::applications::{self, Application, NewDraft, State};
use crate::cases::{self, Opened};
use crate::catalogue::Programme;
use crate::catalogue::form::{Answers, Checking};
use crate::db;
use crate::entropy;
use crate::error::{Error, Result};
use crate::history::{self, Access, What};
use crate::policy::{Actor, Resource};
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::{areas, calendar};

pub use desk::{OnDesk, Place, desk};
pub(super) use fill::fill_in;
pub use fill::{Filled, fill};
pub(super) use known::{family, last_given};
pub use rows::remove_row;
pub use view::{ApplicationSummary, ApplicationView, MissingDocument};

/// The most applications of one page.
pub const PAGE: i64 = 50;

/// What is applied for, and where it is an appeal or a complaint, which case it is about.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    pub programme: &'a str,
    pub about: Option<&'a Reference>,
}

/// Begins a draft with what is known already: from the account, and from what the household handed in before.
///
/// # Errors
/// `NotFound` for a programme that is not offered; `ProgrammeClosed`; `ApplicationExists`; those of what it is about:
/// `NothingToAppeal`, `AppealTooLate`, `AppealDecided`, `AnotherIsOpen`.
pub async fn begin(
    app: &App,
    actor: &Actor,
    key: RequestKey,
    Beginning { programme, about }: Beginning<'_>,
) -> Result<Answer> {
    authorize(app, actor, "create", &resource(programme, actor.person(), None))?;
    let Actor::Citizen { account, person, .. } = *actor else { return Err(Refusal::SignInRequired.into()) };
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let conn = pending.connection();
    let offer = app.catalogue.find(conn, programme).await?.ok_or(Error::NotFound)?;
    if !offer.is_open {
        return Err(Refusal::ProgrammeClosed.into());
    }
    let about = appeal::subject(app, conn, actor, (&offer.programme, about)).await?;
    let id = entropy::id();
    let known = known::known(app, conn, (&offer.programme, id), (account, person)).await?;
    let draft = NewDraft {
        id,
        person,
        account: Some(account),
        programme,
        about,
        bundle: offer.programme.hash,
        answers: known.answers.clone(),
        taken: known.taken(),
    };
    applications::create(conn, draft).await?;
    known.carry_papers(app, conn, (&offer.programme, id)).await?;
    let application = applications::find(conn, id).await?.ok_or(Error::NotFound)?;
    let view = ApplicationView::of(conn, &offer.programme, &application, None).await?;
    pending.finish(201, &view).await
}

/// Saves a change of answers made from `version` of the draft.
///
/// # Errors
/// `Invalid` with every wrong field; `DraftChanged`; `NoLongerADraft`; `NotFound` where it is somebody else's.
pub async fn save(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: i32,
    typed: &Value,
) -> Result<ApplicationView> {
    let mut tx = db::begin(&app.db).await?;
    let application = applications::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    authorize(app, actor, "edit", &resource(&application.programme, Some(application.person), None))?;
    let programme = app.catalogue.version(&mut tx, &application.bundle).await?;
    let typed_areas = programme.form.areas_in(typed);
    let areas = areas::existing(&mut tx, &typed_areas).await?;
    let change = check(app, &mut tx, (&programme, &application), (typed, &areas)).await?;
    let mut answers = application.answers.clone();
    answers.merge(change);
    applications::save(&mut tx, id, version, answers).await?;
    let saved = applications::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let view = ApplicationView::of(&mut tx, &programme, &saved, None).await?;
    tx.commit().await?;
    Ok(view)
}

/// One application, identifiers masked. A draft is its applicant's alone; a look from the office is recorded.
///
/// # Errors
/// `NotFound` where the actor may not see it.
pub async fn show(app: &App, actor: &Actor, id: Uuid) -> Result<ApplicationView> {
    let mut conn = app.db.acquire().await?;
    let application = applications::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let case = cases::of_application(&mut conn, id).await?;
    let area = case.as_ref().map(|case| case.area.as_str());
    authorize(app, actor, "see", &resource(&application.programme, Some(application.person), area))?;
    let is_own = actor.person() == Some(application.person);
    if application.state == State::Draft && !is_own {
        return Err(Error::NotFound);
    }
    if !is_own {
        record_look(&mut conn, actor, &application, case.as_ref()).await?;
    }
    let programme = app.catalogue.version(&mut conn, &application.bundle).await?;
    ApplicationView::of(&mut conn, &programme, &application, case.map(|case| case.reference)).await
}

/// The citizen's own applications, newest first, older than the one named by `before`.
///
/// # Errors
/// `NotAllowed` for staff: what they may see of others' is in their queues.
pub async fn own(app: &App, actor: &Actor, before: Option<Uuid>) -> Result<Vec<ApplicationSummary>> {
    let Actor::Citizen { person, .. } = *actor else {
        return Err(Refusal::NotAllowed { deed: "see".to_owned() }.into());
    };
    let own = Resource { kind: "application", owner: Some(person), ..Resource::default() };
    authorize(app, actor, "see", &own)?;
    let mut conn = app.db.acquire().await?;
    let applications = applications::of_person(&mut conn, person, before, PAGE).await?;
    Ok(applications.into_iter().map(ApplicationSummary::from).collect())
}

pub(super) fn authorize(app: &App, actor: &Actor, deed: &str, resource: &Resource<'_>) -> Result<()> {
    app.policy.authorize(actor, deed, resource).map_err(|denial| denial.into_error(deed))
}

pub(super) fn resource<'a>(programme: &'a str, owner: Option<Uuid>, area: Option<&'a str>) -> Resource<'a> {
    Resource { kind: "application", programme: Some(programme), area, owner, ..Resource::default() }
}

async fn check(
    app: &App,
    conn: &mut PgConnection,
    (programme, application): (&Programme, &Application),
    (typed, areas): (&Value, &HashSet<String>),
) -> Result<Answers> {
    let checking = Checking {
        today: calendar::today(conn).await?,
        areas,
        stored: &application.answers,
        seal: &|identifier, clear| applications::seal(&app.sealer, application.id, identifier, clear),
    };
    let change = programme.form.check(typed, &checking).map_err(|mut wrong| {
        for error in wrong.iter_mut().filter(|error| error.field != "answers") {
            error.field.insert_str(0, "answers.");
        }
        Refusal::Invalid(wrong)
    })?;
    Ok(change)
}

async fn record_look(
    conn: &mut PgConnection,
    actor: &Actor,
    application: &Application,
    case: Option<&Opened>,
) -> Result<()> {
    let look = Access {
        actor_person: actor.person().ok_or(Refusal::SignInRequired)?,
        actor_kind: doer_kind(actor),
        subject_person: application.person,
        case_id: case.map(|case| case.id),
        document_id: None,
        what: What::Case,
        reason: None,
    };
    Ok(history::log(conn, &look).await?)
}

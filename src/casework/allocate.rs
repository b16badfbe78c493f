//! Giving work to officers: the next case of a queue, a claim, a release. Each is written into the case's history.

use serde::Serialize;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::{doer_kind, held_by_another, person_of, resource, tell};
use super::hold::HOLD_CAP;
use super::second_look;
use crate::app::App;
use crate::cases::{self, Claimed, Leaving, Officer, Standing};
use crate::catalogue::Programme;
use crate::db;
use crate::error::{Error, Result};
use crate::history::{self, Doer, DoerKind, Happening};
use crate::people::absence::{self, Attendance};
use crate::plain;
use crate::policy::{Actor, Resource, Scope};
use crate::queues;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::second_looks;
use crate::workflow::vocabulary::REOPEN;

const RELEASE: &str = "release";
/// The most cases one officer works on at a time; those on hold are not counted.
pub const CLAIM_CAP: i64 = 20;

/// Why the case that was given is the one.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// `vulnerable` where the household's head start counted, else `deadline` where a deadline made it the most urgent,
    /// `waiting` where it waited longest.
    pub by: &'static str,
    pub since: chrono::DateTime<chrono::Utc>,
}

/// A case that is now the officer's, and why this one.
#[derive(Debug)]
pub struct Given {
    pub case: Claimed,
    pub reason: Reason,
}

/// Claims the most urgent case of the queue that this officer may work on.
///
/// # Errors
/// `QueueEmpty` where there is none; `TooManyClaims` where the officer holds the most one may hold; `Away`.
pub async fn next_case(app: &App, actor: &Actor, queue: &str) -> Result<Given> {
    authorize_queue(app, actor, "next")?;
    let officer = officer(actor)?;
    let Work { scope, separated, deciding } = work(app, actor, queue);
    let mut tx = db::begin(&app.db).await?;
    make_room(&mut tx, officer.account).await?;
    let found = cases::claim_next(&mut tx, queue, officer, &scope, (&separated, &deciding)).await?;
    let case = found.ok_or(Refusal::QueueEmpty)?;
    remember(&mut tx, case.id, "case-claimed", officer, &json!({ "queue": queue })).await?;
    tx.commit().await?;
    tell(app, case.id);
    let has_head_start = queues::declared::find(queue).is_some_and(|queue| queue.head_start > 0);
    let reason = match case.due_at {
        due_at if case.is_vulnerable && has_head_start => {
            Reason { by: "vulnerable", since: due_at.unwrap_or(case.stage_entered_at) }
        }
        Some(since) => Reason { by: "deadline", since },
        None => Reason { by: "waiting", since: case.stage_entered_at },
    };
    Ok(Given { case, reason })
}

/// Claims one case by name.
///
/// # Errors
/// `ClaimedBySomeoneElse` where another officer was first; else as `next_case`.
pub async fn claim(app: &App, actor: &Actor, reference: &Reference) -> Result<()> {
    let officer = officer(actor)?;
    let mut tx = db::begin(&app.db).await?;
    let standing = claimable(app, &mut tx, actor, reference, "claim").await?;
    if standing.claimed_by == Some(officer.account) {
        return Ok(());
    }
    let queue = queue_with_work(app, &mut tx, actor, &standing).await?;
    make_room(&mut tx, officer.account).await?;
    if !cases::claim(&mut tx, standing.id, queue, officer).await? {
        return Err(taken(&mut tx, actor, standing.id).await?.into());
    }
    remember(&mut tx, standing.id, "case-claimed", officer, &json!({ "queue": queue })).await?;
    tx.commit().await?;
    tell(app, standing.id);
    Ok(())
}

/// Why a case that was to be claimed was not, read anew: whoever was quicker is known only now.
async fn taken(conn: &mut PgConnection, actor: &Actor, case: Uuid) -> Result<Refusal> {
    let now = cases::read(conn, case, person_of(actor)).await?.ok_or(Error::NotFound)?;
    Ok(held_by_another(actor, &now)
        .unwrap_or(Refusal::ActionNotOpen { action: "claim".to_owned(), stage: now.stage }))
}

/// Gives a case back to its queue. Giving back what one does not hold changes nothing.
///
/// # Errors
/// `NotFound` where the actor may not see the case.
pub async fn release(app: &App, actor: &Actor, reference: &Reference) -> Result<()> {
    let officer = officer(actor)?;
    let mut tx = db::begin(&app.db).await?;
    let standing = claimable(app, &mut tx, actor, reference, RELEASE).await?;
    if cases::release(&mut tx, standing.id, officer).await? {
        remember(&mut tx, standing.id, "case-released", officer, &json!({})).await?;
        tx.commit().await?;
        tell(app, standing.id);
    }
    Ok(())
}

/// What waits in every queue the actor works on.
///
/// # Errors
/// `NotAllowed` for those who work on none.
pub async fn queues(app: &App, actor: &Actor) -> Result<Vec<queues::Count>> {
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    Ok(queues::counts(&mut conn, &app.policy.scope(actor, "case", "see")).await?)
}

/// One page of a queue.
///
/// # Errors
/// As `queues`.
pub async fn queue_page(
    app: &App,
    actor: &Actor,
    queue: &str,
    page: (queues::Filter<'_>, Option<queues::After>),
) -> Result<Vec<queues::Row>> {
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    let mut rows = queues::page(&mut conn, queue, &app.policy.scope(actor, "case", "see"), page).await?;
    if let Some(hidden) = second_look::hidden_case(&mut conn, actor).await? {
        rows.retain(|row| row.id != hidden);
    }
    Ok(rows)
}

/// How much waits in a queue, as far as the filter names a programme or an area.
///
/// # Errors
/// As `queues`.
pub async fn queue_count(
    app: &App,
    actor: &Actor,
    queue: &str,
    filter: queues::Filter<'_>,
) -> Result<queues::Count> {
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    let scope = app.policy.scope(actor, "case", "see");
    Ok(queues::count(&mut conn, queue, &scope, (filter.programme, filter.area)).await?)
}

/// How many cases of a queue fit a filter: exactly as far as it names a programme or an area, else no further than somebody
/// would read.
///
/// # Errors
/// As `queues`.
pub async fn queue_fitting(
    app: &App,
    actor: &Actor,
    queue: &str,
    filter: queues::Filter<'_>,
) -> Result<queues::Fitting> {
    if !filter.is_finer_than_tallies() {
        let count = queue_count(app, actor, queue, filter).await?.waiting;
        return Ok(queues::Fitting { count, is_more: false });
    }
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    Ok(queues::fitting(&mut conn, queue, &app.policy.scope(actor, "case", "see"), filter).await?)
}

/// The views of a queue that the actor has saved.
///
/// # Errors
/// As `queues`.
pub async fn views(app: &App, actor: &Actor, queue: &str) -> Result<Vec<queues::views::View>> {
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    Ok(queues::views::of(&mut conn, officer(actor)?.account, queue).await?)
}

/// Saves a view of a queue under a name, in the place of one that has it already.
///
/// # Errors
/// `NotFound` where there is no such queue; `Invalid` on `name`; `TooManyViews`.
pub async fn save_view(app: &App, actor: &Actor, queue: &str, (name, filter): (&str, &str)) -> Result<()> {
    authorize_queue(app, actor, "see")?;
    if queues::declared::find(queue).is_none() {
        return Err(Error::NotFound);
    }
    let name = plain::line("name", name, queues::views::LONGEST_NAME).map_err(Refusal::from)?;
    if name.is_empty() {
        return Err(Refusal::field("name", "field-missing").into());
    }
    let mut conn = app.db.acquire().await?;
    let account = officer(actor)?.account;
    if !queues::views::save(&mut conn, (account, queue), (&name, filter)).await? {
        return Err(Refusal::TooManyViews { most: queues::views::MOST }.into());
    }
    Ok(())
}

/// Forgets a view of the actor's own.
///
/// # Errors
/// As `queues`.
pub async fn remove_view(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    Ok(queues::views::remove(&mut conn, officer(actor)?.account, id).await?)
}

/// The cases the actor has claimed, those on hold too, most urgent first.
///
/// # Errors
/// As `queues`.
pub async fn held(app: &App, actor: &Actor) -> Result<Vec<queues::Row>> {
    authorize_queue(app, actor, "see")?;
    let mut conn = app.db.acquire().await?;
    Ok(queues::held(&mut conn, officer(actor)?.account, CLAIM_CAP + HOLD_CAP).await?)
}

/// Whether the actor is given cases of this queue: may claim there and do one of its actions.
pub fn takes_from(app: &App, actor: &Actor, queue: &str) -> bool {
    authorize_queue(app, actor, "next").is_ok() && work(app, actor, queue).scope != Scope::Nothing
}

/// Whether the actor may claim the case as it stands: nobody has it, it waits in a queue, and its stage offers the actor
/// something to do.
pub(super) fn is_claimable(app: &App, actor: &Actor, programme: &Programme, standing: &Standing) -> bool {
    standing.claimed_by.is_none()
        && standing.queue.is_some()
        && app.policy.authorize(actor, "claim", &resource(standing)).is_ok()
        && has_work(app, actor, programme, standing)
}

/// What an officer may take from a queue.
struct Work {
    /// Where the officer may claim and then do one of the queue's actions; a case nobody can move is in nobody's way.
    scope: Scope,
    /// The deeds after which one does not work in this queue: those kept apart from an action that its stages offer.
    separated: Vec<String>,
    /// The deeds after which one does not decide a case that was taken up again: those that decided it before, and the
    /// one that had it taken up.
    deciding: Vec<String>,
}

fn work(app: &App, actor: &Actor, queue: &str) -> Work {
    let offers = app.catalogue.offers();
    let stages = offers.iter().flat_map(|offer| {
        let workflow = &offer.programme.workflow;
        let stages = workflow.stages.iter().filter(|stage| stage.queue.as_deref() == Some(queue));
        stages.map(move |stage| (workflow, stage))
    });
    let (mut separated, mut deciding) = (Vec::new(), Vec::new());
    let mut has_actions = false;
    for (workflow, action) in
        stages.flat_map(|(workflow, stage)| stage.actions.iter().map(move |a| (workflow, a)))
    {
        has_actions |= app.policy.scope(actor, "case", &action.name) != Scope::Nothing;
        let others = workflow.action_names();
        let apart = others.into_iter().filter(|other| workflow.separates(&action.name, other));
        separated.extend(apart.map(str::to_owned));
        if action.decides.is_some() {
            deciding.extend(workflow.deciding().into_iter().chain([REOPEN]).map(str::to_owned));
        }
    }
    let skill = queues::declared::skill_of(Some(queue));
    let claim = ("case", "claim");
    let scope = if has_actions { app.policy.scope_with(actor, claim, skill) } else { Scope::Nothing };
    Work { scope, separated, deciding }
}

/// The queue the case waits in, if its stage offers this officer anything to do. Else a claim would only keep those out
/// who can.
async fn queue_with_work<'a>(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    standing: &'a Standing,
) -> Result<&'a str> {
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    match &standing.queue {
        Some(queue) if has_work(app, actor, &programme, standing) => Ok(queue),
        _ => Err(Refusal::ActionNotOpen { action: "claim".to_owned(), stage: standing.stage.clone() }.into()),
    }
}

pub(super) fn has_work(app: &App, actor: &Actor, programme: &Programme, standing: &Standing) -> bool {
    let actions = programme.workflow.stage(&standing.stage).map_or(&[][..], |stage| &stage.actions);
    actions.iter().any(|action| app.policy.authorize(actor, &action.name, &resource(standing)).is_ok())
}

/// Gives back what somebody holds who does not work here any more, in the transaction that ends the account.
pub(super) async fn release_all(conn: &mut PgConnection, actor: &Actor, account: Uuid) -> Result<()> {
    second_looks::release_all(conn, account).await?;
    let doer = Doer { kind: doer_kind(actor), person: person_of(actor) };
    for case_id in cases::release_all(conn, account, Leaving::Everything).await? {
        let released = Happening { case_id, kind: "case-released", action: None, doer, detail: &json!({}) };
        history::append(conn, &released).await?;
    }
    Ok(())
}

/// Refuses where the officer works on as many as one may, is away, or was just told to go. Claims of one officer wait for
/// each other from here on.
pub(super) async fn make_room(conn: &mut PgConnection, account: Uuid) -> Result<()> {
    let held = cases::held_by(conn, account).await?;
    match absence::attendance(conn, account).await? {
        Attendance::Gone => Err(Refusal::SignInRequired.into()),
        Attendance::Away { until } => Err(Refusal::Away { until }.into()),
        Attendance::Here if held.working >= CLAIM_CAP => {
            Err(Refusal::TooManyClaims { cap: CLAIM_CAP }.into())
        }
        Attendance::Here => Ok(()),
    }
}

fn authorize_queue(app: &App, actor: &Actor, deed: &str) -> Result<()> {
    app.policy.authorize(actor, deed, &Resource::of("queue")).map_err(|no| no.into_error(deed))
}

/// The case, if the actor may claim it.
pub(super) async fn claimable(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    reference: &Reference,
    deed: &str,
) -> Result<Standing> {
    let id = cases::find_id(conn, reference).await?.ok_or(Error::NotFound)?;
    let standing = cases::read(conn, id, person_of(actor)).await?.ok_or(Error::NotFound)?;
    // What somebody holds they may always give back, also when they find that it is not for them.
    let hands = if deed == RELEASE { &[][..] } else { &standing.hands };
    let asked = Resource { hands, ..resource(&standing) };
    app.policy.authorize(actor, deed, &asked).map_err(|no| no.into_error(deed))?;
    second_look::keep_blind(&standing)?;
    Ok(standing)
}

pub(super) async fn remember(
    conn: &mut PgConnection,
    case: Uuid,
    kind: &str,
    officer: Officer,
    detail: &Value,
) -> Result<()> {
    let doer = Doer { kind: DoerKind::Staff, person: Some(officer.person) };
    history::append(conn, &Happening { case_id: case, kind, action: None, doer, detail }).await?;
    Ok(())
}

pub(super) fn officer(actor: &Actor) -> Result<Officer> {
    match actor {
        Actor::Staff { account, person, .. } => Ok(Officer { account: *account, person: *person }),
        _ => Err(Refusal::SignInRequired.into()),
    }
}

//! The one door: every change of a case's stage, whoever or whatever brings it about, goes through here. One statement
//! reads, the decision is made in memory, one statement writes; no row is locked in between.

mod letters;
mod refusals;
mod reopen;
mod why;
mod write;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::cases::{self, Standing};
use crate::casework::second_look;
use crate::catalogue::Programme;
use crate::error::{Error, Fault, Result};
use crate::history::DoerKind;
use crate::live::News;
use crate::policy::{Actor, Resource};
use crate::queue::Queue;
use crate::queues::declared::skill_of;
use crate::refusal::Refusal;
use crate::workflow::vocabulary::MERGE;
use crate::workflow::{self, Situation, Step, Trigger, Why};

pub use letters::{Told, params};
pub use refusals::refused;
pub use why::{said, said_of};
pub(in crate::casework) use write::name_typist;

/// How often a case is read again that moved meanwhile. Each round means that somebody else made progress.
const ROUNDS: usize = 20;

/// What is to happen to which case.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    pub actor: &'a Actor,
    pub case: Uuid,
    pub what: What<'a>,
    /// The version the person was looking at. An act on an older one is refused as stale.
    pub expected_version: Option<i32>,
    /// Particulars for history: ids, counts, codes; no identifiers.
    pub detail: Value,
}

/// The thing that happens.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// The case begins: its initial stage is entered.
    Start,
    /// Somebody does an action on the case itself.
    Action {
        name: &'a str,
        why: Why<'a>,
    },
    /// Somebody does an action that is given on a batch of payments.
    BatchAction {
        name: &'a str,
    },
    Event(&'a str),
    Timer(&'a str),
    Outcome {
        effect: &'a str,
        name: &'a str,
    },
    /// An appeal of this programme about how the case ended was allowed.
    Reopen {
        programme: &'a str,
    },
    /// The case is closed for another of the same people; `kept` is that one's reference, where the citizen may know it.
    Merge {
        kept: Option<&'a str>,
        reason: &'a str,
    },
    /// A step is taken back: the case returns to the stage that it left, which it had entered then. Whether the actor may has
    /// been asked.
    Undo {
        to: &'a str,
        entered: DateTime<Utc>,
    },
    /// A merge is taken back: the case returns to the stage that it left by it. Whether the actor may has been asked.
    Unmerge {
        to: &'a str,
        reason: &'a str,
    },
}

impl<'a> What<'a> {
    /// The action of the workflow that is done.
    fn action(&self) -> Option<&'a str> {
        match *self {
            Self::Action { name, .. } | Self::BatchAction { name } => Some(name),
            Self::Merge { .. } => Some(MERGE),
            _ => None,
        }
    }

    /// What is said of why.
    fn why(&self) -> Why<'a> {
        match *self {
            Self::Action { why, .. } => why,
            Self::Merge { reason, .. } | Self::Unmerge { reason, .. } => Why::words(reason),
            _ => Why::NOTHING,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// The case made this step.
    Stepped { version: i32, step: Box<Step> },
    /// The stage did not wait for this event, timer or outcome: it came late or twice, and that is fine.
    Nothing,
}

/// Acts in a transaction of its own and wakes the workers.
///
/// # Errors
/// Why not, as a refusal; `NotFound` where the actor may not know of the case.
pub async fn act(app: &App, act: &Act<'_>) -> Result<Done> {
    let mut conn = app.db.acquire().await?;
    let done = act_in(app, &mut conn, act).await?;
    drop(conn);
    wake(app);
    tell(app, act.case);
    Ok(done)
}

/// Acts on the caller's connection, in its transaction where it has one.
///
/// # Errors
/// As `act`.
pub async fn act_in(app: &App, conn: &mut PgConnection, act: &Act<'_>) -> Result<Done> {
    let mut looked_at = act.expected_version;
    for _ in 0..ROUNDS {
        let Some(standing) = cases::read(conn, act.case, person_of(act.actor)).await? else {
            return Err(Error::NotFound);
        };
        let programme = app.catalogue.version(conn, &standing.bundle).await?;
        let Some(step) = decide(app, &programme, &standing, act, looked_at)? else {
            return Ok(Done::Nothing);
        };
        let entry = write::Entry::of(act, &standing, &programme, &step);
        let written = if step.reopens {
            reopen::write(app, conn, &entry).await?
        } else {
            write::step(app, conn, &entry).await?
        };
        if let Some(version) = written {
            return Ok(Done::Stepped { version, step: Box::new(step) });
        }
        // The system decides anew on whatever is there now; a person only where it is still what they decided on, and
        // nothing but a claim or a note came between.
        if !matches!(act.actor, Actor::System) {
            looked_at = Some(standing.version);
        }
    }
    Err(Fault::broken("a case moved each time it was about to take a step").into())
}

/// Tells the workers that a step may have left them work. Called after the commit.
pub fn wake(app: &App) {
    for queue in [Queue::Cases, Queue::Notices, Queue::Money] {
        app.wake.wake(queue);
    }
}

/// Tells those who look at it that a case, and with it the queues, may have changed. Called after the commit.
pub(super) fn tell(app: &App, case: Uuid) {
    app.live.tell(News::Case(case));
    app.live.tell(News::Queues);
}

/// Which side of the counter an actor stands on, as history says it.
pub fn doer_kind(actor: &Actor) -> DoerKind {
    match actor {
        Actor::Citizen { .. } => DoerKind::Citizen,
        Actor::Staff { .. } => DoerKind::Staff,
        Actor::System | Actor::Anonymous => DoerKind::System,
    }
}

/// The person behind an actor.
pub fn person_of(actor: &Actor) -> Option<Uuid> {
    match actor {
        Actor::Citizen { person, .. } | Actor::Staff { person, .. } => Some(*person),
        Actor::Anonymous | Actor::System => None,
    }
}

/// The case as the policy sees it.
pub fn resource(standing: &Standing) -> Resource<'_> {
    Resource {
        kind: "case",
        programme: Some(&standing.programme),
        area: Some(&standing.area),
        owner: Some(standing.applicant.person),
        kin: &standing.kin_of_applicant,
        hands: &standing.hands,
        amount: Some(standing.amount),
        skill: skill_of(standing.queue.as_deref()),
    }
}

/// The case as the workflow sees it.
pub fn situation<'a>(app: &'a App, standing: &'a Standing) -> Situation<'a> {
    Situation {
        stage: &standing.stage,
        facts: &standing.facts,
        deeds: &standing.deeds,
        kin_of_actor: &standing.kin_of_asker,
        now: standing.now,
        calendar: &app.calendar,
    }
}

fn decide(
    app: &App,
    programme: &Programme,
    standing: &Standing,
    act: &Act<'_>,
    looked_at: Option<i32>,
) -> Result<Option<Step>> {
    if let Some(name) = act.what.action() {
        if !programme.workflow.action_names().contains(&name) {
            return Err(Error::NotFound);
        }
        app.policy
            .authorize(act.actor, name, &resource(standing))
            .map_err(|denied| denied.into_error(name))?;
        second_look::keep_blind(standing)?;
        may_touch(act, standing, looked_at)?;
    }
    let trigger = trigger(act, standing)?;
    match workflow::decide(&programme.workflow, &situation(app, standing), &trigger) {
        Ok(step) => Ok(Some(step)),
        Err(workflow::Refusal::NotExpected { .. }) => Ok(None),
        Err(workflow::Refusal::CaseEnded { .. }) if !matches!(trigger, Trigger::Action { .. }) => Ok(None),
        Err(refusal) => Err(refused(refusal)),
    }
}

/// The refusals of the door itself: a stale page, somebody else's claim, a payment outside a batch, a merge of one case.
fn may_touch(act: &Act<'_>, standing: &Standing, looked_at: Option<i32>) -> Result<()> {
    if looked_at.is_some_and(|version| version != standing.version) {
        return Err(Refusal::StaleCase { stage: standing.stage.clone(), version: standing.version }.into());
    }
    if let What::Action { name, .. } = act.what
        && !workflow::vocabulary::is_given_on_one_case(name)
    {
        return Err(Refusal::ActionNotOpen { action: name.to_owned(), stage: standing.stage.clone() }.into());
    }
    held_by_another(act.actor, standing).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// The refusal where somebody else of the staff works on the case.
pub(super) fn held_by_another(actor: &Actor, standing: &Standing) -> Option<Refusal> {
    let Actor::Staff { account, .. } = actor else { return None };
    let is_held = standing.claimed_by.is_some_and(|holder| holder != *account);
    is_held.then(|| Refusal::ClaimedBySomeoneElse { by: standing.claimer.clone().unwrap_or_default() })
}

fn trigger<'a>(act: &Act<'a>, standing: &Standing) -> Result<Trigger<'a>> {
    Ok(match act.what {
        What::Start if standing.last_event.is_some() => {
            return Err(Fault::broken("a case that has a history was to begin again").into());
        }
        What::Start => Trigger::Start,
        What::Action { .. } | What::BatchAction { .. } | What::Merge { .. } => {
            let person = person_of(act.actor).ok_or(Refusal::SignInRequired)?;
            let name = act.what.action().ok_or_else(|| Fault::broken("an action has no name"))?;
            Trigger::Action { name, person, why: act.what.why() }
        }
        What::Unmerge { to, .. } => Trigger::Unmerge { to },
        What::Undo { to, entered } => Trigger::Undo { to, entered },
        What::Event(name) => Trigger::Event { name },
        What::Timer(kind) => Trigger::Timer { kind },
        What::Outcome { effect, name } => Trigger::Outcome { effect, name },
        What::Reopen { programme } => Trigger::Reopen { programme },
    })
}

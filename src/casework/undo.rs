//! Taking a step back: whoever pressed the wrong button has a short time in which nothing of it has left the house. Its
//! messages wait until then, and are withdrawn with it. History keeps both, the citizen hears of neither.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::{Act, Done, What, act_in, held_by_another, person_of, resource, tell, wake};
use super::allocate::{make_room, officer, remember};
use super::look;
use crate::app::App;
use crate::cases::{self, Officer, Standing};
use crate::catalogue::Programme;
use crate::db;
use crate::error::{Error, Result};
use crate::history::{self, LastStep};
use crate::notices;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow::vocabulary::UNDO;
use crate::workflow::{self, Action};

/// A step that can still be taken back.
#[derive(Debug, Clone)]
pub struct Undoable {
    /// What was done.
    pub title: workflow::Text,
    pub until: DateTime<Utc>,
}

/// The last step of a case that somebody may see, where they did it and may still take it back.
///
/// # Errors
/// When the database fails.
pub(super) async fn undoable(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (standing, programme): (&Standing, &Programme),
) -> Result<Option<Undoable>> {
    let is_late = standing.stage_entered_at + app.undo <= standing.now;
    if is_late || app.policy.authorize(actor, UNDO, &resource(standing)).is_err() {
        return Ok(None);
    }
    let Some(step) = history::last_step(conn, standing.id).await? else { return Ok(None) };
    let action = may_undo(app, actor, (standing, programme), &step).ok();
    Ok(action.map(|(action, until)| Undoable { title: action.title.clone(), until }))
}

/// Takes the last step of a case back; whoever did it has the case again, as far as they have room.
///
/// # Errors
/// `NotFound` where the actor may not see the case; `NothingToUndo` where the last step is not theirs, is none that can be
/// taken back, or is older than the time for it; `LeftTheHouse` where a message of it is on its way.
pub async fn undo(app: &App, actor: &Actor, reference: &Reference) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let standing = look::seen(app, &mut tx, actor, reference).await?;
    app.policy.authorize(actor, UNDO, &resource(&standing)).map_err(|no| no.into_error(UNDO))?;
    let officer = officer(actor)?;
    let programme = app.catalogue.version(&mut tx, &standing.bundle).await?;
    let step = history::last_step(&mut tx, standing.id).await?.ok_or(Refusal::NothingToUndo)?;
    let (action, _) = may_undo(app, actor, (&standing, &programme), &step)?;
    let entered = programme.workflow.stage(&standing.stage).map(|stage| stage.notices.as_slice());
    let kinds: Vec<String> = action.notices.iter().chain(entered.unwrap_or_default()).cloned().collect();
    if !notices::withdraw(&mut tx, standing.id, (&kinds, step.at)).await? {
        return Err(Refusal::LeftTheHouse.into());
    }
    let act = Act {
        actor,
        case: standing.id,
        what: What::Undo { to: &step.from, entered: step.entered },
        expected_version: Some(standing.version),
        detail: json!({ "undoes": step.seq }),
    };
    let Done::Stepped { step: back, .. } = act_in(app, &mut tx, &act).await? else {
        return Err(Refusal::NothingToUndo.into());
    };
    match make_room(&mut tx, officer.account).await {
        Ok(()) => hold_again(&mut tx, standing.id, (back.queue.as_deref(), officer)).await?,
        // They have as much as they may have: it waits for whoever is next.
        Err(Error::Refused(_)) => {}
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    wake(app);
    tell(app, standing.id);
    Ok(())
}

async fn hold_again(
    conn: &mut PgConnection,
    case: Uuid,
    (queue, officer): (Option<&str>, Officer),
) -> Result<()> {
    if let Some(queue) = queue
        && cases::claim(conn, case, queue, officer).await?
    {
        remember(conn, case, "case-claimed", officer, &json!({ "queue": queue })).await?;
    }
    Ok(())
}

/// The action that the step did, and until when it can be taken back.
fn may_undo<'p>(
    app: &App,
    actor: &Actor,
    (standing, programme): (&Standing, &'p Programme),
    step: &LastStep,
) -> Result<(&'p Action, DateTime<Utc>)> {
    let nothing = || Error::from(Refusal::NothingToUndo);
    let action = programme.workflow.action_in(&step.from, &step.action);
    let action = action.filter(|action| action.undo).ok_or_else(nothing)?;
    let until = step.at + app.undo;
    let is_theirs = step.actor.is_some() && step.actor == person_of(actor);
    if !is_theirs || step.to != standing.stage || until <= standing.now {
        return Err(nothing());
    }
    held_by_another(actor, standing).map_or(Ok((action, until)), |refusal| Err(refusal.into()))
}

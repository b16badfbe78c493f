//! A supervisor gives a case that waits in a queue to an officer, or takes it back into the queue, for a reason that its
//! history keeps: no case stays with somebody who is away.

use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::{person_of, refused, resource, situation, tell};
use super::allocate::{has_work, make_room};
use super::look;
use crate::app::App;
use crate::cases::{self, Standing};
use crate::catalogue::Programme;
use crate::db;
use crate::error::{Error, Result};
use crate::history::{self, Doer, DoerKind, Happening};
use crate::people::staff::{self, Colleague};
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow;

const DEED: &str = "assign";

/// Why a case is given, and from where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Giving<'a> {
    /// The queue in which it must still wait; any where nothing is said.
    pub(super) queue: Option<&'a str>,
    pub(super) reason: &'a str,
}

/// The officers to whom the case can be given now, by name. Who is away is not among them.
///
/// # Errors
/// `NotFound` where the actor may not see the case; those of the policy; `ActionNotOpen` where it waits in no queue.
pub async fn assignees(app: &App, actor: &Actor, reference: &Reference) -> Result<Vec<Colleague>> {
    let mut conn = app.db.acquire().await?;
    let mut colleagues = staff::colleagues(&mut conn, None).await?;
    let giving = Giving { queue: None, reason: "" };
    let (_, fit) = fit(app, &mut conn, actor, (reference, &giving), &colleagues).await?;
    colleagues.retain(|colleague| fit.contains(&colleague.account));
    Ok(colleagues)
}

/// The account that has the case, and those of these colleagues to whom it can be given, in their order.
pub(super) async fn fit(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (reference, giving): (&Reference, &Giving<'_>),
    colleagues: &[Colleague],
) -> Result<(Option<Uuid>, Vec<Uuid>)> {
    let standing = assignable(app, conn, actor, (reference, giving)).await?;
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    let fit = colleagues
        .iter()
        .filter(|colleague| colleague.is_here() && takes(app, &colleague.actor(), (&programme, &standing)));
    Ok((standing.claimed_by, fit.map(|colleague| colleague.account).collect()))
}

/// Gives the case to an officer's account, or to nobody: back to its queue.
///
/// # Errors
/// As `assignees`; `Invalid` on `reason`, and on `to` where that officer may not work on the case, is away, or holds as many
/// as one may hold.
pub async fn assign(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    (to, reason): (Option<Uuid>, &str),
) -> Result<()> {
    assign_at(app, actor, reference, to, &Giving { queue: None, reason }).await
}

/// As `assign`, of a case that still waits where it is taken from.
pub(super) async fn assign_at(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    to: Option<Uuid>,
    giving: &Giving<'_>,
) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let standing = assignable(app, &mut tx, actor, (reference, giving)).await?;
    // A claim locks the officer before the case, so this does; whoever acts on the case meanwhile waits, and reads anew.
    let room = match to {
        Some(account) => room(&mut tx, account).await?,
        None => None,
    };
    cases::lock(&mut tx, standing.id).await?;
    let standing = assignable(app, &mut tx, actor, (reference, giving)).await?;
    let reason = plain::reason("reason", Some(giving.reason)).map_err(Refusal::from)?;
    let reason = reason.ok_or_else(|| Refusal::field("reason", "reason-missing"))?;
    if standing.claimed_by == to {
        return Ok(());
    }
    let (kind, detail) = if let Some(account) = to {
        let given = officer_for(app, &mut tx, (&standing, account)).await?;
        if let Some(full) = room {
            return Err(full.into());
        }
        cases::give(&mut tx, standing.id, account).await?;
        ("case-assigned", json!({ "queue": standing.queue, "to": given, "reason": reason }))
    } else {
        cases::take_back(&mut tx, standing.id).await?;
        ("case-released", json!({ "reason": reason }))
    };
    let doer = Doer { kind: DoerKind::Staff, person: person_of(actor) };
    let happening = Happening { case_id: standing.id, kind, action: None, doer, detail: &detail };
    history::append(&mut tx, &happening).await?;
    tx.commit().await?;
    tell(app, standing.id);
    Ok(())
}

/// Why the officer cannot be given one more, if so.
async fn room(conn: &mut PgConnection, account: Uuid) -> Result<Option<Refusal>> {
    match make_room(conn, account).await {
        Ok(()) => Ok(None),
        Err(Error::Refused(Refusal::TooManyClaims { .. })) => {
            Ok(Some(Refusal::field("to", "colleague-full")))
        }
        Err(Error::Refused(Refusal::Away { .. })) => Ok(Some(Refusal::field("to", "colleague-away"))),
        Err(Error::Refused(Refusal::SignInRequired)) => Ok(Some(Refusal::field("to", "colleague-unfit"))),
        Err(error) => Err(error),
    }
}

/// The person of the officer, if the case is for them.
async fn officer_for(
    app: &App,
    conn: &mut PgConnection,
    (standing, account): (&Standing, Uuid),
) -> Result<Uuid> {
    let unfit = || Refusal::field("to", "colleague-unfit");
    let colleague = staff::colleagues(conn, Some(account)).await?.pop().ok_or_else(unfit)?;
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    // Read for whoever gets it: whose kin they are, what they did on it, and whether they look at it a second time, decides.
    let seen = cases::read(conn, standing.id, Some(colleague.person)).await?.ok_or(Error::NotFound)?;
    if seen.second_look.is_some() || !takes(app, &colleague.actor(), (&programme, &seen)) {
        return Err(unfit().into());
    }
    Ok(colleague.person)
}

/// Whether somebody may claim the case and then do something on it, and nothing they did before keeps them from any of it:
/// those whom the next case of the queue passes over are not given it either.
fn takes(app: &App, actor: &Actor, (programme, standing): (&Programme, &Standing)) -> bool {
    let Some(person) = person_of(actor) else { return false };
    let is_barred = |action: &workflow::OpenAction| {
        let refusal = action.refusal.clone().map(refused);
        app.policy.authorize(actor, &action.name, &resource(standing)).is_ok()
            && matches!(refusal, Some(Error::Refused(Refusal::Separated { .. })))
    };
    app.policy.authorize(actor, "claim", &resource(standing)).is_ok()
        && has_work(app, actor, programme, standing)
        && !workflow::open_actions(&programme.workflow, &situation(app, standing), person)
            .iter()
            .any(is_barred)
}

/// The case, if it waits in the queue and the actor may say who works on it.
async fn assignable(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (reference, giving): (&Reference, &Giving<'_>),
) -> Result<Standing> {
    let standing = look::seen(app, conn, actor, reference).await?;
    app.policy.authorize(actor, DEED, &resource(&standing)).map_err(|no| no.into_error(DEED))?;
    if standing.queue.is_none() || giving.queue.is_some_and(|queue| standing.queue.as_deref() != Some(queue))
    {
        return Err(Refusal::ActionNotOpen { action: DEED.to_owned(), stage: standing.stage }.into());
    }
    Ok(standing)
}

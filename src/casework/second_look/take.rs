//! Taking the second look that waits longest, giving it back, and what goes back by itself.

use chrono::Days;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{KIND, TAKE, authorize};
use crate::app::App;
use crate::cases;
use crate::casework::act::person_of;
use crate::casework::allocate::officer;
use crate::db;
use crate::error::{Error, Result};
use crate::people::absence::{self, Attendance};
use crate::people::staff;
use crate::policy::{Actor, Scope};
use crate::refusal::Refusal;
use crate::second_looks::{self, Waiting};

/// How many days an officer keeps a second look without answering it.
pub const KEPT_DAYS: u64 = 3;
/// So many that wait are looked through at once.
const BITE: i64 = 24;
/// Whoever asks how many wait for them is told of no more than these.
const COUNTED: usize = 10;

/// Second looks, for whoever takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mine {
    /// The one that they have open.
    pub open: Option<Uuid>,
    /// How many wait that they may take, at most ten.
    pub waiting: usize,
    /// Whether more wait than these.
    pub is_more: bool,
}

/// What waits for the actor, and what they have open; none for those who take no second looks.
///
/// # Errors
/// When the database fails.
pub async fn mine(app: &App, actor: &Actor) -> Result<Option<Mine>> {
    let scope = app.policy.scope(actor, KIND, TAKE);
    if scope == Scope::Nothing {
        return Ok(None);
    }
    let officer = officer(actor)?;
    let mut conn = app.db.acquire().await?;
    let open = second_looks::open_of(&mut conn, officer.account).await?.map(|open| open.id);
    let one_more = i64::try_from(COUNTED + 1).unwrap_or(i64::MAX);
    let waiting = second_looks::waiting(&mut conn, officer.person, &scope, (None, one_more)).await?.len();
    Ok(Some(Mine { open, waiting: waiting.min(COUNTED), is_more: waiting > COUNTED }))
}

/// Takes the one that waits longest of those that the actor may judge. Whoever has one open is given that again.
///
/// # Errors
/// `NoSecondLook` where none waits for them; `Away`; `NotAllowed`.
pub async fn next(app: &App, actor: &Actor) -> Result<Uuid> {
    let scope = app.policy.scope(actor, KIND, TAKE);
    if scope == Scope::Nothing {
        return Err(Refusal::NotAllowed { deed: TAKE.to_owned() }.into());
    }
    let officer = officer(actor)?;
    let mut tx = db::begin(&app.db).await?;
    second_looks::lock_taker(&mut tx, officer.account).await?;
    match absence::attendance(&mut tx, officer.account).await? {
        Attendance::Gone => return Err(Refusal::SignInRequired.into()),
        Attendance::Away { until } => return Err(Refusal::Away { until }.into()),
        Attendance::Here => {}
    }
    if let Some(open) = second_looks::open_of(&mut tx, officer.account).await? {
        return Ok(open.id);
    }
    let mut after = None;
    loop {
        let waiting = second_looks::waiting(&mut tx, officer.person, &scope, (after, BITE)).await?;
        for one in &waiting {
            if is_for(app, &mut tx, actor, one).await?
                && second_looks::take(&mut tx, one.id, officer.account).await?
            {
                tx.commit().await?;
                return Ok(one.id);
            }
        }
        after = waiting.last().map(|last| last.id);
        if after.is_none() {
            return Err(Refusal::NoSecondLook.into());
        }
    }
}

/// Whether the policy lets the actor judge it, as the case stands.
async fn is_for(app: &App, conn: &mut PgConnection, actor: &Actor, one: &Waiting) -> Result<bool> {
    let Some(standing) = cases::read(conn, one.case, person_of(actor)).await? else { return Ok(false) };
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    match authorize(app, actor, &programme, &standing) {
        Ok(()) => Ok(true),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(_) => Ok(false),
    }
}

/// Gives the second look back, also where somebody finds that it is not for them. It waits for somebody else; giving back what
/// one does not have changes nothing.
///
/// # Errors
/// `NotFound` where it is not of the actor's areas and programmes.
pub async fn give_back(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    let account = officer(actor)?.account;
    let mut conn = app.db.acquire().await?;
    let look = second_looks::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let standing = cases::read(&mut conn, look.case, person_of(actor)).await?.ok_or(Error::NotFound)?;
    if !app.policy.scope(actor, KIND, TAKE).holds(&standing.area, &standing.programme) {
        return Err(Error::NotFound);
    }
    Ok(second_looks::give_back(&mut conn, id, account).await?)
}

/// Gives back what is open with those who are away or gone, or has been for longer than one keeps it; how many.
///
/// # Errors
/// When the database fails.
pub async fn give_back_idle(app: &App) -> Result<u64> {
    let mut conn = app.db.acquire().await?;
    let now = staff::now(&mut conn).await?;
    let released = second_looks::release_absent(&mut conn, now - Days::new(KEPT_DAYS)).await?;
    if released > 0 {
        tracing::info!(second_looks = released, "Second looks of those who did not answer went back.");
    }
    Ok(released)
}

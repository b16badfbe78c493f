//! An officer puts a case that they have on hold until a day, for a reason, and takes it up again. It stays theirs and
//! leaves room for another; its deadline runs on. When the day has come it is back in their work by itself.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::act::{doer_kind, held_by_another, person_of, tell};
use super::allocate::{claimable, make_room, officer};
use crate::app::App;
use crate::cases::{self, Standing};
use crate::db;
use crate::error::Result;
use crate::history::{self, Doer, Happening};
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};
use crate::texts::day_of;
use crate::workflow::midnight;

const DEED: &str = "hold";
/// The most cases one officer has on hold at a time.
pub const HOLD_CAP: i64 = 20;
/// How many days ahead the day may lie.
pub const LONGEST: u64 = 30;

/// Puts a case of the actor's on hold until the beginning of a day. Doing the same twice is doing it once.
///
/// # Errors
/// `NotYourCase`, `ClaimedBySomeoneElse`; `Invalid` on `until` and `reason`; `AlreadyOnHold` until another day;
/// `TooManyHolds`.
pub async fn hold(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    (until, reason): (NaiveDate, &str),
) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let standing = claimable(app, &mut tx, actor, reference, DEED).await?;
    // Whoever claims, gives or takes locks the officer before the case, and so does this.
    let held = cases::held_by(&mut tx, officer(actor)?.account).await?;
    cases::lock(&mut tx, standing.id).await?;
    let standing = own(app, &mut tx, actor, reference).await?;
    let reason = fit(until, reason, &standing)?;
    match standing.on_hold_until.map(day_of) {
        Some(day) if day == until => return Ok(()),
        Some(day) => return Err(Refusal::AlreadyOnHold { until: day }.into()),
        None => {}
    }
    if held.on_hold >= HOLD_CAP {
        return Err(Refusal::TooManyHolds { cap: HOLD_CAP }.into());
    }
    cases::hold(&mut tx, standing.id, midnight(until)).await?;
    remember(&mut tx, actor, (&standing, "case-held"), &json!({ "until": until, "reason": reason })).await?;
    tx.commit().await?;
    tell(app, standing.id);
    Ok(())
}

/// Takes a case of the actor's that is on hold up again. One that is not stays as it is.
///
/// # Errors
/// `NotYourCase`, `ClaimedBySomeoneElse`; `TooManyClaims` where there is no room for it; `Away`.
pub async fn resume(app: &App, actor: &Actor, reference: &Reference) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let standing = claimable(app, &mut tx, actor, reference, DEED).await?;
    let room = make_room(&mut tx, officer(actor)?.account).await;
    cases::lock(&mut tx, standing.id).await?;
    let standing = own(app, &mut tx, actor, reference).await?;
    if standing.on_hold_until.is_none() {
        return Ok(());
    }
    room?;
    cases::resume(&mut tx, standing.id).await?;
    remember(&mut tx, actor, (&standing, "case-resumed"), &json!({})).await?;
    tx.commit().await?;
    tell(app, standing.id);
    Ok(())
}

/// The case as it stands now that nobody else changes it, if the actor has it.
async fn own(app: &App, conn: &mut PgConnection, actor: &Actor, reference: &Reference) -> Result<Standing> {
    let standing = claimable(app, conn, actor, reference, DEED).await?;
    if standing.claimed_by.is_none() {
        return Err(Refusal::NotYourCase.into());
    }
    held_by_another(actor, &standing).map_or(Ok(standing), |refusal| Err(refusal.into()))
}

/// The reason, if there is one and the day is one to which a case can be put off.
fn fit(until: NaiveDate, reason: &str, standing: &Standing) -> Result<String, Refusal> {
    let mut wrong = Vec::new();
    let today = day_of(standing.now);
    if until <= today {
        wrong.push(FieldError::new("until", "hold-too-soon"));
    } else if until > today + Days::new(LONGEST) {
        wrong.push(FieldError::new("until", "hold-too-long").with("days", LONGEST));
    }
    match plain::reason("reason", Some(reason)) {
        Ok(Some(reason)) if wrong.is_empty() => return Ok(reason),
        Ok(Some(_)) => {}
        Ok(None) => wrong.push(FieldError::new("reason", "reason-missing")),
        Err(error) => wrong.push(error),
    }
    Err(Refusal::Invalid(wrong))
}

async fn remember(
    conn: &mut PgConnection,
    actor: &Actor,
    (standing, kind): (&Standing, &str),
    detail: &Value,
) -> Result<()> {
    let doer = Doer { kind: doer_kind(actor), person: person_of(actor) };
    history::append(conn, &Happening { case_id: standing.id, kind, action: None, doer, detail }).await?;
    Ok(())
}

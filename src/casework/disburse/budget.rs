//! What a programme may spend, and giving it more.

use serde::Serialize;
use uuid::Uuid;

use super::{must_be_proved, person};
use crate::app::App;
use crate::casework::once::{Answer, Once, RequestKey};
use crate::entropy;
use crate::error::Result;
use crate::payments::Money;
use crate::payments::ledger::{self, Appropriation, Balances};
use crate::plain;
use crate::policy::{Actor, Resource};
use crate::refusal::Refusal;

const LONGEST_AUTHORITY: usize = 200;
/// A hundred billion rupees: above every budget of the province, far below what the ledger can count.
const MOST: Money = Money::from_paisa(10_000_000_000_000);

/// Money to be given to a programme.
#[derive(Debug, Clone, Copy)]
pub struct NewAppropriation<'a> {
    pub programme: &'a str,
    pub amount: Money,
    /// The release order or letter it rests on.
    pub authority: &'a str,
    /// Whether the actor proved who they are within the last five minutes.
    pub recently_proved: bool,
}

/// The appropriation that was made.
#[derive(Debug, Serialize)]
struct Appropriated {
    id: Uuid,
}

/// Where the money of a programme stands.
///
/// # Errors
/// `NotFound` for a programme that the actor may not know the budget of.
pub async fn balances(app: &App, actor: &Actor, programme: &str) -> Result<Balances> {
    authorize(app, actor, "see", programme)?;
    let mut conn = app.db.acquire().await?;
    ledger::balances(&mut conn, programme).await
}

/// Gives money to a programme's budget; answers the id of the appropriation.
///
/// # Errors
/// `ReauthenticationRequired`; wrong fields; `NotFound` when there is no such programme.
pub async fn appropriate(
    app: &App,
    actor: &Actor,
    key: RequestKey,
    new: &NewAppropriation<'_>,
) -> Result<Answer> {
    authorize(app, actor, "appropriate", new.programme)?;
    must_be_proved(new.recently_proved)?;
    if new.amount <= Money::ZERO {
        return Err(Refusal::field("amount", "amount-not-positive").into());
    }
    if new.amount > MOST {
        return Err(Refusal::field("amount", "number-too-large").into());
    }
    let authority = plain::line("authority", new.authority, LONGEST_AUTHORITY).map_err(Refusal::from)?;
    if authority.is_empty() {
        return Err(Refusal::field("authority", "field-missing").into());
    }
    let made_by = person(actor)?;
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let id = entropy::id();
    let appropriation =
        Appropriation { id, programme: new.programme, amount: new.amount, authority: &authority, made_by };
    ledger::appropriate(pending.connection(), &appropriation).await?;
    let answer = pending.finish(201, &Appropriated { id }).await?;
    tracing::info!(
        programme.code = new.programme, appropriation.id = %id, appropriation.amount = new.amount.paisa(),
        "money was given to a programme"
    );
    Ok(answer)
}

fn authorize(app: &App, actor: &Actor, deed: &str, programme: &str) -> Result<()> {
    let resource = Resource { kind: "budget", programme: Some(programme), ..Resource::default() };
    app.policy.authorize(actor, deed, &resource).map_err(|no| no.into_error(deed))
}

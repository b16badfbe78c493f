//! What was done as counts, for those who answer for the works; nothing about anybody in particular.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::error::Result;
use crate::notices::{self, Count};
use crate::payments::ledger::{self, Balances};
use crate::policy::{Actor, Resource, SEE, Scope};
use crate::reports::{self, Day, OpenCases};

/// The figures, as far as whoever asks may see them.
#[derive(Debug)]
pub struct Figures {
    /// None for those who see no cases.
    pub cases: Option<CaseFigures>,
    /// Of each programme whose budget the actor may see.
    pub money: Vec<Money>,
}

/// What is known of the cases within the actor's areas and programmes.
#[derive(Debug)]
pub struct CaseFigures {
    pub open: Vec<OpenCases>,
    /// The last thirty days, the earliest first.
    pub days: Vec<Day>,
}

/// Where the money of a programme stands.
#[derive(Debug)]
pub struct Money {
    pub programme: String,
    pub balances: Balances,
}

/// How many notices were written since a moment (without one: within the last day), by kind, channel and state.
///
/// # Errors
/// `NotAllowed` for those who read no such reports.
pub async fn notices(app: &App, actor: &Actor, since: Option<DateTime<Utc>>) -> Result<Vec<Count>> {
    authorize(app, actor, "see-notices")?;
    let mut conn = app.db.acquire().await?;
    Ok(notices::counts(&mut conn, since).await?)
}

/// Open cases, the last days, and money.
///
/// # Errors
/// `NotAllowed` for those who read no reports.
pub async fn figures(app: &App, actor: &Actor) -> Result<Figures> {
    authorize(app, actor, SEE)?;
    let scope = app.policy.scope(actor, "case", SEE);
    let mut conn = app.db.acquire().await?;
    let cases = match scope {
        Scope::Within { .. } => Some(CaseFigures {
            open: reports::open_cases(&mut conn, &scope).await?,
            days: reports::days(&mut conn, &scope).await?,
        }),
        Scope::Nothing | Scope::Own(_) => None,
    };
    let mut money = Vec::new();
    for offer in app.catalogue.offers().iter().filter(|offer| offer.programme.pays()) {
        let programme = offer.programme.code.clone();
        let budget = Resource { kind: "budget", programme: Some(&programme), ..Resource::default() };
        if app.policy.authorize(actor, SEE, &budget).is_ok() {
            let balances = ledger::balances(&mut conn, &programme).await?;
            money.push(Money { programme, balances });
        }
    }
    Ok(Figures { cases, money })
}

fn authorize(app: &App, actor: &Actor, deed: &str) -> Result<()> {
    app.policy.authorize(actor, deed, &Resource::of("report")).map_err(|no| no.into_error(deed))
}

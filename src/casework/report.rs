//! What was done as counts, for those who answer for the works: as of now, or as it was when a day ended. Nothing about any
//! citizen in particular; staff are named to those only who see them anyway.

mod cases;
mod workload;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

pub use self::cases::{CaseFigures, MissedInStage, Outcomes};
pub use self::workload::{Officer, Worked, Workload};
use crate::app::App;
use crate::error::{Error, Result};
use crate::notices::{self, Count};
use crate::payments::ledger::{self, Balances};
use crate::policy::{Actor, Resource, SEE, Scope};
use crate::reports::AsAt;

/// What is asked of the figures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The day at whose end; as of now without one.
    pub as_at: Option<NaiveDate>,
    /// Of this programme alone.
    pub programme: Option<&'a str>,
    /// Of this area and what lies in it.
    pub area: Option<&'a str>,
}

/// The figures, as far as whoever asks may see them.
#[derive(Debug)]
pub struct Figures {
    pub as_at: AsAt,
    /// None for those who see no cases.
    pub cases: Option<CaseFigures>,
    /// Of each programme whose budget the actor may see. Budgets are the province's: within an area there is none.
    pub money: Vec<Money>,
    /// Whether the actor would see money, had they not asked for an area.
    pub leaves_out_money: bool,
}

/// Where the money of a programme stands.
#[derive(Debug)]
pub struct Money {
    pub programme: String,
    pub balances: Balances,
}

/// What the figures can be asked for.
#[derive(Debug)]
pub struct Choices {
    /// The cases that are counted.
    pub scope: Scope,
    pub programmes: Vec<String>,
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

/// Which cases and programmes the actor may ask for.
///
/// # Errors
/// `NotAllowed` for those who read no reports.
pub fn choices(app: &App, actor: &Actor) -> Result<Choices> {
    authorize(app, actor, SEE)?;
    let scope = app.policy.scope(actor, "case", SEE);
    let offers = app.catalogue.offers().into_iter().map(|offer| offer.programme.code.clone());
    let is_seen = |code: &String| {
        !matches!(scope.narrowed(Some(code), None), Scope::Nothing) || sees_budget(app, actor, code)
    };
    let programmes = offers.filter(is_seen).collect();
    Ok(Choices { scope, programmes })
}

/// Open cases, the last days, and money.
///
/// # Errors
/// `NotAllowed` for those who read no reports; `NotFound` for a programme or an area that is not theirs; `Invalid` on `as-at`.
pub async fn figures(app: &App, actor: &Actor, asked: &Asked<'_>) -> Result<Figures> {
    let Choices { scope, programmes } = choices(app, actor)?;
    let scope = asked_of(app, &scope, &programmes, asked)?;
    let mut conn = app.db.acquire().await?;
    let as_at = AsAt::of(&mut conn, asked.as_at).await?;
    let cases = match scope {
        Scope::Within { .. } => Some(cases::read(app, &mut conn, actor, (&scope, &as_at)).await?),
        Scope::Nothing | Scope::Own(_) => None,
    };
    let offers = app.catalogue.offers().into_iter().map(|offer| offer.programme);
    let paying = offers.filter(|programme| programme.pays()).map(|programme| programme.code.clone());
    let is_asked = |code: &String| asked.programme.is_none_or(|only| only == code);
    let budgets: Vec<String> =
        paying.filter(|code| is_asked(code) && sees_budget(app, actor, code)).collect();
    let leaves_out_money = asked.area.is_some() && !budgets.is_empty();
    let money = if leaves_out_money { Vec::new() } else { money(&mut conn, budgets, &as_at).await? };
    Ok(Figures { as_at, cases, money, leaves_out_money })
}

/// The part of the scope that is asked for.
fn asked_of(app: &App, scope: &Scope, programmes: &[String], asked: &Asked<'_>) -> Result<Scope> {
    if asked.programme.is_some_and(|asked| programmes.iter().all(|own| own != asked)) {
        return Err(Error::NotFound);
    }
    let narrowed = scope.narrowed(asked.programme, asked.area);
    if let Some(area) = asked.area
        && (app.areas.now().find(area).is_none() || matches!(narrowed, Scope::Nothing))
    {
        return Err(Error::NotFound);
    }
    Ok(narrowed)
}

async fn money(conn: &mut PgConnection, programmes: Vec<String>, as_at: &AsAt) -> Result<Vec<Money>> {
    let mut money = Vec::with_capacity(programmes.len());
    for programme in programmes {
        let balances = if as_at.is_past {
            ledger::balances_at(conn, &programme, as_at.moment).await?
        } else {
            ledger::balances(conn, &programme).await?
        };
        money.push(Money { programme, balances });
    }
    Ok(money)
}

fn sees_budget(app: &App, actor: &Actor, programme: &str) -> bool {
    let budget = Resource { kind: "budget", programme: Some(programme), ..Resource::default() };
    app.policy.authorize(actor, SEE, &budget).is_ok()
}

fn authorize(app: &App, actor: &Actor, deed: &str) -> Result<()> {
    app.policy.authorize(actor, deed, &Resource::of("report")).map_err(|no| no.into_error(deed))
}

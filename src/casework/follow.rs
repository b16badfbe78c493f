//! A citizen follows their own case: all that its page tells, read once. The office looks at cases elsewhere, where its
//! look is logged.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::apply::{self, Filled};
use super::decision;
use super::disburse;
use super::look::{self, CaseView};
use super::way::Step;
use crate::app::App;
use crate::cases::messages::{self, Message};
use crate::cases::{self, Following, Standing};
use crate::catalogue::Programme;
use crate::certificates;
use crate::error::{Error, Result};
use crate::history::CitizenEntry;
use crate::payments::instruction::Item;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::workflow::Clock;

/// One's own case with its application, what happened to it, and the money.
#[derive(Debug)]
pub struct Followed {
    pub case: CaseView,
    pub application: Filled,
    pub history: Vec<CitizenEntry>,
    pub way: Vec<Step>,
    pub payments: Vec<Item>,
    /// Between the citizen and the office, oldest first.
    pub messages: Vec<Message>,
    /// By when whoever has to act has to.
    pub due_at: Option<DateTime<Utc>>,
    /// Whether the department has let that pass.
    pub is_late: bool,
    /// What was filed about it, newest first, each with its programme.
    pub filed: Vec<(Following, Arc<Programme>)>,
    /// The number of the certificate that it has brought and that still holds.
    pub certificate: Option<String>,
    /// Whether there is a decision to read.
    pub is_decided: bool,
    /// Whether the bank could not pay, and no other account was given since.
    pub is_account_wanted: bool,
}

/// One's own case.
///
/// # Errors
/// `NotFound` where it is somebody else's, for the office too.
pub async fn case(app: &App, actor: &Actor, reference: &Reference) -> Result<CaseView> {
    only_citizens(actor)?;
    look::case(app, actor, reference).await
}

/// All that the page of one's own case tells.
///
/// # Errors
/// As `case`.
pub async fn all(app: &App, actor: &Actor, reference: &Reference) -> Result<Followed> {
    only_citizens(actor)?;
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    let payments = disburse::payments_in(app, &mut conn, actor, &standing).await?;
    let application = apply::fill_in(app, &mut conn, actor, standing.application).await?;
    let history = look::told(&mut conn, &application.programme, &standing).await?;
    let is_account_wanted = disburse::is_account_wanted(&mut conn, standing.id).await?;
    let filed = filed(app, &mut conn, &standing).await?;
    let messages = messages::of_case(&mut conn, standing.id).await?;
    let is_decided = decision::last(app, &mut conn, &standing).await?.is_some();
    let certificate = certificates::of_case(&mut conn, standing.id).await?;
    let certificate = certificate.filter(|one| one.revoked.is_none()).map(|one| one.number);
    let case = look::view(app, &mut conn, actor, standing).await?;
    let due_at = look::due_at(app, &case.programme, &case.standing);
    let way = look::steps(app, &case, &history);
    let stage = case.programme.workflow.stage(&case.standing.stage);
    let is_late = stage.is_some_and(|stage| stage.clock == Clock::Department)
        && due_at.is_some_and(|due| due <= case.standing.now);
    Ok(Followed {
        case,
        application,
        history,
        way,
        payments,
        messages,
        due_at,
        is_late,
        filed,
        certificate,
        is_decided,
        is_account_wanted,
    })
}

async fn filed(
    app: &App,
    conn: &mut PgConnection,
    standing: &Standing,
) -> Result<Vec<(Following, Arc<Programme>)>> {
    let mut filed = Vec::new();
    for one in cases::about(conn, standing.id).await? {
        if let Some(offer) = app.catalogue.find(conn, &one.programme).await? {
            filed.push((one, offer.programme));
        }
    }
    Ok(filed)
}

fn only_citizens(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Citizen { .. } => Ok(()),
        Actor::Staff { .. } | Actor::System | Actor::Anonymous => Err(Error::NotFound),
    }
}

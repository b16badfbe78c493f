//! A supervisor gives several cases of a queue at once to an officer, shares them out evenly, or takes them back. Each is
//! decided as if it were the only one, in a transaction of its own: what does not work for one keeps no other back.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::allocate::{CLAIM_CAP, takes_from};
use super::assign::{self, Giving};
use crate::app::App;
use crate::cases;
use crate::error::{Error, Result};
use crate::people::staff::{self, Colleague};
use crate::plain;
use crate::policy::{Actor, Scope};
use crate::queues::{self, declared};
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};
use crate::texts::{self, Language};

const DEED: &str = "assign";

/// Who gets the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// This account.
    Officer(Uuid),
    /// Nobody: they go back to the queue.
    Queue,
    /// Those who may take them, fewest open cases first.
    Evenly,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct HandedOut {
    pub given: usize,
    pub not_given: Vec<NotGiven>,
}

/// A case that was not given, and why.
#[derive(Debug)]
pub struct NotGiven {
    pub reference: String,
    /// None where there is no such case for whoever asks.
    pub why: Option<Refusal>,
}

impl NotGiven {
    /// The code of the reason: of a wrong field its own.
    pub fn code(&self) -> &'static str {
        match &self.why {
            None => "not-found",
            Some(Refusal::Invalid(wrong)) => wrong.first().map_or("invalid", |error| error.code),
            Some(refusal) => refusal.code(),
        }
    }

    /// The reason as a sentence.
    pub fn sentence(&self, language: Language) -> String {
        match &self.why {
            None => texts::problem("not-found", language),
            Some(Refusal::Invalid(wrong)) => {
                let sentences: Vec<String> =
                    wrong.iter().map(|error| texts::field(error, language)).collect();
                sentences.join(" ")
            }
            Some(refusal) => texts::refusal(refusal, language),
        }
    }
}

/// The officers who are here, take cases from this queue, and do so somewhere where the actor gives them out; by name.
///
/// # Errors
/// `NotAllowed` for those who give out nothing; `NotFound` where there is no such queue.
pub async fn takers(app: &App, actor: &Actor, queue: &str) -> Result<Vec<Colleague>> {
    let scope = authorized(app, actor, queue)?;
    let mut conn = app.db.acquire().await?;
    let mut colleagues = staff::colleagues(&mut conn, None).await?;
    colleagues.retain(|colleague| {
        let taker = colleague.actor();
        colleague.is_here()
            && takes_from(app, &taker, queue)
            && app.policy.scope(&taker, "case", "claim").meets(&scope)
    });
    Ok(colleagues)
}

/// Gives cases of a queue, at most a page of them, in their order.
///
/// # Errors
/// `Invalid` on `cases` where there are none or too many, and on `reason`; else as `takers`.
pub async fn hand_out(
    app: &App,
    actor: &Actor,
    queue: &str,
    cases: &[Reference],
    (to, reason): (To, &str),
) -> Result<HandedOut> {
    authorized(app, actor, queue)?;
    let reason = fit(cases, reason)?;
    let giving = Giving { queue: Some(queue), reason: &reason };
    let mut shares = match to {
        To::Evenly => Some(Shares::counted(app).await?),
        To::Officer(_) | To::Queue => None,
    };
    let mut handed = HandedOut::default();
    for (number, reference) in cases.iter().enumerate() {
        if cases[..number].contains(reference) {
            continue;
        }
        let done = match (&mut shares, to) {
            (Some(shares), _) => shares.give(app, actor, reference, &giving).await,
            (None, To::Officer(account)) => {
                assign::assign_at(app, actor, reference, Some(account), &giving).await
            }
            (None, _) => assign::assign_at(app, actor, reference, None, &giving).await,
        };
        let why = match done {
            Ok(()) => {
                handed.given += 1;
                continue;
            }
            Err(Error::Refused(refusal)) => Some(refusal),
            Err(Error::NotFound) => None,
            Err(fault) => return Err(fault),
        };
        handed.not_given.push(NotGiven { reference: reference.to_string(), why });
    }
    Ok(handed)
}

/// Where the actor may give out cases.
fn authorized(app: &App, actor: &Actor, queue: &str) -> Result<Scope> {
    let scope = app.policy.scope(actor, "case", DEED);
    if scope == Scope::Nothing {
        return Err(Refusal::NotAllowed { deed: DEED.to_owned() }.into());
    }
    if declared::find(queue).is_none() {
        return Err(Error::NotFound);
    }
    Ok(scope)
}

/// The reason, where there is one and cases are named.
fn fit(cases: &[Reference], reason: &str) -> Result<String, Refusal> {
    let mut wrong = Vec::new();
    let most = usize::try_from(queues::PAGE).unwrap_or(usize::MAX);
    if cases.is_empty() {
        wrong.push(FieldError::new("cases", "no-case-chosen"));
    } else if cases.len() > most {
        wrong.push(FieldError::new("cases", "too-many-cases").with("most", most));
    }
    match plain::reason("reason", Some(reason)) {
        Ok(Some(reason)) if wrong.is_empty() => return Ok(reason),
        Ok(Some(_)) => {}
        Ok(None) => wrong.push(FieldError::new("reason", "reason-missing")),
        Err(error) => wrong.push(error),
    }
    Err(Refusal::Invalid(wrong))
}

/// How many cases each of the staff works on, so that the next goes to whoever has the fewest.
struct Shares {
    colleagues: Vec<Colleague>,
    working: BTreeMap<Uuid, i64>,
}

impl Shares {
    async fn counted(app: &App) -> Result<Self> {
        let mut conn = app.db.acquire().await?;
        let colleagues = staff::colleagues(&mut conn, None).await?;
        let accounts: Vec<Uuid> = colleagues.iter().map(|colleague| colleague.account).collect();
        let held = cases::held_by_each(&mut conn, &accounts).await?;
        Ok(Self {
            colleagues,
            working: held.into_iter().map(|(account, held)| (account, held.working)).collect(),
        })
    }

    /// Gives a case to whoever has the fewest of those who may take it, and not to whoever has it now.
    async fn give(
        &mut self,
        app: &App,
        actor: &Actor,
        reference: &Reference,
        giving: &Giving<'_>,
    ) -> Result<()> {
        let (holder, fit) = {
            let mut conn = app.db.acquire().await?;
            assign::fit(app, &mut conn, actor, (reference, giving), &self.colleagues).await?
        };
        let mut fit: Vec<Uuid> = fit.into_iter().filter(|account| Some(*account) != holder).collect();
        let working = |account: &Uuid| self.working.get(account).copied().unwrap_or_default();
        fit.retain(|account| working(account) < CLAIM_CAP);
        // Of those who have as many the first by name.
        fit.sort_by_key(working);
        for account in fit {
            match assign::assign_at(app, actor, reference, Some(account), giving).await {
                // They were given others meanwhile, or left; the next one may do.
                Err(Error::Refused(Refusal::Invalid(_))) => {}
                Ok(()) => {
                    *self.working.entry(account).or_default() += 1;
                    if let Some(held) = holder.and_then(|holder| self.working.get_mut(&holder)) {
                        *held -= 1;
                    }
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
        }
        Err(Refusal::field("to", "nobody-free").into())
    }
}

//! Paying what was approved: a maker puts cases on a batch, somebody else approves it as a whole, jobs hand each payment
//! to the bank and ask until it says what became of it. The cases move along by `casework::act`.

mod approve;
mod bank;
mod brief;
mod budget;
mod conclude;
mod correct;
mod lines;
mod make;
mod propose;
mod refuse;
mod show;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::{Act, What, act_in, person_of};
use crate::app::App;
use crate::error::{Error, Result};
use crate::payments::batch::Batch;
use crate::policy::{Actor, Resource};
use crate::queue::{Job, Queue};
use crate::refusal::{CaseRefusal, Refusal};

pub use approve::{Approval, approve};
pub use bank::{ask, enqueue_due, send};
pub use brief::{Brief, Change, Deed, Listing, Offer, Place, Reading, brief, listing, places};
pub use budget::{NewAppropriation, appropriate, balances};
pub(super) use correct::is_account_wanted;
pub use correct::{ACTION as CORRECT_ACCOUNT, Corrected, NewAccount, correct_account};
pub use lines::Line;
pub use make::{Making, make};
pub use propose::{Proposed, propose};
pub use refuse::{discard, refuse};
pub(super) use show::payments_in;
pub use show::{PAGE, Shown, batch, batches, payments_of};

/// The queue in which approved cases wait for their payment; a case elsewhere is not paid.
const QUEUE: &str = "payments";
/// The effect whose outcomes the bank decides.
const EFFECT: &str = "pay";
/// The most payments of one batch: it is approved in one transaction and read by one person.
const MOST_ITEMS: i64 = 1000;
/// How long an attempt with the bank may take: more than a call, after which it may be asked about once more.
const BANK: Duration = Duration::from_mins(2);

/// Hands one approved instruction to the bank.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendPayment {
    pub instruction: Uuid,
}

/// Asks the bank what became of one instruction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskPayment {
    pub instruction: Uuid,
}

/// Comes round by the clock and has the bank asked about every instruction whose time has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskDuePayments {}

impl Job for SendPayment {
    const KIND: &'static str = "send-payment";
    const QUEUE: Queue = Queue::Money;
    const TIMEOUT: Duration = BANK;
}

impl Job for AskPayment {
    const KIND: &'static str = "ask-payment";
    const QUEUE: Queue = Queue::Money;
    const TIMEOUT: Duration = BANK;
}

impl Job for AskDuePayments {
    const KIND: &'static str = "ask-due-payments";
    const QUEUE: Queue = Queue::Money;
}

/// May the actor do this to the batch? `amount` is the largest single payment where the deed moves money.
fn authorize(app: &App, actor: &Actor, deed: &str, batch: &Batch, amount: Option<i64>) -> Result<()> {
    let resource = Resource {
        kind: "batch",
        programme: Some(&batch.programme),
        area: batch.area.as_deref(),
        amount,
        ..Resource::default()
    };
    app.policy.authorize(actor, deed, &resource).map_err(|no| no.into_error(deed))
}

/// The person who is at work here; payments are nothing for the system or for strangers.
fn person(actor: &Actor) -> Result<Uuid> {
    person_of(actor).ok_or_else(|| Refusal::SignInRequired.into())
}

/// Money asks for a fresh proof of who is at the keyboard.
fn must_be_proved(recently: bool) -> Result<(), Refusal> {
    if recently { Ok(()) } else { Err(Refusal::ReauthenticationRequired) }
}

/// Does the deed on the case of every line, and gives the lines whose case refused it, with why. What was done on the
/// others stands or falls with the caller's transaction.
async fn do_on_each<'l>(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    deed: &str,
    lines: &'l [Line],
) -> Result<Vec<(&'l Line, CaseRefusal)>> {
    let mut refused = Vec::new();
    for line in lines {
        let act = Act {
            actor,
            case: line.item.case_id,
            what: What::BatchAction { name: deed },
            expected_version: None,
            detail: json!({ "payment": line.item.id, "batch": line.batch }),
        };
        let refusal = match act_in(app, conn, &act).await {
            Ok(_) => continue,
            Err(Error::Refused(refusal)) => refusal,
            // Outside the actor's areas: the batch already tells that the case exists.
            Err(Error::NotFound) => Refusal::NotAllowed { deed: deed.to_owned() },
            Err(fault) => return Err(fault),
        };
        refused.push((line, CaseRefusal::new(&line.case, &refusal)));
    }
    Ok(refused)
}

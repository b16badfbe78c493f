//! A citizen gives another account after the bank could not pay to the one they had given. What was approved before is
//! never sent there: the case waits for a new batch, which two people sign.

use serde_json::json;

use sqlx::PgConnection;
use uuid::Uuid;

use super::{must_be_proved, person};
use crate::app::App;
use crate::cases;
use crate::casework::act::{Act, Done, What, act_in, resource, wake};
use crate::casework::look;
use crate::db;
use crate::error::{Fault, Result};
use crate::payments::Iban;
use crate::payments::account::{self, Correction};
use crate::people::Typed;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow::Why;

/// The action by which another account is given.
pub const ACTION: &str = "correct-account";

/// An account as it was given.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// The IBAN as typed; none where the request had none.
    pub iban: Option<&'a Typed>,
    pub expected_version: Option<i32>,
    /// Whether the citizen proved who they are within the last five minutes.
    pub recently_proved: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Corrected {
    pub stage: String,
    pub version: i32,
}

/// Takes another account for a case whose payment failed. The same account once more changes nothing.
///
/// # Errors
/// `ReauthenticationRequired`; a wrong field when it is no IBAN or the very one that could not be paid; as the door where
/// no payment has failed or one is under way.
pub async fn correct_account(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    new: &NewAccount<'_>,
) -> Result<Corrected> {
    let mut tx = db::begin(&app.db).await?;
    let standing = look::seen(app, &mut tx, actor, reference).await?;
    app.policy.authorize(actor, ACTION, &resource(&standing)).map_err(|no| no.into_error(ACTION))?;
    must_be_proved(new.recently_proved)?;
    let account = read(new.iban)?;
    let given_by = person(actor)?;

    let version = cases::lock(&mut tx, standing.id).await?;
    let failed = account::failed(&mut tx, standing.id).await?;
    let index = account.index(&app.sealer);
    if failed.as_ref().and_then(|failed| failed.corrected_index.as_deref()) == Some(index.as_slice()) {
        return Ok(Corrected { stage: standing.stage, version });
    }
    let act = Act {
        actor,
        case: standing.id,
        what: What::Action { name: ACTION, why: Why::NOTHING },
        expected_version: new.expected_version,
        detail: json!({
            "payment": failed.as_ref().map(|failed| failed.instruction),
            "account": hex::encode(index),
            "account_last": account.last_four(),
        }),
    };
    // The door refuses where nothing has failed, or where a payment is under way.
    let Done::Stepped { version, step } = act_in(app, &mut tx, &act).await? else {
        return Err(Fault::broken("an action of a person came to nothing").into());
    };
    let failed = failed.ok_or_else(|| Fault::broken("an account was taken though no payment has failed"))?;
    if failed.account_index == index {
        return Err(Refusal::field("iban", "iban-refused").into());
    }
    let correction =
        Correction { case_id: standing.id, instruction: failed.instruction, account: &account, given_by };
    account::correct(&mut tx, &app.sealer, &correction).await?;
    tx.commit().await?;
    wake(app);
    tracing::info!(
        case.reference = %reference, payment.id = %failed.instruction, "a citizen gave another account for a failed payment"
    );
    Ok(Corrected { stage: step.to, version })
}

/// Whether the case waits for another account: its newest payment failed and none was given since.
pub(in crate::casework) async fn is_account_wanted(conn: &mut PgConnection, case: Uuid) -> Result<bool> {
    let failed = account::failed(conn, case).await?;
    Ok(failed.is_some_and(|failed| failed.corrected_index.is_none()))
}

fn read(typed: Option<&Typed>) -> Result<Iban, Refusal> {
    let typed = typed.ok_or_else(|| Refusal::field("iban", "field-missing"))?;
    Iban::parse(typed.reveal()).map_err(|error| Refusal::field("iban", error.code()))
}

//! Taking the bank's word: the instruction, the case and the ledger move together.

use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Act, EFFECT, What, act_in};
use crate::app::App;
use crate::cases;
use crate::casework::act::wake;
use crate::db;
use crate::error::Result;
use crate::payments::bank::{Status, StatusReport};
use crate::payments::instruction::State;
use crate::payments::ledger::{self, Kind, Posting};
use crate::payments::progress::{self, Instruction, Note};
use crate::policy::Actor;

/// Why a payment was not sent although it was approved; `payment_on_hold` in the database knows the word.
const CASE_CHANGED: &str = "case-changed";

/// One way in which a payment ends.
struct Ending<'a> {
    state: State,
    /// The outcome of the effect, as workflows call it.
    outcome: &'a str,
    postings: &'a [Kind],
}

const SETTLED: Ending<'static> =
    Ending { state: State::Settled, outcome: "settled", postings: &[Kind::Settlement] };
const REJECTED: Ending<'static> =
    Ending { state: State::Rejected, outcome: "failed", postings: &[Kind::Release] };
const RETURNED: Ending<'static> =
    Ending { state: State::Returned, outcome: "returned", postings: &[Kind::Return] };
/// Not sent, because the case is not what was approved: nothing that its citizen could mend.
const STOPPED: Ending<'static> =
    Ending { state: State::Rejected, outcome: "stopped", postings: &[Kind::Release] };
/// Settled and returned before anybody asked: the ledger shows both.
const RETURNED_UNSEEN: Ending<'static> =
    Ending { state: State::Returned, outcome: "returned", postings: &[Kind::Settlement, Kind::Return] };

/// Records what the bank says of an instruction, once however often it says it.
pub(super) async fn conclude(app: &App, id: Uuid, report: &StatusReport) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let Some(instruction) = progress::lock(&mut tx, id).await? else { return Ok(()) };
    if report.end_to_end_id != instruction.end_to_end_id || report.amount != instruction.amount {
        tx.rollback().await?;
        tracing::error!(payment.id = %id, "the bank's booking is not the payment that was sent");
        return leave_open(app, id).await;
    }
    let note = Note { bank_reference: report.bank_reference.as_deref(), reason: report.reason.as_deref() };
    let is_open = matches!(instruction.state, State::Sending | State::Unknown | State::Accepted);
    let is_settled = instruction.state == State::Settled;
    match report.status {
        Status::Accepted if is_open => {
            progress::advance(&mut tx, &instruction, State::Accepted, note).await?;
        }
        Status::Settled if is_open => end(app, &mut tx, &instruction, &SETTLED, note).await?,
        Status::Rejected if is_open => end(app, &mut tx, &instruction, &REJECTED, note).await?,
        Status::Returned if is_open => end(app, &mut tx, &instruction, &RETURNED_UNSEEN, note).await?,
        Status::Returned if is_settled => end(app, &mut tx, &instruction, &RETURNED, note).await?,
        Status::Settled if is_settled => {
            progress::advance(&mut tx, &instruction, State::Settled, note).await?;
        }
        status => tracing::warn!(
            payment.id = %id, payment.state = instruction.state.as_str(), bank.status = ?status,
            "the bank's word does not fit the payment and was not taken"
        ),
    }
    tx.commit().await?;
    wake(app);
    Ok(())
}

/// Records that nothing new is known; the bank is asked again after a pause.
pub(super) async fn leave_open(app: &App, id: Uuid) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let Some(instruction) = progress::lock(&mut tx, id).await? else { return Ok(()) };
    let state = match instruction.state {
        State::Sending | State::Unknown => State::Unknown,
        same @ (State::Accepted | State::Settled) => same,
        _ => return Ok(()),
    };
    progress::advance(&mut tx, &instruction, state, Note::default()).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a payment that the bank has not got, because its case is not what was approved.
pub(super) async fn stop(app: &App, conn: &mut PgConnection, instruction: &Instruction) -> Result<()> {
    let note = Note { reason: Some(CASE_CHANGED), ..Note::default() };
    end(app, conn, instruction, &STOPPED, note).await
}

async fn end(
    app: &App,
    conn: &mut PgConnection,
    instruction: &Instruction,
    ending: &Ending<'_>,
    note: Note<'_>,
) -> Result<()> {
    progress::advance(conn, instruction, ending.state, note).await?;
    cases::touch(conn, instruction.case_id).await?;
    let act = Act {
        actor: &Actor::System,
        case: instruction.case_id,
        what: What::Outcome { effect: EFFECT, name: ending.outcome },
        expected_version: None,
        detail: json!({
            "payment": instruction.id,
            "batch": instruction.batch,
            "bank_reference": note.bank_reference,
            "reason": note.reason,
        }),
    };
    act_in(app, conn, &act).await?;
    let posting = Posting { subject: instruction.id, amount: instruction.amount };
    for kind in ending.postings {
        ledger::post(conn, &instruction.programme, *kind, &[posting]).await?;
    }
    tracing::info!(
        payment.id = %instruction.id, payment.state = ending.state.as_str(), batch.reference = %instruction.batch,
        "a payment has ended"
    );
    Ok(())
}

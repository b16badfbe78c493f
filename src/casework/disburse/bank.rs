//! The jobs' side of paying: hand an approved instruction to the bank, ask what became of it. No call is made inside a
//! transaction, and none before its intent is committed; what got no answer is asked about before it is sent again.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{AskPayment, conclude, lines};
use crate::app::App;
use crate::casework::act::wake;
use crate::db;
use crate::error::Result;
use crate::payments::bank::CreditTransfer;
use crate::payments::instruction::State;
use crate::payments::progress::{self, Instruction, Note};
use crate::queue::{self, Queue};

/// How many instructions one tick has asked about.
const ASKED_PER_TICK: i64 = 500;

/// Hands a held instruction to the bank. One that an interrupted run has sent, or may have sent, is asked about instead.
///
/// # Errors
/// When the database fails or the sealed account does not open; the job then runs again.
pub async fn send(app: &App, id: Uuid) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let Some(instruction) = progress::lock(&mut tx, id).await? else { return Ok(()) };
    match instruction.state {
        State::Held => {}
        State::Sending | State::Unknown => {
            tx.rollback().await?;
            return ask(app, id).await;
        }
        _ => return Ok(()),
    }
    let transfer = prepare(app, &mut tx, &instruction).await?;
    tx.commit().await?;
    hand_in(app, id, transfer).await
}

/// Asks the bank about an instruction and records its word. Only when it is certain that it never got it, and nobody
/// else has moved it meanwhile, is it sent again.
///
/// # Errors
/// When the database fails.
pub async fn ask(app: &App, id: Uuid) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let Some(seen) = progress::lock(&mut tx, id).await? else { return Ok(()) };
    tx.rollback().await?;
    if !matches!(seen.state, State::Sending | State::Unknown | State::Accepted | State::Settled) {
        return Ok(());
    }
    match app.bank.find(&seen.end_to_end_id).await {
        Ok(Some(report)) => conclude::conclude(app, id, &report).await,
        Ok(None) => send_again(app, &seen).await,
        Err(no_answer) => {
            tracing::warn!(payment.id = %id, error = %no_answer, "the bank could not be asked about a payment");
            conclude::leave_open(app, id).await
        }
    }
}

/// Has the bank asked about every instruction that is due.
///
/// # Errors
/// When the database fails.
pub async fn enqueue_due(app: &App) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let due = progress::take_due(&mut tx, ASKED_PER_TICK).await?;
    let jobs: Vec<AskPayment> = due.into_iter().map(|instruction| AskPayment { instruction }).collect();
    queue::enqueue_all(&mut tx, &jobs).await?;
    tx.commit().await?;
    if !jobs.is_empty() {
        app.wake.wake(Queue::Money);
    }
    Ok(())
}

async fn send_again(app: &App, seen: &Instruction) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let Some(instruction) = progress::lock(&mut tx, seen.id).await? else { return Ok(()) };
    if instruction.version != seen.version {
        return Ok(());
    }
    if !matches!(instruction.state, State::Sending | State::Unknown) {
        tx.rollback().await?;
        tracing::error!(payment.id = %seen.id, "the bank denies a payment that it had accepted");
        return conclude::leave_open(app, seen.id).await;
    }
    let transfer = prepare(app, &mut tx, &instruction).await?;
    tx.commit().await?;
    hand_in(app, seen.id, transfer).await
}

/// Records that the bank is about to be called. None when the case is not what was approved any more: then the payment
/// ends here, and its money goes back to the budget.
async fn prepare(
    app: &App,
    conn: &mut PgConnection,
    instruction: &Instruction,
) -> Result<Option<CreditTransfer>> {
    if lines::is_changed(conn, instruction.id).await? {
        tracing::warn!(payment.id = %instruction.id, "a case has changed since its payment was approved; not paid");
        conclude::stop(app, conn, instruction).await?;
        return Ok(None);
    }
    let transfer = instruction.credit_transfer(&app.sealer)?;
    progress::advance(conn, instruction, State::Sending, Note::default()).await?;
    Ok(Some(transfer))
}

async fn hand_in(app: &App, id: Uuid, transfer: Option<CreditTransfer>) -> Result<()> {
    let Some(transfer) = transfer else {
        wake(app);
        return Ok(());
    };
    match app.bank.submit(&transfer).await {
        Ok(report) => conclude::conclude(app, id, &report).await,
        Err(no_answer) => {
            tracing::warn!(payment.id = %id, error = %no_answer, "a payment was sent and may or may not be booked");
            conclude::leave_open(app, id).await
        }
    }
}

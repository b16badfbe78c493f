//! Approving a batch: somebody other than its maker signs exactly what was looked at. The deed on every case, the money
//! set aside and the jobs that will pay commit together or not at all.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Line, SendPayment, authorize, do_on_each, lines, must_be_proved, person};
use crate::app::App;
use crate::cases;
use crate::casework::act::wake;
use crate::db;
use crate::error::{Error, Result};
use crate::payments::batch::{self, Batch, State};
use crate::payments::instruction::{self, Item};
use crate::payments::ledger::{self, Posting};
use crate::policy::Actor;
use crate::queue;
use crate::reference::Reference;
use crate::refusal::{CaseRefusal, Refusal};

const DEED: &str = "approve-payment";

/// An approval as it was signed.
#[derive(Debug, Clone, Copy)]
pub struct Approval<'a> {
    pub reference: &'a Reference,
    /// The content hash that was looked at, in hexadecimal.
    pub content_hash: &'a str,
    /// Whether the approver proved who they are within the last five minutes.
    pub recently_proved: bool,
}

/// Approves a proposed batch as a whole.
///
/// # Errors
/// `ReauthenticationRequired`; `BatchNotOpen` when it was decided already; `MakerIsChecker`; `BatchChanged` when it is
/// not what was looked at; `CasesRefused` naming each case that must not be paid on this approval; `BudgetExceeded`.
pub async fn approve(app: &App, actor: &Actor, approval: &Approval<'_>) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let approved = approve_in(app, &mut tx, actor, approval).await;
    match approved {
        Ok(batch) => {
            tx.commit().await?;
            wake(app);
            tracing::info!(
                batch.reference = %batch.reference, batch.items = batch.items, batch.total = batch.total.paisa(),
                "a payment batch was approved"
            );
            Ok(())
        }
        // Another batch took the money first; the ledger said so, but not how much is left.
        Err(Error::Refused(Refusal::BudgetExceeded { .. })) => {
            tx.rollback().await?;
            let mut conn = app.db.acquire().await?;
            let programme =
                batch::find(&mut conn, approval.reference.as_str()).await?.ok_or(Error::NotFound)?.programme;
            let available = ledger::balances(&mut conn, &programme).await?.available.paisa();
            Err(Refusal::BudgetExceeded { available }.into())
        }
        Err(error) => Err(error),
    }
}

async fn approve_in(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    approval: &Approval<'_>,
) -> Result<Batch> {
    let batch = batch::lock(conn, approval.reference.as_str()).await?.ok_or(Error::NotFound)?;
    let lines = lines::of(conn, &batch).await?;
    let largest = lines.iter().map(|line| line.item.amount.paisa()).max();
    authorize(app, actor, "approve", &batch, largest)?;
    let approver = person(actor)?;
    must_be_proved(approval.recently_proved)?;
    batch.must_be(State::Proposed)?;
    if batch.made_by == approver {
        return Err(Refusal::MakerIsChecker.into());
    }
    must_be_what_was_looked_at(&batch, &lines, approval.content_hash)?;
    let available = ledger::balances(conn, &batch.programme).await?.available;
    if available < batch.total {
        return Err(Refusal::BudgetExceeded { available: available.paisa() }.into());
    }

    let cases: Vec<Uuid> = lines.iter().map(|line| line.item.case_id).collect();
    cases::touch_all(conn, &cases).await?;
    must_all_agree(app, conn, actor, &lines).await?;
    instruction::hold(conn, batch.id).await?;
    batch::decide(conn, batch.id, State::Approved, approver, None).await?;
    let jobs: Vec<SendPayment> = lines.iter().map(|line| SendPayment { instruction: line.item.id }).collect();
    queue::enqueue_all(conn, &jobs).await?;
    let holds: Vec<Posting> =
        lines.iter().map(|line| Posting { subject: line.item.id, amount: line.item.amount }).collect();
    ledger::post(conn, &batch.programme, ledger::Kind::Hold, &holds).await?;
    Ok(batch)
}

/// The hash is computed anew from the rows: neither they nor the page the approver read may differ from what was frozen.
fn must_be_what_was_looked_at(batch: &Batch, lines: &[Line], looked_at: &str) -> Result<()> {
    let items: Vec<Item> = lines.iter().map(|line| line.item.clone()).collect();
    let hash = batch::content_hash(&items)?;
    if batch.content_hash.as_deref() == Some(hash.as_slice()) && looked_at == hex::encode(hash) {
        return Ok(());
    }
    Err(Refusal::BatchChanged.into())
}

/// Does the deed on every case. One case that must not be paid on this approval refuses the whole batch.
async fn must_all_agree(app: &App, conn: &mut PgConnection, actor: &Actor, lines: &[Line]) -> Result<()> {
    let changed = lines.iter().filter(|line| line.is_changed);
    let mut cases: Vec<CaseRefusal> =
        changed.map(|line| CaseRefusal::new(&line.case, &Refusal::BatchChanged)).collect();
    if cases.is_empty() {
        let refused = do_on_each(app, conn, actor, DEED, lines).await?;
        cases.extend(refused.into_iter().map(|(_, refusal)| refusal));
    }
    if cases.is_empty() { Ok(()) } else { Err(Refusal::CasesRefused { cases }.into()) }
}

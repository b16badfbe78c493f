//! Proposing a batch: the maker puts each payment forward on its case, and the batch is frozen for somebody else's eyes.

use uuid::Uuid;

use super::{authorize, do_on_each, lines, person};
use crate::app::App;
use crate::cases;
use crate::casework::act::wake;
use crate::db;
use crate::error::{Error, Result};
use crate::payments::batch::{self, State};
use crate::payments::instruction;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::{CaseRefusal, Refusal};

const DEED: &str = "propose-payment";
/// Why a payment was taken off the batch.
const LEFT_OUT: &str = "left-out";

/// What came of proposing.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// Cases whose payment this maker may not propose, or that have changed; they are not on the batch any more.
    pub left_out: Vec<CaseRefusal>,
}

/// Freezes the maker's own draft with its control totals and content hash. A case that refuses the deed is left out.
///
/// # Errors
/// `NotAllowed` for another's draft, `BatchNotOpen` when it is no draft, `NothingToPay` when every case is left out.
pub async fn propose(app: &App, actor: &Actor, reference: &Reference) -> Result<Proposed> {
    let mut tx = db::begin(&app.db).await?;
    let batch = batch::lock(&mut tx, reference.as_str()).await?.ok_or(Error::NotFound)?;
    let all = lines::of(&mut tx, &batch).await?;
    // By the smallest: payments above the maker's ceiling are left out one by one.
    let smallest = all.iter().map(|line| line.item.amount.paisa()).min();
    authorize(app, actor, "propose", &batch, smallest)?;
    if batch.made_by != person(actor)? {
        return Err(Refusal::NotAllowed { deed: "propose".to_owned() }.into());
    }
    batch.must_be(State::Draft)?;

    let cases: Vec<Uuid> = all.iter().map(|line| line.item.case_id).collect();
    cases::touch_all(&mut tx, &cases).await?;
    let (changed, current): (Vec<_>, Vec<_>) = all.into_iter().partition(|line| line.is_changed);
    let refused = do_on_each(app, &mut tx, actor, DEED, &current).await?;

    let mut left_out: Vec<CaseRefusal> =
        changed.iter().map(|line| CaseRefusal::new(&line.case, &Refusal::BatchChanged)).collect();
    let mut ids: Vec<Uuid> = changed.iter().map(|line| line.item.id).collect();
    for (line, refusal) in refused {
        ids.push(line.item.id);
        left_out.push(refusal);
    }
    instruction::cancel(&mut tx, &ids, LEFT_OUT).await?;
    instruction::propose(&mut tx, batch.id).await?;
    let items = instruction::of_batch(&mut tx, batch.id).await?;
    if items.is_empty() {
        return Err(Refusal::NothingToPay.into());
    }
    batch::freeze(&mut tx, batch.id, &items).await?;
    tx.commit().await?;
    wake(app);
    tracing::info!(
        batch.reference = %reference, batch.items = items.len(), batch.left_out = left_out.len(),
        "a payment batch was proposed"
    );
    Ok(Proposed { left_out })
}

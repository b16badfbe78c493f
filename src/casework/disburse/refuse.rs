//! Saying no to a batch, and giving up a draft: its cases wait for payment as before.

use uuid::Uuid;

use super::{authorize, lines, person};
use crate::app::App;
use crate::cases;
use crate::db;
use crate::error::{Error, Result};
use crate::payments::batch::{self, State};
use crate::payments::instruction;
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;

/// Refuses a proposed batch. The maker hears the reason.
///
/// # Errors
/// `BatchNotOpen` when it was decided already; `MakerIsChecker`; a wrong field when the reason is missing or too long.
pub async fn refuse(app: &App, actor: &Actor, reference: &Reference, reason: &str) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let batch = batch::lock(&mut tx, reference.as_str()).await?.ok_or(Error::NotFound)?;
    authorize(app, actor, "reject", &batch, None)?;
    let by = person(actor)?;
    let Some(reason) = plain::reason("reason", Some(reason)).map_err(Refusal::from)? else {
        return Err(Refusal::field("reason", "reason-missing").into());
    };
    batch.must_be(State::Proposed)?;
    if batch.made_by == by {
        return Err(Refusal::MakerIsChecker.into());
    }

    let lines = lines::of(&mut tx, &batch).await?;
    let cases: Vec<Uuid> = lines.iter().map(|line| line.item.case_id).collect();
    let ids: Vec<Uuid> = lines.iter().map(|line| line.item.id).collect();
    cases::touch_all(&mut tx, &cases).await?;
    instruction::cancel(&mut tx, &ids, "batch-refused").await?;
    batch::decide(&mut tx, batch.id, State::Refused, by, Some(&reason)).await?;
    tx.commit().await?;
    tracing::info!(batch.reference = %reference, "a payment batch was refused");
    Ok(())
}

/// Gives up a draft. No deed was done on its cases yet, so nothing about them changes.
///
/// # Errors
/// `BatchNotOpen` when it was proposed already.
pub async fn discard(app: &App, actor: &Actor, reference: &Reference) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let batch = batch::lock(&mut tx, reference.as_str()).await?.ok_or(Error::NotFound)?;
    authorize(app, actor, "create", &batch, None)?;
    batch.must_be(State::Draft)?;
    let items = instruction::of_batch(&mut tx, batch.id).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    instruction::cancel(&mut tx, &ids, "batch-discarded").await?;
    batch::discard(&mut tx, batch.id).await?;
    tx.commit().await?;
    Ok(())
}

//! The second officer says how they would have decided, once. The case stays as it is, and its citizen hears nothing of it.

use uuid::Uuid;

use super::{Open, own};
use crate::app::App;
use crate::casework::allocate::officer;
use crate::db;
use crate::error::Result;
use crate::plain;
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::second_looks::{self, Answer, Judgement};

/// Answers a second look that the actor has open. Answering again is answering once: the first answer stands.
///
/// # Errors
/// As `open`, save that an answer of the actor's own is no error; `Invalid` on `reason`.
pub async fn answer(
    app: &App,
    actor: &Actor,
    id: Uuid,
    (judgement, reason): (Judgement, Option<&str>),
) -> Result<()> {
    let account = officer(actor)?.account;
    let mut tx = db::begin(&app.db).await?;
    let Open { look, .. } = own(app, &mut tx, actor, id).await?;
    if look.judgement.is_some() {
        return Ok(());
    }
    let answer = Answer { judgement, reason: fit(judgement, reason)? };
    if !second_looks::answer(&mut tx, (look.id, account), &answer).await? {
        // It was answered in another window at this moment, or went back.
        let now = second_looks::find(&mut tx, look.id).await?;
        let is_answered = now.is_some_and(|now| now.taken_by == Some(account) && now.judgement.is_some());
        return if is_answered { Ok(()) } else { Err(Refusal::NotYourSecondLook.into()) };
    }
    tx.commit().await?;
    Ok(())
}

/// The reason, where the judgement needs one; of the others none is kept.
fn fit(judgement: Judgement, typed: Option<&str>) -> Result<Option<String>, Refusal> {
    if !judgement.needs_reason() {
        return Ok(None);
    }
    let reason = plain::reason("reason", typed)?;
    let reason = reason.ok_or_else(|| Refusal::field("reason", "reason-missing"))?;
    if plain::holds_cnic(&reason) {
        return Err(Refusal::field("reason", "text-holds-cnic"));
    }
    Ok(Some(reason))
}

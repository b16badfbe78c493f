//! An officer accepts or refuses a document while the case is in work. The verdict is a fact that guards read, so the
//! case's version grows with it.

use serde_json::json;
use uuid::Uuid;

use super::folder::Folder;
use super::view::DocumentView;
use crate::app::App;
use crate::cases::Standing;
use crate::casework::act::{held_by_another, person_of, said_of};
use crate::db;
use crate::documents::{self, NewReview, Verdict};
use crate::error::{Error, Result};
use crate::history::{self, Doer, DoerKind, Happening};
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::workflow::{Lack, Why};

/// A verdict about to be given.
#[derive(Debug)]
pub struct Reviewing<'a> {
    pub actor: &'a Actor,
    pub document: Uuid,
    pub said: Said<'a>,
}

/// What an officer says of a document.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    Accepted,
    /// With one of `documents::reasons`, and words of their own beside it.
    Refused(Why<'a>),
}

impl Said<'_> {
    /// The verdict, with the reason in the citizen's language.
    fn verdict(self, language: &str) -> Result<Verdict, Refusal> {
        let Self::Refused(why) = self else { return Ok(Verdict::Accepted) };
        match why.lack(documents::reasons(), true) {
            None => Ok(Verdict::Refused {
                reason: said_of(documents::reasons(), why, language).unwrap_or_default(),
            }),
            Some(Lack::Code) => Err(Refusal::field("code", "reason-missing")),
            Some(Lack::Unknown(_)) => Err(Refusal::field("code", "choice-unknown")),
            Some(Lack::Words) => Err(Refusal::field("reason", "reason-missing")),
        }
    }

    const fn code(&self) -> Option<&str> {
        match self {
            Self::Accepted => None,
            Self::Refused(why) => why.code,
        }
    }
}

const DEED: &str = "review";

/// Gives the verdict. The one that stands, given again by the same officer, is no other and leaves no trace.
///
/// # Errors
/// `NotFound`, those of the policy, `Invalid` on `code` or `reason`, `ActionNotOpen` while the case is in nobody's queue,
/// `ClaimedBySomeoneElse`, `DocumentChanged` when the document was replaced meanwhile.
pub async fn review(app: &App, reviewing: &Reviewing<'_>) -> Result<DocumentView> {
    let mut transaction = db::begin(&app.db).await?;
    let document = documents::find(&mut transaction, reviewing.document).await?.ok_or(Error::NotFound)?;
    let folder = Folder::lock(app, &mut transaction, (reviewing.actor, DEED), document.application).await?;
    let Some(case) = &folder.case else { return Err(Error::NotFound) };
    may_review(reviewing.actor, case)?;
    let reviewer = person_of(reviewing.actor).ok_or(Refusal::SignInRequired)?;
    let verdict = reviewing.said.verdict(&case.applicant.language)?;
    let new = NewReview { document: document.id, verdict: &verdict, reviewer };
    if documents::stands(&mut transaction, &new).await? {
        return Ok(document.into());
    }
    let document = documents::review(&mut transaction, &new).await?;
    let doer = Doer { kind: DoerKind::Staff, person: Some(reviewer) };
    let detail = json!({ "document": document.id, "requirement": document.slot.requirement,
        "member": document.slot.member, "code": reviewing.said.code(), "reason": document.review_reason });
    let kind = match verdict {
        Verdict::Accepted => "document-accepted",
        Verdict::Refused { .. } => "document-refused",
    };
    history::append(
        &mut transaction,
        &Happening { case_id: case.id, kind, action: None, doer, detail: &detail },
    )
    .await?;
    transaction.commit().await?;
    Ok(document.into())
}

fn may_review(actor: &Actor, case: &Standing) -> Result<(), Refusal> {
    if case.queue.is_none() {
        return Err(Refusal::ActionNotOpen { action: DEED.to_owned(), stage: case.stage.clone() });
    }
    held_by_another(actor, case).map_or(Ok(()), Err)
}

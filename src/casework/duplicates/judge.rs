//! Two cases belong together and both go on, or they are of different people: said with a reason, taken back with a reason.

use super::{Both, JUDGE, Saying, reason};
use crate::app::App;
use crate::cases::pairs::{self, Judgement, PairState};
use crate::db;
use crate::error::Result;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;

/// What is made of a pair of which both cases go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// The same household or person.
    Linked,
    /// Different people.
    Dismissed,
}

impl Made {
    const fn state(self) -> PairState {
        match self {
            Self::Linked => PairState::Linked,
            Self::Dismissed => PairState::Dismissed,
        }
    }

    /// What history says of it, on both cases.
    const fn event(self) -> &'static str {
        match self {
            Self::Linked => "duplicate-linked",
            Self::Dismissed => "duplicate-dismissed",
        }
    }
}

/// Says what a pair is. Saying it twice is saying it once.
///
/// # Errors
/// `NotFound`, `OtherElsewhere`; those of the policy on either case; `Invalid` on `reason`; `PairJudged` where somebody was
/// quicker, or the two are merged.
pub async fn judge(
    app: &App,
    actor: &Actor,
    references: (&Reference, &Reference),
    made: Made,
    saying: Saying<'_>,
) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let both = Both::lock(app, &mut tx, actor, references).await?;
    both.authorize(app, actor, JUDGE)?;
    let by = actor.person().ok_or(Refusal::SignInRequired)?;
    let reason = reason(saying.reason)?;
    if let Some(pair) = &both.pair {
        let is_mine = pair.judged.as_ref().is_some_and(|judged| judged.by == by);
        if is_mine && pair.state == made.state() && pair.revision == saying.revision + 1 {
            return Ok(());
        }
        if pair.state == PairState::Merged {
            return Err(Refusal::PairJudged.into());
        }
    }
    let judgement = Judgement { state: made.state(), closed: None, reason: &reason, by };
    let ids = (both.this.id, both.that.id);
    if !pairs::judge(&mut tx, ids, saying.revision, &judgement).await? {
        return Err(Refusal::PairJudged.into());
    }
    both.remember(&mut tx, actor, (made.event(), &reason)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back that two cases belong together, or are of different people.
///
/// # Errors
/// As `judge`; `PairJudged` also where nothing of the kind was said.
pub async fn undo(
    app: &App,
    actor: &Actor,
    references: (&Reference, &Reference),
    saying: Saying<'_>,
) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let both = Both::lock(app, &mut tx, actor, references).await?;
    both.authorize(app, actor, JUDGE)?;
    let reason = reason(saying.reason)?;
    let state = both.pair.as_ref().map(|pair| pair.state);
    let is_judged = matches!(state, Some(PairState::Linked | PairState::Dismissed));
    if !is_judged || both.revision() != saying.revision {
        return Err(Refusal::PairJudged.into());
    }
    pairs::open(&mut tx, (both.this.id, both.that.id)).await?;
    pairs::forget_unfounded(&mut tx, both.this.id).await?;
    both.remember(&mut tx, actor, ("duplicate-undone", &reason)).await?;
    tx.commit().await?;
    Ok(())
}

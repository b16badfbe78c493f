//! Two cases are one: the one is closed for the other, through the door of all cases, while no money has moved for it. What
//! was answered and sent stays where it is. Taken back, the closed case is where it was.

use serde_json::json;
use sqlx::PgConnection;

use super::{Both, Saying, reason, remember};
use crate::app::App;
use crate::cases::Standing;
use crate::cases::pairs::{self, Judgement, PairState};
use crate::casework::act::{self, Act, Done, What, act_in, held_by_another, person_of, refused, situation};
use crate::casework::{decision, documents};
use crate::db;
use crate::error::{Error, Fault, Result};
use crate::history;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::workflow::vocabulary::{MERGE, MERGED, UNMERGE, UNMERGED};
use crate::workflow::{self, Verdict};

/// The deed of taking back what a colleague merged.
const OVERRULE: &str = "overrule-merge";

/// Closes the second case for the first.
///
/// # Errors
/// `NotFound`, `OtherElsewhere`; those of the policy on either case; `Invalid` on `reason`; `PairJudged`; why not, as
/// `hindrance`; `StaleCase` never, since both are locked.
pub async fn merge(
    app: &App,
    actor: &Actor,
    (kept, closed): (&Reference, &Reference),
    saying: Saying<'_>,
) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let both = Both::lock(app, &mut tx, actor, (kept, closed)).await?;
    both.authorize(app, actor, MERGE)?;
    let by = actor.person().ok_or(Refusal::SignInRequired)?;
    let reason = reason(saying.reason)?;
    if let Some(pair) = both.pair.as_ref().filter(|pair| pair.state == PairState::Merged) {
        let is_mine = pair.judged.as_ref().is_some_and(|judged| judged.by == by);
        let is_the_same = !pair.is_closed_here && is_mine && pair.revision == saying.revision + 1;
        return if is_the_same { Ok(()) } else { Err(Refusal::PairJudged.into()) };
    }
    let (kept, closed) = (&both.this, &both.that);
    if let Some(refusal) = hindrance(app, &mut tx, actor, (kept, closed)).await? {
        return Err(refusal.into());
    }
    let judgement = Judgement { state: PairState::Merged, closed: Some(closed.id), reason: &reason, by };
    if !pairs::judge(&mut tx, (kept.id, closed.id), saying.revision, &judgement).await? {
        return Err(Refusal::PairJudged.into());
    }
    let act = Act {
        actor,
        case: closed.id,
        what: What::Merge { kept: told(kept, closed), reason: &reason },
        expected_version: Some(closed.version),
        detail: json!({ "other": kept.reference }),
    };
    if act_in(app, &mut tx, &act).await? == Done::Nothing {
        return Err(Fault::broken("an action came to nothing").into());
    }
    remember(&mut tx, actor, (kept, closed), (MERGED, &reason)).await?;
    tx.commit().await?;
    act::wake(app);
    Ok(())
}

/// The number of the kept case, where the citizen of the closed one may know it: it is theirs, or of their household.
fn told<'a>(kept: &'a Standing, closed: &Standing) -> Option<&'a str> {
    let (theirs, of) = (closed.applicant.person, kept.applicant.person);
    (theirs == of || closed.kin_of_applicant.contains(&of)).then_some(kept.reference.as_str())
}

/// Why the second case could not be closed for the first now, whatever the reason given.
pub(super) async fn hindrance(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (kept, closed): (&Standing, &Standing),
) -> Result<Option<Refusal>> {
    if kept.programme != closed.programme {
        return Ok(Some(Refusal::MergeOtherProgramme));
    }
    if let Some(refusal) = by_workflow(app, conn, actor, closed).await? {
        return Ok(Some(refusal));
    }
    let merged = |pair: &pairs::Pair| pair.state == PairState::Merged;
    if pairs::of(conn, closed.id, None).await?.iter().any(merged) {
        return Ok(Some(Refusal::MergeKeepsAnother));
    }
    if pairs::of(conn, kept.id, None).await?.iter().any(|pair| merged(pair) && pair.is_closed_here) {
        return Ok(Some(Refusal::MergeIntoMerged));
    }
    let is_kept = kept.ended_at.is_none() || was_granted(app, conn, kept).await?;
    Ok((!is_kept).then_some(Refusal::MergeIntoEnded))
}

/// Why the door of the case would not let it be closed.
async fn by_workflow(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    closed: &Standing,
) -> Result<Option<Refusal>> {
    let programme = app.catalogue.version(conn, &closed.bundle).await?;
    if closed.ended_at.is_some() {
        return Ok(Some(Refusal::CaseEnded { stage: closed.stage.clone() }));
    }
    // Whatever a workflow declares: where there is a payment, the case is not the same as if it had never been.
    if closed.facts["payment"]["none"] != json!(true) {
        return Ok(Some(Refusal::MergePayment));
    }
    let person = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let open = workflow::open_actions(&programme.workflow, &situation(app, closed), person);
    let Some(merge) = open.into_iter().find(|action| action.name == MERGE) else {
        let stage = closed.stage.clone();
        return Ok(Some(Refusal::ActionNotOpen { action: MERGE.to_owned(), stage }));
    };
    let no = merge.refusal.and_then(|no| match refused(no) {
        Error::Refused(refusal) => Some(refusal),
        Error::NotFound | Error::Fault(_) => None,
    });
    Ok(held_by_another(actor, closed).or(no))
}

/// Whether a case that has ended gave its citizen what was applied for.
async fn was_granted(app: &App, conn: &mut PgConnection, standing: &Standing) -> Result<bool> {
    let Some(decided) = decision::last(app, conn, standing).await? else { return Ok(false) };
    let programme = app.catalogue.version(conn, &decided.bundle).await?;
    Ok(!decided.is_open_again && programme.workflow.verdict(&decided.action) == Some(Verdict::For))
}

/// Whether the actor may take a merge back: their own, or that of a colleague.
pub(super) fn may_unmerge(app: &App, actor: &Actor, both: &Both) -> Result<()> {
    both.authorize(app, actor, UNMERGE)?;
    let judged = both.pair.as_ref().and_then(|pair| pair.judged.as_ref());
    if judged.is_some_and(|judged| actor.person() == Some(judged.by)) {
        return Ok(());
    }
    both.authorize(app, actor, OVERRULE)
}

/// Takes a merge back: the closed case goes on in the stage that it left by it, whose times begin anew.
///
/// # Errors
/// `NotFound`, `OtherElsewhere`; those of the policy on either case; `Invalid` on `reason`; `PairJudged` where the two are
/// not merged any more; `AnotherIsOpen` where the citizen has applied again meanwhile.
pub async fn unmerge(
    app: &App,
    actor: &Actor,
    references: (&Reference, &Reference),
    saying: Saying<'_>,
) -> Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let both = Both::lock(app, &mut tx, actor, references).await?;
    both.authorize(app, actor, UNMERGE)?;
    let pair = both.pair.as_ref().filter(|pair| pair.state == PairState::Merged);
    let pair = pair.filter(|pair| pair.revision == saying.revision).ok_or(Refusal::PairJudged)?;
    may_unmerge(app, actor, &both)?;
    let reason = reason(saying.reason)?;
    let (closed, kept) =
        if pair.is_closed_here { (&both.this, &both.that) } else { (&both.that, &both.this) };
    let left = history::left_by(&mut tx, closed.id, MERGE).await?;
    let left = left.ok_or_else(|| Fault::broken("the history of a merged case does not say so"))?;
    let act = Act {
        actor,
        case: closed.id,
        what: What::Unmerge { to: &left, reason: &reason },
        expected_version: Some(closed.version),
        detail: json!({ "other": kept.reference }),
    };
    if act_in(app, &mut tx, &act).await? == Done::Nothing {
        return Err(Fault::broken("a merged case is not where a merge leads").into());
    }
    // That the case is open again opened the pair.
    pairs::forget_unfounded(&mut tx, closed.id).await?;
    documents::tell_when_complete(&mut tx, closed.id, (closed.application, closed.snapshot)).await?;
    remember(&mut tx, actor, (kept, closed), (UNMERGED, &reason)).await?;
    tx.commit().await?;
    act::wake(app);
    Ok(())
}

//! Whether the household is poor enough, by the programme's scorecard on the answers as they were handed in.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Finding, Subject, Verdict};
use crate::catalogue::Programme;
use crate::eligibility::Score;
use crate::error::Fault;

/// Its name in workflows.
pub const NAME: &str = "means-test";

/// Applies the scorecard. A programme without one leaves it to the officer.
///
/// # Errors
/// A fault when the scorecard has no answer: it is at fault, never the citizen.
pub fn judge(programme: &Programme, subject: &Subject) -> Result<(Finding, Option<Score>), Fault> {
    let Some(score) = programme.score(&subject.answers, subject.submitted_on)? else {
        return Ok((Finding { verdict: Verdict::Attention, evidence: json!({ "scorecard": null }) }, None));
    };
    Ok((finding(&score)?, Some(score)))
}

/// What a score comes to.
///
/// # Errors
/// Never, as long as titles are text.
pub fn finding(score: &Score) -> Result<Finding, Fault> {
    let verdict = if score.is_eligible { Verdict::Passed } else { Verdict::Failed };
    let evidence = json!({
        "score": score.value,
        "threshold": score.threshold,
        "rules": explanation(score)?,
    });
    Ok(Finding { verdict, evidence })
}

/// Keeps the score with the snapshot and the bundle it is made of. Guards read it: the caller touches the case in the
/// same transaction.
pub async fn keep(conn: &mut PgConnection, subject: &Subject, score: &Score) -> Result<(), Fault> {
    sqlx::query!(
        "insert into case_scores (case_id, bundle_hash, content_hash, score, is_eligible, explanation)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (case_id) do update
             set bundle_hash = excluded.bundle_hash, content_hash = excluded.content_hash, score = excluded.score,
                 is_eligible = excluded.is_eligible, explanation = excluded.explanation, scored_at = pser_now()",
        subject.case,
        subject.bundle.as_slice(),
        subject.content_hash.as_slice(),
        score.value,
        score.is_eligible,
        explanation(score)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A score as it was kept.
#[derive(Debug)]
pub struct Kept {
    pub score: i32,
    pub is_eligible: bool,
    /// Per rule its points and whether it matched.
    pub explanation: Value,
}

/// The score of a case, once the scorecard was applied.
pub async fn kept(conn: &mut PgConnection, case: Uuid) -> Result<Option<Kept>, Fault> {
    Ok(sqlx::query_as!(
        Kept,
        "select score, is_eligible, explanation from case_scores where case_id = $1",
        case
    )
    .fetch_optional(conn)
    .await?)
}

/// Per rule its points and whether it matched.
///
/// # Errors
/// Never, as long as titles are text.
pub fn explanation(score: &Score) -> Result<Value, Fault> {
    serde_json::to_value(&score.explanation)
        .map_err(|error| Fault::caused("the explanation of a score is not JSON", error))
}

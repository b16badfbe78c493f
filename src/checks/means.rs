//! Whether the household is poor enough, by the programme's scorecard on the answers as they were handed in.

use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Finding, Subject, Verdict};
use crate::catalogue::{Catalogue, Programme};
use crate::eligibility::{Explained, Score};
use crate::error::{Fault, Result};

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
    Ok((finding(&score), Some(score)))
}

/// What a score comes to. Which criteria held is kept with the score.
pub fn finding(score: &Score) -> Finding {
    let verdict = if score.is_eligible { Verdict::Passed } else { Verdict::Failed };
    let evidence = json!({ "score": score.value, "threshold": score.threshold });
    Finding { verdict, evidence }
}

/// Keeps the score with the snapshot and the bundle it is made of. Guards read it: the caller touches the case in the
/// same transaction.
pub async fn keep(conn: &mut PgConnection, subject: &Subject, score: &Score) -> Result<(), Fault> {
    sqlx::query!(
        "insert into case_scores (case_id, bundle_hash, content_hash, score, is_eligible, matched)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (case_id) do update
             set bundle_hash = excluded.bundle_hash, content_hash = excluded.content_hash, score = excluded.score,
                 is_eligible = excluded.is_eligible, matched = excluded.matched, scored_at = pser_now()",
        subject.case,
        subject.bundle.as_slice(),
        subject.content_hash.as_slice(),
        score.value,
        score.is_eligible,
        &score.matched()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A score as it was kept.
#[derive(Debug)]
pub struct Kept {
    pub points: i32,
    /// From how many points on a household is eligible.
    pub threshold: i32,
    pub is_eligible: bool,
    /// The criteria of the scorecard that was applied, and which held.
    pub criteria: Vec<Explained>,
}

/// The score of a case, once the scorecard was applied, read with the programme of that time.
///
/// # Errors
/// When the database fails.
pub async fn kept(catalogue: &Catalogue, conn: &mut PgConnection, case: Uuid) -> Result<Option<Kept>> {
    let row = sqlx::query!(
        "select bundle_hash, score, is_eligible, matched from case_scores where case_id = $1",
        case
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let bundle = row.bundle_hash.try_into();
    let bundle = bundle.map_err(|_| Fault::broken("the hash of a bundle has not 32 bytes"))?;
    let programme = catalogue.version(conn, &bundle).await?;
    Ok(programme.scorecard.as_ref().map(|card| Kept {
        points: row.score,
        threshold: card.threshold(),
        is_eligible: row.is_eligible,
        criteria: card.explain(&row.matched),
    }))
}

//! `/cases/{reference}/decision`: what was decided on a case, by which rules and on which facts.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::cases::Bilingual;
use crate::app::App;
use crate::casework::appeal::Way;
use crate::casework::decision::{self, PaperStanding};
use crate::checks::means::Kept;
use crate::error::Result;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(show))
}

/// A decision, from what was kept when it was made.
#[derive(Debug, Serialize, ToSchema)]
struct Decision {
    reference: String,
    programme: String,
    /// `for` or `against`.
    verdict: &'static str,
    /// The stage the case came to.
    stage: String,
    decided_at: DateTime<Utc>,
    /// The officer's, in words.
    reason: Option<String>,
    /// Whether the case is being looked at again.
    is_open_again: bool,
    /// In paisa; zero where nothing is given.
    amount: i64,
    rules: Rules,
    /// What was decided on: the snapshot of this number, handed in then.
    snapshot: i16,
    submitted_at: DateTime<Utc>,
    score: Option<Score>,
    /// The automatic checks that had answered.
    checks: Vec<Checked>,
    documents: Vec<Paper>,
    /// How the end to which it led can be appealed.
    appeal: Option<Appeal>,
}

/// The way to appeal: an application to `programme` about this case.
#[derive(Debug, Serialize, ToSchema)]
struct Appeal {
    programme: String,
    /// The moment from which on it is too late.
    until: DateTime<Utc>,
    /// Whether one could be begun now.
    is_open: bool,
    /// The code of the refusal it would get.
    refusal: Option<String>,
    /// Of the appeal that is open.
    reference: Option<String>,
}

/// The rules that it was decided by.
#[derive(Debug, Serialize, ToSchema)]
struct Rules {
    /// Version of the language they are written in.
    language: i32,
    /// SHA-256 of the bundle, in hexadecimal.
    bundle: String,
}

/// What the scorecard said.
#[derive(Debug, Serialize, ToSchema)]
struct Score {
    points: i32,
    threshold: i32,
    is_eligible: bool,
    criteria: Vec<Criterion>,
}

/// A rule of the scorecard.
#[derive(Debug, Serialize, ToSchema)]
struct Criterion {
    name: String,
    title: Bilingual,
    /// None where it excludes.
    points: Option<i32>,
    held: bool,
}

/// What an automatic check found.
#[derive(Debug, Serialize, ToSchema)]
struct Checked {
    name: String,
    /// `passed`, `failed` or `attention`.
    result: String,
}

/// A document as it stood with the officers.
#[derive(Debug, Serialize, ToSchema)]
struct Paper {
    title: Bilingual,
    /// Whose it is, in a household.
    of: Option<String>,
    /// `accepted`, `refused`, `unreviewed` or `missing`.
    standing: &'static str,
    reason: Option<String>,
}

/// The last decision on a case.
#[utoipa::path(get, path = "/cases/{reference}/decision", tag = "cases", params(("reference" = String, Path)),
    responses((status = 200, body = Decision), (status = 404, body = crate::web::error::Problem)))]
async fn show(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Decision>> {
    decision::decision(&app, &actor, &reference(&text)?).await.map(Decision::from).map(Json)
}

impl From<decision::Decision> for Decision {
    fn from(decision: decision::Decision) -> Self {
        let programme = &decision.programme;
        Self {
            programme: programme.code.clone(),
            verdict: decision.verdict.as_str(),
            rules: Rules { language: programme.bundle.language, bundle: hex::encode(programme.hash) },
            reference: decision.reference,
            stage: decision.stage,
            decided_at: decision.at,
            reason: decision.reason,
            is_open_again: decision.is_open_again,
            amount: decision.amount,
            snapshot: decision.snapshot,
            submitted_at: decision.submitted_at,
            score: decision.score.map(Score::from),
            checks: decision
                .checks
                .into_iter()
                .map(|check| Checked { name: check.name, result: check.result })
                .collect(),
            documents: decision.papers.into_iter().map(Paper::from).collect(),
            appeal: decision.appeal.map(Appeal::from),
        }
    }
}

impl From<Way> for Appeal {
    fn from(way: Way) -> Self {
        Self {
            programme: way.programme,
            until: way.until,
            is_open: way.refusal.is_none() && way.open.is_none(),
            refusal: way.refusal.map(|refusal| refusal.code().to_owned()),
            reference: way.open.and_then(|open| open.reference),
        }
    }
}

impl From<Kept> for Score {
    fn from(score: Kept) -> Self {
        let criteria = score.criteria.into_iter();
        Self {
            points: score.points,
            threshold: score.threshold,
            is_eligible: score.is_eligible,
            criteria: criteria
                .map(|one| Criterion {
                    title: Bilingual::from(&one.title),
                    name: one.rule,
                    points: one.points,
                    held: one.matched,
                })
                .collect(),
        }
    }
}

impl From<decision::Paper> for Paper {
    fn from(paper: decision::Paper) -> Self {
        Self {
            title: Bilingual::from(&paper.title),
            of: paper.of,
            standing: match paper.standing {
                PaperStanding::Accepted => "accepted",
                PaperStanding::Refused => "refused",
                PaperStanding::Unreviewed => "unreviewed",
                PaperStanding::Missing => "missing",
            },
            reason: paper.reason,
        }
    }
}

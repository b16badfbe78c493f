//! Runs one check of a case: looks or asks outside any transaction, then records the answer in one. The last check that
//! answers raises `checks-done`.

use anyhow::Context as _;
use sqlx::PgPool;

use crate::adapters::registry::Registry;
use crate::app::App;
use crate::cases::{self, RaiseEvent};
use crate::casework::duplicates as twins;
use crate::catalogue::Catalogue;
use crate::checks::{self, Finding, RunCheck, Subject, duplicates, identity, means};
use crate::db;
use crate::eligibility::Score;
use crate::queue::{self, Outcome};
use crate::seal::Sealer;
use crate::workflow::vocabulary::CHECKS_DONE;

/// What the checks need.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    pub db: &'a PgPool,
    pub sealer: &'a Sealer,
    pub catalogue: &'a Catalogue,
    pub registry: &'a Registry,
}

/// The desk of the assembled program.
pub fn desk(app: &App) -> Desk<'_> {
    Desk { db: &app.db, sealer: &app.sealer, catalogue: &app.catalogue, registry: &app.registry }
}

/// What looking came to.
enum Looked {
    Found {
        finding: Finding,
        score: Option<Score>,
    },
    NoAnswer {
        why: String,
    },
    /// No check has this name.
    Unknown,
}

/// Runs the check, unless it has its answer.
pub async fn run(desk: &Desk<'_>, job: &RunCheck) -> Outcome {
    attempt(desk, job).await.into()
}

async fn attempt(desk: &Desk<'_>, job: &RunCheck) -> anyhow::Result<Outcome> {
    let mut conn = desk.db.acquire().await?;
    let Some(subject) = checks::waiting(&mut conn, job.case, &job.check).await? else {
        return Ok(Outcome::Done);
    };
    drop(conn);
    match look(desk, job, &subject).await? {
        Looked::Found { finding, score } => {
            record(desk, job, &subject, &finding, score.as_ref()).await?;
            Ok(Outcome::Done)
        }
        Looked::NoAnswer { why } => {
            let mut conn = desk.db.acquire().await?;
            checks::postpone(&mut conn, job.case, &job.check, &why).await?;
            Ok(Outcome::retry(why))
        }
        Looked::Unknown => Ok(Outcome::fail(format!("no check is named {}", job.check))),
    }
}

async fn look(desk: &Desk<'_>, job: &RunCheck, subject: &Subject) -> anyhow::Result<Looked> {
    let mut conn = desk.db.acquire().await?;
    match job.check.as_str() {
        identity::NAME => {
            let question = identity::question(&mut conn, desk.sealer, subject).await?;
            // The registry may take its time: no connection waits with it.
            drop(conn);
            Ok(match desk.registry.identify(&question).await {
                Ok(answer) => Looked::Found { finding: identity::judge(&answer), score: None },
                Err(no_answer) => Looked::NoAnswer { why: no_answer.to_string() },
            })
        }
        duplicates::NAME => {
            let finding = duplicates::judge(&mut conn, subject).await?;
            Ok(Looked::Found { finding, score: None })
        }
        means::NAME => {
            let programme = desk.catalogue.version(&mut conn, &subject.bundle).await?;
            let (finding, score) = means::judge(&programme, subject)?;
            Ok(Looked::Found { finding, score })
        }
        _ => Ok(Looked::Unknown),
    }
}

async fn record(
    desk: &Desk<'_>,
    job: &RunCheck,
    subject: &Subject,
    finding: &Finding,
    score: Option<&Score>,
) -> anyhow::Result<()> {
    let mut transaction = db::begin(desk.db).await?;
    let found = match job.check.as_str() {
        duplicates::NAME => twins::lock_found(&mut transaction, job.case, &finding.evidence).await?,
        _ => Vec::new(),
    };
    // First of all: two checks that answer together follow each other from here on, so that the second sees the first.
    cases::touch(&mut transaction, job.case).await?;
    if !checks::answer(&mut transaction, job.case, &job.check, finding).await? {
        return Ok(());
    }
    if job.check == duplicates::NAME {
        twins::keep_found(&mut transaction, job.case, &found).await?;
    }
    if let Some(score) = score {
        means::keep(&mut transaction, subject, score).await?;
    }
    if checks::all_have_answered(&mut transaction, job.case).await? {
        let event = RaiseEvent { case: job.case, event: CHECKS_DONE.to_owned() };
        queue::enqueue(&mut transaction, &event).await.context("the event could not be enqueued")?;
    }
    transaction.commit().await?;
    tracing::info!(case.id = %job.case, check.name = job.check, "a check has its answer");
    Ok(())
}

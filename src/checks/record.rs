//! The rows of a case's checks: what is asked, what was answered, why there is no answer yet.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Finding;
use crate::canonical::ContentHash;
use crate::catalogue::form::Answers;
use crate::error::Fault;

/// What a check looks at: the application as it was handed in.
#[derive(Debug)]
pub struct Subject {
    pub case: Uuid,
    /// The applicant.
    pub person: Uuid,
    pub application: Uuid,
    pub answers: Answers,
    /// The snapshot's.
    pub content_hash: ContentHash,
    pub bundle: ContentHash,
    /// The day of submission in Punjab.
    pub submitted_on: NaiveDate,
}

/// A check as an officer sees it.
#[derive(Debug, Clone)]
pub struct Check {
    pub name: String,
    /// `waiting`, `passed`, `failed` or `attention`.
    pub result: String,
    pub evidence: Option<Value>,
    pub tries: i32,
    pub asked_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    pub last_problem: Option<String>,
}

/// The subject of a check that still waits for its answer; `None` when it has one or was never asked.
pub async fn waiting(conn: &mut PgConnection, case: Uuid, check: &str) -> Result<Option<Subject>, Fault> {
    let row = sqlx::query!(
        r#"select c.person_id, c.application_id, c.bundle_hash, s.answers, s.content_hash,
               (s.submitted_at at time zone 'Asia/Karachi')::date as "submitted_on!"
           from case_checks k
           join cases c on c.id = k.case_id
           join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
           where k.case_id = $1 and k.name = $2 and k.result = 'waiting'"#,
        case,
        check
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Subject {
            case,
            person: row.person_id,
            application: row.application_id,
            answers: Answers::stored(row.answers),
            content_hash: hash(row.content_hash)?,
            bundle: hash(row.bundle_hash)?,
            submitted_on: row.submitted_on,
        })
    })
    .transpose()
}

/// Records the answer; false when the check had one already. Guards read it: the caller touches the case in the same
/// transaction.
pub async fn answer(
    conn: &mut PgConnection,
    case: Uuid,
    check: &str,
    finding: &Finding,
) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "update case_checks
         set result = $3, evidence = $4, answered_at = pser_now(), tries = tries + 1, last_problem = null
         where case_id = $1 and name = $2 and result = 'waiting'",
        case,
        check,
        finding.verdict.as_str(),
        finding.evidence
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Records why a try gave no answer. The check waits on; no fact has changed.
pub async fn postpone(conn: &mut PgConnection, case: Uuid, check: &str, why: &str) -> Result<(), Fault> {
    sqlx::query!(
        "update case_checks set tries = tries + 1, last_problem = $3
         where case_id = $1 and name = $2 and result = 'waiting'",
        case,
        check,
        why
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether no check of the case waits any more. Asked with the case's row locked, or two last checks that answer together
/// would each see the other waiting.
pub async fn all_have_answered(conn: &mut PgConnection, case: Uuid) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select not exists (select from case_checks where case_id = $1 and result = 'waiting') as "done!""#,
        case
    )
    .fetch_one(conn)
    .await?)
}

/// The checks of a case, by name.
pub async fn list(conn: &mut PgConnection, case: Uuid) -> Result<Vec<Check>, Fault> {
    Ok(sqlx::query_as!(
        Check,
        "select name, result, evidence, tries, asked_at, answered_at, last_problem
         from case_checks where case_id = $1 order by name",
        case
    )
    .fetch_all(conn)
    .await?)
}

fn hash(bytes: Vec<u8>) -> Result<ContentHash, Fault> {
    bytes.try_into().map_err(|_| Fault::broken("a stored content hash does not have 32 bytes"))
}

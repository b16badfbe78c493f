//! Verification: reads the whole history once, in one snapshot of the database and in constant memory, and names every
//! event, case and seal that is not what was written.

mod cases;
mod finding;
mod seals;

use sqlx::{Connection as _, PgConnection};

pub use finding::{Finding, Problem, Report, Subject};

use super::seal::Head;
use crate::error::Fault;

/// Verifies all chains and seals, and that the seals agree with a `head` exported earlier. `on_progress` hears how many
/// events were read so far; each is read twice, once with its case and once with its seal.
///
/// # Errors
/// When the database cannot be read. What is wrong with the history is in the report.
pub async fn verify(
    conn: &mut PgConnection,
    head: Option<&Head>,
    mut on_progress: impl FnMut(u64) + Send,
) -> Result<Report, Fault> {
    let mut snapshot = conn.begin_with("begin isolation level repeatable read read only").await?;
    let mut report = Report::default();
    cases::walk(&mut snapshot, &mut report, &mut on_progress).await?;
    cases::find_orphans(&mut snapshot, &mut report).await?;
    seals::walk(&mut snapshot, head, &mut report, &mut on_progress).await?;
    snapshot.rollback().await?;
    Ok(report)
}

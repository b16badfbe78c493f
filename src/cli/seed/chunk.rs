//! A thousand cases, written in one transaction: all of them are there afterwards, or none.

use anyhow::Result;
use chrono::TimeDelta;
use serde_json::Value;
use sqlx::PgConnection;

use super::citizens;
use super::ground::Ground;
use super::life::Draft;
use super::money::Books;
use super::papers;
use super::tables::Tables;
use crate::cases;
use crate::db;
use crate::documents;
use crate::error::Fault;

/// Numbers in one chunk.
pub(super) const CASES: u64 = 1000;
/// Tries with other people, where a number that must be unique was given before.
const ATTEMPTS: u64 = 5;

/// Makes those of the numbered cases that are not there yet; how many there are now.
pub(super) async fn make(ground: &Ground, numbers: std::ops::Range<u64>) -> Result<u64> {
    let mut attempt = 0;
    loop {
        let mut transaction = db::begin(&ground.app.db).await?;
        let lacking = lacking(&mut transaction, ground, numbers.clone()).await?;
        if lacking.is_empty() {
            break;
        }
        match write(&mut transaction, ground, &lacking, attempt).await {
            Ok(()) => {
                transaction.commit().await?;
                break;
            }
            Err(error) if attempt < ATTEMPTS && is_taken(&error) => attempt += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(numbers.end - numbers.start)
}

/// Whether somebody else has a CNIC or number that was drawn.
fn is_taken(error: &anyhow::Error) -> bool {
    let database = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    database.is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

async fn lacking(
    conn: &mut PgConnection,
    ground: &Ground,
    numbers: std::ops::Range<u64>,
) -> Result<Vec<u64>, Fault> {
    let references: Vec<String> =
        numbers.clone().map(|number| citizens::reference(ground.seed, number).to_string()).collect();
    let there = sqlx::query_scalar!("select reference from cases where reference = any ($1)", &references)
        .fetch_all(conn)
        .await?;
    let there: std::collections::HashSet<String> = there.into_iter().collect();
    Ok(numbers.zip(references).filter(|(_, reference)| !there.contains(reference)).map(|(n, _)| n).collect())
}

async fn write(conn: &mut PgConnection, ground: &Ground, numbers: &[u64], attempt: u64) -> Result<()> {
    let (mut tables, mut books) = (Tables::empty(), Books::default());
    let mut visitor = None;
    for &number in numbers {
        let mut draft = Draft::of(ground, number, attempt, &mut visitor);
        let papers = if draft.has_papers() {
            let slots = &draft.shape.slots[usize::from(draft.lacks_papers())..];
            papers::send(ground, number, slots, draft.plan.handed_in - TimeDelta::minutes(20)).await?
        } else {
            Vec::new()
        };
        let filed = draft.filed(&papers)?;
        let story = draft.story(&papers, &filed, &mut books)?;
        tables.add(ground, &draft, &story, (&filed, &papers))?;
    }
    let uploaded = std::mem::take(&mut tables.uploaded);
    let names = std::mem::take(&mut tables.names);
    let jobs = Value::from(std::mem::take(&mut tables.jobs));
    tables.write(conn).await?;
    cases::enter_names(conn, &names).await?;
    for object_key in uploaded {
        documents::finish_upload(conn, &object_key).await?;
    }
    sqlx::query_scalar!(r#"select enqueue_jobs($1) as "enqueued!""#, jobs).fetch_one(&mut *conn).await?;
    books.write(conn, ground).await
}

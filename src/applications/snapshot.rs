//! Snapshots: an application as it was handed in. Decisions, scores and payments name the content hash.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Application, not_changed};
use crate::canonical::{self, ContentHash};
use crate::catalogue::form::Answers;
use crate::error::{Fault, Result};
use crate::workflow::ZONE;

/// What is handed in.
#[derive(Debug)]
pub struct Handed<'a> {
    /// Answers to the questions that are asked.
    pub answers: &'a Answers,
    /// Per document its requirement, member and digest.
    pub documents: Value,
    /// The documents asked for: `[{"requirement", "member"}]`.
    pub required_documents: Value,
    /// Version of the consent text agreed to.
    pub consent: &'a str,
}

/// A snapshot that was kept.
#[derive(Debug, Clone)]
pub struct Frozen {
    /// From 1, per application.
    pub number: i16,
    pub answers: Answers,
    pub documents: Value,
    /// The documents asked for: `[{"requirement", "member"}]`.
    pub required_documents: Value,
    pub content_hash: ContentHash,
    pub submitted_at: DateTime<Utc>,
}

impl Frozen {
    /// The day in Punjab on which it was handed in: ages are counted as of then.
    pub fn day(&self) -> NaiveDate {
        self.submitted_at.with_timezone(&ZONE).date_naive()
    }
}

/// Freezes a draft that is still at its version: keeps the snapshot and turns the application into a submitted one.
///
/// # Errors
/// `DraftChanged`, `NoLongerADraft`.
pub async fn freeze(
    conn: &mut PgConnection,
    application: &Application,
    handed: Handed<'_>,
) -> Result<Frozen> {
    let answers = Value::from(handed.answers.clone());
    let content_hash = content_hash(application.id, &application.bundle, &handed)?;
    let turned = sqlx::query!(
        "update applications set state = 'submitted', answers = '{}', version = version + 1, updated_at = pser_now()
         where id = $1 and version = $2 and state = 'draft'",
        application.id,
        application.version,
    )
    .execute(&mut *conn)
    .await?;
    if turned.rows_affected() == 0 {
        return Err(not_changed(conn, application.id).await?.into());
    }
    let row = sqlx::query!(
        "insert into snapshots (application_id, number, answers, documents, required_documents, consent, content_hash)
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from snapshots where application_id = $1
         returning number, submitted_at",
        application.id,
        answers,
        handed.documents,
        handed.required_documents,
        handed.consent,
        content_hash.as_slice(),
    )
    .fetch_one(conn)
    .await?;
    Ok(Frozen {
        number: row.number,
        answers: handed.answers.clone(),
        documents: handed.documents,
        required_documents: handed.required_documents,
        content_hash,
        submitted_at: row.submitted_at,
    })
}

/// What decisions and payments name an application by, as it was handed in.
///
/// # Errors
/// When the documents have no canonical form.
pub fn content_hash(
    application: Uuid,
    bundle: &ContentHash,
    handed: &Handed<'_>,
) -> Result<ContentHash, Fault> {
    canonical::hash(&json!({
        "application": application,
        "bundle": hex::encode(bundle),
        "answers": handed.answers.indexed(),
        "documents": &handed.documents,
        "consent": handed.consent,
    }))
}

/// The snapshot of this number.
///
/// # Errors
/// When the database fails.
pub async fn read(conn: &mut PgConnection, application: Uuid, number: i16) -> Result<Option<Frozen>> {
    let row = sqlx::query_as!(
        Row,
        "select number, answers, documents, required_documents, content_hash, submitted_at from snapshots where application_id = $1 and number = $2",
        application,
        number,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Frozen::try_from).transpose()?)
}

/// The newest snapshot of an application.
///
/// # Errors
/// When the database fails.
pub async fn latest(conn: &mut PgConnection, application: Uuid) -> Result<Option<Frozen>> {
    let row = sqlx::query_as!(
        Row,
        "select number, answers, documents, required_documents, content_hash, submitted_at from snapshots where application_id = $1
         order by number desc limit 1",
        application,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Frozen::try_from).transpose()?)
}

/// To which programme a snapshot was handed in, and when.
///
/// # Errors
/// When the database fails.
pub async fn given(
    conn: &mut PgConnection,
    application: Uuid,
    number: i16,
) -> Result<Option<(String, DateTime<Utc>)>> {
    let row = sqlx::query!(
        "select application.programme, snapshot.submitted_at
         from snapshots snapshot join applications application on application.id = snapshot.application_id
         where snapshot.application_id = $1 and snapshot.number = $2",
        application,
        number,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.programme, row.submitted_at)))
}

/// What a person last handed in.
#[derive(Debug, Clone)]
pub struct Given {
    pub application: Uuid,
    pub number: i16,
    pub programme: String,
    pub answers: Answers,
    pub submitted_at: DateTime<Utc>,
}

/// What a person last handed in to any of these programmes, whatever came of it.
///
/// # Errors
/// When the database fails.
pub async fn last_given(
    conn: &mut PgConnection,
    person: Uuid,
    programmes: &[String],
) -> Result<Option<Given>> {
    let row = sqlx::query!(
        "select snapshot.application_id, snapshot.number, application.programme, snapshot.answers, snapshot.submitted_at
         from applications application join snapshots snapshot on snapshot.application_id = application.id
         where application.person_id = $1 and application.programme = any ($2)
         order by snapshot.submitted_at desc limit 1",
        person,
        programmes,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Given {
        application: row.application_id,
        number: row.number,
        programme: row.programme,
        answers: Answers::stored(row.answers),
        submitted_at: row.submitted_at,
    }))
}

/// An application that was handed in, without what it says.
#[derive(Debug)]
pub struct HandedIn {
    pub application: Uuid,
    /// Of its last snapshot.
    pub number: i16,
    pub programme: String,
}

/// What the same person handed in to any of these programmes besides one application, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn handed_in_besides(
    conn: &mut PgConnection,
    (person, application): (Uuid, Uuid),
    programmes: &[String],
) -> sqlx::Result<Vec<HandedIn>> {
    sqlx::query_as!(
        HandedIn,
        r#"select application.id as application, last.number, application.programme
         from applications application
         cross join lateral (
            select number, submitted_at from snapshots where application_id = application.id order by number desc limit 1
         ) last
         where application.person_id = $1 and application.id <> $2 and application.programme = any ($3)
         order by last.submitted_at desc"#,
        person,
        application,
        programmes,
    )
    .fetch_all(conn)
    .await
}

struct Row {
    number: i16,
    answers: Value,
    documents: Value,
    required_documents: Value,
    content_hash: Vec<u8>,
    submitted_at: DateTime<Utc>,
}

impl TryFrom<Row> for Frozen {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let hash = row.content_hash.try_into();
        Ok(Self {
            number: row.number,
            answers: Answers::stored(row.answers),
            documents: row.documents,
            required_documents: row.required_documents,
            content_hash: hash.map_err(|_| Fault::broken("the hash of a snapshot has not 32 bytes"))?,
            submitted_at: row.submitted_at,
        })
    }
}

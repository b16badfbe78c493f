//! The rows of documents. A slot (requirement and member) of an application has at most one current document; a newer one
//! replaces it and nothing is ever overwritten.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{FileName, Kind};
use crate::error::{Error, Fault, Result};
use crate::refusal::Refusal;
use crate::seal::BlindIndex;

/// What a document is for: a requirement of the programme and, where that asks one of each, a member of the household.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    pub requirement: String,
    /// Index among the members of the application's answers.
    pub member: Option<i16>,
}

/// Whether the file may be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Stored,
    /// Found unfit after it was stored; nobody can open it any more.
    Unfit,
}

/// A document's row.
#[derive(Debug, Clone)]
pub struct Document {
    pub id: Uuid,
    pub application: Uuid,
    pub slot: Slot,
    pub state: State,
    pub file_name: String,
    pub media_type: String,
    /// Of the file as it is served.
    pub size_bytes: i64,
    /// Blind index of the SHA-256 of the file as it was received.
    pub digest: Vec<u8>,
    pub uploaded_at: DateTime<Utc>,
    pub review: super::Review,
    pub review_reason: Option<String>,
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When a newer one took its place.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// A document whose object is in the store and whose row is to be made.
#[derive(Debug)]
pub struct NewDocument<'a> {
    pub id: Uuid,
    pub application: Uuid,
    pub slot: &'a Slot,
    pub file_name: &'a FileName,
    pub kind: Kind,
    pub size_bytes: u64,
    pub digest: BlindIndex,
    pub object_key: &'a str,
    pub wrapped_key: &'a [u8],
    /// The person who sent it.
    pub uploaded_by: Uuid,
}

/// Where a document's bytes are and how they open.
#[derive(Debug)]
pub struct Stored {
    pub object_key: String,
    pub wrapped_key: Vec<u8>,
}

/// Makes the document the current one of its slot.
///
/// # Errors
/// `DocumentChanged` when another one took the slot at the same moment.
pub async fn replace_current(conn: &mut PgConnection, new: &NewDocument<'_>) -> Result<Document> {
    sqlx::query!(
        "update documents set replaced_at = pser_now()
        where application_id = $1 and requirement = $2 and member is not distinct from $3 and replaced_at is null",
        new.application,
        new.slot.requirement,
        new.slot.member,
    )
    .execute(&mut *conn)
    .await?;
    let size = i64::try_from(new.size_bytes)
        .map_err(|error| Error::Fault(Fault::caused("a file is longer than a number", error)))?;
    sqlx::query!(
        "insert into documents (id, application_id, requirement, member, state, file_name, media_type, size_bytes,
            digest, object_key, wrapped_key, uploaded_by)
        values ($1, $2, $3, $4, 'stored', $5, $6, $7, $8, $9, $10, $11)",
        new.id,
        new.application,
        new.slot.requirement,
        new.slot.member,
        new.file_name.as_str(),
        new.kind.media_type(),
        size,
        new.digest.as_slice(),
        new.object_key,
        new.wrapped_key,
        new.uploaded_by,
    )
    .execute(&mut *conn)
    .await?;
    find(conn, new.id)
        .await?
        .ok_or_else(|| Fault::broken("a document vanished within its own transaction").into())
}

/// Makes the file of a document of an earlier application the current one of the same slot here, with what an officer said
/// of it. `wrapped_key` is the key of its bytes, wrapped for the new row.
///
/// # Errors
/// When the database fails.
pub async fn carry(
    conn: &mut PgConnection,
    (from, id, application): (Uuid, Uuid, Uuid),
    wrapped_key: &[u8],
) -> Result<()> {
    sqlx::query!(
        "insert into documents (id, application_id, requirement, member, state, file_name, media_type, size_bytes, digest,
            object_key, wrapped_key, uploaded_by, uploaded_at, review, reviewed_by, reviewed_at, carried_from)
        select $2, $3, requirement, member, state, file_name, media_type, size_bytes, digest,
            object_key, $4, uploaded_by, uploaded_at, review, reviewed_by, reviewed_at, id
        from documents where id = $1",
        from,
        id,
        application,
        wrapped_key,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The document with this id.
pub async fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<Document>> {
    let row = sqlx::query_as!(
        Row,
        "select id, application_id, requirement, member, state, file_name, media_type, size_bytes, digest, uploaded_at,
            review, review_reason, reviewed_at, replaced_at
        from documents where id = $1",
        id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(Document::try_from).transpose()
}

/// The current documents of an application, by requirement and member.
pub async fn current(conn: &mut PgConnection, application: Uuid) -> Result<Vec<Document>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, application_id, requirement, member, state, file_name, media_type, size_bytes, digest, uploaded_at,
            review, review_reason, reviewed_at, replaced_at
        from documents where application_id = $1 and replaced_at is null
        order by requirement, member nulls first",
        application,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Document::try_from).collect()
}

/// Every document that was ever sent for an application, the replaced ones too, in the order in which they came.
pub async fn all_of(conn: &mut PgConnection, application: Uuid) -> Result<Vec<Document>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, application_id, requirement, member, state, file_name, media_type, size_bytes, digest, uploaded_at,
            review, review_reason, reviewed_at, replaced_at
        from documents where application_id = $1 order by id",
        application,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Document::try_from).collect()
}

/// The documents that were current at a moment and are fit, by requirement and member.
pub async fn as_of(
    conn: &mut PgConnection,
    application: Uuid,
    moment: DateTime<Utc>,
) -> Result<Vec<Document>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, application_id, requirement, member, state, file_name, media_type, size_bytes, digest, uploaded_at,
            review, review_reason, reviewed_at, replaced_at
        from documents
        where application_id = $1 and uploaded_at <= $2 and (replaced_at is null or replaced_at > $2) and state = 'stored'
        order by requirement, member nulls first",
        application,
        moment,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Document::try_from).collect()
}

/// Where the bytes of a document are, as long as they may be looked at.
///
/// # Errors
/// `DocumentNotReady` for one that is unfit; `NotFound` for none.
pub async fn stored(conn: &mut PgConnection, id: Uuid) -> Result<Stored> {
    let row = sqlx::query!("select state, object_key, wrapped_key from documents where id = $1", id)
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    if State::of(&row.state)? != State::Stored {
        return Err(Refusal::DocumentNotReady.into());
    }
    Ok(Stored { object_key: row.object_key, wrapped_key: row.wrapped_key })
}

struct Row {
    id: Uuid,
    application_id: Uuid,
    requirement: String,
    member: Option<i16>,
    state: String,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    digest: Vec<u8>,
    uploaded_at: DateTime<Utc>,
    review: String,
    review_reason: Option<String>,
    reviewed_at: Option<DateTime<Utc>>,
    replaced_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Document {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            application: row.application_id,
            slot: Slot { requirement: row.requirement, member: row.member },
            state: State::of(&row.state)?,
            file_name: row.file_name,
            media_type: row.media_type,
            size_bytes: row.size_bytes,
            digest: row.digest,
            uploaded_at: row.uploaded_at,
            review: super::Review::of(&row.review)?,
            review_reason: row.review_reason,
            reviewed_at: row.reviewed_at,
            replaced_at: row.replaced_at,
        })
    }
}

impl State {
    fn of(text: &str) -> Result<Self, Fault> {
        match text {
            "stored" => Ok(Self::Stored),
            "unfit" => Ok(Self::Unfit),
            other => Err(Fault::broken(format!("a document is in the unknown state {other}"))),
        }
    }
}

impl Document {
    /// Whether it counts: current, fit, and not refused by an officer.
    pub fn counts(&self) -> bool {
        self.replaced_at.is_none() && self.state == State::Stored && self.review != super::Review::Refused
    }
}

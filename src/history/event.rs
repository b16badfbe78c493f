//! Writing an event that moves no stage - a claim, a note, a reveal. What moves a stage is written by casework together
//! with the move.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::chain::{self, EventFields, GENESIS};
use crate::canonical::ContentHash;
use crate::error::{Error, Fault, Result};

/// Which side of the counter somebody stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DoerKind {
    Citizen,
    Staff,
    System,
}

impl DoerKind {
    /// The word the tables use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Staff => "staff",
            Self::System => "system",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Citizen, Self::Staff, Self::System].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Who did it. The system has no person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doer {
    pub kind: DoerKind,
    pub person: Option<Uuid>,
}

/// Something that happened to a case and left it in its stage.
#[derive(Debug, Clone)]
pub struct Happening<'a> {
    pub case_id: Uuid,
    /// Past tense, for example `claimed`.
    pub kind: &'a str,
    /// Set where separation of duties counts it as a deed.
    pub action: Option<&'a str>,
    pub doer: Doer,
    /// No CNIC, IBAN or mobile.
    pub detail: &'a Value,
}

/// Appends to the case's history in the caller's transaction; returns the event's number in its case.
///
/// # Errors
/// `NotFound` when there is no such case.
pub async fn append(conn: &mut PgConnection, happening: &Happening<'_>) -> Result<i32> {
    // The lock is a statement of its own: the last event must be read with a snapshot taken after it is held.
    let locked = sqlx::query!(
        r#"select bundle_hash, pser_now() as "at!" from cases where id = $1 for no key update"#,
        happening.case_id
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let last = sqlx::query!(
        "select seq, hash from case_events where case_id = $1 order by seq desc limit 1",
        happening.case_id
    )
    .fetch_optional(&mut *conn)
    .await?;
    let (seq, previous) = match last {
        Some(last) => (last.seq + 1, hash_of(last.hash)?),
        None => (1, GENESIS),
    };
    let fields = EventFields {
        case_id: happening.case_id,
        seq,
        at: locked.at,
        kind: happening.kind,
        action: happening.action,
        actor_person: happening.doer.person,
        actor_kind: happening.doer.kind,
        from: None,
        to: None,
        bundle_hash: &locked.bundle_hash,
        detail: happening.detail,
    };
    insert(conn, &previous, &fields).await?;
    Ok(seq)
}

async fn insert(
    conn: &mut PgConnection,
    previous: &ContentHash,
    fields: &EventFields<'_>,
) -> Result<(), Fault> {
    let hash = chain::event(previous, fields)?;
    sqlx::query!(
        "insert into case_events
             (case_id, seq, at, kind, action, actor_person, actor_kind, from_stage, to_stage, bundle_hash, detail,
              previous_hash, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        fields.case_id,
        fields.seq,
        fields.at,
        fields.kind,
        fields.action,
        fields.actor_person,
        fields.actor_kind.as_str(),
        fields.from,
        fields.to,
        fields.bundle_hash,
        fields.detail,
        previous.as_slice(),
        hash.as_slice()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A hash column as the array it is by its constraint.
pub(super) fn hash_of(bytes: Vec<u8>) -> Result<ContentHash, Fault> {
    bytes.try_into().map_err(|_| Fault::broken("a stored hash does not have 32 bytes"))
}

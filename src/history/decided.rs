//! Who decided a case when, and what officers had said of its documents by then.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::event::hash_of;
use crate::canonical::ContentHash;
use crate::error::Fault;

/// A deed that decided a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Number of the event in its case.
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub action: String,
    /// The stage the case came to.
    pub to: String,
    /// The bundle that it was decided under.
    pub bundle: ContentHash,
    pub reason: Option<String>,
    /// Whether the case came back since to where it is decided.
    pub is_open_again: bool,
}

/// The last decision on a case; none where nobody has decided it. `actions` are those that decide, `stages` those that
/// offer them.
pub async fn decided(
    conn: &mut PgConnection,
    case_id: Uuid,
    (actions, stages): (&[String], &[String]),
) -> Result<Option<Decided>, Fault> {
    let row = sqlx::query!(
        r#"select e.seq, e.at, e.action as "action!", e.to_stage as "to!", e.bundle_hash, e.detail ->> 'reason' as reason,
               exists (
                   select from case_events later
                   where later.case_id = e.case_id and later.seq > e.seq
                       and later.to_stage is distinct from later.from_stage and later.to_stage = any ($3)
               ) as "is_open_again!"
           from case_events e
           where e.case_id = $1 and e.action = any ($2) and e.to_stage is not null
               and not exists (
                   select from undone_steps undone where undone.case_id = e.case_id and undone.seq = e.seq
               )
           order by e.seq desc limit 1"#,
        case_id,
        actions,
        stages,
    )
    .fetch_optional(conn)
    .await?;
    let decided = row.map(|row| {
        Ok(Decided {
            seq: row.seq,
            at: row.at,
            action: row.action,
            to: row.to,
            bundle: hash_of(row.bundle_hash)?,
            reason: row.reason,
            is_open_again: row.is_open_again,
        })
    });
    decided.transpose()
}

/// What an officer said of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub document: Uuid,
    pub is_accepted: bool,
    pub reason: Option<String>,
}

/// What was said last of each document of a case before the event of this number.
pub async fn judged(conn: &mut PgConnection, case_id: Uuid, before: i32) -> Result<Vec<Judged>, Fault> {
    Ok(sqlx::query_as!(
        Judged,
        r#"select distinct on (detail ->> 'document') (detail ->> 'document')::uuid as "document!",
               kind = 'document-accepted' as "is_accepted!", detail ->> 'reason' as reason
           from case_events
           where case_id = $1 and seq < $2 and kind in ('document-accepted', 'document-refused')
           order by detail ->> 'document', seq desc"#,
        case_id,
        before,
    )
    .fetch_all(conn)
    .await?)
}

/// The stage that a case left by the last deed of this name; none where nobody did it.
pub async fn left_by(conn: &mut PgConnection, case_id: Uuid, deed: &str) -> Result<Option<String>, Fault> {
    let left = sqlx::query_scalar!(
        "select from_stage from case_events where case_id = $1 and action = $2 order by seq desc limit 1",
        case_id,
        deed,
    );
    Ok(left.fetch_optional(conn).await?.flatten())
}

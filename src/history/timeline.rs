//! A case's history as people read it: for the citizen the moves only and no names, for officers every event with who
//! did it.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Fault;

/// A move of the case, as its citizen sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitizenEntry {
    pub at: DateTime<Utc>,
    /// The stage the case came to.
    pub stage: String,
    /// Whether the citizen moved it, staff, or the system.
    pub by: String,
    /// Why, where the citizen has to know it.
    pub reason: Option<String>,
    /// The operator who typed it at a help centre.
    pub typed_by: Option<String>,
}

/// An event, as officers see it.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficerEntry {
    /// Number in the case, from 1.
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub kind: String,
    pub action: Option<String>,
    pub actor_kind: String,
    pub actor_person: Option<Uuid>,
    pub actor_name: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub detail: Value,
    /// The operator who typed it for the citizen at a help centre.
    pub typed_by: Option<String>,
    /// Of a case that was given to somebody: to whom.
    pub given_to: Option<String>,
}

/// The moves of a case, oldest first, without what was undone before the citizen was told. Officers' reasons are internal,
/// save for moves into the stages of `tells_why`: those in which the citizen has something to do or to be told why it ended.
pub async fn for_citizen(
    conn: &mut PgConnection,
    case_id: Uuid,
    tells_why: &[String],
) -> Result<Vec<CitizenEntry>, Fault> {
    Ok(sqlx::query_as!(
        CitizenEntry,
        r#"select e.at, e.to_stage as "stage!", e.actor_kind as by,
               case when e.actor_kind = 'citizen' or e.to_stage = any ($2) then e.detail ->> 'reason' end as reason,
               operator.name as "typed_by?"
           from case_events e left join persons operator on operator.id = (e.detail ->> 'typed_by')::uuid
           where e.case_id = $1 and e.to_stage is not null and e.to_stage is distinct from e.from_stage
               and not exists (
                   select from undone_steps undone
                   where undone.case_id = e.case_id and e.seq in (undone.seq, undone.undone_by)
               )
           order by e.seq"#,
        case_id,
        tells_why
    )
    .fetch_all(conn)
    .await?)
}

/// The events of a case with a number above `after` (0 for the beginning), oldest first.
pub async fn for_officer(
    conn: &mut PgConnection,
    case_id: Uuid,
    after: i32,
    limit: i64,
) -> Result<Vec<OfficerEntry>, Fault> {
    Ok(sqlx::query_as!(
        OfficerEntry,
        r#"select e.seq, e.at, e.kind, e.action, e.actor_kind, e.actor_person, p.name as "actor_name?",
               e.from_stage as "from", e.to_stage as "to", e.detail, operator.name as "typed_by?",
               given.name as "given_to?"
           from case_events e left join persons p on p.id = e.actor_person
           left join persons operator on operator.id = (e.detail ->> 'typed_by')::uuid
           left join persons given on e.kind = 'case-assigned' and given.id = (e.detail ->> 'to')::uuid
           where e.case_id = $1 and e.seq > $2
           order by e.seq limit $3"#,
        case_id,
        after,
        limit
    )
    .fetch_all(conn)
    .await?)
}

//! The last step of a case, for whoever would take it back.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Fault;

/// An action that moved a case, the last thing that did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastStep {
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub action: String,
    pub actor: Option<Uuid>,
    pub from: String,
    pub to: String,
    /// When the case had entered the stage that it left.
    pub entered: DateTime<Utc>,
}

/// The last move of a case; none where it was nobody's action.
///
/// # Errors
/// When the database fails.
pub async fn last_step(conn: &mut PgConnection, case_id: Uuid) -> Result<Option<LastStep>, Fault> {
    Ok(sqlx::query_as!(
        LastStep,
        r#"
        select moved.seq, moved.at, moved.action as "action!", moved.actor_person as actor,
            moved.from_stage as "from!", moved.to_stage as "to!",
            (select at from case_events entered
             where entered.case_id = moved.case_id and entered.seq < moved.seq and entered.to_stage = moved.from_stage
                 and entered.to_stage is distinct from entered.from_stage and entered.kind <> 'undone'
             order by entered.seq desc limit 1) as "entered!"
        from (
            select * from case_events
            where case_id = $1 and to_stage is not null and to_stage is distinct from from_stage
            order by seq desc limit 1
        ) moved
        where moved.action is not null and moved.from_stage is not null
        "#,
        case_id,
    )
    .fetch_optional(conn)
    .await?)
}

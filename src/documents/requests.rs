//! What officers asked citizens to send: open until a document arrives for the same slot.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Slot;
use crate::entropy;
use crate::error::Result;

/// A request that waits for its document.
#[derive(Debug, Clone)]
pub struct Request {
    pub id: Uuid,
    pub slot: Slot,
    /// What the citizen reads.
    pub reason: String,
    pub requested_at: DateTime<Utc>,
}

/// A request to be made.
#[derive(Debug)]
pub struct NewRequest<'a> {
    pub application: Uuid,
    pub slot: &'a Slot,
    pub reason: &'a str,
    /// The officer's person.
    pub requested_by: Uuid,
}

/// Asks for a document. Asking again for what is still open changes the reason and asks no second time.
pub async fn open(conn: &mut PgConnection, new: &NewRequest<'_>) -> Result<Uuid> {
    let id = sqlx::query_scalar!(
        r#"with again as (
            update document_requests set reason = $5, requested_by = $6
            where application_id = $2 and requirement = $3 and member is not distinct from $4 and answered_at is null
            returning id
        ), first as (
            insert into document_requests (id, application_id, requirement, member, reason, requested_by)
            select $1, $2, $3, $4, $5, $6 where not exists (select from again)
            returning id
        )
        select id as "id!" from again union all select id from first"#,
        entropy::id(),
        new.application,
        new.slot.requirement,
        new.slot.member,
        new.reason,
        new.requested_by,
    )
    .fetch_one(conn)
    .await?;
    Ok(id)
}

/// The open requests of an application, oldest first.
pub async fn open_requests(conn: &mut PgConnection, application: Uuid) -> Result<Vec<Request>> {
    let rows = sqlx::query!(
        "select id, requirement, member, reason, requested_at from document_requests
        where application_id = $1 and answered_at is null order by id",
        application,
    )
    .fetch_all(conn)
    .await?;
    let requests = rows.into_iter().map(|row| Request {
        id: row.id,
        slot: Slot { requirement: row.requirement, member: row.member },
        reason: row.reason,
        requested_at: row.requested_at,
    });
    Ok(requests.collect())
}

/// Closes the open requests that this document answers; how many there were.
pub async fn answer(conn: &mut PgConnection, application: Uuid, slot: &Slot, document: Uuid) -> Result<u64> {
    let closed = sqlx::query!(
        "update document_requests set answered_by = $4, answered_at = pser_now()
        where application_id = $1 and requirement = $2 and member is not distinct from $3 and answered_at is null",
        application,
        slot.requirement,
        slot.member,
        document,
    )
    .execute(conn)
    .await?;
    Ok(closed.rows_affected())
}

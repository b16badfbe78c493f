//! Messages between the office and the citizen of a case.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;
use crate::policy::Scope;

/// One message.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// `citizen` or `staff`.
    pub side: String,
    /// Of who wrote it. Citizens are not told it.
    pub author: String,
    pub text: String,
    /// Of a citizen's: when the office answered it, or found that it needs no answer.
    pub settled_at: Option<DateTime<Utc>>,
}

/// A case whose citizen waits for an answer.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub reference: String,
    pub programme: String,
    pub applicant: String,
    /// Of the oldest message that waits.
    pub at: DateTime<Utc>,
    /// The name of who has the case.
    pub claimed_by: Option<String>,
}

/// The messages of a case, oldest first.
pub async fn of_case(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<Vec<Message>> {
    sqlx::query_as!(
        Message,
        "select m.id, m.at, m.side, p.name as author, m.text, m.settled_at
         from case_messages m join persons p on p.id = m.author_person
         where m.case_id = $1 order by m.id",
        case,
    )
    .fetch_all(conn)
    .await
}

/// Writes a message of `side`, `citizen` or `staff`; its id.
pub async fn write(
    conn: &mut PgConnection,
    case: Uuid,
    (side, author): (&str, Uuid),
    text: &str,
) -> sqlx::Result<Uuid> {
    let id = entropy::id();
    sqlx::query!(
        "insert into case_messages (id, case_id, side, author_person, text) values ($1, $2, $3, $4, $5)",
        id,
        case,
        side,
        author,
        text,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Settles what the citizen has written until now; how many messages that were.
pub async fn settle(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<u64> {
    let settled = sqlx::query!(
        "update case_messages set settled_at = pser_now()
         where case_id = $1 and side = 'citizen' and settled_at is null",
        case,
    );
    Ok(settled.execute(conn).await?.rows_affected())
}

/// The cases within a scope whose citizens wait for an answer, whoever waits longest first, at most `limit`.
pub async fn waiting(conn: &mut PgConnection, scope: &Scope, limit: i64) -> sqlx::Result<Vec<Waiting>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Waiting,
        r#"select c.reference, c.programme, p.name as applicant, min(m.at) as "at!", claimer.name as "claimed_by?"
           from case_messages m
           join cases c on c.id = m.case_id
           join persons p on p.id = c.person_id
           left join staff_accounts holder on holder.id = c.claimed_by
           left join persons claimer on claimer.id = holder.person_id
           where m.side = 'citizen' and m.settled_at is null and exists (
               select from unnest($1::text[], $2::text[]) as held (area, programme)
               where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
           )
           group by c.id, p.name, claimer.name
           order by min(m.at), c.id
           limit $3"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        limit,
    )
    .fetch_all(conn)
    .await
}

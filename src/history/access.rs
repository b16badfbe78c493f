//! Who looked at whose data, when and why: written by whoever shows the data, read by the person concerned and by
//! auditors.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::event::DoerKind;
use crate::error::Fault;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Case,
    Document,
    /// An identifier in clear.
    Reveal,
    History,
    Export,
}

impl What {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Case => "view-case",
            Self::Document => "view-document",
            Self::Reveal => "reveal",
            Self::History => "view-history",
            Self::Export => "export",
        }
    }
}

/// One look.
#[derive(Debug, Clone, Copy)]
pub struct Access<'a> {
    pub actor_person: Uuid,
    pub actor_kind: DoerKind,
    /// Whose data it is.
    pub subject_person: Uuid,
    pub case_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub what: What,
    pub reason: Option<&'a str>,
}

/// Records the look in the caller's transaction, before the data is handed out.
pub async fn log(conn: &mut PgConnection, access: &Access<'_>) -> Result<(), Fault> {
    sqlx::query!(
        "insert into access_log (actor_person, actor_kind, subject_person, case_id, document_id, what, reason)
         values ($1, $2, $3, $4, $5, $6, $7)",
        access.actor_person,
        access.actor_kind.as_str(),
        access.subject_person,
        access.case_id,
        access.document_id,
        access.what.as_str(),
        access.reason
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A look as it is shown. The person concerned sees the name of who looked.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Position for keyset paging; the newest is the greatest.
    pub id: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_name: Option<String>,
    pub case_reference: Option<String>,
    pub document_id: Option<Uuid>,
    pub what: String,
    pub reason: Option<String>,
}

/// Looks at a person's data, newest first, those with an id below `before`.
pub async fn looks_at_person(
    conn: &mut PgConnection,
    subject_person: Uuid,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Looked>, Fault> {
    Ok(sqlx::query_as!(
        Looked,
        r#"select l.id, l.at, l.actor_kind, p.name as "actor_name?", c.reference as "case_reference?",
               l.document_id, l.what, l.reason
           from access_log l
           left join persons p on p.id = l.actor_person
           left join cases c on c.id = l.case_id
           where l.subject_person = $1 and l.id < $2
           order by l.id desc limit $3"#,
        subject_person,
        before.unwrap_or(i64::MAX),
        limit
    )
    .fetch_all(conn)
    .await?)
}

/// Looks at a case, newest first, those with an id below `before`.
pub async fn looks_at_case(
    conn: &mut PgConnection,
    case_id: Uuid,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Looked>, Fault> {
    Ok(sqlx::query_as!(
        Looked,
        r#"select l.id, l.at, l.actor_kind, p.name as "actor_name?", c.reference as "case_reference?",
               l.document_id, l.what, l.reason
           from access_log l
           left join persons p on p.id = l.actor_person
           left join cases c on c.id = l.case_id
           where l.case_id = $1 and l.id < $2
           order by l.id desc limit $3"#,
        case_id,
        before.unwrap_or(i64::MAX),
        limit
    )
    .fetch_all(conn)
    .await?)
}

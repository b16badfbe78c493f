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
    /// A certificate was printed.
    Certificate,
    /// An account, at a help centre.
    Account,
    /// A code for a new password was sent.
    Recover,
    /// A person was registered on their behalf.
    Register,
    /// Applications are filled in on their behalf.
    Assist,
    /// Found by a number that is theirs.
    Search,
}

impl What {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Case => "view-case",
            Self::Document => "view-document",
            Self::Reveal => "reveal",
            Self::History => "view-history",
            Self::Export => "export",
            Self::Certificate => "certificate",
            Self::Account => "view-account",
            Self::Recover => "recover",
            Self::Register => "register",
            Self::Assist => "assist",
            Self::Search => "search",
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
    log_help(conn, access, &[]).await
}

/// As `log`, of what was done at a help centre after these papers were seen.
pub async fn log_help(conn: &mut PgConnection, access: &Access<'_>, papers: &[String]) -> Result<(), Fault> {
    sqlx::query!(
        "insert into access_log (actor_person, actor_kind, subject_person, case_id, document_id, what, reason, papers)
         values ($1, $2, $3, $4, $5, $6, $7, nullif($8::text[], '{}'))",
        access.actor_person,
        access.actor_kind.as_str(),
        access.subject_person,
        access.case_id,
        access.document_id,
        access.what.as_str(),
        access.reason,
        papers
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
    /// Seen at a help centre before.
    pub papers: Option<Vec<String>>,
}

/// Whose looks are listed.
#[derive(Debug, Clone, Copy)]
pub enum LooksAt {
    /// Every look at this person's data.
    Person(Uuid),
    /// Every look at this case.
    Case(Uuid),
}

/// Looks at a person's data or at a case, newest first, those with an id below `before`.
pub async fn looks(
    conn: &mut PgConnection,
    at: LooksAt,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Looked>, Fault> {
    let (person, case) = match at {
        LooksAt::Person(person) => (Some(person), None),
        LooksAt::Case(case) => (None, Some(case)),
    };
    // Each branch has its index and its limit; the one without a value is never begun.
    Ok(sqlx::query_as!(
        Looked,
        r#"select l.id as "id!", l.at as "at!", l.actor_kind as "actor_kind!", p.name as "actor_name?",
               c.reference as "case_reference?", l.document_id, l.what as "what!", l.reason, l.papers
           from (
               (select id, at, actor_kind, actor_person, case_id, document_id, what, reason, papers from access_log
                where $1::uuid is not null and subject_person = $1 and id < $3 order by id desc limit $4)
               union all
               (select id, at, actor_kind, actor_person, case_id, document_id, what, reason, papers from access_log
                where $2::uuid is not null and case_id = $2 and id < $3 order by id desc limit $4)
           ) l
           left join persons p on p.id = l.actor_person
           left join cases c on c.id = l.case_id
           order by l.id desc"#,
        person,
        case,
        before.unwrap_or(i64::MAX),
        limit
    )
    .fetch_all(conn)
    .await?)
}

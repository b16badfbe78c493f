//! Cases about a case: which there are, and whether one of them was decided.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// An application about a case, and the case that it became.
#[derive(Debug, Clone)]
pub struct Following {
    pub application: Uuid,
    pub programme: String,
    /// `draft`, `submitted` or `closed`.
    pub state: String,
    /// Of its case; none while it is a draft.
    pub reference: Option<String>,
    /// Where that case stands; none while it is a draft.
    pub stage: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// What was filed about a case, newest first.
pub async fn about(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<Vec<Following>> {
    sqlx::query_as!(
        Following,
        r#"select a.id as application, a.programme, a.state, c.reference as "reference?", c.stage as "stage?", a.created_at
           from applications a left join cases c on c.application_id = a.id
           where a.about_case = $1
           order by a.id desc"#,
        case,
    )
    .fetch_all(conn)
    .await
}

/// Whether the person has an open case in one of `programmes` about a case of `of`.
pub async fn is_any_open(
    conn: &mut PgConnection,
    person: Uuid,
    (programmes, of): (&[String], &str),
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
            select from applications a join cases subject on subject.id = a.about_case
            where a.person_id = $1 and a.state = 'submitted' and a.programme = any ($2) and subject.programme = $3
        ) as "is_open!""#,
        person,
        programmes,
        of,
    )
    .fetch_one(conn)
    .await
}

/// Whether one of `deeds` was done on a case of a programme about this one that was begun since a moment.
pub async fn was_decided(
    conn: &mut PgConnection,
    case: Uuid,
    (programme, since): (&str, DateTime<Utc>),
    deeds: &[String],
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
            select from applications a
            join cases c on c.application_id = a.id
            join case_events e on e.case_id = c.id
            where a.about_case = $1 and a.programme = $2 and a.created_at >= $3 and e.action = any ($4)
        ) as "was_decided!""#,
        case,
        programme,
        since,
        deeds,
    )
    .fetch_one(conn)
    .await
}

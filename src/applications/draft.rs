//! Drafts: begun once per person and programme, saved in pieces, each save naming the version it was made from.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::not_changed;
use crate::canonical::ContentHash;
use crate::catalogue::form::Answers;
use crate::error::Result;
use crate::refusal::Refusal;

/// An application about to begin.
#[derive(Debug)]
pub struct NewDraft<'a> {
    pub id: Uuid,
    pub person: Uuid,
    pub account: Option<Uuid>,
    pub programme: &'a str,
    /// The case that it is about.
    pub about: Option<Uuid>,
    pub bundle: ContentHash,
    /// What is known already.
    pub answers: Answers,
    /// The earlier application they are from, and which snapshot of it.
    pub taken: Option<(Uuid, i16)>,
}

/// Begins a draft. The database allows one draft and one open case per person, programme and what it is about; beside an
/// open case no draft is begun.
///
/// # Errors
/// `ApplicationExists`.
pub async fn create(conn: &mut PgConnection, draft: NewDraft<'_>) -> Result<()> {
    let created = sqlx::query!(
        "insert into applications (id, person_id, account_id, programme, about_case, bundle_hash, answers, taken_from, taken_snapshot)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
         where not exists (
             select from applications
             where person_id = $2 and programme = $4 and about_case is not distinct from $5 and state <> 'closed'
         )",
        draft.id,
        draft.person,
        draft.account,
        draft.programme,
        draft.about,
        draft.bundle.as_slice(),
        Value::from(draft.answers),
        draft.taken.map(|taken| taken.0),
        draft.taken.map(|taken| taken.1),
    )
    .execute(conn)
    .await?;
    if created.rows_affected() == 0 { Err(Refusal::ApplicationExists.into()) } else { Ok(()) }
}

/// Keeps the answers of a draft that is still at `version`; the new version.
///
/// # Errors
/// `DraftChanged` when it was saved meanwhile, `NoLongerADraft` when it was handed in.
pub async fn save(conn: &mut PgConnection, id: Uuid, version: i32, answers: Answers) -> Result<i32> {
    let saved = sqlx::query_scalar!(
        "update applications set answers = $3, version = version + 1, updated_at = pser_now()
         where id = $1 and version = $2 and state = 'draft'
         returning version",
        id,
        version,
        Value::from(answers),
    )
    .fetch_optional(&mut *conn)
    .await?;
    match saved {
        Some(version) => Ok(version),
        None => Err(not_changed(conn, id).await?.into()),
    }
}

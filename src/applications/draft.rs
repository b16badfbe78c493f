//! Drafts: begun once per person and programme, saved in pieces, each save naming the version it was made from.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::not_changed;
use crate::canonical::ContentHash;
use crate::catalogue::form::Answers;
use crate::error::Result;

/// An application about to begin.
#[derive(Debug)]
pub struct NewDraft<'a> {
    pub id: Uuid,
    pub person: Uuid,
    pub account: Option<Uuid>,
    pub programme: &'a str,
    pub bundle: ContentHash,
    /// What is known already.
    pub answers: Answers,
    /// The earlier application they are from, and which snapshot of it.
    pub taken: Option<(Uuid, i16)>,
}

/// Begins a draft. The database allows one open application per person and programme.
///
/// # Errors
/// `ApplicationExists`.
pub async fn create(conn: &mut PgConnection, draft: NewDraft<'_>) -> Result<()> {
    sqlx::query!(
        "insert into applications (id, person_id, account_id, programme, bundle_hash, answers, taken_from, taken_snapshot)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        draft.id,
        draft.person,
        draft.account,
        draft.programme,
        draft.bundle.as_slice(),
        Value::from(draft.answers),
        draft.taken.map(|taken| taken.0),
        draft.taken.map(|taken| taken.1),
    )
    .execute(conn)
    .await?;
    Ok(())
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

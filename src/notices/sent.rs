//! What was written to one account: which messages, when and how, not their words.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Fault;

/// A message to somebody.
#[derive(Debug, Clone)]
pub struct Sent {
    pub kind: String,
    /// `sms` or `email`.
    pub channel: String,
    /// `en` or `ur`.
    pub language: String,
    /// `written`, `sent`, `failed` or `expired`.
    pub state: String,
    pub written_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
}

/// The newest messages to an account, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(conn: &mut PgConnection, account: Uuid, limit: i64) -> Result<Vec<Sent>, Fault> {
    Ok(sqlx::query_as!(
        Sent,
        "select kind, channel, language, state, written_at, sent_at from notices
         where account_id = $1 and state <> 'withdrawn' order by written_at desc, id desc limit $2",
        account,
        limit,
    )
    .fetch_all(conn)
    .await?)
}

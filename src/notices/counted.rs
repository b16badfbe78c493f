//! How many notices there are; none of them is opened.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::error::Fault;

/// Notices of one kind that went one way and stand in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    pub kind: String,
    /// `sms` or `email`.
    pub channel: String,
    /// `written`, `sent`, `failed` or `expired`.
    pub state: String,
    pub count: i64,
}

/// The notices written since a moment; without one, within the last day.
pub async fn counts(conn: &mut PgConnection, since: Option<DateTime<Utc>>) -> Result<Vec<Count>, Fault> {
    let counts = sqlx::query_as!(
        Count,
        r#"select kind, channel, state, count(*) as "count!" from notices
           where written_at >= coalesce($1, pser_now() - interval '1 day')
           group by kind, channel, state order by kind, channel, state"#,
        since,
    )
    .fetch_all(conn)
    .await?;
    Ok(counts)
}

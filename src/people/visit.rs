//! A citizen who has come to a help centre, found by an operator for a reason. For an hour that operator, and nobody else,
//! may look at the account and help.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;
use crate::error::Result;

/// A visit that goes on.
#[derive(Debug)]
pub struct Visit {
    pub id: Uuid,
    /// The citizen's.
    pub account: Uuid,
    pub person: Uuid,
    pub reason: String,
    pub began_at: DateTime<Utc>,
    /// The persons who live with the citizen.
    pub kin: Vec<Uuid>,
}

/// Begins a visit.
///
/// # Errors
/// When the database fails.
pub async fn begin(conn: &mut PgConnection, operator: Uuid, citizen: Uuid, reason: &str) -> Result<Uuid> {
    let id = entropy::id();
    sqlx::query!(
        "insert into centre_visits (id, staff_account_id, citizen_account_id, reason, expires_at)
         values ($1, $2, $3, $4, pser_now() + interval '1 hour')",
        id,
        operator,
        citizen,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The visit with this id, while it goes on and only for the operator who began it.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut PgConnection, operator: Uuid, id: Uuid) -> Result<Option<Visit>> {
    let visit = sqlx::query_as!(
        Visit,
        r#"select visit.id, visit.citizen_account_id as account, account.person_id as person, visit.reason,
                  visit.created_at as began_at, kin_of(account.person_id) as "kin!"
           from centre_visits visit join citizen_accounts account on account.id = visit.citizen_account_id
           where visit.id = $1 and visit.staff_account_id = $2 and visit.expires_at > pser_now()
               and account.state = 'live'"#,
        id,
        operator,
    )
    .fetch_optional(conn)
    .await?;
    Ok(visit)
}

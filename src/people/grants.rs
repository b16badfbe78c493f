//! Roles given to staff, within an area and a programme, until a day. What a role may do is the policy's.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;
use crate::error::Result;
use crate::policy;

/// One role of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub role: String,
    /// Path of an area; none is the whole province.
    pub area: Option<String>,
    /// None is every programme.
    pub programme: Option<String>,
    /// The most a case may be worth, in paisa; none is no cap.
    pub amount_cap: Option<i64>,
    pub expires_at: Option<DateTime<Utc>>,
    /// Of `workflows/skills.yaml`.
    #[serde(default)]
    pub skills: Vec<String>,
}

impl From<Grant> for policy::Grant {
    fn from(grant: Grant) -> Self {
        let Grant { role, area, programme, amount_cap, expires_at, skills } = grant;
        Self { role, area, programme, amount_cap, until: expires_at, skills }
    }
}

/// Gives a role; it holds from the account's next request.
///
/// # Errors
/// When the database fails; also when there is no such area.
pub async fn give(
    conn: &mut PgConnection,
    account: Uuid,
    grant: &Grant,
    granted_by: Option<Uuid>,
) -> Result<()> {
    sqlx::query!(
        "insert into grants (id, staff_account_id, role, area, programme, amount_cap, expires_at, granted_by, skills)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entropy::id(),
        account,
        grant.role,
        grant.area,
        grant.programme,
        grant.amount_cap,
        grant.expires_at,
        granted_by,
        &grant.skills,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes every role of the account away.
///
/// # Errors
/// When the database fails.
pub async fn revoke_all(conn: &mut PgConnection, account: Uuid) -> Result<()> {
    sqlx::query!(
        "update grants set revoked_at = pser_now() where staff_account_id = $1 and revoked_at is null",
        account
    )
    .execute(conn)
    .await?;
    Ok(())
}

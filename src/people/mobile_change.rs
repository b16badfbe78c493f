//! A new mobile that waits for the code sent to it: half an hour, and only for the account that asked.

use sqlx::PgConnection;
use uuid::Uuid;

use super::mobile::Mobile;
use crate::entropy;
use crate::error::Result;
use crate::seal::Sealer;

/// Begins a change.
///
/// # Errors
/// When the database fails.
pub async fn begin(conn: &mut PgConnection, sealer: &Sealer, account: Uuid, mobile: &Mobile) -> Result<Uuid> {
    let (id, index) = (entropy::id(), mobile.index(sealer));
    sqlx::query!(
        "insert into mobile_changes (id, citizen_account_id, mobile_sealed, mobile_index, expires_at)
         values ($1, $2, $3, $4, pser_now() + interval '30 minutes')",
        id,
        account,
        mobile.seal(sealer, account),
        index.as_slice(),
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The number that waits under this change of the account.
///
/// # Errors
/// When the database fails or the number does not open.
pub async fn find(
    conn: &mut PgConnection,
    sealer: &Sealer,
    (account, id): (Uuid, Uuid),
) -> Result<Option<Mobile>> {
    let kept = sqlx::query_scalar!(
        "select mobile_sealed from mobile_changes
         where id = $1 and citizen_account_id = $2 and completed_at is null and expires_at > pser_now()",
        id,
        account,
    )
    .fetch_optional(conn)
    .await?;
    Ok(kept.map(|kept| Mobile::open(sealer, account, &kept)).transpose()?)
}

/// Makes the number the account's own: its code was right. `false` where the change is over.
///
/// # Errors
/// When the database fails.
pub async fn complete(conn: &mut PgConnection, (account, id): (Uuid, Uuid)) -> Result<bool> {
    let done = sqlx::query!(
        "with proved as (
             update mobile_changes set completed_at = pser_now()
             where id = $1 and citizen_account_id = $2 and completed_at is null and expires_at > pser_now()
             returning mobile_sealed, mobile_index
         )
         update citizen_accounts account set mobile_sealed = proved.mobile_sealed, mobile_index = proved.mobile_index
         from proved where account.id = $2 and account.state = 'live'",
        id,
        account,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

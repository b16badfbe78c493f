//! Forgetting what has ended: registrations that nobody proved, spent codes, old sessions and lockouts. For a recurring
//! job; every statement is safe to repeat.

use sqlx::PgConnection;

use crate::error::Result;

/// Deletes what ended some time ago and says how many rows went.
///
/// # Errors
/// When the database fails.
pub async fn forget_ended(conn: &mut PgConnection) -> Result<u64> {
    let mut gone = sqlx::query!("delete from codes where expires_at < pser_now() - interval '1 day'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    gone += sqlx::query!("delete from registrations where expires_at < pser_now() - interval '1 day'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    gone += sqlx::query!("delete from sign_in_attempts where expires_at < pser_now() - interval '1 day'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    gone += sqlx::query!("delete from mobile_changes where expires_at < pser_now() - interval '1 day'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    gone += sqlx::query!("delete from recoveries where expires_at < pser_now() - interval '1 day'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    gone += sqlx::query!("delete from centre_visits where expires_at < pser_now() - interval '1 day'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    gone += sqlx::query!(
        "delete from lockouts where coalesce(locked_until, first_failure_at) < pser_now() - interval '1 day'"
    )
    .execute(&mut *conn)
    .await?
    .rows_affected();
    gone += sqlx::query!("delete from known_devices where last_used_at < pser_now() - interval '180 days'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    // Sessions stay a month longer, for the question who was signed in when.
    gone += sqlx::query!("delete from sessions where expires_at < pser_now() - interval '30 days'")
        .execute(&mut *conn)
        .await?
        .rows_affected();
    Ok(gone)
}

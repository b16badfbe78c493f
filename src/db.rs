//! The database at the edges: which of its errors are refusals, which are outages, and the cursors of keyset pages.

pub mod connections;
mod kept;
pub mod migrations;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::postgres::PgDatabaseError;
use sqlx::{PgPool, Postgres, Transaction};

use crate::refusal::Refusal;

pub use kept::{Refreshed, keep_fresh};

/// Begins a transaction, also for somebody who may be gone before it has begun: whoever gave up the request, or a job that
/// was stopped. sqlx 0.9 forgets a transaction that is given up between its `begin` and the database's answer; the
/// connection would go back to the pool with the transaction open, and what others write on it later would not be kept.
/// Here the beginning is finished by a task of its own, and the transaction then rolled back.
///
/// # Errors
/// When no connection is free in time, or the database does not answer.
pub async fn begin(pool: &PgPool) -> sqlx::Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin().await }).await;
    begun.unwrap_or_else(|ended| match ended.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => Err(sqlx::Error::WorkerCrashed),
    })
}

/// The refusal that a violated constraint stands for. The constraint decides races; no earlier select does.
pub fn refusal_of(error: &sqlx::Error) -> Option<Refusal> {
    let constraint = error.as_database_error()?.constraint()?;
    match constraint {
        "applications_one_draft" => Some(Refusal::ApplicationExists),
        "applications_one_handed_in" => Some(Refusal::AnotherIsOpen),
        "ledger_accounts_never_overdrawn" => Some(Refusal::BudgetExceeded { available: 0 }),
        "batches_four_eyes" => Some(Refusal::MakerIsChecker),
        _ => None,
    }
}

/// Whether the database could not be reached or is going away, so that asking again later may help.
pub fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(inner) => {
            let code = inner.try_downcast_ref::<PgDatabaseError>().map(PgDatabaseError::code);
            // Class 57P: shut down by an administrator or a crash; 53: out of resources; 08: connection; 55000 is not one.
            code.is_some_and(|code| {
                code.starts_with("57P") || code.starts_with("53") || code.starts_with("08")
            })
        }
        _ => false,
    }
}

/// Whether the error says that this named constraint was violated.
pub fn violates(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::constraint) == Some(constraint)
}

/// Whether the statement went on for longer than its transaction allows.
pub fn took_too_long(error: &sqlx::Error) -> bool {
    const QUERY_CANCELED: &str = "57014";
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| code == QUERY_CANCELED)
}

/// Packs the last row's sort key into the opaque cursor of `?after=`.
pub fn cursor<T: Serialize>(key: &T) -> String {
    let bytes = serde_json::to_vec(key).expect("sort keys are plain values");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor; a mangled one is a wrong field.
///
/// # Errors
/// `Invalid` on `after`.
pub fn read_cursor<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| Refusal::field("after", "cursor-unreadable"))
}

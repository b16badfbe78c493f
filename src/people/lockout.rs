//! Five failed proofs from one place lock that place out of the account for 30 minutes. Kept per account and source, so
//! that a stranger elsewhere locks nobody out of their own account, and in the database, so that a restart forgets nothing.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::error::Result;
use crate::limits::Source;
use crate::refusal::Refusal;
use crate::seal::{BlindIndex, Sealer};

const TRIES: i16 = 5;

/// The account and source whose failures are counted together.
#[derive(Debug, Clone, Copy)]
pub struct Key(BlindIndex);

impl Key {
    /// `account` is the account's id or, where none was found, the blind index of what was typed: unknown names lock just
    /// like known ones.
    pub fn new(sealer: &Sealer, account: &[u8], source: &Source) -> Self {
        Self(sealer.index("lockout", &[account, b"\0", source.name().as_bytes()].concat()))
    }
}

/// Takes one of the five tries before the proof is looked at, so that parallel guesses have no more of them.
///
/// # Errors
/// `Locked` when none is left.
pub async fn take_try(conn: &mut PgConnection, key: Key) -> Result<()> {
    let counted = sqlx::query!(
        r#"
        insert into lockouts as lockout (key, failures, first_failure_at)
        values ($1, 1, pser_now())
        on conflict (key) do update set
            failures = case
                when coalesce(lockout.locked_until, lockout.first_failure_at + interval '30 minutes') <= pser_now() then 1
                else least(lockout.failures + 1, $2 + 1)
            end,
            first_failure_at = case
                when coalesce(lockout.locked_until, lockout.first_failure_at + interval '30 minutes') <= pser_now() then pser_now()
                else lockout.first_failure_at
            end,
            locked_until = case
                when coalesce(lockout.locked_until, lockout.first_failure_at + interval '30 minutes') <= pser_now() then null
                when lockout.failures + 1 >= $2 then coalesce(lockout.locked_until, pser_now() + interval '30 minutes')
            end
        returning failures, locked_until
        "#,
        key.0.as_slice(),
        i32::from(TRIES),
    )
    .fetch_one(conn)
    .await?;
    match counted.locked_until {
        Some(until) if counted.failures > TRIES => Err(locked(until)),
        _ => Ok(()),
    }
}

/// Forgets the failures: the proof was right.
///
/// # Errors
/// When the database fails.
pub async fn clear(conn: &mut PgConnection, key: Key) -> Result<()> {
    sqlx::query!("delete from lockouts where key = $1", key.0.as_slice()).execute(conn).await?;
    Ok(())
}

fn locked(until: DateTime<Utc>) -> crate::error::Error {
    tracing::warn!(lockout.until = %until, "An account is locked for a source.");
    Refusal::Locked { until }.into()
}

//! Forgets what has ended: registrations nobody proved, spent codes, old sessions, counters of limits, kept answers.
//! Comes round by the clock.

use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::casework::once;
use crate::limits;
use crate::live::presence;
use crate::people::upkeep;
use crate::queue::{Job, Queue};

/// Forgets what has ended.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ForgetEnded {}

impl Job for ForgetEnded {
    const KIND: &'static str = "forget-ended";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Deletes it, kind by kind.
pub async fn forget(db: &PgPool) -> anyhow::Result<()> {
    let mut conn = db.acquire().await?;
    let mut gone = upkeep::forget_ended(&mut conn).await?;
    gone += limits::forget(&mut conn).await?;
    gone += once::forget(&mut conn).await?;
    gone += presence::forget(&mut conn).await?;
    tracing::info!(rows = gone, "what had ended was forgotten");
    Ok(())
}

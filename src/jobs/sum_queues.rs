//! Sums up what has changed in the queues, so that counting them stays cheap. Comes round by the clock.

use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::queue::{Job, Queue};
use crate::queues;

/// How many changes one transaction sums up.
const AT_ONCE: i32 = 10_000;

/// Sums up what has changed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SumQueues {}

impl Job for SumQueues {
    const KIND: &'static str = "sum-queues";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Sums up until nothing is left; whether there was anything.
pub async fn sum_all(db: &PgPool) -> anyhow::Result<bool> {
    let mut conn = db.acquire().await?;
    let mut has_changed = false;
    loop {
        let summed = queues::sum_changes(&mut conn, AT_ONCE).await?;
        has_changed |= summed > 0;
        if summed < AT_ONCE {
            return Ok(has_changed);
        }
    }
}

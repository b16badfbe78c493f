//! Seals the history of cases. Comes round by the clock.

use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::db;
use crate::history;
use crate::queue::{Job, Queue};

/// Seals what was not sealed yet.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SealHistory {}

impl Job for SealHistory {
    const KIND: &'static str = "seal-history";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Seals span by span, each in a transaction of its own, until nothing is left that can be sealed now.
pub async fn seal_all(db: &PgPool) -> anyhow::Result<()> {
    loop {
        let mut transaction = db::begin(db).await?;
        let sealed = match history::seal(&mut transaction).await {
            Ok(sealed) => sealed,
            Err(fault) => {
                tracing::error!(fault = %fault, "the history could not be sealed");
                return Err(fault.into());
            }
        };
        transaction.commit().await?;
        let Some(seal) = sealed else { return Ok(()) };
        tracing::info!(
            seal.number = seal.number,
            seal.events = seal.events,
            "a span of the history was sealed"
        );
    }
}

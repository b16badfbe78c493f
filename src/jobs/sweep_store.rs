//! Deletes objects that an interrupted upload left in the store, an hour after it began. Comes round by the clock.

use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::adapters::store::Store;
use crate::db;
use crate::documents;
use crate::queue::{Job, Queue};

/// How many objects one round deletes at most; the next round goes on.
const ROUND: u32 = 500;

#[derive(Debug, Serialize, Deserialize)]
pub struct SweepStore {}

impl Job for SweepStore {
    const KIND: &'static str = "sweep-store";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Deletes abandoned objects, each in a transaction of its own; how many there were. The key stays locked while its object
/// is deleted, so that an upload which ends at this very moment either is passed over or fails.
pub async fn sweep(db: &PgPool, store: &Store) -> anyhow::Result<u32> {
    for swept in 0..ROUND {
        let mut transaction = db::begin(db).await?;
        let Some(abandoned) = documents::take_abandoned(&mut transaction).await? else {
            return Ok(swept);
        };
        store.delete(&abandoned.object_key).await?;
        transaction.commit().await?;
        tracing::info!(store.object = %abandoned.object_key, "an abandoned upload was swept from the store");
    }
    Ok(ROUND)
}

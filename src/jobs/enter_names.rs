//! Enters the cases from before there was a search under their applicants' names, step by step. Once all are entered there
//! is nothing left to do. Comes round by the clock.

use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::cases;
use crate::db;
use crate::queue::{Job, Queue};

/// How many cases one transaction enters.
const AT_ONCE: i64 = 1_000;

/// Enters what is not entered yet.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct EnterNames {}

impl Job for EnterNames {
    const KIND: &'static str = "enter-names";
    const QUEUE: Queue = Queue::Upkeep;
}

/// Goes on until all are entered.
pub async fn enter_all(db: &PgPool) -> anyhow::Result<()> {
    loop {
        let mut transaction = db::begin(db).await?;
        let is_done = cases::fill_names(&mut transaction, AT_ONCE).await?;
        transaction.commit().await?;
        if is_done {
            return Ok(());
        }
    }
}

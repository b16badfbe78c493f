//! What a process keeps in memory of rows that others may change, and reads again now and then.

use std::time::Duration;

use sqlx::{PgConnection, PgPool};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::error::Result;

/// Something that is kept in memory.
pub trait Refreshed: Sync {
    /// What it is, as the log says it.
    const WHAT: &'static str;
    /// How often a process looks for changes.
    const REFRESH: Duration;

    /// Reads it again.
    ///
    /// # Errors
    /// When the database fails; what is in memory stays then.
    fn refresh(&self, conn: &mut PgConnection) -> impl Future<Output = Result<()>> + Send;
}

/// Refreshes for as long as it is polled. What fails, or is not answered before the next time, is logged and tried again.
pub async fn keep_fresh<K: Refreshed>(kept: &K, pool: &PgPool) {
    let mut ticks = interval(K::REFRESH);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match timeout(K::REFRESH, refresh(kept, pool)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(error.message = %error, "{} could not be refreshed", K::WHAT),
            Err(_) => tracing::warn!("{} could not be refreshed in time", K::WHAT),
        }
    }
}

async fn refresh<K: Refreshed>(kept: &K, pool: &PgPool) -> Result<()> {
    let mut conn = pool.acquire().await?;
    kept.refresh(&mut conn).await
}

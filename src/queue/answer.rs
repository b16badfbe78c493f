//! A statement of the queue that is not answered in time counts as an outage: a database that vanished without a word says
//! nothing at all, and whoever waited for it would wait for ever.

use std::time::Duration;

use sqlx::postgres::{PgConnection, PgPool};
use tokio::time::timeout;

/// Far above what any of the queue's statements takes. One that was given up may still have been done: jobs it took are
/// taken back when their lease runs out, and marks are written again.
const IN_TIME: Duration = Duration::from_secs(10);

/// Runs a statement on a connection of the pool; one that does not answer is thrown away.
pub(super) async fn in_time<T>(
    pool: &PgPool,
    statement: impl AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
) -> Result<T, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let Ok(done) = timeout(IN_TIME, statement(&mut connection)).await else {
        connection.close_on_drop();
        return Err(sqlx::Error::PoolTimedOut);
    };
    done
}

//! The connections of a process. A database that vanishes without a word (power, network) closes none of them: each is
//! asked whether it still answers before it is kept or, after a rest, used again, and is not waited for.

use std::time::Duration;

use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::{Connection as _, Error};
use tokio::time::timeout;

/// How long a connection may take to say that it is there.
const PROMPT: Duration = Duration::from_secs(1);
/// Whoever was used this recently is not asked: that would double the round trips.
const RECENT: Duration = Duration::from_secs(1);

/// A pool of so many connections, for one of which a caller waits so long.
pub fn pool(connections: u32, patience: Duration) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(patience)
        // The pool's own question has no end to its patience.
        .test_before_acquire(false)
        .before_acquire(|connection, about| {
            Box::pin(
                async move { if about.idle_for < RECENT { Ok(true) } else { answers(connection).await } },
            )
        })
}

/// As `pool`, for callers who may give up in the middle of a statement: what is left of it is not waited for.
pub fn pool_of_requests(connections: u32, patience: Duration) -> PgPoolOptions {
    pool(connections, patience).after_release(|connection, _| Box::pin(answers(connection)))
}

async fn answers(connection: &mut PgConnection) -> Result<bool, Error> {
    timeout(PROMPT, connection.ping()).await.map_err(|_| Error::PoolTimedOut)??;
    Ok(true)
}

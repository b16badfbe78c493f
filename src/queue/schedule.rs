//! Fires recurring jobs. Every process runs a scheduler; the table lets each tick fire once.

use std::time::Duration;

use futures::future::join_all;
use sqlx::PgPool;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::answer::in_time;
use super::handlers::Recurring;
use super::outage::Outage;

const PAUSE: Duration = Duration::from_secs(1);

/// Fires ticks until `stopping`.
pub(super) async fn keep(pool: PgPool, recurring: Vec<Recurring>, stopping: CancellationToken) {
    stopping.run_until_cancelled(join_all(recurring.iter().map(|job| come_round(&pool, job)))).await;
}

async fn come_round(pool: &PgPool, job: &Recurring) {
    let mut outage = Outage::of("firing recurring jobs");
    loop {
        let wait = match fire(pool, job).await {
            Ok(wait) => {
                outage.over();
                wait
            }
            Err(error) => {
                outage.failed(&error);
                PAUSE
            }
        };
        sleep(wait).await;
    }
}

/// Fires the present tick if nobody has; the time until the next one.
async fn fire(pool: &PgPool, job: &Recurring) -> Result<Duration, sqlx::Error> {
    let seconds = in_time(pool, async |connection| {
        sqlx::query_scalar!(
            r#"select fire_tick($1, $2, $3) as "seconds!""#,
            job.name,
            job.period.as_secs_f64(),
            job.row,
        )
        .fetch_one(connection)
        .await
    })
    .await?;
    // Just past the boundary rather than just before it.
    Ok(Duration::try_from_secs_f64(seconds).unwrap_or(PAUSE) + Duration::from_millis(1))
}

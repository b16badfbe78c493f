//! What waits in all queues, place by place, read once for everybody who watches: hundreds of officers ask no more of the
//! database than one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::{PgConnection, PgPool};
use tokio::sync::Mutex;

use super::Count;
use crate::policy::Scope;

/// How old what is shown may be.
const AGE: Duration = Duration::from_secs(1);

/// How much of a programme waits in an area.
#[derive(Debug, Clone)]
pub struct Tally {
    pub queue: String,
    pub programme: String,
    pub area: String,
    pub waiting: i64,
    pub unclaimed: i64,
    pub overdue: i64,
}

/// The tallies, kept for a moment.
#[derive(Debug, Default)]
pub struct Board {
    kept: Mutex<Option<(Instant, Arc<[Tally]>)>>,
}

impl Board {
    /// What waits now, or did within the last second. Whoever comes while it is read waits for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(&self, db: &PgPool) -> sqlx::Result<Arc<[Tally]>> {
        let mut kept = self.kept.lock().await;
        if let Some((at, tallies)) = &*kept
            && at.elapsed() < AGE
        {
            return Ok(Arc::clone(tallies));
        }
        let read: Arc<[Tally]> = tallies(&mut *db.acquire().await?).await?.into();
        *kept = Some((Instant::now(), Arc::clone(&read)));
        Ok(read)
    }
}

async fn tallies(conn: &mut PgConnection) -> sqlx::Result<Vec<Tally>> {
    sqlx::query_as!(
        Tally,
        r#"select queue as "queue!", programme as "programme!", area as "area!", sum(waiting)::bigint as "waiting!",
                  sum(unclaimed)::bigint as "unclaimed!", sum(overdue)::bigint as "overdue!"
           from queue_pieces
           group by queue, programme, area
           order by queue"#
    )
    .fetch_all(conn)
    .await
}

/// The counts of every queue that has something for this scope: what `counts` reads for one, from what is on the board.
pub fn within(tallies: &[Tally], scope: &Scope) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    for tally in tallies.iter().filter(|tally| scope.holds(&tally.area, &tally.programme)) {
        if counts.last().is_none_or(|count| count.queue != tally.queue) {
            counts.push(Count { queue: tally.queue.clone(), waiting: 0, unclaimed: 0, overdue: 0 });
        }
        if let Some(count) = counts.last_mut() {
            count.waiting += tally.waiting;
            count.unclaimed += tally.unclaimed;
            count.overdue += tally.overdue;
        }
    }
    counts.retain(|count| count.waiting > 0);
    counts
}

//! Hears from other processes that a queue has news, so that a job starts within milliseconds of its commit.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

use super::lane::Lane;
use super::outage::Outage;
use super::{CHANNEL, Queue};

const PAUSE: Duration = Duration::from_secs(1);

/// Listens until `stopping`. While it cannot, polling carries the queues.
pub(super) async fn listen(pool: PgPool, lanes: Vec<Arc<Lane>>, stopping: CancellationToken) {
    let mut outage = Outage::of("listening");
    let listening = async {
        loop {
            if let Err(error) = relay(&pool, &lanes, &mut outage).await {
                outage.failed(&error);
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    stopping.run_until_cancelled(listening).await;
}

/// Passes notifications on until the connection is lost for good.
async fn relay(pool: &PgPool, lanes: &[Arc<Lane>], outage: &mut Outage) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    outage.over();
    loop {
        // None: the connection broke and was replaced; what was said meanwhile is unknown, so every lane looks.
        let news = listener.try_recv().await?;
        for lane in lanes {
            if news.as_ref().is_none_or(|news| names(news.payload(), lane.queue)) {
                lane.look();
            }
        }
    }
}

fn names(payload: &str, queue: Queue) -> bool {
    payload.split(' ').any(|name| name == queue.name())
}

//! Tells waiting workers, in this process and others, that a queue has news. Gathers calls so that however many changes
//! commit, each queue is announced at most every 20 ms: a NOTIFY inside each transaction would queue all commits up.

use std::time::Duration;

use sqlx::PgPool;
use tokio::sync::watch;

use super::answer::in_time;
use super::outage::Outage;
use super::{CHANNEL, Queue};

const GATHER: Duration = Duration::from_millis(20);

/// How often each queue was woken, in the order of `Queue::ALL`.
type Calls = [u64; Queue::ALL.len()];

/// Handle to the announcer; its task ends with the last handle. Waking is best effort: a lost one costs the polling
/// interval of the workers.
#[derive(Debug, Clone)]
pub struct Wake {
    calls: watch::Sender<Calls>,
}

impl Wake {
    /// Starts the announcer on the current runtime.
    pub fn start(pool: PgPool) -> Self {
        let (calls, heard) = watch::channel(Calls::default());
        tokio::spawn(announce(pool, heard));
        Self { calls }
    }

    /// Wakes the workers of a queue. Call it after the commit; it does not wait.
    pub fn wake(&self, queue: Queue) {
        self.calls.send_modify(|calls| calls[queue as usize] += 1);
    }
}

async fn announce(pool: PgPool, mut heard: watch::Receiver<Calls>) {
    let mut outage = Outage::of("announcing");
    let mut told = Calls::default();
    while heard.changed().await.is_ok() {
        let calls = *heard.borrow_and_update();
        let news: Vec<&str> = Queue::ALL
            .into_iter()
            .filter(|queue| calls[*queue as usize] != told[*queue as usize])
            .map(Queue::name)
            .collect();
        told = calls;
        let said = in_time(&pool, async |connection| {
            sqlx::query!("select pg_notify($1, $2)", CHANNEL, news.join(" ")).execute(connection).await
        });
        match said.await {
            Ok(_) => outage.over(),
            Err(error) => outage.failed(&error),
        }
        tokio::time::sleep(GATHER).await;
    }
}

//! Keeps the leases of everything this process has in hand, started or not, and takes back what dead processes left
//! behind. On a thread of its own: handlers that block every other thread must not cost the process its leases.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::outage::Outage;

/// One handing-out of one job. The number of the delivery tells it from earlier and later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) id: i64,
    pub(super) delivery: i32,
}

/// What this process has in hand.
#[derive(Clone)]
pub(super) struct Held {
    jobs: Arc<Mutex<HashMap<Key, CancellationToken>>>,
    /// Cancelled when every handler has to stop.
    halt: CancellationToken,
}

/// A job in hand; its lease is renewed until this is dropped.
pub(super) struct Hold {
    pub(super) key: Key,
    /// Cancelled when the job was lost to another process, or the time to finish is over.
    pub(super) interrupted: CancellationToken,
    held: Held,
}

impl Held {
    pub(super) fn new(halt: CancellationToken) -> Self {
        Self { jobs: Arc::default(), halt }
    }

    pub(super) fn hold(&self, key: Key) -> Hold {
        let interrupted = self.halt.child_token();
        self.jobs().insert(key, interrupted.clone());
        Hold { key, interrupted, held: self.clone() }
    }

    fn jobs(&self) -> MutexGuard<'_, HashMap<Key, CancellationToken>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.held.jobs().remove(&self.key);
    }
}

/// What the keeper needs to know.
pub(super) struct Keeper {
    pub(super) database: PgConnectOptions,
    pub(super) owner: Uuid,
    pub(super) lease: Duration,
    pub(super) held: Held,
    pub(super) stop: CancellationToken,
}

impl Keeper {
    /// Starts the thread; it ends after `stop`.
    pub(super) fn start(self) -> io::Result<JoinHandle<()>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name("job-leases".to_owned()).spawn(move || {
            runtime.block_on(self.stop.clone().run_until_cancelled_owned(self.keep()));
        })
    }

    async fn keep(self) {
        let interval = self.lease / 5;
        let mut outage = Outage::of("keeping leases");
        let mut connection = None;
        // Whoever was cut off from the database as this process was gets the time to renew before it is reaped.
        let mut reap_from = Instant::now() + interval * 2;
        loop {
            sleep(interval).await;
            let may_reap = Instant::now() >= reap_from;
            match timeout(self.lease, self.pass(&mut connection, may_reap)).await {
                Ok(Ok(())) => {
                    outage.over();
                    continue;
                }
                Ok(Err(error)) => outage.failed(&error),
                Err(late) => outage.failed(&late),
            }
            connection = None;
            reap_from = Instant::now() + interval * 2;
        }
    }

    async fn pass(&self, connection: &mut Option<PgConnection>, may_reap: bool) -> Result<(), sqlx::Error> {
        let connection = match connection {
            Some(connection) => connection,
            none => none.insert(PgConnection::connect_with(&self.database).await?),
        };
        self.renew(connection).await?;
        if may_reap {
            reap(connection).await?;
        }
        Ok(())
    }

    async fn renew(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let (ids, deliveries): (Vec<i64>, Vec<i32>) =
            self.held.jobs().keys().map(|key| (key.id, key.delivery)).unzip();
        if ids.is_empty() {
            return Ok(());
        }
        let lost = sqlx::query!(
            r#"select id as "id!", delivery as "delivery!" from renew_jobs($1, $2, $3, $4)"#,
            self.owner,
            &ids,
            &deliveries,
            self.lease.as_secs_f64(),
        )
        .fetch_all(connection)
        .await?;
        for row in lost {
            // Also says so of a job that was settled in this moment; for that one it means nothing any more.
            if let Some(job) = self.held.jobs().get(&Key { id: row.id, delivery: row.delivery }) {
                job.cancel();
            }
        }
        Ok(())
    }
}

async fn reap(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let reaped = sqlx::query!(r#"select id as "id!", kind as "kind!", state as "state!" from reap_jobs()"#)
        .fetch_all(connection)
        .await?;
    for job in reaped {
        if job.state == "dead" {
            tracing::error!(
                job.id,
                job.kind,
                "A job is given up: the processes that ran it stopped answering each time."
            );
        } else {
            tracing::warn!(job.id, job.kind, "A job is taken back from a process that stopped answering.");
        }
    }
    Ok(())
}

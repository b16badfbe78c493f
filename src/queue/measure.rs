//! Measures the queues for operators: how many jobs are in each state, and how long the oldest that is due has waited.
//! Every process tells the same numbers, because they are the database's: who adds processes up takes one of them.

use std::fmt;
use std::time::{Duration, Instant};

use sqlx::PgPool;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::Queue;
use super::outage::Outage;
use super::upkeep::{Depth, depth};

/// How long a measurement is good for, so that whoever asks often does not ask the database.
const FRESH: Duration = Duration::from_secs(5);
/// How long the database may take; a look at the metrics must not hang on it.
const PATIENCE: Duration = Duration::from_secs(2);
const STATES: [&str; 4] = ["ready", "later", "held", "dead"];

/// The gauges of the queues, brought up to date when somebody looks.
pub struct Gauges {
    pool: PgPool,
    last: Mutex<Last>,
}

struct Last {
    measured_at: Option<Instant>,
    outage: Outage,
}

impl fmt::Debug for Gauges {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Gauges")
    }
}

impl Gauges {
    pub fn new(pool: PgPool) -> Self {
        Self { pool, last: Mutex::new(Last { measured_at: None, outage: Outage::of("measuring") }) }
    }

    /// Measures anew, unless that was done a moment ago. What cannot be found out is not a number.
    pub async fn refresh(&self) {
        let mut last = self.last.lock().await;
        if last.measured_at.is_some_and(|at| at.elapsed() < FRESH) {
            return;
        }
        match timeout(PATIENCE, depth(&self.pool)).await {
            Ok(Ok(depths)) => {
                last.outage.over();
                depths.iter().for_each(show);
            }
            Ok(Err(error)) => {
                last.outage.failed(&error);
                show_nothing();
            }
            Err(_) => {
                last.outage.failed(&sqlx::Error::PoolTimedOut);
                show_nothing();
            }
        }
        last.measured_at = Some(Instant::now());
    }
}

fn show(depth: &Depth) {
    let jobs = u32::try_from(depth.jobs).unwrap_or(u32::MAX);
    set(&depth.queue, &depth.state, f64::from(jobs));
    if let Some(seconds) = depth.oldest_seconds {
        set_age(&depth.queue, seconds);
    }
}

fn show_nothing() {
    for queue in Queue::ALL {
        for state in STATES {
            set(queue.name(), state, f64::NAN);
        }
        set_age(queue.name(), f64::NAN);
    }
}

fn set(queue: &str, state: &str, jobs: f64) {
    metrics::gauge!("pser_jobs", "queue" => queue.to_owned(), "state" => state.to_owned()).set(jobs);
}

fn set_age(queue: &str, seconds: f64) {
    metrics::gauge!("pser_jobs_oldest_ready_seconds", "queue" => queue.to_owned()).set(seconds);
}

//! The queues, and how hard a process works on each.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;

/// A line of jobs with workers of its own, so that no other line can hold it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Queue {
    /// One-time codes: a person is waiting in front of the screen.
    Codes,
    /// Instructions to the bank.
    Money,
    /// Checks, events and timers of cases.
    Cases,
    /// Messages to people.
    Notices,
    /// Documents and other work of many seconds.
    Slow,
    /// Housekeeping.
    Upkeep,
}

impl Queue {
    /// Every queue.
    pub const ALL: [Self; 6] =
        [Self::Codes, Self::Money, Self::Cases, Self::Notices, Self::Slow, Self::Upkeep];

    /// The name in the table, in NOTIFY and in metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::Money => "money",
            Self::Cases => "cases",
            Self::Notices => "notices",
            Self::Slow => "slow",
            Self::Upkeep => "upkeep",
        }
    }

    /// The queue of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.name() == name)
    }

    /// What a process does unless told otherwise. Jobs of many seconds are never taken ahead: another process may be
    /// free for them.
    const fn usual_limits(self) -> Limits {
        match self {
            Self::Codes => Limits { concurrency: 8, prefetch: 8 },
            Self::Money => Limits { concurrency: 4, prefetch: 4 },
            Self::Cases | Self::Notices => Limits { concurrency: 16, prefetch: 32 },
            Self::Slow | Self::Upkeep => Limits { concurrency: 2, prefetch: 0 },
        }
    }
}

/// How much of a queue one process takes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Jobs running at the same time, at least 1.
    pub concurrency: usize,
    /// Jobs taken ahead while as many as `concurrency` run.
    pub prefetch: usize,
}

/// How a process works on jobs.
#[derive(Clone)]
pub struct Settings {
    /// How long a job stays with a process that does not answer any more. Renewed five times in that span; between 1
    /// second and a few minutes.
    pub lease: Duration,
    /// How often a queue is looked at when no wake-up arrives.
    pub poll: Duration,
    /// How long running jobs may go on after the shutdown signal; then they are given back.
    pub grace: Duration,
    /// How long finished jobs, and with them their unique keys, are kept. Dead jobs stay.
    pub keep_done: Duration,
    /// The queues this process works on.
    pub limits: BTreeMap<Queue, Limits>,
    /// Where to LISTEN when the pool's address leads through a pooler that hands out connections per transaction.
    pub listen: Option<PgConnectOptions>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(10),
            poll: Duration::from_millis(250),
            grace: Duration::from_secs(25),
            keep_done: Duration::from_hours(7 * 24),
            limits: Queue::ALL.into_iter().map(|queue| (queue, queue.usual_limits())).collect(),
            listen: None,
        }
    }
}

impl fmt::Debug for Settings {
    /// Without the address to LISTEN at, which may hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("lease", &self.lease)
            .field("poll", &self.poll)
            .field("grace", &self.grace)
            .field("keep_done", &self.keep_done)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

//! Background jobs: work that a change asks for and that is done after its commit, by any process, at least once. Jobs
//! are rows of the `jobs` table, enqueued in the caller's transaction; apalis runs the workers over a backend of ours.
//! This module knows no job: `jobs` has the bodies and registers them.
//!
//! A job's life: enqueued (`ready`), taken by a process under a lease (`held`), marked as started, then `done`, back to
//! `ready` for another attempt, or `dead` for a person to look at. `migrations/0200_jobs.sql` holds every one of these
//! steps as a function; the Rust here decides when to call which.

mod acknowledge;
mod answer;
mod backend;
mod committer;
mod handlers;
pub mod invariants;
mod job;
mod lane;
mod leases;
mod listener;
mod measure;
mod outage;
mod outcome;
mod run;
mod schedule;
mod settings;
mod upkeep;
mod wake;

pub use handlers::{Context, Handler, Handlers};
pub use job::{Job, Options, Priority, enqueue, enqueue_all, enqueue_with, row, row_with};
pub use measure::Gauges;
pub use outcome::Outcome;
pub use run::run;
pub use settings::{Limits, Queue, Settings};
pub use upkeep::{DeadJob, Depth, dead, depth, retry_dead, sweep};
pub use wake::Wake;

/// The channel on which a process hears that a queue has news; the payload names queues.
const CHANNEL: &str = "jobs";

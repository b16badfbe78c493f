//! Everything that needs the database, the store or the running program. The folders mirror src/.
#![allow(clippy::unwrap_used, reason = "an arrangement that fails fails the test")]

mod arrange;
mod cli;
mod config;
#[allow(dead_code, unused_imports, reason = "verbs of the harness wait for the tests that say them")]
mod harness;
mod history;
mod house;
mod queue;
mod workflow;

//! Everything that needs the database, the store or the running program. The folders mirror src/.
#![allow(clippy::unwrap_used, reason = "an arrangement that fails fails the test")]

mod applications;
mod arrange;
mod casework;
mod catalogue;
mod certificates;
mod checks;
mod cli;
mod config;
mod doctor;
mod documents;
mod eligibility;
#[allow(dead_code, unused_imports, reason = "verbs of the harness wait for the tests that say them")]
mod harness;
mod history;
mod house;
mod household;
mod households;
mod jobs;
mod notices;
mod office;
mod paper;
mod payments;
mod people;
mod policy;
mod portal;
mod queue;
mod spoilt;
mod supervision;
mod texts;
mod torture;
mod web;
mod workflow;

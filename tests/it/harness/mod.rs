//! What the tests stand on: a database of their own, a clock they set, a bucket, and the program as a child process.

mod app;
mod database;
mod program;
mod services;
mod store;

pub(crate) use app::{app, master_key};
pub(crate) use database::Database;
pub(crate) use program::{Exit, Program, folder, http};
pub(crate) use store::{client, fresh_bucket};

//! What the tests stand on: a database of their own, a clock they set.

mod database;
mod services;

pub(crate) use database::Database;

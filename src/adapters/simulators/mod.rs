//! Simulated services behind the same protocols as the real ones, for `pser run` and the tests.

pub mod bank;
pub mod registry;

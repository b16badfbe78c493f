//! The bodies of background jobs, and the one list in which they are registered.

pub mod payments;
pub mod sweep_store;

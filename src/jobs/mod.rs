//! The bodies of background jobs, and the one list in which they are registered.

pub mod raise_event;
pub mod sweep_store;

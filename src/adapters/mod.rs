//! The other ends of our wires: clients for the services we call, and what `pser run` brings instead of them.

pub mod bank;
pub mod clamd;
pub mod embedded;
pub mod outbox;
pub mod outgoing;
pub mod simulators;
pub mod store;

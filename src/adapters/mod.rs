//! The other ends of our wires: clients for the services we call, and simulated services for one machine alone.

pub mod bank;
pub mod clamd;
pub mod outgoing;
pub mod simulators;
pub mod store;

//! The other ends of our wires: clients for the services we call, and simulated services for one machine alone.

mod answer;
pub mod bank;
pub mod clamd;
pub mod mail;
pub mod outgoing;
pub mod registry;
pub mod simulators;
pub mod sms;
pub mod store;

pub use answer::NotSent;

//! The other ends of our wires: clients for the services we call, and what `pser run` brings instead of them.

mod answer;
pub mod bank;
pub mod clamd;
pub mod embedded;
pub mod mail;
pub mod outbox;
pub mod outgoing;
pub mod registry;
pub mod simulators;
pub mod sms;
pub mod store;

pub use answer::NotSent;

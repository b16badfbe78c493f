//! Who may do what to which thing.

mod actor;
mod question;

pub use actor::{Actor, Grant};
pub use question::{Denied, Policy, Resource, Scope};

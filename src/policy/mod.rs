//! Who may do what to which thing.

mod actor;

pub use actor::{Actor, Grant};

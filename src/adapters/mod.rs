//! The outside world behind narrow doors.

pub mod clamd;
pub mod store;

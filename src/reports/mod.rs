//! Figures for those who supervise: read-only counts of cases within the areas and programmes of whoever looks, as of now
//! or as they were when a day ended. Nothing here is about any citizen in particular.
//!
//! No figure reads all cases or all events. What happened lately is read by time (`case_events_counted`, `cases_ended`,
//! `cases_by_day`), open cases by `cases_open`, and of a past date those that were open then by `cases_spans`. The case of
//! an event is looked up by itself (`offset 0`): joined, all cases would be read as soon as there are enough events. What
//! that costs is in docs/figures.md.

pub mod as_at;
pub mod days;
pub mod missed;
pub mod open;
pub mod outcomes;
pub mod past;
pub mod reasons;
pub mod workload;

pub use as_at::AsAt;
pub use days::Day;
pub use missed::Missed;
pub use open::{AGES, Age, OpenCases};
pub use outcomes::Ended;
pub use past::Moved;
pub use reasons::Reason;
pub use workload::{Decided, Held};

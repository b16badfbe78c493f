//! What happened to each case, in order, so that nobody can change it unnoticed: every event carries the hash of the one
//! before it in its case, a recurring job seals all new events under a chained Merkle root, and `verify` names whatever
//! was edited, removed, put in between or cut off. Also the log of who looked at whose data.

mod access;
mod chain;
mod decided;
mod event;
pub mod invariants;
mod merkle;
mod seal;
mod searched;
mod span;
mod timeline;
mod undone;
mod verify;

pub use access::{Access, Looked, LooksAt, What, log, log_help, looks};
pub use chain::{EventFields, GENESIS, event};
pub use decided::{Decided, Judged, decided, judged, left_by};
pub use event::{Doer, DoerKind, Happening, append};
pub use seal::{Head, Seal, export_head, seal};
pub use searched::{Searched, log_search};
pub use timeline::{CitizenEntry, OfficerEntry, for_citizen, for_officer};
pub use undone::{LastStep, last_step};
pub use verify::{Finding, Problem, Report, Subject, verify};

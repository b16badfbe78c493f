//! Files that prove something: what is taken and what not, their encryption, their rows, and the reviews and requests
//! that concern them. Decides nothing about cases and never sees the store or the web.

pub mod cipher;
mod examine;
mod gaps;
mod intake;
pub mod invariants;
mod kind;
mod limits;
mod name;
mod reasons;
mod record;
mod requests;
mod review;
mod rows;
mod spool;
mod uploads;

pub use examine::Fit;
pub use gaps::missing;
pub use intake::{Intake, Received};
pub use kind::Kind;
pub use limits::Limits;
pub use name::FileName;
pub use reasons::reasons;
pub use record::{
    Document, NewDocument, Slot, State, Stored, all_of, as_of, carry, current, find, replace_current, stored,
};
pub use requests::{NewRequest, Request, answer, open, open_requests};
pub use review::{NewReview, Review, Verdict, review, stands};
pub use rows::{move_row_up, retire_row};
pub use spool::{Spool, SpoolReader};
pub use uploads::{Sweep, begin_upload, finish_upload, take_abandoned};

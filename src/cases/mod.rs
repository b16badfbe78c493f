//! Cases: an application on its way through its workflow. Rows and reading only; a stage changes in `casework::act`.

mod about;
mod claim;
pub mod invariants;
pub mod messages;
mod names;
mod open;
pub mod pairs;
pub mod search;
mod standing;
mod timers;

pub use about::{Following, about, is_any_open, was_decided};
pub use claim::{
    Claimed, Held, Leaving, Officer, claim, claim_next, give, held_by, held_by_each, hold, holders, release,
    release_all, resume, take_back,
};
pub use names::{Named, enter_names, fill_names};
pub use open::{NewCase, Opened, live_references, lock, of_application, open, touch, touch_all};
pub use standing::{AboutCase, Applicant, LastEvent, Standing, Stands, find_id, read, reference_of, stands};
pub use timers::{RaiseEvent, RaiseTimer, due_timers, take_timer};

//! Cases: an application on its way through its workflow. Rows and reading only; a stage changes in `casework::act`.

mod claim;
mod open;
mod raise;
mod standing;

pub use claim::{Claimed, Officer, claim, claim_next, held_by, release};
pub use raise::RaiseEvent;
pub use open::{NewCase, Opened, of_application, open, touch};
pub use standing::{Applicant, LastEvent, Standing, find_id, read};

//! Documents of an application: sent by the citizen, opened and reviewed by officers. What each may do is asked of the
//! policy on the application's case, or on the draft, which nobody but its applicant may know of.

mod ask;
mod download;
mod folder;
mod receive;
mod review;
mod slots;
mod view;

pub use ask::{Ask, ask};
pub use download::{Download, download};
pub(in crate::casework) use receive::tell_when_complete;
pub use receive::{Upload, receive};
pub use review::{Reviewing, Said, review};
pub use slots::{Place, places};
pub use view::{DocumentView, list, show};

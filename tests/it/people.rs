//! How people get in and are kept out: registration, signing in, sessions, staff.

mod assisted;
mod clients;
mod codes;
mod contact;
mod counter;
mod fuzz;
mod help_centre;
mod lockout;
mod recovery;
mod sessions;
mod sign_in;
mod sign_up;
mod staff;
mod traces;

pub(crate) use counter::{codes_to, links};

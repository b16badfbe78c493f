//! The doors of the pages, each listed where its pages are: every route with the kind of thing and the deed that it is in
//! the policy's words. A route that is not listed is shut.

use crate::web::{office, portal, supervision};

pub use crate::web::door::Door;

/// Every route of the pages. A test compares the list with what the router answers.
pub fn doors() -> impl Iterator<Item = &'static Door> {
    let portal = [portal::DOORS, portal::applications::DOORS, portal::cases::DOORS];
    portal.into_iter().chain([office::DOORS, supervision::DOORS]).flatten()
}

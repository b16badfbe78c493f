//! Money: that it is paid once, to whom it was approved for, on the word of two people, and that the books say so.

mod approving;
pub(crate) mod arrange;
mod bank;
mod correcting;
mod fuzz;
mod ledger;
mod over_http;
mod proposing;
mod sending;

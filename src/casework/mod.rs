//! The use cases: the only module that joins nouns in one transaction. Authorization is the first line of each.

pub mod account_for;
pub mod act;
mod admission;
pub mod allocate;
pub mod api_clients;
pub mod apply;
pub mod ask;
pub mod certificates;
pub mod decision;
pub mod disburse;
pub mod documents;
pub mod follow;
pub mod foresee;
pub mod invariants;
mod letters;
pub mod look;
pub mod once;
pub mod own_account;
pub mod prospects;
pub mod publish;
pub mod report;
pub mod sign_in;
pub mod sign_up;
pub mod staff_entry;
pub mod status;
pub mod submit;

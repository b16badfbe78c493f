//! The use cases: the only module that joins nouns in one transaction. Authorization is the first line of each.

pub mod once;

//! The program as an operator meets it.

mod migrate;
mod run;
mod serve;
mod staff;

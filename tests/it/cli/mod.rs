//! The program as an operator meets it.

mod demo;
mod doctor;
mod migrate;
mod run;
mod serve;
mod staff;
mod workflow;

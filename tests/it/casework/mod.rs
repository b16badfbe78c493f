//! The use cases around a case: what happens to it, who may make it happen, and that nothing happens by half.

mod absent;
pub(crate) mod appealing;
mod asking;
mod assigning;
mod claiming;
mod counting;
mod crashing;
mod deciding;
mod filling;
mod handing;
mod holding;
mod hurrying;
mod offering;
mod parting;
mod queueing;
mod racing;
mod refusing;
mod searching;
mod waiting;

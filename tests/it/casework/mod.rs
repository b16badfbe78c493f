//! The use cases around a case: what happens to it, who may make it happen, and that nothing happens by half.

mod absent;
mod advising;
pub(crate) mod appealing;
mod asking;
mod assigning;
mod claiming;
mod comparing;
mod corresponding;
mod counting;
mod crashing;
mod deciding;
pub(crate) mod duplicates;
mod filling;
mod handing;
mod holding;
mod hurrying;
pub(crate) mod merging;
mod offering;
mod parting;
mod queueing;
mod racing;
mod refusing;
mod searching;
pub(crate) mod second_looks;
mod undoing;
mod waiting;

//! The job queue: that nothing is lost, and nothing started twice that need not be.

mod bench;
mod child;
mod crashing;
mod enqueueing;
mod finishing;
mod overseeing;
mod recurring;
mod stopping;
mod waking;

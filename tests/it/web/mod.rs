//! HTTP as strangers speak it: bad input, odd addresses, and the words of the answers.

mod addresses;
mod assets;
mod bodies;
mod input;
mod kit;
mod outbox;
mod words;

//! HTTP as strangers speak it: bad input, odd addresses, and the words of the answers; and the components of pages.

mod addresses;
mod assets;
mod bodies;
mod components;
mod fuzz;
mod heads;
mod input;
mod kit;
mod office;
mod outbox;
mod words;

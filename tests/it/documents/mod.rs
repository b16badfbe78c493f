//! Documents from the first byte to the store and back, against a real S3 endpoint and a real database.

mod bucket;
mod examining;
pub(crate) mod files;
mod fuzz;
mod keeping;
mod office;
mod over_http;
mod receiving;
mod reviewing;
mod scanning;
mod sending;
mod storing;
mod sweeping;

//! Documents from the first byte to the store and back, against a real S3 endpoint and a real database.

mod endpoint;
mod examining;
mod files;
mod keeping;
mod receiving;
mod scanning;
mod storing;
mod sweeping;

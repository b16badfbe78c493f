//! What `pser run` brings itself where the operator gave no address: a private PostgreSQL cluster and an S3 endpoint over
//! the data folder. For one machine: demonstration, development and small trials.

mod child;
mod folder;
mod places;
mod postgres;
mod programs;
#[cfg(feature = "embedded")]
mod store;

pub use child::ends_with_us;
pub use folder::{DataFolder, Secrets};
pub use postgres::Postgres;
#[cfg(feature = "embedded")]
pub use store::store;

/// Why something could not be brought along: one sentence for the person at the terminal, with the remedy.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(String);

impl Trouble {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A sentence that ends with what the operating system or the database said.
    pub(crate) fn because(sentence: impl std::fmt::Display, error: impl std::fmt::Display) -> Self {
        Self(format!("{sentence}: {error}"))
    }
}

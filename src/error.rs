//! What an operation answers when it does not answer what was asked: a refusal with a reason, nothing to be found, or a
//! fault of ours.

use std::error::Error as StdError;

use crate::refusal::Refusal;

/// The result of everything that can refuse or fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The three kinds of not-done. `NotFound` is also the answer where the actor may not know that a thing exists.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("refused: {0:?}")]
    Refused(Refusal),
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Something broke that the caller did not cause.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A dependency (database, store, gateway) does not answer; the same request may succeed later.
    #[error("{dependency} is unavailable")]
    Unavailable { dependency: &'static str, source: Box<dyn StdError + Send + Sync> },
    /// A broken invariant or an answer nobody foresaw.
    #[error("{what}")]
    Broken { what: String, source: Option<Box<dyn StdError + Send + Sync>> },
}

impl Fault {
    /// A dependency that does not answer.
    pub fn unavailable(dependency: &'static str, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unavailable { dependency, source: source.into() }
    }

    /// A broken invariant, in a sentence for the log (never with personal data).
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken { what: what.into(), source: None }
    }

    /// A broken invariant with the error that showed it.
    pub fn caused(what: impl Into<String>, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Broken { what: what.into(), source: Some(source.into()) }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        crate::db::refusal_of(&error).map_or_else(|| Self::Fault(error.into()), Self::Refused)
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        if crate::db::is_outage(&error) {
            Self::unavailable("the database", error)
        } else {
            Self::caused("a database statement failed", error)
        }
    }
}

//! What a service answered, read with care: a bounded length, and failures in words that hold no personal data.

use reqwest::Response;

const LONGEST_BYTES: usize = 64 * 1024;

/// A gateway did not take a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotSent {
    /// Without recipient and text.
    pub why: String,
    /// Another try would end the same way: the gateway understood the message and does not want it.
    pub is_final: bool,
}

impl NotSent {
    pub(super) fn for_now(why: impl Into<String>) -> Self {
        Self { why: why.into(), is_final: false }
    }

    pub(super) fn for_good(why: impl Into<String>) -> Self {
        Self { why: why.into(), is_final: true }
    }
}

/// Reads at most as much as an honest answer can have.
///
/// # Errors
/// Why there is no whole answer.
pub(super) async fn body(mut response: Response) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken_off(&error))? {
        if bytes.len() + chunk.len() > LONGEST_BYTES {
            return Err("the answer is longer than any it gives");
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Why a call got no answer, without the address and what was sent.
pub(super) fn broken_off(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_connect() {
        "it could not be reached"
    } else {
        "the connection broke"
    }
}

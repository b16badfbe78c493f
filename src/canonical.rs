//! Canonical bytes (RFC 8785) and their SHA-256: the identity of bundles, snapshots, batches and history events.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Fault;

/// SHA-256 over canonical bytes.
pub type ContentHash = [u8; 32];

/// The hash of a value's canonical JSON.
///
/// # Errors
/// When the value has no JSON form: a map with keys that are not text, or a number that is not finite.
pub fn hash<T: Serialize>(value: &T) -> Result<ContentHash, Fault> {
    let bytes =
        serde_jcs::to_vec(value).map_err(|error| Fault::caused("a value has no canonical form", error))?;
    Ok(Sha256::digest(&bytes).into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_matter_and_values_do() {
        let one = super::hash(&json!({"a": 1, "b": [true, null]})).unwrap();
        assert_eq!(one, super::hash(&json!({"b": [true, null], "a": 1})).unwrap());
        assert_ne!(one, super::hash(&json!({"a": 1, "b": [false, null]})).unwrap());
    }
}

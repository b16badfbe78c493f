//! Opaque tokens: of sessions, of known devices, of invitations. The bearer has the text, the database only its digest,
//! so that a dump signs nobody in.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::entropy;

/// 256 random bits in base64url, 43 characters. `Debug` prints no part of it.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

/// What the database keeps of a token. A fast hash is enough: 256 random bits cannot be tried out.
pub type TokenHash = [u8; 32];

impl Token {
    pub fn fresh() -> Self {
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(entropy::bytes::<32>())))
    }

    /// The text, shown to its bearer once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> TokenHash {
        hash(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(…)")
    }
}

/// The digest of a token as presented.
pub fn hash(presented: &str) -> TokenHash {
    Sha256::digest(presented.as_bytes()).into()
}

//! Sealing of identifiers (CNIC, IBAN, mobile, codes) before they reach a column: authenticated encryption bound to the
//! place where the value stands, and a keyed blind index to find it again. Never log what `open` returns.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::entropy;
use crate::error::Fault;

const FORMAT: u8 = 1;
const NONCE_BYTES: usize = 24;
const HEADER_BYTES: usize = 1 + 2 + NONCE_BYTES;

/// One version of the master key. The numbers only grow; old ones stay until `pser keys rotate` has re-sealed everything.
#[derive(Clone)]
pub struct MasterKey {
    pub version: u16,
    pub secret: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MasterKey(version {})", self.version)
    }
}

/// Where a sealed value stands: `citizen_account.mobile` and the row's id. A value moved elsewhere does not open.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub column: &'a str,
    pub row: uuid::Uuid,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        [self.column.as_bytes(), b"\0", self.row.as_bytes()].concat()
    }
}

/// A 16-byte keyed digest by which a sealed value is found and compared.
pub type BlindIndex = [u8; 16];

/// Seals and opens with the keys derived from the master keys.
#[derive(Clone)]
pub struct Sealer {
    current: u16,
    ciphers: Vec<(u16, XChaCha20Poly1305)>,
    wrapping: Vec<(u16, XChaCha20Poly1305)>,
    index_key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Sealer(current version {})", self.current)
    }
}

impl Sealer {
    /// Derives the working keys. The index key comes from the first (oldest) master key, so that looking up survives
    /// a rotation; values are sealed with the newest.
    ///
    /// # Errors
    /// When no key is given or two have the same version.
    pub fn new(keys: &[MasterKey]) -> Result<Self, Fault> {
        let mut keys: Vec<&MasterKey> = keys.iter().collect();
        keys.sort_by_key(|key| key.version);
        let (Some(oldest), Some(newest)) = (keys.first(), keys.last()) else {
            return Err(Fault::broken("no master key is configured"));
        };
        if keys.windows(2).any(|pair| pair[0].version == pair[1].version) {
            return Err(Fault::broken("two master keys have the same version"));
        }
        let cipher = |purpose: &str| {
            keys.iter().map(|key| (key.version, cipher_of(&derive(key, purpose)))).collect::<Vec<_>>()
        };
        Ok(Self {
            current: newest.version,
            ciphers: cipher("field"),
            wrapping: cipher("document"),
            index_key: derive(oldest, "blind-index"),
        })
    }

    /// Encrypts `plain` for `place`: format, key version, nonce, ciphertext with tag.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        self.seal_with(&self.ciphers, place, plain)
    }

    /// Decrypts what `seal` made for the same place.
    ///
    /// # Errors
    /// When the bytes were altered, moved from another place, or sealed with a key that is not configured.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        Self::open_with(&self.ciphers, place, sealed)
    }

    /// As `open`, for text.
    ///
    /// # Errors
    /// As `open`; also when the bytes are not UTF-8.
    pub fn open_text(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<String>, Fault> {
        let plain = self.open(place, sealed)?;
        String::from_utf8(plain.to_vec()).map(Zeroizing::new).map_err(|_| unsealable(place))
    }

    /// Wraps a document's own key for its row.
    pub fn wrap_key(&self, document: uuid::Uuid, key: &[u8; 32]) -> Vec<u8> {
        self.seal_with(&self.wrapping, Place { column: "document.key", row: document }, key)
    }

    /// Unwraps a document's own key.
    ///
    /// # Errors
    /// As `open`.
    pub fn unwrap_key(&self, document: uuid::Uuid, wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>, Fault> {
        let place = Place { column: "document.key", row: document };
        let plain = Self::open_with(&self.wrapping, place, wrapped)?;
        plain.as_slice().try_into().map(Zeroizing::new).map_err(|_| unsealable(place))
    }

    /// The blind index of a normalised value among all values of its kind (`cnic`, `mobile`, `iban`, `document`).
    pub fn index(&self, kind: &str, value: &[u8]) -> BlindIndex {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(self.index_key.as_slice())
            .expect("HMAC takes keys of every length");
        mac.update(kind.as_bytes());
        mac.update(b"\0");
        mac.update(value);
        let digest = mac.finalize().into_bytes();
        digest[..16].try_into().expect("a SHA-256 digest has 32 bytes")
    }

    fn seal_with(&self, ciphers: &[(u16, XChaCha20Poly1305)], place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let cipher = find(ciphers, self.current).expect("the current key was configured in new()");
        let nonce = entropy::bytes::<NONCE_BYTES>();
        let aad = place.bytes();
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad })
            .expect("values are far shorter than the cipher's limit");
        let mut out = Vec::with_capacity(HEADER_BYTES + sealed.len());
        out.push(FORMAT);
        out.extend(self.current.to_be_bytes());
        out.extend(nonce);
        out.extend(sealed);
        out
    }

    fn open_with(
        ciphers: &[(u16, XChaCha20Poly1305)],
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        if sealed.len() < HEADER_BYTES || sealed[0] != FORMAT {
            return Err(unsealable(place));
        }
        let version = u16::from_be_bytes([sealed[1], sealed[2]]);
        let nonce: [u8; NONCE_BYTES] =
            sealed[3..HEADER_BYTES].try_into().expect("the header's length was checked");
        let cipher = find(ciphers, version)
            .ok_or_else(|| Fault::broken(format!("master key version {version} is not configured")))?;
        let aad = place.bytes();
        cipher
            .decrypt(&XNonce::from(nonce), Payload { msg: &sealed[HEADER_BYTES..], aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| unsealable(place))
    }
}

fn find(ciphers: &[(u16, XChaCha20Poly1305)], version: u16) -> Option<&XChaCha20Poly1305> {
    ciphers.iter().find(|(number, _)| *number == version).map(|(_, cipher)| cipher)
}

fn derive(key: &MasterKey, purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(b"pser"), key.secret.as_slice())
        .expand(purpose.as_bytes(), out.as_mut_slice())
        .expect("32 bytes are within HKDF's limit");
    out
}

fn cipher_of(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key).into())
}

fn unsealable(place: Place<'_>) -> Fault {
    Fault::broken(format!("the sealed value of {} in row {} does not open", place.column, place.row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(version: u16) -> MasterKey {
        MasterKey { version, secret: Zeroizing::new([u8::try_from(version).unwrap(); 32]) }
    }

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let sealer = Sealer::new(&[key(1)]).unwrap();
        let here = Place { column: "person.cnic", row: entropy::id() };
        let elsewhere = Place { column: "person.cnic", row: entropy::id() };
        let sealed = sealer.seal(here, b"3520212345671");
        assert_eq!(sealer.open(here, &sealed).unwrap().as_slice(), b"3520212345671");
        assert!(sealer.open(elsewhere, &sealed).is_err());
        let mut altered = sealed;
        *altered.last_mut().unwrap() ^= 1;
        assert!(sealer.open(here, &altered).is_err());
    }

    #[test]
    fn an_old_key_still_opens_and_finds_after_rotation() {
        let place = Place { column: "person.cnic", row: entropy::id() };
        let before = Sealer::new(&[key(1)]).unwrap();
        let after = Sealer::new(&[key(2), key(1)]).unwrap();
        assert!(after.open(place, &before.seal(place, b"x")).is_ok());
        assert!(before.open(place, &after.seal(place, b"x")).is_err());
        assert_eq!(before.index("cnic", b"x"), after.index("cnic", b"x"));
        assert_ne!(after.index("cnic", b"x"), after.index("mobile", b"x"));
    }
}

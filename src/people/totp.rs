//! The second factor of staff: codes that an authenticator application computes from a shared secret and the time
//! (RFC 6238: SHA-1, six digits, steps of 30 seconds, one step of drift either way).

use std::fmt;

use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::entropy;
use crate::error::Fault;
use crate::seal::{Place, Sealer};

const BYTES: usize = 20;
/// How long a code is shown.
pub const STEP_SECONDS: u64 = 30;
const COLUMN: &str = "staff_account.totp";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A shared secret of 160 bits, the length RFC 4226 recommends. `Debug` prints no part of it.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; BYTES]>);

impl Secret {
    pub fn fresh() -> Self {
        Self(Zeroizing::new(entropy::bytes()))
    }

    /// The step of 30 seconds whose code this is, at `now` or one step to either side. That a step is used once is the
    /// business of its row.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.generator().check(code, seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The code at `now`: what an authenticator shows.
    pub fn code_at(&self, now: DateTime<Utc>) -> String {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        self.generator().generate(seconds).to_string()
    }

    /// Reads what `base32` wrote; none where it is no secret of ours.
    pub fn from_base32(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        if text.len() != BYTES / 5 * 8 {
            return None;
        }
        for (letters, bytes) in text.as_bytes().chunks(8).zip(bytes.chunks_mut(5)) {
            let bits = letters.iter().try_fold(0_u64, |bits, letter| {
                let digit = BASE32.iter().position(|known| known == letter)?;
                Some(bits << 5 | u64::try_from(digit).ok()?)
            })?;
            bytes.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Some(Self(bytes))
    }

    /// For typing into an authenticator by hand: 32 characters of base32 (RFC 4648).
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.chunks(5).flat_map(base32_of).collect())
    }

    /// For an authenticator's camera, as the key URI format has it.
    /// <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>
    pub fn url(&self, account: &str) -> Zeroizing<String> {
        let account: String = account.bytes().map(percent_encoded).collect();
        let secret = self.base32();
        Zeroizing::new(format!("otpauth://totp/PSER:{account}?secret={}&issuer=PSER", secret.as_str()))
    }

    /// Sealed for the row of the staff `account`.
    pub fn seal(&self, sealer: &Sealer, account: Uuid) -> Vec<u8> {
        sealer.seal(Place { column: COLUMN, row: account }, self.0.as_slice())
    }

    /// Opens what `seal` made.
    ///
    /// # Errors
    /// When the bytes were altered or belong to another account.
    pub fn open(sealer: &Sealer, account: Uuid, kept: &[u8]) -> Result<Self, Fault> {
        let plain = sealer.open(Place { column: COLUMN, row: account }, kept)?;
        let bytes = plain.as_slice().try_into();
        bytes
            .map(|bytes| Self(Zeroizing::new(bytes)))
            .map_err(|_| Fault::broken("a TOTP secret has another length"))
    }

    fn generator(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(STEP_SECONDS)
            .with_secret(*self.0)
            .build()
            .expect("20 bytes and six digits satisfy the standard")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

/// Eight characters for each five bytes; the secret's length is a multiple of five, so there is no padding.
fn base32_of(chunk: &[u8]) -> impl Iterator<Item = char> + use<> {
    let bits = chunk.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8_u32).rev().map(move |place| {
        let digit = usize::try_from(bits >> (5 * place) & 31).expect("five bits");
        char::from(BASE32[digit])
    })
}

fn percent_encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    /// The secret of RFC 6238's test vectors.
    fn secret() -> Secret {
        Secret(Zeroizing::new(*b"12345678901234567890"))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(secret().code_at(at(seconds)), code);
            assert_eq!(secret().step_of(code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn one_step_of_drift_is_forgiven_and_two_are_not() {
        let now = at(1_111_111_109);
        let code = secret().code_at(now);
        for (drift, taken) in [(-60, false), (-30, true), (30, true), (60, false)] {
            assert_eq!(secret().step_of(&code, now + TimeDelta::seconds(drift)).is_some(), taken, "{drift}");
        }
    }

    #[test]
    fn a_secret_is_read_back_as_it_was_typed() {
        let read = Secret::from_base32(&secret().base32()).unwrap();
        assert_eq!(read.base32(), secret().base32());
        for wrong in ["", "GEZDGNBV", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", "10ZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"]
        {
            assert!(Secret::from_base32(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_url_is_what_authenticators_read() {
        let url = secret().url("amna@punjab.example");
        let expected =
            "otpauth://totp/PSER:amna%40punjab.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=PSER";
        assert_eq!(url.as_str(), expected);
    }
}

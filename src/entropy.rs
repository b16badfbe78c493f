//! The one place where the program draws randomness and makes ids, so that nothing else reads the operating
//! system's generator or clock on its own.

use chrono::{DateTime, Utc};
use rand::{TryRng, rngs::SysRng};
use uuid::Uuid;

/// `N` bytes from the operating system's generator.
///
/// # Panics
/// When the operating system has no randomness to give: no secret may be made then.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    SysRng.try_fill_bytes(&mut out).expect("the operating system gives random bytes");
    out
}

/// A fresh `UUIDv7`: sorts by time of making, so that primary keys grow at one end of the index.
#[expect(clippy::disallowed_methods, reason = "this module is where ids are made")]
pub fn id() -> Uuid {
    Uuid::now_v7()
}

/// An id as it would have been made at an earlier time, for what is told of the past.
///
/// # Panics
/// Before 1970.
pub fn id_of(at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).expect("nothing is told of the time before 1970");
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes()).into_uuid()
}

/// `count` decimal digits, each equally likely; for one-time codes.
pub fn digits(count: usize) -> String {
    let mut out = String::with_capacity(count);
    while out.len() < count {
        let [byte] = bytes::<1>();
        // 250 is the largest multiple of ten below 256: bytes above it would favour the small digits.
        if byte < 250 {
            out.push(char::from(b'0' + byte % 10));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_are_as_many_as_asked_and_decimal() {
        let code = super::digits(6);
        assert_eq!(code.len(), 6);
        assert!(code.bytes().all(|byte| byte.is_ascii_digit()));
    }
}

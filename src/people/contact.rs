//! How a person is reached besides the mobile: e-mail and postal address.

use std::fmt;

use crate::plain::{self, Unfit};
use crate::refusal::FieldError;

const LONGEST_EMAIL: usize = 254;
const LONGEST_ADDRESS: usize = 300;

/// An e-mail address in lower case. Whether it exists is known only when something sent there comes back. `Debug` shows
/// the domain.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address of the form local@domain in ASCII without quotes, comments or white space.
    ///
    /// # Errors
    /// `email-malformed` on `field`.
    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let email = typed.trim().to_ascii_lowercase();
        if is_address(&email) { Ok(Self(email)) } else { Err(FieldError::new(field, "email-malformed")) }
    }

    /// The address in clear, for the mail.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Email(…@{})", self.0.rsplit('@').next().unwrap_or_default())
    }
}

/// A postal address on one or more lines: trimmed, 5 to 300 characters, without what cannot be seen.
///
/// # Errors
/// `address-missing`, `address-too-long` or `address-unreadable` on `field`.
pub fn address(field: &str, typed: &str) -> Result<String, FieldError> {
    let too_long = || FieldError::new(field, "address-too-long").with("most", LONGEST_ADDRESS);
    let lines = typed.trim().lines().map(|line| plain::clean(line, LONGEST_ADDRESS));
    let lines: Vec<String> = lines.collect::<Result<_, Unfit>>().map_err(|unfit| match unfit {
        Unfit::TooLong => too_long(),
        Unfit::Control => FieldError::new(field, "address-unreadable"),
    })?;
    let address = lines.join("\n").trim().to_owned();
    match address.chars().count() {
        0..5 => Err(FieldError::new(field, "address-missing")),
        5..=LONGEST_ADDRESS => Ok(address),
        _ => Err(too_long()),
    }
}

fn is_address(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return false };
    let of_local = |letter: u8| letter.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&letter);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    email.len() <= LONGEST_EMAIL
        && (1..=64).contains(&local.len())
        && local.split('.').all(|part| !part.is_empty())
        && local.bytes().all(of_local)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_taken_in_lower_case() {
        assert_eq!(
            Email::parse("email", " Fatima.Khan+pser@Example.ORG ").unwrap().reveal(),
            "fatima.khan+pser@example.org"
        );
    }

    #[test]
    fn addresses_that_could_carry_a_header_or_a_second_recipient_are_refused() {
        for typed in [
            "",
            "fatima",
            "a@b",
            "a@b..pk",
            "a b@c.pk",
            "a@c.pk\r\nBcc: x@y.pk",
            "a@c.pk,d@e.pk",
            "\"a\"@c.pk",
            ".a@c.pk",
            "a@-c.pk",
            "<a@c.pk>",
        ] {
            assert!(Email::parse("email", typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn an_address_has_a_length() {
        assert_eq!(address("address", " ").unwrap_err().code, "address-missing");
        assert_eq!(address("address", &"x".repeat(301)).unwrap_err().code, "address-too-long");
        assert_eq!(address("address", "House 5\r\nMohalla Islampura").unwrap(), "House 5\nMohalla Islampura");
    }

    #[test]
    fn nobody_can_turn_the_text_around_an_address() {
        let typed = "\u{2067}House 5\u{202e}\r\n\u{feff}Islampura\t2\n\u{200e}";
        assert_eq!(address("address", typed).unwrap(), "House 5\nIslampura 2");
        assert_eq!(
            address("address", "\u{202e}\u{2066}\u{202e}\u{2066}\u{202e}").unwrap_err().code,
            "address-missing"
        );
        assert_eq!(address("address", "House 5\u{1b}[2J").unwrap_err().code, "address-unreadable");
    }
}

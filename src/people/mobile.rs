//! Mobile numbers of Pakistan, to which codes and notices go. Numbers move between networks, so that the prefix says
//! nothing about who carries them.

use std::fmt;

use uuid::Uuid;

use super::numerals;
use crate::error::Fault;
use crate::refusal::FieldError;
use crate::seal::{BlindIndex, Place, Sealer};

const COLUMN: &str = "citizen_account.mobile";

/// A mobile number as 923XXXXXXXXX. `Debug` shows the mask.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

impl Mobile {
    /// Reads 03XZ-YYYYYYY, +92 3XZ YYYYYYY, 0092... or 92... with X in 0 to 5 and 7, in European, Arabic or Urdu digits.
    ///
    /// # Errors
    /// `mobile-malformed` on `field`.
    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        Self::national(typed)
            .map(|number| Self(format!("92{number}")))
            .ok_or_else(|| FieldError::new(field, "mobile-malformed"))
    }

    /// The ten digits after the country's code or the trunk's zero.
    fn national(typed: &str) -> Option<String> {
        let typed = typed.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{200F}');
        let (international, rest) = typed.strip_prefix('+').map_or((false, typed), |rest| (true, rest));
        let digits = numerals::fold(rest)?;
        let number = match (international, digits.len()) {
            (_, 12) => digits.strip_prefix("92")?,
            (false, 14) => digits.strip_prefix("0092")?,
            (false, 11) => digits.strip_prefix('0')?,
            _ => return None,
        };
        let [b'3', b'0'..=b'5' | b'7', ..] = number.as_bytes() else { return None };
        Some(number.to_owned())
    }

    /// The number in clear, for the gateway.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The ten digits after the country's: `3XXXXXXXXX`.
    pub fn within_country(&self) -> &str {
        &self.0[2..]
    }

    /// As shown where the number is not needed: `+92 3** *****67`.
    pub fn masked(&self) -> String {
        format!("+92 3** *****{}", &self.0[10..])
    }

    /// By what the number is found and compared.
    pub fn index(&self, sealer: &Sealer) -> BlindIndex {
        sealer.index("mobile", self.0.as_bytes())
    }

    /// Sealed for the row of the citizen's `account`.
    pub fn seal(&self, sealer: &Sealer, account: Uuid) -> Vec<u8> {
        sealer.seal(Place { column: COLUMN, row: account }, self.0.as_bytes())
    }

    /// Opens what `seal` made.
    ///
    /// # Errors
    /// When the bytes were altered or belong to another account.
    pub fn open(sealer: &Sealer, account: Uuid, kept: &[u8]) -> Result<Self, Fault> {
        sealer.open_text(Place { column: COLUMN, row: account }, kept).map(|digits| Self(digits.to_string()))
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Mobile({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_it_gives_the_same_number() {
        let ways = [
            "0300-1234567",
            "03001234567",
            "+92 300 1234567",
            "00923001234567",
            "923001234567",
            "۰۳۰۰۱۲۳۴۵۶۷",
        ];
        for typed in ways {
            assert_eq!(Mobile::parse("mobile", typed).unwrap().reveal(), "923001234567", "{typed}");
        }
    }

    #[test]
    fn what_is_no_mobile_of_pakistan_is_refused() {
        let wrong = [
            "",
            "042-35761234",
            "03601234567",
            "0380 1234567",
            "3001234567",
            "+03001234567",
            "+00923001234567",
            "0300123456",
            "+1 202 5550123",
            "0300-12345a7",
        ];
        for typed in wrong {
            assert_eq!(Mobile::parse("mobile", typed).unwrap_err().code, "mobile-malformed", "{typed}");
        }
    }

    #[test]
    fn the_mask_is_all_that_debug_shows() {
        let mobile = Mobile::parse("mobile", "03001234567").unwrap();
        assert_eq!(format!("{mobile:?}"), "Mobile(+92 3** *****67)");
    }
}

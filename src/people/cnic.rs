//! The number on the national identity card, by which a person is known. Here is the only code that knows its form.

use std::fmt;

use uuid::Uuid;

use super::numerals;
use crate::error::Fault;
use crate::refusal::FieldError;
use crate::seal::{BlindIndex, Place, Sealer};

const DIGITS: usize = 13;
const COLUMN: &str = "person.cnic";

/// A CNIC of sound form: 13 digits, written 5-7-1. The first digit is a province's (1 to 7); the last is odd for men and
/// even for women, never 0; there is no check digit. The locality in digits two to five is a hint and never a reason to
/// refuse. `Debug` shows the mask.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cnic(String);

impl Cnic {
    /// Reads what was typed, with or without dashes and spaces, in European, Arabic or Urdu digits.
    ///
    /// # Errors
    /// `cnic-malformed` when it is not 13 digits, `cnic-not-issued` when no such number is given out; both on `field`.
    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let digits = numerals::fold(typed)
            .filter(|digits| digits.len() == DIGITS)
            .ok_or_else(|| FieldError::new(field, "cnic-malformed"))?;
        if !digits.starts_with(|first| ('1'..='7').contains(&first)) || digits.ends_with('0') {
            return Err(FieldError::new(field, "cnic-not-issued"));
        }
        Ok(Self(digits))
    }

    /// In clear as the card has it, 5-7-1, for whoever was shown it.
    pub fn written(&self) -> String {
        format!("{}-{}-{}", &self.0[..5], &self.0[5..12], &self.0[12..])
    }

    /// The 13 digits in clear, for a registry's question or a recorded reveal.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// As shown where the number is not needed: `*****-*****67-1`.
    pub fn masked(&self) -> String {
        format!("*****-*****{}-{}", &self.0[10..12], &self.0[12..])
    }

    /// By what the number is found and compared.
    pub fn index(&self, sealer: &Sealer) -> BlindIndex {
        sealer.index("cnic", self.0.as_bytes())
    }

    /// Sealed for the row of `person`.
    pub fn seal(&self, sealer: &Sealer, person: Uuid) -> Vec<u8> {
        sealer.seal(Place { column: COLUMN, row: person }, self.0.as_bytes())
    }

    /// Opens what `seal` made.
    ///
    /// # Errors
    /// When the bytes were altered or belong to another person.
    pub fn open(sealer: &Sealer, person: Uuid, kept: &[u8]) -> Result<Self, Fault> {
        sealer.open_text(Place { column: COLUMN, row: person }, kept).map(|digits| Self(digits.to_string()))
    }
}

impl fmt::Debug for Cnic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Cnic({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<Cnic, &'static str> {
        Cnic::parse("cnic", typed).map_err(|error| error.code)
    }

    #[test]
    fn the_same_number_is_read_however_it_is_typed() {
        let plain = read("3520212345671").unwrap();
        for typed in ["35202-1234567-1", " 35202 1234567 1 ", "۳۵۲۰۲-۱۲۳۴۵۶۷-۱", "٣٥٢٠٢١٢٣٤٥٦٧١"]
        {
            assert_eq!(read(typed).as_ref(), Ok(&plain), "{typed}");
        }
    }

    #[test]
    fn what_is_not_thirteen_digits_is_malformed() {
        for typed in ["", "352021234567", "35202123456711", "35202-1234567-X", "3520212345671; drop table"] {
            assert_eq!(read(typed), Err("cnic-malformed"), "{typed}");
        }
    }

    #[test]
    fn first_digits_beyond_seven_and_a_last_digit_of_zero_were_never_issued() {
        for typed in ["0520212345671", "8520212345671", "9520212345671", "3520212345670"] {
            assert_eq!(read(typed), Err("cnic-not-issued"), "{typed}");
        }
        assert!(read("7000012345672").is_ok(), "the locality is no reason to refuse");
    }

    #[test]
    fn the_mask_is_all_that_debug_shows() {
        assert_eq!(format!("{:?}", read("3520212345671").unwrap()), "Cnic(*****-*****67-1)");
    }
}

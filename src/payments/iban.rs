//! International bank account numbers of Pakistan: `PK`, two check digits, the bank's four letters and sixteen
//! characters of the account. ISO 13616 and the SWIFT IBAN registry (PK2!n4!a16!c).

use std::fmt;

use zeroize::Zeroizing;

use crate::seal::{BlindIndex, Sealer};

const LENGTH: usize = 24;
const LONGEST_TYPED: usize = 64;

/// A valid IBAN of Pakistan. Neither `Debug` nor `Display` tells more than the last four characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Iban(Zeroizing<String>);

/// Why a text is not an IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIban {
    /// Not `PK`, two digits, four letters and sixteen letters or digits.
    #[error("not of the form of an IBAN of Pakistan")]
    Malformed,
    /// The check digits do not fit: a character was mistyped or two were swapped.
    #[error("the check digits of the IBAN do not fit")]
    CheckDigits,
}

impl NotAnIban {
    /// The code of a field error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "iban-malformed",
            Self::CheckDigits => "iban-check-digits",
        }
    }
}

impl Iban {
    /// Reads an IBAN as typed: any case, with spaces or dashes.
    ///
    /// # Errors
    /// When the form or the check digits are wrong.
    pub fn parse(typed: &str) -> Result<Self, NotAnIban> {
        if typed.len() > LONGEST_TYPED || !typed.is_ascii() {
            return Err(NotAnIban::Malformed);
        }
        let folded: String = typed
            .chars()
            .filter(|symbol| !matches!(symbol, ' ' | '-'))
            .map(|symbol| symbol.to_ascii_uppercase())
            .collect();
        let folded = Zeroizing::new(folded);
        if !is_well_formed(folded.as_bytes()) {
            return Err(NotAnIban::Malformed);
        }
        // 00, 01 and 99 can satisfy the arithmetic but are never issued: check digits are 98 minus a remainder.
        if !("02"..="98").contains(&&folded[2..4]) || remainder(folded.as_bytes()) != 1 {
            return Err(NotAnIban::CheckDigits);
        }
        Ok(Self(folded))
    }

    /// The clear number, to seal it or to hand it to the bank. Never to be logged.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The last four characters: enough to tell one's accounts apart.
    pub fn last_four(&self) -> &str {
        &self.0[LENGTH - 4..]
    }

    /// The blind index by which equal accounts are found.
    pub fn index(&self, sealer: &Sealer) -> BlindIndex {
        sealer.index("iban", self.0.as_bytes())
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Iban(PK…{})", self.last_four())
    }
}

fn is_well_formed(folded: &[u8]) -> bool {
    folded.len() == LENGTH
        && folded.starts_with(b"PK")
        && folded[2..4].iter().all(u8::is_ascii_digit)
        && folded[4..8].iter().all(u8::is_ascii_uppercase)
        && folded[8..].iter().all(u8::is_ascii_alphanumeric)
}

/// ISO 7064 mod 97-10 over the number with its first four characters moved behind; 1 when the check digits fit.
fn remainder(folded: &[u8]) -> u32 {
    let (head, account) = folded.split_at(4);
    account.iter().chain(head).fold(0, |rest, symbol| {
        if symbol.is_ascii_digit() {
            (rest * 10 + u32::from(symbol - b'0')) % 97
        } else {
            (rest * 100 + u32::from(symbol - b'A') + 10) % 97
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the SWIFT IBAN registry.
    const EXAMPLE: &str = "PK36SCBL0000001123456702";

    #[test]
    fn an_iban_is_read_however_it_is_spaced() {
        for typed in [EXAMPLE, "pk36 scbl 0000 0011 2345 6702", "PK36-SCBL-0000001123456702"] {
            assert_eq!(Iban::parse(typed).unwrap().reveal(), EXAMPLE);
        }
    }

    #[test]
    fn a_mistyped_iban_says_what_is_wrong() {
        for (typed, problem) in [
            ("", NotAnIban::Malformed),
            ("PK36SCBL000000112345670", NotAnIban::Malformed),
            ("GB36SCBL0000001123456702", NotAnIban::Malformed),
            ("PK36SCB10000001123456702", NotAnIban::Malformed),
            ("PK36SCBL00000011234567٠2", NotAnIban::Malformed),
            ("PK36SCBL0000001123456720", NotAnIban::CheckDigits),
            ("PK37SCBL0000001123456702", NotAnIban::CheckDigits),
        ] {
            assert_eq!(Iban::parse(typed), Err(problem), "{typed}");
        }
    }

    #[test]
    fn every_single_mistyped_digit_is_found() {
        for place in 8..LENGTH {
            for digit in '0'..='9' {
                let mut typed = EXAMPLE.to_owned();
                typed.replace_range(place..=place, &digit.to_string());
                assert_eq!(Iban::parse(&typed).is_ok(), typed == EXAMPLE, "{typed}");
            }
        }
    }

    #[test]
    fn debug_output_hides_the_account() {
        assert_eq!(format!("{:?}", Iban::parse(EXAMPLE).unwrap()), "Iban(PK…6702)");
    }
}

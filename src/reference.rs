//! Public numbers that people read aloud and type: random, in Crockford's base32 (no I, L, O, U), with a check symbol
//! that catches a mistyped or swapped character. <https://www.crockford.com/base32.html>

use std::fmt;
use std::str::FromStr;

use crate::entropy;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
const LENGTH: usize = 10;

/// What a number names; its letter stands in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Case,
    Batch,
    Citizen,
    /// The record of a registration: a certificate.
    Certificate,
}

impl Kind {
    const fn letter(self) -> char {
        match self {
            Self::Case => 'C',
            Self::Batch => 'B',
            Self::Citizen => 'P',
            Self::Certificate => 'R',
        }
    }
}

/// A public number such as `C-7M3QK-0T8XW-2`: 50 random bits and a check symbol. Parsing forgives case, spaces, dashes
/// and the letters that look like digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(String);

/// The text is not a reference: wrong length, alphabet or check symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reference")]
pub struct NotAReference;

impl Reference {
    /// A fresh random number. The unique constraint of its column has the last word.
    pub fn random(kind: Kind) -> Self {
        Self::of(kind, &entropy::bytes())
    }

    /// The number that these bytes make; the same ones make the same.
    pub fn of(kind: Kind, bytes: &[u8; LENGTH]) -> Self {
        let body: Vec<u8> = bytes.iter().map(|byte| byte % 32).collect();
        Self(format_parts(kind.letter(), &body))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reference {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded: Vec<u8> = text
            .bytes()
            .filter(|byte| !matches!(byte, b'-' | b' '))
            .map(|byte| byte.to_ascii_uppercase())
            .collect();
        let [letter @ (b'C' | b'B' | b'P' | b'R'), rest @ .., check] = folded.as_slice() else {
            return Err(NotAReference);
        };
        if rest.len() != LENGTH {
            return Err(NotAReference);
        }
        let body: Vec<u8> = rest.iter().copied().map(value_of).collect::<Option<_>>().ok_or(NotAReference)?;
        let expected = check_of(&body);
        if *check != expected
            && !(expected != b'U'
                && value_of(*check).map(|value| DIGITS[usize::from(value)]) == Some(expected))
        {
            return Err(NotAReference);
        }
        Ok(Self(format_parts(char::from(*letter), &body)))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl serde::Serialize for Reference {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

fn format_parts(letter: char, body: &[u8]) -> String {
    let digits: String = body.iter().map(|value| char::from(DIGITS[usize::from(*value)])).collect();
    format!("{letter}-{}-{}-{}", &digits[..5], &digits[5..], char::from(check_of(body)))
}

fn value_of(symbol: u8) -> Option<u8> {
    let symbol = match symbol {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    DIGITS.iter().position(|digit| *digit == symbol).and_then(|position| u8::try_from(position).ok())
}

fn check_of(body: &[u8]) -> u8 {
    let remainder = body.iter().fold(0_u64, |sum, value| (sum * 32 + u64::from(*value)) % 37);
    CHECKS[usize::try_from(remainder).expect("a remainder of 37 is small")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_survives_being_read_aloud() {
        for _ in 0..200 {
            let number = Reference::random(Kind::Case);
            let typed = number.as_str().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            assert_eq!(typed.parse::<Reference>().as_ref(), Ok(&number), "{typed}");
        }
    }

    #[test]
    fn one_wrong_character_is_caught() {
        let number = Reference::random(Kind::Case);
        let mut typed = number.as_str().as_bytes().to_vec();
        typed[3] = if typed[3] == b'7' { b'8' } else { b'7' };
        assert_eq!(String::from_utf8(typed).unwrap().parse::<Reference>(), Err(NotAReference));
    }
}

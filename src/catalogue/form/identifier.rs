//! The identifiers a form may ask for. Their forms are known to the nouns that own them; here they are read into one
//! normal spelling, ready to be sealed.

use zeroize::Zeroizing;

use crate::payments::iban::Iban;
use crate::people::cnic::Cnic;
use crate::people::mobile::Mobile;
use crate::refusal::FieldError;

/// A kind of identifier: kept sealed, found by blind index, shown masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifier {
    Cnic,
    Iban,
    Mobile,
}

impl Identifier {
    /// The kind under which blind indexes are made: the same number is found wherever it was typed.
    pub const fn index_kind(self) -> &'static str {
        match self {
            Self::Cnic => "cnic",
            Self::Iban => "iban",
            Self::Mobile => "mobile",
        }
    }

    /// Reads what was typed into its normal spelling.
    pub(super) fn read(self, path: &str, typed: &str) -> Result<Zeroizing<String>, FieldError> {
        let clear = match self {
            Self::Cnic => Cnic::parse(path, typed)?.reveal().to_owned(),
            Self::Mobile => Mobile::parse(path, typed)?.reveal().to_owned(),
            Self::Iban => {
                Iban::parse(typed).map_err(|error| FieldError::new(path, error.code()))?.reveal().to_owned()
            }
        };
        Ok(Zeroizing::new(clear))
    }
}

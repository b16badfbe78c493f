//! What the product says to people, in English and Urdu: the sentences of refusals and wrong fields, and the messages
//! sent by SMS and e-mail. Texts stand in `templates/`; nothing here decides anything.

mod message;
mod sentences;
mod shown;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use message::{Letter, has_letter, letter, message_kinds, sms};
pub use sentences::{field, field_codes, refusal};

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Ur,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Ur];

    /// Its code in the database, in file names and in `Accept-Language`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ur => "ur",
        }
    }

    /// The language of that code, English for any other than `ur`.
    pub fn of(code: &str) -> Self {
        if code == "ur" { Self::Ur } else { Self::En }
    }
}

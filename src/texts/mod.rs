//! What the product says to people, in English and Urdu: the sentences of refusals and wrong fields, and the messages
//! sent by SMS and e-mail. Texts stand in `templates/`; nothing here decides anything.

mod message;
mod sentences;
mod shown;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use message::{Letter, has_letter, has_sms, letter, message_kinds, sms};
pub use sentences::{field, field_codes, problem, refusal, say, sentence_names};
pub use shown::{day, day_of, inert, last_day, moment, rupees};

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

    /// The one that a list of languages with weights asks for most (RFC 9110, 12.5.4); English where it names neither.
    pub fn preferred(list: &str) -> Self {
        let weighted = list.split(',').filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let tag = parts.next()?.split('-').next()?.to_ascii_lowercase();
            let language = Self::ALL.into_iter().find(|language| language.code() == tag)?;
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            (weight > 0.0).then_some((language, weight))
        });
        let best = weighted.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or(Self::En, |(language, _)| language)
    }

    /// The language of that code, English for any other than `ur`.
    pub fn of(code: &str) -> Self {
        if code == "ur" { Self::Ur } else { Self::En }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_language_asked_for_most_is_spoken() {
        for (list, language) in [
            ("ur", Language::Ur),
            ("ur-PK,ur;q=0.9,en;q=0.8", Language::Ur),
            ("en;q=0.5, ur;q=0.7", Language::Ur),
            ("en,ur", Language::En),
            ("de, ur;q=0", Language::En),
            ("*", Language::En),
            ("ur;q=much", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(Language::preferred(list), language, "{list:?}");
        }
    }
}

//! Stored answers in the words of a language, marked by how a page prints them.

use serde::Serialize;
use serde_json::Value;

use crate::catalogue::form::{Question, QuestionKind};
use crate::texts;
use crate::web::page::Page;
use crate::web::page::places::Places;

/// An answer as a page shows it; the macro `words` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(in crate::web::portal) enum Words {
    /// Not answered.
    Nothing,
    Text {
        text: String,
    },
    /// Keeps its own order of characters.
    Latin {
        text: String,
    },
    Rupees {
        paisa: i64,
    },
    Day {
        day: String,
    },
}

/// The words of an answer, identifiers by their last characters.
pub(in crate::web::portal) fn words(
    page: &Page,
    places: &Places,
    question: &Question,
    stored: Option<&Value>,
) -> Words {
    let Some(stored) = stored.filter(|stored| !stored.is_null()) else { return Words::Nothing };
    let text = stored.as_str().unwrap_or_default();
    match &question.kind {
        QuestionKind::Cnic | QuestionKind::Iban | QuestionKind::Mobile => {
            let last = stored.get("last").and_then(Value::as_str).unwrap_or_default();
            Words::Latin { text: format!("•••• {last}") }
        }
        QuestionKind::Money { .. } => Words::Rupees { paisa: stored.as_i64().unwrap_or_default() },
        QuestionKind::Integer { .. } => Words::Latin { text: stored.to_string() },
        QuestionKind::Date { .. } => Words::Day { day: text.to_owned() },
        QuestionKind::YesNo => {
            let id = if stored.as_bool() == Some(true) { "kit-yes" } else { "kit-no" };
            Words::Text { text: page.say(id) }
        }
        QuestionKind::Choice { options } => {
            let chosen = options.iter().find(|option| option.name == text);
            chosen.map_or(Words::Nothing, |option| Words::Text { text: page.of(&option.title).to_owned() })
        }
        QuestionKind::Area { .. } => Words::Text { text: places.name(text) },
        QuestionKind::Text { .. } => Words::Text { text: text.to_owned() },
    }
}

impl Words {
    /// As a part of a sentence.
    pub(in crate::web::portal) fn plain(self, page: &Page) -> String {
        match self {
            Self::Nothing => page.say("apply-nothing"),
            Self::Text { text } | Self::Latin { text } => text,
            Self::Rupees { paisa } => texts::rupees(paisa),
            Self::Day { day } => match day.parse() {
                Ok(date) => texts::day(date, page.language),
                Err(_) => day,
            },
        }
    }
}

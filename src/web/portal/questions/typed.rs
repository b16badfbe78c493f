//! What was typed into the field of a question as the answer that the form's reader takes. What cannot be one is handed on
//! as typed: the reader refuses it together with whatever else is wrong.

use serde_json::{Value, json};

use crate::catalogue::form::{Question, QuestionKind};
use crate::error::Error;
use crate::refusal::Refusal;
use crate::web::page::Entries;

/// Paisa in a rupee.
const PAISA: i64 = 100;

/// The hidden field by which an identifier stays as it is.
pub(in crate::web::portal) fn keep_name(question: &str) -> String {
    format!("_keep-{question}")
}

/// The answer to a question; null takes it away.
pub(in crate::web::portal) fn answer(question: &Question, entries: &Entries) -> Value {
    let typed = entries.text(&question.name).trim();
    match &question.kind {
        QuestionKind::Date { .. } => match day(question, entries) {
            day if day.is_empty() => Value::Null,
            day => Value::from(day),
        },
        QuestionKind::Cnic | QuestionKind::Iban | QuestionKind::Mobile if typed.is_empty() => {
            match entries.text(&keep_name(&question.name)) {
                "" => Value::Null,
                word => json!({ "keep": word }),
            }
        }
        QuestionKind::Text { .. } => Value::from(typed),
        _ if typed.is_empty() => Value::Null,
        QuestionKind::YesNo => match typed {
            "yes" => Value::Bool(true),
            "no" => Value::Bool(false),
            other => Value::from(other),
        },
        QuestionKind::Integer { .. } => number(typed).map_or_else(|| typed.into(), Value::from),
        QuestionKind::Money { .. } => paisa(typed).map_or_else(|| typed.into(), Value::from),
        QuestionKind::Iban => Value::from(latin_digits(typed)),
        QuestionKind::Choice { .. }
        | QuestionKind::Area { .. }
        | QuestionKind::Cnic
        | QuestionKind::Mobile => Value::from(typed),
    }
}

/// Digits of Urdu and Arabic keyboards as those that machines read.
pub(in crate::web::portal) fn latin_digits(text: &str) -> String {
    let latin = |letter: char| {
        let zero = match letter {
            '\u{0660}'..='\u{0669}' => 0x0660,
            '\u{06F0}'..='\u{06F9}' => 0x06F0,
            _ => return letter,
        };
        char::from_digit(u32::from(letter) - zero, 10).unwrap_or(letter)
    };
    text.chars().map(latin).collect()
}

/// A refusal with the fields as the page calls them: by the question alone, of the section or row at `path`.
pub(in crate::web::portal) fn named(error: Error, path: &str, questions: &[Question]) -> Error {
    let Error::Refused(Refusal::Invalid(mut wrong)) = error else { return error };
    let prefix = format!("answers.{path}.");
    for field in &mut wrong {
        let Some(name) = field.field.strip_prefix(&prefix).map(str::to_owned) else { continue };
        let question = questions.iter().find(|question| question.name == name);
        field.code = match (question.map(|question| &question.kind), field.code) {
            (Some(QuestionKind::Money { .. }), "field-type") => "money-malformed",
            (Some(QuestionKind::Integer { .. }), "field-type") => "number-malformed",
            (Some(QuestionKind::YesNo), "field-type") => "choice-unknown",
            (_, code) => code,
        };
        field.field = name;
    }
    Refusal::Invalid(wrong).into()
}

fn day(question: &Question, entries: &Entries) -> String {
    let part = |part: &str| latin_digits(entries.text(&format!("{}-{part}", question.name)).trim());
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    format!("{year:0>4}-{month:0>2}-{day:0>2}")
}

/// A whole number, with or without commas between thousands.
fn number(typed: &str) -> Option<i64> {
    let digits: String = latin_digits(typed).chars().filter(|letter| !is_between_digits(*letter)).collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Rupees, with or without commas, and with paisa after a point where there are some.
fn paisa(typed: &str) -> Option<i64> {
    let typed = latin_digits(typed).replace('\u{066B}', ".");
    let (whole, rest) = typed.split_once('.').unwrap_or((&typed, ""));
    let is_fraction = rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
    if !is_fraction {
        return None;
    }
    let rest: i64 = format!("{rest:0<2}").parse().ok()?;
    number(whole)?.checked_mul(PAISA)?.checked_add(rest)
}

fn is_between_digits(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, ',' | '،' | '٬' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::texts;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, read) in [
            ("12000", Some(1_200_000)),
            ("12,000", Some(1_200_000)),
            ("1 2 000", Some(1_200_000)),
            ("۱۲٬۰۰۰", Some(1_200_000)),
            ("0", Some(0)),
            ("99.5", Some(9_950)),
            ("99.05", Some(9_905)),
            ("99.055", None),
            ("-5", None),
            ("twelve", None),
            ("1e3", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(paisa(typed), read, "{typed}");
        }
    }

    #[test]
    fn digits_of_urdu_keyboards_are_digits() {
        assert_eq!(latin_digits("۱۹۸۴ ٣ x"), "1984 3 x");
        assert_eq!(number("۴"), Some(4));
    }

    proptest! {
        #[test]
        fn an_amount_is_read_back_as_it_is_shown(amount in 0..=i64::MAX) {
            let shown = texts::rupees(amount);
            prop_assert_eq!(paisa(shown.strip_prefix("Rs ").unwrap()), Some(amount));
        }

        #[test]
        fn whatever_is_typed_is_an_amount_or_none(typed in "[0-9۰-۹٠-٩.,٫٬ ]{0,24}|\\PC{0,12}") {
            if let Some(amount) = paisa(&typed) {
                prop_assert!(amount >= 0);
                prop_assert_eq!(paisa(&latin_digits(&typed)), Some(amount));
            }
        }
    }
}

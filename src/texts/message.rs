//! Messages to people: `templates/notices/<kind>/{sms,subject,body}.<language>.txt`, filled strictly. No template shows
//! a name that the person chose: who registers another's mobile could make us send words of their own.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use include_dir::{Dir, include_dir};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use serde_json::Value;

use super::{Language, shown};
use crate::error::Fault;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/notices");

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Plain text: what a message shows is made inert before it is filled in.
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("ltr", |text: String| shown::left_to_right(&text));
    environment.add_filter("rupees", shown::rupees);
    environment.add_filter("clock", |at: String| instant(&at).map(shown::clock));
    environment.add_filter("last_day", |at: String, language: String| {
        instant(&at).map(|at| shown::last_day(at, Language::of(&language)))
    });
    for file in FOLDER.files().chain(FOLDER.dirs().flat_map(Dir::files)) {
        let (Some(name), Some(source)) = (file.path().to_str(), file.contents_utf8()) else { continue };
        environment
            .add_template(name, source)
            .expect("the texts of notices parse; a test fills each of them");
    }
    environment
});

fn instant(text: &str) -> Result<DateTime<Utc>, minijinja::Error> {
    text.parse().map_err(|_| minijinja::Error::new(ErrorKind::InvalidOperation, "not an instant"))
}

/// An e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    pub body: String,
}

/// Every kind of message there is.
pub fn message_kinds() -> BTreeSet<&'static str> {
    FOLDER.dirs().filter_map(|folder| folder.path().to_str()).collect()
}

/// Whether the kind is sent by e-mail. One-time codes are not.
pub fn has_letter(kind: &str) -> bool {
    FOLDER.get_file(format!("{kind}/subject.en.txt")).is_some()
}

/// Whether the kind is sent by SMS. Links are not.
pub fn has_sms(kind: &str) -> bool {
    FOLDER.get_file(format!("{kind}/sms.en.txt")).is_some()
}

/// The text of an SMS, in one line.
///
/// # Errors
/// When there is no such kind, or the parameters are not those it needs.
pub fn sms(kind: &str, language: Language, params: &Value) -> Result<String, Fault> {
    fill(kind, "sms", language, params).map(|text| one_line(&text))
}

/// The e-mail.
///
/// # Errors
/// As `sms`; also for a kind that has no e-mail.
pub fn letter(kind: &str, language: Language, params: &Value) -> Result<Letter, Fault> {
    Ok(Letter {
        subject: one_line(&fill(kind, "subject", language, params)?),
        body: fill(kind, "body", language, params)?,
    })
}

fn fill(kind: &str, part: &str, language: Language, params: &Value) -> Result<String, Fault> {
    let name = format!("{kind}/{part}.{}.txt", language.code());
    TEMPLATES.get_template(&name).and_then(|template| template.render(Serde(inert(params)))).map_err(
        |error| {
            // Kind and line only: the error's own words may quote what a person typed.
            let line = error.line().unwrap_or_default();
            Fault::broken(format!("the text {name} cannot be filled at line {line}: {}", error.kind()))
        },
    )
}

fn inert(params: &Value) -> Value {
    match params {
        Value::String(text) => shown::inert(text).into(),
        Value::Array(items) => items.iter().map(inert).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), inert(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => params.clone(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Where a page of a case is, as long as such addresses get.
    const ADDRESS: &str = "https://pser.punjab.gov.pk/cases/C-7M3QK-0T8XW-2/decision";

    /// What every kind is filled with at most. Kinds of cases get all of it, those of accounts their own.
    fn params(language: Language) -> Value {
        let programme = match language {
            Language::En => "Cash assistance",
            Language::Ur => "نقد امداد",
        };
        let stage = match language {
            Language::En => "Being verified",
            Language::Ur => "تصدیق جاری ہے",
        };
        json!({
            "reference": "C-7M3QK-0T8XW-2",
            "programme": programme,
            "stage": stage,
            "amount": 2_500_000,
            "reason": "the card cannot be read",
            "kept": "C-7M3QK-0T8XW-2",
            "due_on": "2026-12-23T19:00:00Z",
            "code": "042917",
            "expires_at": "2026-11-23T09:35:00Z",
            "pser_id": "P-7M3QK-0T8XW-2",
            "case": ADDRESS,
            "decision": ADDRESS,
            "number": "R-7M3QK-0T8XW-2",
            "ends": "21",
            "references": ["C-7M3QK-0T8XW-2", "C-7M3QK-0T8XW-2", "C-7M3QK-0T8XW-2"],
            "link": "https://pser.example/confirm-email/Zm9yIGV4YW1wbGU",
            "documents": ADDRESS,
        })
    }

    /// As above without what a case may lack.
    fn sparse(language: Language) -> Value {
        let mut sparse = params(language);
        for name in ["reason", "kept", "due_on"] {
            sparse[name] = Value::Null;
        }
        sparse["amount"] = json!(0);
        sparse["references"] = json!([]);
        sparse
    }

    fn everything(kind: &str, language: Language, params: &Value) -> String {
        assert!(has_sms(kind) || has_letter(kind), "{kind} goes nowhere");
        let sms = has_sms(kind).then(|| sms(kind, language, params).unwrap());
        let letter = has_letter(kind).then(|| letter(kind, language, params).unwrap());
        let letter = letter.map(|letter| format!("{}\n{}", letter.subject, letter.body));
        sms.into_iter().chain(letter).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_kind_is_filled_in_both_languages() {
        assert!(message_kinds().len() >= 13, "{:?}", message_kinds());
        for kind in message_kinds() {
            for language in Language::ALL {
                for params in [params(language), sparse(language)] {
                    let text = everything(kind, language, &params);
                    assert!(!text.contains("{{") && !text.contains("{%") && !text.contains("null"), "{text}");
                    assert!(
                        !text.contains("  ") && !text.contains("\n\n\n"),
                        "uneven spaces in {kind}: {text}"
                    );
                    let is_urdu = text.contains(|symbol: char| ('\u{0600}'..='\u{06ff}').contains(&symbol));
                    assert_eq!(is_urdu, language == Language::Ur, "{kind}: {text}");
                }
            }
        }
    }

    #[test]
    fn an_sms_takes_at_most_two_segments() {
        // GSM 03.38: 153 septets a segment; anything beyond its alphabet makes it UCS-2 with 67.
        let is_gsm =
            |symbol: char| symbol.is_ascii_alphanumeric() || " :,.;'-?!()/@=*$+&%\"#<>_".contains(symbol);
        for kind in message_kinds().into_iter().filter(|kind| has_sms(kind)) {
            let english = sms(kind, Language::En, &params(Language::En)).unwrap();
            assert!(english.chars().all(is_gsm), "{kind}: {english}");
            assert!(english.len() <= 2 * 153, "{kind} has {} characters", english.len());
            let urdu = sms(kind, Language::Ur, &params(Language::Ur)).unwrap();
            let units = urdu.encode_utf16().count();
            assert!(units <= 2 * 67, "{kind} has {units} units");
        }
    }

    #[test]
    fn numbers_keep_their_order_in_urdu() {
        for kind in message_kinds() {
            let text = everything(kind, Language::Ur, &params(Language::Ur));
            // An address is apart as a whole.
            let text = text.replace(&shown::left_to_right(ADDRESS), "");
            for number in ["C-7M3QK-0T8XW-2", "P-7M3QK-0T8XW-2", "042917", "Rs 25,000", "14:35"] {
                let isolated = text.matches(&shown::left_to_right(number)).count();
                assert_eq!(text.matches(number).count(), isolated, "{kind}: {number} stands loose in {text}");
            }
        }
    }

    #[test]
    fn hostile_words_come_out_inert() {
        let hostile = "a\r\nBcc: all@example.org\n{{ reference }}{% include 'x' %}<b>\u{202e}";
        for kind in message_kinds() {
            for language in Language::ALL {
                let mut params = params(language);
                params["programme"] = json!(hostile);
                params["reason"] = json!(hostile);
                if has_sms(kind) {
                    let text = sms(kind, language, &params).unwrap();
                    assert!(!text.contains(['\r', '\n', '\u{202e}']), "{text}");
                }
                if has_letter(kind) {
                    let letter = letter(kind, language, &params).unwrap();
                    assert!(!letter.subject.contains(['\r', '\n', '\u{202e}']), "{}", letter.subject);
                    assert!(!letter.body.contains("\nBcc"), "{}", letter.body);
                    assert_eq!(
                        letter.body.matches("Bcc").count(),
                        letter
                            .body
                            .matches("Bcc: all@example.org {{ reference }}{% include 'x' %}<b>")
                            .count()
                    );
                }
            }
        }
    }

    #[test]
    fn a_missing_parameter_is_an_error_that_quotes_nothing_typed() {
        let fault =
            sms("application-received", Language::En, &json!({"programme": "secret words"})).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "the text application-received/sms.en.txt cannot be filled at line 1: undefined value"
        );
        assert!(sms("no-such-kind", Language::En, &json!({})).is_err());
    }
}

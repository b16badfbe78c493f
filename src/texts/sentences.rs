//! The sentences of pages, refusals and wrong fields: every `templates/locales/<language>/*.ftl`.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use serde_json::Value;
use unic_langid::LanguageIdentifier;

use super::{Language, shown};
use crate::refusal::{FieldError, Refusal};

type Bundle = FluentBundle<FluentResource>;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/locales");

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| Language::ALL.map(bundle));

/// Said of a field where its own code has no sentence.
const ANY_FIELD: &str = "field-wrong";

/// The sentence of a refusal.
pub fn refusal(refusal: &Refusal, language: Language) -> String {
    let params = refusal.params();
    let args = params.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value_of(value)));
    sentence(language, &format!("refusal-{}", refusal.code()), &args.collect())
        .unwrap_or_else(|| refusal.code().to_owned())
}

/// The sentence of a problem that is no refusal: `not-found`, `method-not-allowed`, `fault` or `unavailable`.
pub fn problem(code: &str, language: Language) -> String {
    sentence(language, &format!("problem-{code}"), &FluentArgs::new()).unwrap_or_else(|| code.to_owned())
}

/// What is wrong with a field, to stand beside it; days are written out.
pub fn field(error: &FieldError, language: Language) -> String {
    let written = |value: &str| match value.parse::<NaiveDate>() {
        Ok(day) => shown::day(day, language),
        Err(_) => shown::inert(value),
    };
    let args: FluentArgs<'_> =
        error.params.iter().map(|(name, value)| (*name, FluentValue::from(written(value)))).collect();
    sentence(language, &format!("field-{}", error.code), &args)
        .or_else(|| sentence(language, ANY_FIELD, &FluentArgs::new()))
        .unwrap_or_else(|| error.code.to_owned())
}

/// A sentence of a page, with its parameters; none where there is no such sentence.
pub fn say<'a>(
    language: Language,
    id: &str,
    params: impl IntoIterator<Item = (&'a str, Value)>,
) -> Option<String> {
    let params: Vec<(&str, Value)> = params.into_iter().collect();
    let args = params.iter().map(|(name, value)| (*name, value_of(value))).collect();
    sentence(language, id, &args)
}

/// The names of all sentences of the language.
pub fn sentence_names(language: Language) -> Vec<&'static str> {
    let lines = sources(language).flat_map(str::lines).filter(|line| !line.starts_with(['#', ' ', '-']));
    lines.filter_map(|line| line.split_once(" =")).map(|(name, _)| name).collect()
}

/// The codes of wrong fields that have a sentence in the language.
pub fn field_codes(language: Language) -> Vec<String> {
    let names = sentence_names(language).into_iter();
    names.filter_map(|name| name.strip_prefix("field-")).map(str::to_owned).collect()
}

fn sources(language: Language) -> impl Iterator<Item = &'static str> {
    let files = FOLDER.get_dir(language.code()).into_iter().flat_map(Dir::files);
    files.filter_map(include_dir::File::contents_utf8)
}

fn sentence(language: Language, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = &BUNDLES[language as usize];
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::warn!(text.id = id, text.language = language.code(), "a sentence lacks a parameter");
    }
    Some(text)
}

fn value_of(value: &Value) -> FluentValue<'_> {
    match value {
        Value::String(text) => shown::inert(text).into(),
        Value::Number(number) => number.as_i64().map_or(FluentValue::None, FluentValue::from),
        Value::Array(items) => {
            let words: Vec<String> = items.iter().filter_map(Value::as_str).map(shown::inert).collect();
            words.join(", ").into()
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => FluentValue::None,
    }
}

fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.code().parse().expect("both codes are language tags");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // English words and numbers keep their own order within a line of Urdu.
    bundle.set_use_isolating(language == Language::Ur);
    for source in sources(language) {
        let resource =
            FluentResource::try_new(source.to_owned()).expect("the sentences parse; a test reads them all");
        bundle.add_resource(resource).expect("no sentence stands twice; a test reads them all");
    }
    for (name, function) in FUNCTIONS {
        bundle
            .add_function(name, move |positional, _| {
                positional.first().and_then(function).map_or(FluentValue::Error, FluentValue::from)
            })
            .expect("no function is named twice");
    }
    // Months have names of their own in each language.
    bundle
        .add_function("DAY", move |positional, _| match positional.first() {
            Some(FluentValue::String(text)) => match text.parse() {
                Ok(day) => shown::day(day, language).into(),
                Err(_) => FluentValue::Error,
            },
            _ => FluentValue::Error,
        })
        .expect("no function is named twice");
    bundle
}

type Function = fn(&FluentValue<'_>) -> Option<String>;

/// What sentences may do with their parameters.
const FUNCTIONS: [(&str, Function); 4] = [
    ("RUPEES", |value| integer(value).map(shown::rupees)),
    ("MEGABYTES", |value| integer(value).map(|bytes| format!("{} MB", bytes / (1 << 20)))),
    ("MINUTES", |value| integer(value).map(|seconds| ((seconds + 59) / 60).max(1).to_string())),
    ("CLOCK", |value| match value {
        FluentValue::String(text) => text.parse::<DateTime<Utc>>().ok().map(shown::clock),
        _ => None,
    }),
];

#[expect(clippy::cast_possible_truncation, reason = "Fluent counts in f64; amounts and sizes are below 2^53")]
fn integer(value: &FluentValue<'_>) -> Option<i64> {
    match value {
        FluentValue::Number(number) => Some(number.value as i64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_sentence_in_each_language() {
        for language in Language::ALL {
            let bundle = &BUNDLES[language as usize];
            let silent: Vec<_> = Refusal::CODES
                .iter()
                .filter(|code| !bundle.has_message(&format!("refusal-{code}")))
                .collect();
            assert!(silent.is_empty(), "{language:?} has no sentence for {silent:?}");
        }
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let [mut english, mut urdu] = Language::ALL.map(sentence_names);
        english.sort_unstable();
        urdu.sort_unstable();
        assert_eq!(english, urdu);
    }

    #[test]
    fn parameters_stand_in_the_sentence_as_people_read_them() {
        let locked = Refusal::Locked { until: "2026-11-23T09:35:00Z".parse().unwrap() };
        assert!(refusal(&locked, Language::En).contains("14:35"));
        let short = Refusal::BudgetExceeded { available: 2_500_000 };
        assert!(refusal(&short, Language::En).contains("Rs 25,000"));
        assert!(refusal(&short, Language::Ur).contains("\u{2068}Rs 25,000\u{2069}"));
        let large = Refusal::FileTooLarge { limit_bytes: 10 << 20 };
        assert!(refusal(&large, Language::En).contains("10 MB"));
        let incomplete = Refusal::Incomplete { missing: vec!["bank.iban".to_owned(), "consent".to_owned()] };
        assert!(refusal(&incomplete, Language::En).contains("bank.iban, consent"));
    }

    #[test]
    fn a_field_without_a_sentence_of_its_own_still_says_something() {
        let odd = FieldError::new("x", "never-heard-of");
        for language in Language::ALL {
            assert!(field(&odd, language).len() > 20, "{}", field(&odd, language));
        }
    }
}

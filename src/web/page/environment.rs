//! The templates of pages, compiled once for each language, with what they may call: sentences by name, dates, amounts,
//! and the mark that keeps numbers in their own order within a line of Urdu.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, HtmlEscape, UndefinedBehavior};
use serde::Serialize;

use crate::error::Fault;
use crate::texts::{self, Language};
use crate::web::assets::Asset;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The folders of `templates/` that are no pages.
const OTHERS: [&str; 2] = ["notices", "locales"];

static ENVIRONMENTS: LazyLock<[Environment<'static>; 2]> = LazyLock::new(|| Language::ALL.map(environment));

/// Fills a template in a language.
///
/// # Errors
/// A fault when there is no such template or it asks for what is not there.
pub fn render<T: Serialize>(language: Language, name: &str, context: &T) -> Result<String, Fault> {
    let environment = &ENVIRONMENTS[language as usize];
    environment
        .get_template(name)
        .and_then(|template| template.render(Serde(context)))
        .map_err(|error| Fault::broken(format!("the page {name} cannot be filled {}", whereabouts(&error))))
}

/// Template, line and kind of an error and of those beneath it. The error's own words are left out where they may quote
/// what a person typed.
fn whereabouts(error: &Error) -> String {
    let (at, line) = (error.name().unwrap_or_default(), error.line().unwrap_or_default());
    let detail = match error.kind() {
        ErrorKind::UndefinedError
        | ErrorKind::TemplateNotFound
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest => error.detail().unwrap_or_default(),
        _ => "",
    };
    let below = std::error::Error::source(error).and_then(|below| below.downcast_ref::<Error>());
    let below = below.map(|below| format!("; {}", whereabouts(below))).unwrap_or_default();
    format!("at {at}:{line}: {} {detail}{below}", error.kind())
}

/// The names of all templates of pages, without components and layouts.
pub fn names() -> Vec<&'static str> {
    ENVIRONMENTS[0].templates().map(|(name, _)| name).collect()
}

/// In which direction a language is written.
pub const fn direction(language: Language) -> &'static str {
    match language {
        Language::En => "ltr",
        Language::Ur => "rtl",
    }
}

/// The language that a page offers besides its own.
pub const fn other(language: Language) -> Language {
    match language {
        Language::En => Language::Ur,
        Language::Ur => Language::En,
    }
}

fn environment(language: Language) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .expect("the marks are Jinja's own"),
    );
    environment.add_function("t", move |id: &str, params: Kwargs| sentence(language, id, &params));
    environment.add_function("has_t", move |id: &str| texts::say(language, id, []).is_some());
    environment.add_function("asset", |name: &str| {
        Asset::named(name)
            .map(Asset::href)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there is no asset {name}")))
    });
    environment.add_filter("ltr", |text: Value| latin(&text.to_string()));
    environment.add_filter("rupees", |paisa: i64| latin(&texts::rupees(paisa)));
    environment.add_filter("day", move |at: &str| day(language, at));
    environment.add_filter("moment", move |at: &str| {
        instant(at).map(|at| time(&at.to_rfc3339(), &texts::moment(at, language)))
    });
    environment.add_filter("last_day", move |at: &str| {
        instant(at).map(|at| time(&at.to_rfc3339(), &texts::last_day(at, language)))
    });
    add_folder(&mut environment, &FOLDER);
    environment
}

fn add_folder(environment: &mut Environment<'static>, folder: &'static Dir<'static>) {
    for file in folder.files() {
        let (Some(name), Some(source)) = (file.path().to_str(), file.contents_utf8()) else { continue };
        environment.add_template(name, source).expect("the templates parse; a test fills each of them");
    }
    for below in folder.dirs() {
        if !OTHERS.iter().any(|other| below.path() == std::path::Path::new(other)) {
            add_folder(environment, below);
        }
    }
}

fn sentence(language: Language, id: &str, params: &Kwargs) -> Result<String, Error> {
    let mut given = Vec::new();
    for name in params.args() {
        let value: Value = params.get(name)?;
        let value = match value.kind() {
            ValueKind::Number => serde_json::to_value(&value).unwrap_or_default(),
            _ => value.to_string().into(),
        };
        given.push((name, value));
    }
    texts::say(language, id, given)
        .ok_or_else(|| Error::new(ErrorKind::UndefinedError, format!("there is no sentence {id}")))
}

/// Text that keeps its own order of characters: CNIC, mobile, IBAN, reference, amount.
fn latin(text: &str) -> Value {
    Value::from_safe_string(format!(r#"<bdi dir="ltr" class="pser-ltr">{}</bdi>"#, HtmlEscape(text)))
}

/// A day, given as such or as an instant.
fn day(language: Language, at: &str) -> Result<Value, Error> {
    let day = match at.parse::<NaiveDate>() {
        Ok(day) => day,
        Err(_) => texts::day_of(instant(at)?),
    };
    Ok(time(&day.to_string(), &texts::day(day, language)))
}

fn time(machine: &str, shown: &str) -> Value {
    Value::from_safe_string(format!(
        r#"<time datetime="{}"><bdi>{}</bdi></time>"#,
        HtmlEscape(machine),
        HtmlEscape(shown)
    ))
}

fn instant(text: &str) -> Result<DateTime<Utc>, Error> {
    text.parse().map_err(|_| Error::new(ErrorKind::InvalidOperation, "not an instant"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(language: Language, source: &'static str, context: &serde_json::Value) -> String {
        let mut environment = environment(language);
        environment.add_template("probe", source).unwrap();
        environment.get_template("probe").unwrap().render(Serde(context)).unwrap()
    }

    #[test]
    fn numbers_keep_their_order_and_hostile_text_is_inert() {
        let html = filled(
            Language::Ur,
            "{{ cnic|ltr }} {{ name }}",
            &json!({ "cnic": "35202-1234567-2<", "name": "<b>" }),
        );
        assert_eq!(html, r#"<bdi dir="ltr" class="pser-ltr">35202-1234567-2&lt;</bdi> &lt;b&gt;"#);
    }

    #[test]
    fn days_are_said_in_the_language() {
        let html = filled(Language::Ur, "{{ at|day }}", &json!({ "at": "2026-12-23" }));
        assert_eq!(html, r#"<time datetime="2026-12-23"><bdi>23 دسمبر 2026</bdi></time>"#);
        let html = filled(Language::En, "{{ at|moment }}", &json!({ "at": "2026-12-23T19:30:00Z" }));
        assert!(html.contains("24 December 2026, 00:30"), "{html}");
        assert_eq!(
            filled(Language::En, "{{ 2500000|rupees }}", &json!({})),
            r#"<bdi dir="ltr" class="pser-ltr">Rs 25,000</bdi>"#
        );
    }

    #[test]
    fn a_sentence_that_is_not_there_breaks_the_page() {
        let mut environment = environment(Language::En);
        environment.add_template("probe", "{{ t('never-heard-of') }}").unwrap();
        assert!(environment.get_template("probe").unwrap().render(()).is_err());
    }
}

//! Every template, filled with every sample, in both languages: what a page asks for is there, every sentence exists, and
//! nothing English is left on a page in Urdu. Each module of pages gives its samples.

use scraper::{ElementRef, Html, Node};
use serde::Serialize;
use serde_json::Value;

use super::{Page, Signed, environment};
use crate::texts::Language;
use crate::web::{office, outbox, portal, supervision};

/// A template and something to fill it with.
#[derive(Debug)]
pub(in crate::web) struct Sample {
    template: &'static str,
    view: Value,
    signed: Signed,
}

impl Sample {
    pub(in crate::web) fn new<T: Serialize>(template: &'static str, signed: Signed, view: &T) -> Self {
        Self { template, signed, view: serde_json::to_value(view).expect("views are JSON") }
    }

    fn filled(&self, language: Language) -> String {
        let here = format!("/{}", self.template.trim_end_matches(".html"));
        let who = (self.signed != Signed::Nobody).then(|| "غلام فاطمہ".to_owned());
        let is_assisted = self.signed == Signed::Citizen;
        let page = Page { signed: self.signed, who, is_assisted, here, ..Page::sample(language) };
        let filled = page.rendered(self.template, &self.view);
        filled.unwrap_or_else(|fault| panic!("{} in {language:?}: {fault}", self.template))
    }
}

impl Page {
    /// A page on which nobody is signed in, for samples that prepare their texts as handlers do.
    pub(in crate::web) fn sample(language: Language) -> Self {
        let may = [
            "queue:see",
            "absence:see",
            "second-look:see",
            "batch:see",
            "report:see",
            "budget:see",
            "access-log:see",
            "citizen:see",
            "case:search",
        ];
        Self {
            language,
            saves_data: false,
            signed: Signed::Nobody,
            who: None,
            is_assisted: false,
            here: "/".to_owned(),
            csrf: "0123456789abcdef".to_owned(),
            told: Some("signed-out".to_owned()),
            may: may.map(str::to_owned).into(),
        }
    }
}

/// Names that are the same in every language.
const NAMES: [&str; 14] =
    ["PSER", "CNIC", "SMS", "PDF", "JPEG", "PNG", "IBAN", "English", "CSV", "JSON", "MB", "kB", "TOTP", "PK"];

fn samples() -> Vec<Sample> {
    let errors = [404, 403, 500]
        .map(|status| Sample::new("error.html", Signed::Citizen, &super::error::ErrorPage::sample(status)));
    errors
        .into_iter()
        .chain(portal::samples())
        .chain(office::samples())
        .chain(supervision::samples())
        .chain(outbox::samples())
        .collect()
}

/// The text of a page without what says that it is in another language or script.
fn read(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(inner) => {
                let is_latin = inner.attr("dir") == Some("ltr") || inner.attr("lang") == Some("en");
                if !is_latin && !matches!(inner.name(), "script" | "style" | "head") {
                    read(ElementRef::wrap(child).expect("it is an element"), text);
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_template_has_a_sample() {
    let samples = samples();
    let untried: Vec<&str> = environment::names()
        .into_iter()
        .filter(|name| !["layouts/", "components/", "parts/"].iter().any(|part| name.contains(part)))
        .filter(|name| !samples.iter().any(|sample| sample.template == *name))
        .collect();
    assert!(untried.is_empty(), "no sample fills {untried:?}");
}

#[test]
fn every_sample_is_a_whole_page_in_both_languages() {
    for sample in samples() {
        for language in Language::ALL {
            let html = sample.filled(language);
            let page = Html::parse_document(&html);
            assert_eq!(
                page.select(&selector("h1")).count(),
                1,
                "{} needs one heading\n{html}",
                sample.template
            );
            let ids: Vec<&str> =
                page.select(&selector("[id]")).filter_map(|element| element.attr("id")).collect();
            for (place, id) in ids.iter().enumerate() {
                assert!(!ids[..place].contains(id), "{} has two #{id}", sample.template);
            }
            for unwanted in ["style=", "onclick", "<style", "javascript:", "None", "undefined"] {
                assert!(!html.contains(unwanted), "{} has {unwanted}\n{html}", sample.template);
            }
            for form in page.select(&selector("form[method=post]")) {
                let fields = selector("input[name=_csrf]");
                assert_eq!(form.select(&fields).count(), 1, "a form of {} lacks its token", sample.template);
            }
        }
    }
}

#[test]
fn nothing_english_is_left_on_a_page_in_urdu() {
    for sample in samples() {
        let html = sample.filled(Language::Ur);
        let mut text = String::new();
        read(Html::parse_document(&html).root_element(), &mut text);
        let text = without_examples(&text);
        let left: Vec<&str> = text
            .split(|letter: char| !letter.is_ascii_alphabetic())
            .filter(|word| word.len() > 1 && !NAMES.contains(word))
            .collect();
        assert!(left.is_empty(), "{} says {left:?} in Urdu", sample.template);
    }
}

/// The text without the examples of numbers and addresses, which sentences set apart by marks of direction.
fn without_examples(text: &str) -> String {
    let mut parts = text.split('\u{2066}');
    let before = parts.next().unwrap_or_default();
    let after = parts.map(|part| part.split_once('\u{2069}').map_or(part, |(_, rest)| rest));
    std::iter::once(before).chain(after).collect()
}

fn selector(css: &str) -> scraper::Selector {
    scraper::Selector::parse(css).expect("the selector is one")
}

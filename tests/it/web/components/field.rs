//! The one macro that prints every question of every form.

use minijinja::value::{Serde, Value};
use pser::texts::Language;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value as Json, json};

use super::kit::Kit;

const KINDS: [&str; 14] = [
    "text",
    "number",
    "money",
    "date",
    "cnic",
    "mobile",
    "iban",
    "email",
    "password",
    "choice",
    "choices",
    "yes_no",
    "long_text",
    "file",
];

/// What a person, or whoever writes a form, could put anywhere.
const HOSTILE: &str = "\"><script>alert(1)</script>' {{ 7*7 }}{% raw %}\r\n&quot;\u{202e}\u{2066}]]>--><b>";

fn print(field: &Json) -> Html {
    print_in(Language::En, field)
}

fn print_in(language: Language, field: &Json) -> Html {
    let source = r#"{% from "components/field.html" import field as question %}{{ question(asked) }}"#;
    Html::parse_fragment(&render(language, source, [("asked", field)]))
}

fn render<const N: usize>(language: Language, source: &str, context: [(&str, &Json); N]) -> String {
    let context = Value::from_pairs(context.map(|(name, value)| (name, Value::from(Serde(value)))));
    Kit::new(language).render(source, context).unwrap()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn one<'a>(page: &'a Html, selector: &str) -> ElementRef<'a> {
    let found = all(page, selector);
    assert_eq!(found.len(), 1, "{selector} in {}", page.html());
    found[0]
}

/// A field of that kind with everything a field can have, each text being `text`.
fn full(kind: &str, text: &str) -> Json {
    json!({
        "kind": kind,
        "name": "answer",
        "label": text,
        "hint": text,
        "error": text,
        "value": if kind == "date" { json!({"day": text, "month": text, "year": text}) } else { json!(text) },
        "values": [text],
        "options": [{"value": text, "label": text, "hint": text}, {"value": "other", "label": text}],
        "prefix": text,
        "suffix": text,
        "max_length": 200,
    })
}

#[test]
fn nothing_that_a_person_typed_becomes_markup() {
    // A browser reads a line's end of any system as a line feed.
    let read = HOSTILE.replace("\r\n", "\n");
    for kind in KINDS.into_iter().chain(["select"]) {
        let page = print(&full(kind, HOSTILE));
        assert!(all(&page, "script, b").is_empty(), "{kind}: {}", page.html());
        assert!(!page.html().contains("49"), "{kind} was evaluated: {}", page.html());
        let shown = |selector: &str| one(&page, selector).text().collect::<String>();
        assert!(shown("#answer-hint").contains(&read), "{kind}");
        assert!(shown("#answer-error").contains(&read), "{kind}");
        for input in all(&page, "input[value], option[value]") {
            let value = input.attr("value").unwrap();
            assert!(value == read || ["other", "yes", "no"].contains(&value), "{kind} has {value:?}");
        }
        for text in all(&page, "textarea") {
            assert_eq!(text.text().collect::<String>(), read, "{kind}");
        }
    }
}

#[test]
fn every_kind_says_aloud_what_it_is_and_what_is_wrong() {
    for language in Language::ALL {
        for kind in KINDS.into_iter().chain(["select"]) {
            let page = print_in(language, &full(kind, "Words"));
            let mut ids: Vec<&str> =
                all(&page, "[id]").iter().map(|element| element.attr("id").unwrap()).collect();
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{kind} has an id twice: {ids:?}");
            for label in all(&page, "label") {
                assert!(ids.contains(&label.attr("for").unwrap()), "{kind}: {}", label.html());
            }
            let described = all(&page, "[aria-describedby]")[0];
            let described_by: Vec<&str> =
                described.attr("aria-describedby").unwrap().split_whitespace().collect();
            assert!(described_by.iter().all(|id| ids.contains(id)), "{kind}: {described_by:?} of {ids:?}");
            assert!(described_by.ends_with(&["answer-hint", "answer-error"]), "{kind}: {described_by:?}");
            let target = if kind == "date" { "answer-day" } else { "answer" };
            let target = one(&page, &format!("#{target}"));
            assert!(["input", "select", "textarea"].contains(&target.value().name()), "{kind}");
            let is_group = ["date", "choice", "choices", "yes_no"].contains(&kind);
            assert_eq!(all(&page, "fieldset > legend").len(), usize::from(is_group), "{kind}");
        }
    }
}

#[test]
fn numbers_keep_their_order_in_urdu() {
    for kind in ["number", "money", "cnic", "mobile", "iban", "email", "password"] {
        let page = print_in(Language::Ur, &json!({"kind": kind, "name": "answer", "label": "Words"}));
        assert_eq!(one(&page, "input").attr("dir"), Some("ltr"), "{kind}");
    }
    let date = print_in(Language::Ur, &json!({"kind": "date", "name": "born", "label": "Words"}));
    assert_eq!(one(&date, "#born").attr("dir"), Some("ltr"));
    for (is_ltr, dir) in [(true, Some("ltr")), (false, None)] {
        for kind in ["text", "long_text"] {
            let field = json!({"kind": kind, "name": "answer", "label": "Words", "is_ltr": is_ltr});
            assert_eq!(one(&print(&field), "input, textarea").attr("dir"), dir, "{kind}");
        }
    }
}

#[test]
fn a_kind_brings_what_phones_need_and_the_field_has_the_last_word() {
    let attributes = |field: Json| {
        let page = print(&field);
        let input = one(&page, "input");
        let of = |name| input.attr(name).map(str::to_owned);
        (of("type").unwrap(), of("inputmode"), of("autocomplete"))
    };
    let some = |text: &str| Some(text.to_owned());
    let field = |kind: &str| json!({"kind": kind, "name": "answer", "label": "Words"});
    assert_eq!(attributes(field("cnic")), ("text".to_owned(), some("numeric"), None));
    assert_eq!(attributes(field("mobile")), ("tel".to_owned(), None, some("tel")));
    assert_eq!(attributes(field("email")), ("email".to_owned(), None, some("email")));
    assert_eq!(attributes(field("password")), ("password".to_owned(), None, some("current-password")));
    let mut new = field("password");
    new["autocomplete"] = json!("new-password");
    assert_eq!(attributes(new).2, some("new-password"));
    let mut family = field("mobile");
    family["autocomplete"] = json!("off");
    family["inputmode"] = json!("numeric");
    assert_eq!(attributes(family), ("tel".to_owned(), some("numeric"), some("off")));
}

#[test]
fn a_password_is_never_sent_back() {
    let page = print(&full("password", "correct horse"));
    assert_eq!(one(&page, "input").attr("value"), None);
}

#[test]
fn a_date_is_three_boxes_of_which_the_wrong_ones_are_marked() {
    let field = json!({
        "kind": "date", "name": "born", "id": "member-2-born", "label": "Date of birth", "autocomplete": "bday",
        "value": {"day": "31", "month": "2", "year": ""}, "error": "There is no such day", "wrong": ["day"],
    });
    let page = print(&field);
    let boxes = all(&page, "input");
    let of = |name| boxes.iter().map(|input| input.attr(name)).collect::<Vec<_>>();
    assert_eq!(of("name"), [Some("born-day"), Some("born-month"), Some("born-year")]);
    assert_eq!(
        of("id"),
        [Some("member-2-born-day"), Some("member-2-born-month"), Some("member-2-born-year")]
    );
    assert_eq!(of("value"), [Some("31"), Some("2"), None]);
    assert_eq!(of("autocomplete"), [Some("bday-day"), Some("bday-month"), Some("bday-year")]);
    assert_eq!(one(&page, ".govuk-input--error").attr("name"), Some("born-day"));
}

#[test]
fn choices_keep_what_was_chosen() {
    let options =
        json!([{"value": "a", "label": "A"}, {"value": "b", "label": "B"}, {"value": "c", "label": "C"}]);
    let chosen = |field: Json, selector: &str| {
        let page = print(&field);
        all(&page, selector).iter().map(|input| input.attr("value").unwrap().to_owned()).collect::<Vec<_>>()
    };
    let field = |kind: &str| json!({"kind": kind, "name": "answer", "label": "Words", "options": options});
    let with = |kind: &str, name: &str, value: Json| {
        let mut field = field(kind);
        field[name] = value;
        field
    };
    assert_eq!(chosen(with("choice", "value", json!("b")), "input[checked]"), ["b"]);
    assert_eq!(chosen(with("choices", "values", json!(["a", "c"])), "input[checked]"), ["a", "c"]);
    assert_eq!(chosen(with("select", "value", json!("c")), "option[selected]"), ["c"]);
    assert!(chosen(field("choice"), "input[checked]").is_empty());
    let yes_no = json!({"kind": "yes_no", "name": "answer", "label": "Words", "value": "no"});
    assert_eq!(chosen(yes_no, "input[checked]"), ["no"]);
}

#[test]
fn the_first_line_that_a_person_left_empty_stays() {
    for limit in [Json::Null, json!(100)] {
        let field = json!({
            "kind": "long_text", "name": "answer", "label": "Words", "value": "\n\nThird line", "max_length": limit,
        });
        assert_eq!(one(&print(&field), "textarea").text().collect::<String>(), "\n\nThird line");
    }
}

#[test]
fn an_unknown_kind_is_a_fault_and_no_empty_page() {
    let source = r#"{% from "components/field.html" import field as question %}{{ question(asked) }}"#;
    let field = Value::from(Serde(json!({"kind": "colour", "name": "answer", "label": "Words"})));
    assert!(Kit::new(Language::En).render(source, Value::from_pairs([("asked", field)])).is_err());
}

#[test]
fn a_form_that_changes_something_carries_its_token_and_its_key() {
    let source = r#"{% from "components/form.html" import form_open, form_close %}
        {{ form_open("/apply", "tok\"en", "k-1", multipart=true) }}{{ form_close() }}
        {{ form_open("/search", method="get") }}{{ form_close() }}"#;
    let page = Html::parse_fragment(&render(Language::En, source, []));
    let post = one(&page, "form[method=post]");
    assert_eq!(post.attr("enctype"), Some("multipart/form-data"));
    assert_eq!(one(&page, "input[name=_csrf]").attr("value"), Some("tok\"en"));
    assert_eq!(one(&page, "input[name=_key]").attr("value"), Some("k-1"));
    assert_eq!(all(&page, "form[method=get] input").len(), 0);
}

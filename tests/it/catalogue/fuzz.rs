//! Forms, scorecards and answers as nobody should write them.

use std::sync::Arc;

use proptest::prelude::*;
use pser::catalogue::form::{Answers, Form};
use pser::eligibility::{self, Scorecard};
use pser::expression::{Expression, Fact, Facts, Kind, Scope};
use serde_json::Value;

use crate::household::{self, check, check_for, programme, today};
use crate::spoilt::{self, any_text, tries};

const FORM: &str = include_str!("../../../workflows/cash-assistance/form.yaml");
const CARD: &str = include_str!("../../../workflows/cash-assistance/eligibility.yaml");

#[test]
fn a_form_spoilt_in_places_is_refused_with_places_or_reads_a_household() {
    let typed = household::answers();
    tries(&spoilt::text(FORM), |yaml| {
        match Form::load("form.yaml", &yaml) {
            Err(problems) => assert!((1..=200).contains(&problems.len())),
            // Whatever is asked now, what was answered before can still be read.
            Ok(form) => drop(form.read(&check(&typed).unwrap(), today())),
        }
    });
}

#[test]
fn a_scorecard_spoilt_in_places_is_refused_with_places_or_scores_a_household() {
    let form = &programme().form;
    let reading = form.read(&check(&household::answers()).unwrap(), today()).unwrap();
    tries(&spoilt::text(CARD), |yaml| match Scorecard::load("eligibility.yaml", &yaml, form.scope()) {
        Err(problems) => assert!((1..=200).contains(&problems.len())),
        Ok(card) => {
            if let Ok(score) = eligibility::score(&card, reading.facts()) {
                assert!(score.amount >= 0);
            }
        }
    });
}

/// Answers with one value changed for something else, wherever it stands.
fn nearly_right() -> impl Strategy<Value = Value> {
    let typed = household::answers().to_string();
    let replaced = (any::<prop::sample::Index>(), any_value()).prop_map({
        let typed = household::answers();
        move |(place, value)| {
            let mut typed = typed.clone();
            let mut places = Vec::new();
            places_of(&typed, String::new(), &mut places);
            *typed.pointer_mut(&places[place.index(places.len())]).expect("the place was just found") = value;
            typed
        }
    });
    let spoilt = spoilt::text(typed).prop_filter_map("JSON", |text| serde_json::from_str(&text).ok());
    prop_oneof![3 => replaced, 1 => spoilt]
}

fn places_of(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places_of(value, format!("{at}/{name}"), places));
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(place, value)| places_of(value, format!("{at}/{place}"), places)),
        _ => {}
    }
    places.push(at);
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>()
            .prop_map(|number| serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)),
        any::<String>().prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}|[+-][0-9]{3}-[0-9]{2}-[0-9]{2}".prop_map(Value::from),
        "[0-9]{13}|PK[0-9]{2}[A-Z]{4}[0-9]{16}|03[0-9]{9}".prop_map(Value::from),
        Just(serde_json::json!({ "keep": "0011223344556677" })),
        Just(serde_json::json!([{}, {}])),
    ]
}

#[test]
fn answers_that_are_taken_are_taken_again_and_can_be_scored() {
    let application = uuid::Uuid::nil();
    tries(&nearly_right(), |typed| {
        let Ok(change) = check(&typed) else { return };
        let mut stored = Answers::default();
        stored.merge(change);
        let reading = programme().form.read(&stored, today()).unwrap();
        let card = programme().scorecard.as_ref().unwrap();
        assert!(eligibility::score(card, reading.facts()).is_ok());
        // What a screen shows of them is what their owner may send back unchanged.
        let shown = keeping(stored.masked());
        let again = check_for(application, &stored, &shown);
        assert_eq!(again.map(|again| again.indexed()), Ok(stored.indexed()));
    });
}

/// Masked answers as a page sends them back: of an identifier only the word that keeps it.
fn keeping(shown: Value) -> Value {
    match shown {
        Value::Object(mut fields) => {
            if let Some(word) = fields.remove("keep") {
                return serde_json::json!({ "keep": word });
            }
            Value::Object(fields.into_iter().map(|(name, value)| (name, keeping(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(keeping).collect()),
        other => other,
    }
}

fn scope() -> Scope {
    let mut item = Scope::default();
    item.declare("age", Kind::Number);
    item.declare("name", Kind::Text);
    let mut scope = Scope::default();
    scope.declare("people", Kind::List(Arc::new(Kind::Record(Arc::new(item)))));
    scope.declare("rooms", Kind::Number);
    scope.declare("owned", Kind::Flag);
    scope
}

/// Expressions that an author could write, and those a little beside.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => Just("rooms".to_owned()),
        2 => Just("owned".to_owned()),
        2 => Just("people".to_owned()),
        2 => "[xy]\\.(age|name)|[xy]",
        2 => "-?[0-9]{1,20}",
        1 => "'[a-z]{0,3}'|true|\\[\\]|1\\.5|null",
    ];
    leaf.prop_recursive(6, 48, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        let signs = vec!["+", "-", "*", "/", "%", "&&", "||", "==", "!=", "<", ">=", "in"];
        let searches = vec!["exists", "all", "exists_one", "filter", "map"];
        prop_oneof![
            4 => (pair.clone(), prop::sample::select(signs))
                .prop_map(|((left, right), sign)| format!("({left} {sign} {right})")),
            3 => (pair.clone(), prop::sample::select(searches), "[xy]")
                .prop_map(|((list, body), search, item)| format!("{list}.{search}({item}, {body})")),
            2 => (Just("people".to_owned()), inner.clone(), "[xy]")
                .prop_map(|(list, body, item)| format!("{list}.map({item}, {body})")),
            1 => (pair, inner.clone()).prop_map(|((one, other), when)| format!("({when} ? {one} : {other})")),
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            1 => inner.clone().prop_map(|inner| format!("sum({inner})")),
            1 => inner.clone().prop_map(|inner| format!("size({inner})")),
            1 => inner.prop_map(|inner| format!("!{inner}")),
        ]
    })
}

#[test]
fn an_expression_that_compiles_has_an_answer_or_its_numbers_are_too_large() {
    let person = |age: i64, name: &str| {
        Fact::Record(
            [("age".to_owned(), Fact::Number(age)), ("name".to_owned(), Fact::Text(name.to_owned()))].into(),
        )
    };
    tries(&(any_text(expression()), any::<i64>(), any::<bool>()), |(text, rooms, owned)| {
        let mut facts = Facts::default();
        facts.set("rooms", &Fact::Number(rooms));
        facts.set("owned", &Fact::Flag(owned));
        facts.set("people", &Fact::List(vec![person(4, "ali"), person(rooms, "sana"), person(40, "")]));
        for wanted in [Kind::Flag, Kind::Number] {
            let Ok(expression) = Expression::compile(&text, &scope(), &wanted) else { continue };
            let why = match wanted {
                Kind::Flag => expression.flag(&facts).err(),
                _ => expression.number(&facts).err(),
            };
            let why = why.map(|none| none.why);
            let excuses =
                [None, Some("a number is too large"), Some("it divides by zero"), Some("a sum is too large")];
            assert!(excuses.contains(&why), "{text}: {why:?}");
        }
    });
}

/// Each of these once ended the process, or would have kept it busy without end.
#[test]
fn an_expression_nested_or_searched_without_end_is_refused() {
    let nested = |search: &str, times: usize| {
        let opened: Vec<String> = (0..times).map(|place| format!("people.{search}(x{place}, ")).collect();
        let opened = opened.concat();
        format!("{opened}owned{}", ")".repeat(times))
    };
    for (text, expected) in [
        (format!("rooms{} == 1", " + rooms".repeat(60)), "deep"),
        (format!("{}owned{}", "(".repeat(50), ")".repeat(50)), "opening brackets"),
        (nested("all", 3), "inside one another"),
        (nested("exists", 30), "deep"),
        ("people.map(x, [x]) == []".to_owned(), "does not hold lists"),
        ("[[rooms]] == []".to_owned(), "does not hold lists"),
        ("owned || ".repeat(300), "bytes long"),
    ] {
        let message = Expression::compile(&text, &scope(), &Kind::Flag).expect_err(&text);
        assert!(message.contains(expected), "{text:.60}: {message}");
    }
    assert!(Expression::compile(&nested("all", 2), &scope(), &Kind::Flag).is_ok());
}

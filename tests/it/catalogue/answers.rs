//! Typed answers: what is wrong is named by its field, all at once, and nothing unknown gets through.

use proptest::prelude::*;
use pser::catalogue::form::Answers;
use pser::entropy;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arrange::sealer;
use crate::household::{self, check, check_for, programme, today, with};

#[test]
fn a_complete_household_is_sound_and_nothing_is_missing() {
    let form = &programme().form;
    let reading = form.read(&check(&household::answers()).unwrap(), today()).unwrap();
    assert_eq!(reading.missing(), Vec::<String>::new());
    let (refused, flagged) = form.broken(&reading).unwrap();
    assert!(refused.is_empty() && flagged.is_empty());
}

#[test]
fn every_bad_input_is_refused_at_its_field() {
    let long = "x".repeat(2_001);
    for (path, typed, code) in [
        ("members.1.cnic", json!("35201-7654321"), "cnic-malformed"),
        ("members.1.cnic", json!("95201-7654321-8"), "cnic-not-issued"),
        ("members.1.cnic", json!(3_520_176_543_218_i64), "field-type"),
        ("members.1.cnic", json!({"keep": "0011223344556677"}), "nothing-to-keep"),
        ("members.1.cnic", json!({"sealed": "x", "index": "y"}), "field-type"),
        ("bank.iban", json!("PK36SCBL0000001123456720"), "iban-check-digits"),
        ("bank.iban", json!("DE89370400440532013000"), "iban-malformed"),
        ("applicant.date_of_birth", json!("2026-03-03"), "date-in-future"),
        ("applicant.date_of_birth", json!("1985-02-30"), "date-malformed"),
        ("applicant.date_of_birth", json!("11/04/1985"), "date-malformed"),
        ("applicant.date_of_birth", json!("1885-01-01"), "date-too-early"),
        ("applicant.date_of_birth", json!(1985), "field-type"),
        ("applicant.monthly_income", json!(-1), "number-too-small"),
        ("applicant.monthly_income", json!(1_000_000_000_001_i64), "number-too-large"),
        ("applicant.monthly_income", json!(12.5), "field-type"),
        ("applicant.monthly_income", json!(u64::MAX), "field-type"),
        ("applicant.monthly_income", json!("12000"), "field-type"),
        ("applicant.gender", json!("Female"), "choice-unknown"),
        ("applicant.is_head", json!("yes"), "field-type"),
        ("household.rooms", json!(0), "number-too-small"),
        ("household.area", json!("lahore/lahore"), "area-unknown"),
        ("household.area", json!("lahore/lahore/atlantis"), "area-unknown"),
        ("household.address", json!(long), "text-too-long"),
        ("household.address", json!("a\u{0}b"), "text-unfit"),
        ("household.address", json!(["a"]), "field-type"),
        ("household.colour", json!("red"), "field-unknown"),
        ("members.0.role", json!("admin"), "field-unknown"),
        ("members.0", json!("Bilal"), "field-type"),
        ("members", json!({}), "field-type"),
        ("household", json!([]), "field-type"),
        ("income", json!(null), "field-type"),
        ("is_admin", json!(true), "field-unknown"),
    ] {
        let errors = check(&with(household::answers(), path, typed.clone())).expect_err(path);
        let told: Vec<(&str, &str)> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(told, vec![(path, code)], "{typed}");
    }
}

#[test]
fn all_wrong_fields_are_told_at_once_and_none_repeats_what_was_typed() {
    let typed = with(household::answers(), "members.1.cnic", json!("1234567890123456"));
    let typed = with(typed, "bank.iban", json!("PK00SECRET"));
    let errors = check(&typed).unwrap_err();
    assert_eq!(errors.len(), 2);
    let told = format!("{errors:?}");
    assert!(!told.contains("1234567890") && !told.contains("SECRET"), "{told}");
}

#[test]
fn too_many_rows_or_errors_do_not_make_a_long_answer() {
    let rows = vec![json!({}); 31];
    let errors = check(&json!({ "members": rows })).unwrap_err();
    assert_eq!((errors.len(), errors[0].code), (1, "too-many-rows"));
    let unknown: serde_json::Map<String, Value> =
        (0..5_000).map(|number| (format!("{number}{}", "x".repeat(500)), json!(1))).collect();
    let errors = check(&Value::Object(unknown)).unwrap_err();
    assert_eq!(errors.len(), 100);
    assert!(errors.iter().all(|error| error.field.chars().count() <= 60));
}

#[test]
fn what_is_missing_depends_on_earlier_answers() {
    let missing = |path: &str, value: Value| {
        let typed = with(household::answers(), path, value);
        let reading = programme().form.read(&check(&typed).unwrap(), today()).unwrap();
        reading.missing().to_vec()
    };
    assert_eq!(missing("applicant.has_disability", json!(true)), ["applicant.disability"]);
    assert_eq!(missing("applicant.has_disability", json!(null)), ["applicant.has_disability"]);
    assert_eq!(missing("income.has_other", json!(true)), ["income.other_source", "income.other_monthly"]);
    assert_eq!(missing("members.1.cnic", json!("  ")), ["members.1.cnic"], "an adult has a CNIC");
    assert_eq!(missing("members.0.cnic", json!(null)), Vec::<String>::new(), "a child may have none");
    let grown = missing("members.0.date_of_birth", json!("2008-03-01"));
    assert!(grown.contains(&"members.0.cnic".to_owned()), "eighteen since yesterday: {grown:?}");
    let tomorrow = missing("members.0.date_of_birth", json!("2008-03-03"));
    assert!(!tomorrow.contains(&"members.0.cnic".to_owned()), "eighteen tomorrow: {tomorrow:?}");
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_any_more_counts_as_never_given() {
    let typed = with(
        household::answers(),
        "income",
        json!({
            "has_other": false, "other_source": "rent", "other_monthly": 9_000_000,
        }),
    );
    let reading = programme().form.read(&check(&typed).unwrap(), today()).unwrap();
    assert_eq!(reading.answers().value("income.other_monthly"), None);
    let card = programme().scorecard.as_ref().unwrap();
    let plain = programme().form.read(&check(&household::answers()).unwrap(), today()).unwrap();
    let score = |facts| pser::eligibility::score(card, facts).unwrap();
    assert_eq!(score(reading.facts()), score(plain.facts()));
}

#[test]
fn rules_across_members_refuse_or_flag() {
    let broken = |typed: &Value| {
        let form = &programme().form;
        let reading = form.read(&check(typed).unwrap(), today()).unwrap();
        let (refused, flagged) = form.broken(&reading).unwrap();
        let names = |rules: Vec<&pser::catalogue::form::Rule>| {
            rules.into_iter().map(|rule| rule.name.clone()).collect::<Vec<_>>()
        };
        (names(refused), names(flagged))
    };
    let headless = with(household::answers(), "applicant.is_head", json!(false));
    assert_eq!(broken(&headless).0, ["one-head"]);
    let headed = with(headless, "members.1.is_head", json!(true));
    assert_eq!(broken(&headed).0, Vec::<String>::new());
    let twins = with(household::answers(), "members.0.cnic", json!("3520176543218"));
    assert_eq!(broken(&twins).0, ["cnics-differ"]);
    let young_mother = with(household::answers(), "members.1.date_of_birth", json!("1984-01-01"));
    assert_eq!(broken(&young_mother), (vec![], vec!["parents-are-older".to_owned()]));
}

#[test]
fn stored_answers_hold_no_identifier_in_clear_and_open_for_their_application_only() {
    let application = entropy::id();
    let answers = check_for(application, &Answers::default(), &household::answers()).unwrap();
    let stored = Value::from(answers.clone()).to_string();
    for clear in ["3520176543218", "35201-7654321-8", "7654321", "PK36SCBL", "0000001123456702"] {
        assert!(!stored.contains(clear), "{clear}");
        assert!(!answers.masked().to_string().contains(clear), "{clear}");
    }
    let open = |application| pser::applications::open(&sealer(), application, &answers, "members.1.cnic");
    assert_eq!(open(application).unwrap().unwrap().as_str(), "3520176543218");
    assert!(open(Uuid::nil()).is_err());
    assert_eq!(answers.index("bank.iban").unwrap(), sealer().index("iban", b"PK36SCBL0000001123456702"));
    assert_eq!(answers.masked()["bank"]["iban"]["last"], "6702");
}

#[test]
fn a_masked_identifier_can_be_kept_in_whichever_row_it_stands() {
    let stored = check(&household::answers()).unwrap();
    let mut members = stored.masked()["members"].clone();
    let keep = members[1]["cnic"]["keep"].clone();
    members[1]["cnic"] = json!({ "keep": keep });
    members.as_array_mut().unwrap().swap(0, 1);
    let mut changed = stored.clone();
    changed.merge(check_for(Uuid::nil(), &stored, &json!({ "members": members })).unwrap());
    assert_eq!(changed.value("members.0.cnic"), stored.value("members.1.cnic"));
    let elsewhere = check_for(Uuid::nil(), &stored, &json!({ "bank": { "iban": { "keep": keep } } }));
    assert_eq!(elsewhere.unwrap_err()[0].code, "nothing-to-keep");
}

#[test]
fn a_change_merges_question_by_question_and_null_takes_an_answer_away() {
    let mut stored = check(&household::answers()).unwrap();
    stored.merge(check(&json!({ "household": { "rooms": 3, "walls": null }, "members": [] })).unwrap());
    assert_eq!(stored.value("household.rooms"), Some(&json!(3)));
    assert_eq!(stored.value("household.walls"), None);
    assert_eq!(stored.value("household.tenure"), Some(&json!("rented")));
    assert!(stored.rows("members").is_empty());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!("2001-02-03")),
        Just(json!("female")),
        Just(json!("3520176543218")),
    ];
    let name = prop_oneof![
        Just("applicant".to_owned()),
        Just("members".to_owned()),
        Just("household".to_owned()),
        Just("gender".to_owned()),
        Just("date_of_birth".to_owned()),
        Just("cnic".to_owned()),
        Just("monthly_income".to_owned()),
        Just("sealed".to_owned()),
        Just("keep".to_owned()),
        ".{0,8}",
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Every path in the value names a question of the form.
fn is_known(answers: &Answers) -> bool {
    let form = &programme().form;
    let Value::Object(sections) = Value::from(answers.clone()) else { return false };
    sections.into_iter().all(|(name, value)| {
        let Some(section) = form.section(&name) else { return false };
        let rows = match value {
            Value::Array(rows) => rows,
            row => vec![row],
        };
        rows.iter().all(|row| {
            row.as_object().is_some_and(|row| row.keys().all(|name| section.question(name).is_some()))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_nothing_panics_and_nothing_unknown_is_kept(typed in any_json()) {
        if let Ok(change) = check(&typed) {
            prop_assert!(is_known(&change));
            let mut stored = check(&household::answers()).unwrap();
            stored.merge(change);
            prop_assert!(is_known(&stored));
            let reading = programme().form.read(&stored, today()).unwrap();
            let card = programme().scorecard.as_ref().unwrap();
            prop_assert!(pser::eligibility::score(card, reading.facts()).is_ok());
        }
    }
}

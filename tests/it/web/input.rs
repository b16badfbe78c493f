//! Bad input of registrations and applications: the answer names the field, and nothing is written.

use serde_json::{Value, json};

use crate::household::with;
use crate::office::{Ask, Office, PROGRAMME, answers_of};

fn form() -> Value {
    json!({
        "full_name": "Ghulam Fatima", "father_name": "Allah Ditta", "date_of_birth": "1984-05-27",
        "cnic": "35202-7654321-2", "mobile": "0321-7654321", "email": "fatima@example.org",
        "address": "House 5, Islampura", "area": "lahore/lahore/shalimar", "password": "tamarind-lantern-84",
        "language": "ur",
    })
}

#[tokio::test]
async fn a_registration_with_a_wrong_field_is_told_which_and_leaves_nothing() {
    let office = Office::open().await;
    let before = office.dump().await;
    for (field, value, code) in [
        ("cnic", json!("352027654321"), "cnic-malformed"),
        ("cnic", json!("35202-7654321-2-2"), "cnic-malformed"),
        ("cnic", json!("95202-7654321-2"), "cnic-not-issued"),
        ("cnic", json!("35202-7654321-0"), "cnic-not-issued"),
        ("cnic", json!(3_520_276_543_212_i64), "field-type"),
        ("cnic", json!(""), "cnic-malformed"),
        ("cnic", json!("35202-7654321-2'; drop table persons; --"), "cnic-malformed"),
        ("mobile", json!("0421-7654321"), "mobile-malformed"),
        ("mobile", json!("0321-765432"), "mobile-malformed"),
        ("mobile", json!("+1 202 555 0100"), "mobile-malformed"),
        ("mobile", json!(null), "field-type"),
        ("email", json!("fatima"), "email-malformed"),
        ("email", json!("a@example.org\r\nBcc: b@example.org"), "email-malformed"),
        ("date_of_birth", json!("27-05-1984"), "date-malformed"),
        ("date_of_birth", json!("1984-02-30"), "date-malformed"),
        ("date_of_birth", json!("2084-05-27"), "date-in-future"),
        ("date_of_birth", json!("1884-05-27"), "date-too-early"),
        ("date_of_birth", json!("-9999999-01-01"), "date-malformed"),
        ("full_name", json!(""), "name-missing"),
        ("full_name", json!("x".repeat(101)), "name-too-long"),
        ("full_name", json!("Fatima\u{202e}amitaF"), "name-unreadable"),
        ("full_name", json!("Fatima\nBcc"), "name-unreadable"),
        ("full_name", json!("Fat\u{0}ima"), "text-unfit"),
        ("father_name", json!("1234"), "name-missing"),
        ("address", json!("x"), "address-missing"),
        ("address", json!("x".repeat(301)), "address-too-long"),
        ("address", json!("House \u{1b}[2J 5"), "address-unreadable"),
        ("area", json!("lahore"), "area-unknown"),
        ("area", json!("lahore/lahore/atlantis"), "area-unknown"),
        ("area", json!("../../etc"), "area-unknown"),
        ("password", json!("short"), "password-too-short"),
        ("password", json!("x".repeat(129)), "password-too-long"),
        ("password", json!("3520276543212"), "password-holds-own-details"),
        ("language", json!("fr"), "field-type"),
    ] {
        let body = with(form(), field, value.clone());
        let answer = office.asks(None, ("POST", "/registrations"), Some(&body)).await;
        assert_eq!(answer.wrong_fields(), [(field, code)], "{value}");
        let told = answer.body.to_string();
        assert!(!value.as_str().is_some_and(|text| text.len() > 5 && told.contains(text)), "{told}");
    }
    assert_eq!(office.dump().await, before);
}

#[tokio::test]
async fn all_wrong_fields_of_a_registration_are_told_at_once() {
    let office = Office::open().await;
    let body = with(with(with(form(), "cnic", json!("1")), "mobile", json!("2")), "password", json!("3"));
    let answer = office.asks(None, ("POST", "/registrations"), Some(&body)).await;
    assert_eq!(
        answer.wrong_fields(),
        [("cnic", "cnic-malformed"), ("mobile", "mobile-malformed"), ("password", "password-too-short")]
    );
}

#[tokio::test]
async fn an_answer_that_is_wrong_is_told_by_its_place_and_leaves_the_draft_as_it_was() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (application, version) = citizen.fills(&office).await;
    let before = office.dump().await;
    for (field, value, code) in [
        ("members.1.cnic", json!("352017654321"), "cnic-malformed"),
        ("members.1.cnic", json!({ "sealed": "AAAA", "index": "00", "last": "1" }), "field-type"),
        ("members.1.cnic", json!({ "keep": "AAAA" }), "nothing-to-keep"),
        ("bank.iban", json!("PK36SCBL0000001123456720"), "iban-check-digits"),
        ("bank.iban", json!("DE89370400440532013000"), "iban-malformed"),
        ("bank.iban", json!(42), "field-type"),
        ("bank.title", json!("x".repeat(5_000)), "text-too-long"),
        ("bank.title", json!("a\u{0}b"), "text-unfit"),
        ("bank.title", json!("\u{1b}[2J"), "text-unfit"),
        ("applicant.date_of_birth", json!("1985-13-01"), "date-malformed"),
        ("applicant.date_of_birth", json!("2030-01-01"), "date-in-future"),
        ("applicant.monthly_income", json!(-1), "number-too-small"),
        ("applicant.monthly_income", json!(i64::MAX), "number-too-large"),
        ("applicant.monthly_income", json!(u64::MAX), "field-type"),
        ("applicant.monthly_income", json!(1.5), "field-type"),
        ("applicant.monthly_income", json!(1e300), "field-type"),
        ("applicant.monthly_income", json!("1200"), "field-type"),
        ("applicant.gender", json!("none of your business"), "choice-unknown"),
        ("applicant.is_head", json!("yes"), "field-type"),
        ("applicant.role", json!("admin"), "field-unknown"),
        ("household.rooms", json!(100_000), "number-too-large"),
        ("household.area", json!("lahore/lahore/atlantis"), "area-unknown"),
        ("household.address", json!(["House 4"]), "field-type"),
        ("members", json!({ "0": {} }), "field-type"),
        ("members", json!([1]), "field-type"),
        ("members", json!(vec![json!({}); 200]), "too-many-rows"),
        ("palace", json!({}), "field-unknown"),
    ] {
        let body = json!({ "version": version, "answers": with(answers_of(&citizen), field, value.clone()) });
        let answer = office
            .asks(Some(&citizen), ("PATCH", &format!("/applications/{application}")), Some(&body))
            .await;
        let place = if field == "members" && value[0] == 1 { "members.0" } else { field };
        assert_eq!(answer.wrong_fields(), [(format!("answers.{place}").as_str(), code)], "{value}");
    }
    assert_eq!(office.dump().await, before);
}

#[tokio::test]
async fn a_submission_that_is_not_complete_or_not_agreed_to_leaves_nothing() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (application, version) = citizen.fills(&office).await;
    let path = format!("/applications/{application}/submission");
    let before = office.dump().await;
    for (body, expected) in [
        (json!({ "version": version, "consent": "2019-1" }), (422, "invalid")),
        (json!({ "version": version - 1, "consent": "2026-1" }), (409, "draft-changed")),
        (json!({ "version": i32::MAX, "consent": "2026-1" }), (409, "draft-changed")),
        (json!({ "version": version }), (422, "invalid")),
    ] {
        let answer = office.asks(Some(&citizen), ("POST", &path), Some(&body)).await;
        assert_eq!((answer.status, answer.problem()), expected, "{body}");
    }
    assert_eq!(office.dump().await, before);

    let other = office.citizen("Rubina").await;
    let begun = office
        .asks(Some(&other), ("POST", "/applications"), Some(&json!({ "programme": PROGRAMME })))
        .await
        .ok();
    let before = office.dump().await;
    let path = format!("/applications/{}/submission", begun["id"].as_str().unwrap());
    let body = json!({ "version": 1, "consent": "2026-1" });
    let answer = office.asks(Some(&other), ("POST", &path), Some(&body)).await;
    assert_eq!((answer.status, answer.problem()), (409, "incomplete"));
    assert!(answer.body["missing"].as_array().unwrap().contains(&json!("bank.iban")));
    assert_eq!(office.dump().await, before);
}

#[tokio::test]
async fn a_key_is_asked_for_and_belongs_to_one_request() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let asks = async |key: Option<&str>, body: Value| {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(key.map(|key| ("idempotency-key", key)));
        let body = body.to_string().into_bytes();
        office
            .sends(&Ask { method: "POST", path: "/applications", token: Some(&citizen.token), headers, body })
            .await
    };
    let body = || json!({ "programme": PROGRAMME });
    let before = office.dump().await;
    assert_eq!(asks(None, body()).await.problem(), "key-required");
    assert_eq!(asks(Some("seven"), body()).await.wrong_fields(), [("Idempotency-Key", "key-length")]);
    assert_eq!(
        asks(Some(&"k".repeat(101)), body()).await.wrong_fields(),
        [("Idempotency-Key", "key-length")]
    );
    assert_eq!(office.dump().await, before);
    let first = asks(Some("a key of mine"), body()).await.ok();
    let before = office.dump().await;
    assert_eq!(asks(Some("a key of mine"), body()).await.ok(), first);
    let reused = asks(Some("a key of mine"), json!({ "programme": "moon-landing" })).await;
    assert_eq!((reused.status, reused.problem()), (409, "key-reused"));
    assert_eq!(office.dump().await, before);
}

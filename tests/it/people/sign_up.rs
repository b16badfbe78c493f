//! Registration, from the form to the account.

use axum::http::StatusCode;
use futures::future::join_all;
use serde_json::{Value, json};

use super::counter::{CNIC, Counter, MOBILE_DIGITS, PASSWORD, form, form_with};

#[tokio::test]
async fn a_citizen_registers_proves_the_mobile_and_is_signed_in() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    assert!(citizen.pser_id.starts_with("P-"));
    assert_eq!(counter.kinds(MOBILE_DIGITS).await, ["registration-code", "registered"]);

    let (status, me) = counter.ask(&citizen.token, ("GET", "/me"), None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(me["kind"], "citizen");
    assert_eq!(me["pser_id"], citizen.pser_id);
    assert_eq!(me["cnic"], "*****-*****21-2");
    assert_eq!(me["mobile"], "+92 3** *****21");
    assert_eq!(me["language"], "ur");
}

#[tokio::test]
async fn of_twenty_registrations_of_one_cnic_one_becomes_the_account() {
    let counter = Counter::open().await;
    let mobiles: Vec<String> = (10..30).map(|number| format!("92321000{number:04}")).collect();
    let forms =
        mobiles.iter().map(|mobile| counter.begins_registration(form_with(&json!({ "mobile": mobile }))));
    let registrations = join_all(forms).await;
    let codes = join_all(mobiles.iter().map(|mobile| counter.last_code(mobile))).await;

    let at = &counter;
    let proofs = registrations.iter().zip(&codes).map(|(registration, code)| async move {
        at.post(&format!("/registrations/{registration}/code"), json!({ "code": code })).await.0
    });
    let answers = join_all(proofs).await;

    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CREATED).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count(), 19);
    let (accounts, persons): (i64, i64) =
        sqlx::query_as("select (select count(*) from citizen_accounts), (select count(*) from persons)")
            .fetch_one(&counter.database.owner)
            .await
            .unwrap();
    assert_eq!((accounts, persons), (1, 1));
}

#[tokio::test]
async fn a_taken_cnic_is_answered_like_a_free_one_and_its_owner_is_told() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let stranger = "923451112222";
    let taken = counter.post("/registrations", form_with(&json!({ "mobile": stranger }))).await;
    let free = counter
        .post("/registrations", form_with(&json!({ "mobile": "923451113333", "cnic": "35202-7654321-4" })))
        .await;

    assert_eq!(taken.0, free.0);
    assert_eq!(shape(&taken.1), shape(&free.1));
    assert!(counter.kinds(stranger).await.is_empty(), "no code goes to the stranger");
    assert_eq!(counter.kinds(MOBILE_DIGITS).await.last().unwrap(), "registration-attempted");

    let path = |body: &Value| format!("/registrations/{}/code", body["registration"].as_str().unwrap());
    let wrong = json!({ "code": "000000" });
    let (taken_again, free_again) =
        (counter.post(&path(&taken.1), wrong.clone()).await, counter.post(&path(&free.1), wrong).await);
    assert_eq!(taken_again, free_again);
    let resent = |body: &Value| format!("{}/resend", path(body));
    let (taken_resent, free_resent) =
        (counter.post(&resent(&taken.1), json!({})).await, counter.post(&resent(&free.1), json!({})).await);
    assert_eq!(taken_resent.0, free_resent.0);
    assert_eq!(shape(&taken_resent.1), shape(&free_resent.1));
    assert!(counter.kinds(stranger).await.is_empty());
}

#[tokio::test]
async fn the_owner_of_a_cnic_is_warned_three_times_a_day_and_not_more() {
    let counter = Counter::open().await;
    counter.citizen().await;
    for number in 0..5 {
        let mobile = format!("92345111000{number}");
        counter.begins_registration(form_with(&json!({ "mobile": mobile }))).await;
    }
    let warnings = counter.kinds(MOBILE_DIGITS).await;
    assert_eq!(warnings.iter().filter(|kind| *kind == "registration-attempted").count(), 3);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_nothing_is_kept() {
    let counter = Counter::open().await;
    let wrong = json!({
        "full_name": "1", "father_name": "", "date_of_birth": "2984-01-01", "cnic": "35202", "mobile": "042-35761234",
        "email": "nobody", "address": "-", "area": "lahore/lahore", "password": "short",
    });
    let (status, problem) = counter.post("/registrations", form_with(&wrong)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let named: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    let expected = [
        ("full_name", "name-missing"),
        ("father_name", "name-missing"),
        ("date_of_birth", "date-in-future"),
        ("cnic", "cnic-malformed"),
        ("mobile", "mobile-malformed"),
        ("email", "email-malformed"),
        ("address", "address-missing"),
        ("area", "area-unknown"),
        ("password", "password-too-short"),
    ];
    assert_eq!(named, expected);
    let kept: i64 = sqlx::query_scalar("select count(*) from registrations")
        .fetch_one(&counter.database.owner)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn passwords_with_the_own_name_or_cnic_are_refused() {
    let counter = Counter::open().await;
    for password in
        ["Fatima-in-the-garden", "my number 3520276543212", "03217654321-lantern", "password12345"]
    {
        let (status, problem) =
            counter.post("/registrations", form_with(&json!({ "password": password }))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert_eq!(problem["errors"][0]["field"], "password", "{password}");
        assert!(!problem.to_string().contains(password), "the password is not repeated");
    }
}

#[tokio::test]
async fn a_form_with_a_field_too_many_is_refused() {
    let counter = Counter::open().await;
    let (status, problem) =
        counter.post("/registrations", form_with(&json!({ "role": "administrator" }))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["field"], "role");
}

#[tokio::test]
async fn an_earlier_registration_that_was_not_proved_is_no_obstacle() {
    let counter = Counter::open().await;
    counter.begins_registration(form_with(&json!({ "mobile": "923009998877" }))).await;
    let citizen = counter.citizen().await;
    let credentials = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    assert_eq!(counter.post("/sessions", credentials).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_registration_cannot_be_proved_after_its_hour() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    counter.database.passes(chrono::TimeDelta::minutes(61)).await;
    let (status, _) = counter.post(&format!("/registrations/{registration}/code/resend"), json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_twenty_at_once_with_everything_the_same_one_becomes_the_account() {
    let counter = Counter::open().await;
    counter.database.set_now("2026-03-02T07:00:00Z".parse().unwrap()).await;
    let at = &counter;
    let answers = join_all((0..20).map(|_| async move { at.post("/registrations", form()).await })).await;
    let begun: Vec<&Value> =
        answers.iter().filter(|(status, _)| *status == StatusCode::ACCEPTED).map(|(_, body)| body).collect();
    assert_eq!(begun.len(), 10, "a number gets ten codes a day");
    let code = counter.last_code(MOBILE_DIGITS).await;
    let proofs = begun.iter().map(|body| {
        let path = format!("/registrations/{}/code", body["registration"].as_str().unwrap());
        let code = json!({ "code": code });
        async move { at.post(&path, code).await.0 }
    });
    let proofs = join_all(proofs).await;
    assert_eq!(proofs.iter().filter(|status| **status == StatusCode::CREATED).count(), 1, "{proofs:?}");
    let accounts: i64 = sqlx::query_scalar("select count(*) from citizen_accounts")
        .fetch_one(&counter.database.owner)
        .await
        .unwrap();
    assert_eq!(accounts, 1);
}

#[tokio::test]
async fn who_comes_back_within_the_hour_goes_on_where_they_were() {
    let counter = Counter::open().await;
    let first = counter.begins_registration(form()).await;
    let path = format!("/registrations/{first}/code");
    let wrong = |code: &str| json!({ "code": super::counter::other_than(code) });
    let code = counter.last_code(MOBILE_DIGITS).await;
    for _ in 0..3 {
        counter.post(&path, wrong(&code)).await;
    }
    let again = counter.begins_registration(form_with(&json!({ "full_name": "Ghulam Fatima Bibi" }))).await;
    assert_eq!(again, first);
    let code = counter.last_code(MOBILE_DIGITS).await;
    for change in [json!({ "password": "copper-kettle-on-fire" }), json!({ "mobile": "923451112222" })] {
        assert_ne!(counter.begins_registration(form_with(&change)).await, first, "{change}");
    }
    counter.post(&path, wrong(&code)).await;
    let (status, body) = counter.post(&path, json!({ "code": code })).await;
    assert_eq!(status, StatusCode::CREATED, "three tries and two: {body}");
}

#[tokio::test]
async fn a_registration_whose_tries_are_gone_is_begun_anew() {
    let counter = Counter::open().await;
    let first = counter.begins_registration(form()).await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    for _ in 0..5 {
        let wrong = json!({ "code": super::counter::other_than(&code) });
        counter.post(&format!("/registrations/{first}/code"), wrong).await;
    }
    assert_ne!(counter.begins_registration(form()).await, first);
}

/// The names of the members: the values are ids and times.
fn shape(body: &Value) -> Vec<&String> {
    body.as_object().unwrap().keys().collect()
}

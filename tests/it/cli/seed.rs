//! `pser seed`: made-up cases that the pages, the jobs and the doctor take for real ones.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use nix::sys::signal::Signal;
use pser::people::totp::Secret;
use reqwest::Method;
use serde_json::{Value, json};

use super::database;
use crate::harness::{Program, folder, http};

const OFFICER: &str = "shazia.province@office.example";

fn count(data: &Path, what: &'static str) -> i64 {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        sqlx::query_scalar(what).fetch_one(&mut database(data).await).await.expect("it can be counted")
    })
}

fn is_sound(beside: &[(&str, &str)]) {
    let looked_over = Program::run(&["doctor", "--history"], beside);
    assert!(looked_over.status.success(), "{}{}", looked_over.out, looked_over.err);
}

/// Asks the API of a running installation.
async fn asks(url: &str, token: Option<&str>, (method, path): (Method, &str), body: Option<Value>) -> Value {
    let mut request = http().request(method, format!("{url}/api/v1{path}"));
    request = request.header("idempotency-key", pser::entropy::id().to_string());
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.expect("it answers");
    let (status, text) = (response.status(), response.text().await.expect("an answer"));
    assert!(status.is_success(), "{path}: {status} {text}");
    serde_json::from_str(&text).expect("JSON")
}

/// What the officer signs in with: the code of the next half minute, since the present one may have gone into confirming.
fn proofs(data: &Path, now: DateTime<Utc>) -> Value {
    let people = std::fs::read_to_string(data.join("demonstration.json")).expect("the people are there");
    let people: Value = serde_json::from_str(&people).expect("JSON");
    let people = people["people"].as_array().expect("a list");
    let officer = people.iter().find(|person| person["email"] == OFFICER).expect("she is one of them");
    let secret = Secret::from_base32(officer["totp_secret"].as_str().expect("a secret")).expect("in base32");
    let code = secret.code_at(now + TimeDelta::seconds(30));
    json!({ "email": OFFICER, "password": officer["password"], "totp": code })
}

#[test]
fn seeded_cases_are_in_every_stage_and_the_office_works_on_them() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut program = Program::brought_along(&data, &[]);
    let url = program.address_of("Pages and API");
    let beside = [("PSER_DATA_DIR", data.to_str().expect("its name is text"))];
    let seeded = Program::run(&["seed", "--cases", "300", "--seed", "5"], &beside);
    assert!(seeded.status.success(), "{}{}", seeded.out, seeded.err);
    let password = seeded.out.lines().last().expect("the password").to_owned();
    is_sound(&beside);

    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let mut connection = database(&data).await;
        let stages: Vec<(String, i64)> = sqlx::query_as("select stage, count(*) from cases group by stage")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let stages: BTreeMap<String, i64> = stages.into_iter().collect();
        let expected = [
            "approved",
            "disbursed",
            "documents-pending",
            "lapsed",
            "rejected",
            "submitted",
            "verifying",
            "withdrawn",
        ];
        assert_eq!(stages.keys().map(String::as_str).collect::<Vec<_>>(), expected, "{stages:?}");
        assert_eq!(stages.values().sum::<i64>(), 300);

        let now = sqlx::query_scalar("select now()").fetch_one(&mut connection).await.unwrap();
        let proofs = proofs(&data, now);
        let session = asks(&url, None, (Method::POST, "/staff/sessions"), Some(proofs)).await;
        let token = session["token"].as_str().expect("a session").to_owned();
        let queue = asks(&url, Some(&token), (Method::GET, "/queues/verification/cases"), None).await;
        assert!(queue["cases"].as_array().is_some_and(|cases| cases.len() > 20), "{queue}");
        let next = asks(&url, Some(&token), (Method::POST, "/queues/verification/next"), None).await;
        let path = format!("/cases/{}", next["reference"].as_str().expect("a case"));
        let case = asks(&url, Some(&token), (Method::GET, &path), None).await;
        assert_eq!((&case["stage"], &case["reference"]), (&json!("verifying"), &next["reference"]));
        let is_open = case["actions"].to_string().contains("verify");
        assert!(is_open, "{case}");

        // The password opens the account of any of them: what is missing is the code for a new device.
        let pser_id: String = sqlx::query_scalar("select max(pser_id) from citizen_accounts")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let proofs = json!({ "identifier": pser_id, "password": password });
        let begun = asks(&url, None, (Method::POST, "/sessions"), Some(proofs)).await;
        assert!(begun.get("attempt").is_some(), "{begun}");
    });
    is_sound(&beside);
    assert!(program.end(Signal::SIGINT).success());
}

#[test]
fn an_interrupted_seeding_is_gone_on_with_to_exactly_that_many() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut program = Program::brought_along(&data, &[]);
    program.address_of("Pages and API");
    let beside = [("PSER_DATA_DIR", data.to_str().expect("its name is text"))];
    let words = ["seed", "--cases", "1200", "--seed", "9"];
    let seeding = Program::start(&words, &beside);
    while count(&data, "select count(*) from cases") == 0 {
        std::thread::yield_now();
    }
    seeding.end(Signal::SIGKILL);
    assert!(count(&data, "select count(*) from cases") < 1200, "it was stopped too late to show anything");

    let again = Program::run(&words, &beside);
    assert!(again.status.success(), "{}{}", again.out, again.err);
    assert_eq!(count(&data, "select count(*) from cases"), 1200);
    let more = Program::run(&["seed", "--cases", "1210", "--seed", "9"], &beside);
    assert!(more.status.success(), "{}{}", more.out, more.err);
    assert_eq!(count(&data, "select count(*) from cases"), 1210);
    is_sound(&beside);
    assert!(program.end(Signal::SIGINT).success());
}

#[test]
fn beyond_the_past_year_most_cases_are_closed_and_short_and_their_citizens_came_again() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut program = Program::brought_along(&data, &[]);
    let url = program.address_of("Pages and API");
    let beside = [("PSER_DATA_DIR", data.to_str().expect("its name is text"))];
    for cases in ["530", "1100"] {
        let words = ["seed", "--cases", cases, "--seed", "5", "--recent", "100"];
        let seeded = Program::run(&words, &beside);
        assert!(seeded.status.success(), "{}{}", seeded.out, seeded.err);
    }
    assert_eq!(count(&data, "select count(*) from cases"), 1100);
    is_sound(&beside);
    let share = count(&data, "select count(*) from cases where ended_at < now() - interval '1 year'");
    assert!((900..1000).contains(&share), "{share} ended more than a year ago");
    let open = count(&data, "select count(*) from cases where ended_at is null");
    assert!((50..90).contains(&open), "{open} are open, some 28 of the first hundred and 40 of the others");
    let visits = "select max(visits) from (select count(*) as visits from cases group by person_id) citizen";
    assert_eq!(count(&data, visits), 16);
    let checked = "select count(*) from case_checks where case_id in
        (select id from cases where ended_at < now() - interval '1 year')";
    assert_eq!(count(&data, checked), 0);

    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let mut connection = database(&data).await;
        let now = sqlx::query_scalar("select now()").fetch_one(&mut connection).await.unwrap();
        let session = asks(&url, None, (Method::POST, "/staff/sessions"), Some(proofs(&data, now))).await;
        let token = session["token"].as_str().expect("a session").to_owned();
        let (reference, name): (String, String) = sqlx::query_as(
            "select c.reference, p.name from cases c join persons p on p.id = c.person_id
             where c.stage = 'rejected' and c.ended_at < now() - interval '1 year' limit 1",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap();
        let case = asks(&url, Some(&token), (Method::GET, &format!("/cases/{reference}")), None).await;
        assert_eq!(
            (&case["stage"], &case["office"]["applicant"]),
            (&json!("rejected"), &json!(name)),
            "{case}"
        );
        let sought = Some(json!({ "q": reference }));
        let found = asks(&url, Some(&token), (Method::POST, "/cases/search"), sought).await;
        assert_eq!(found["cases"][0]["reference"], json!(reference), "{found}");
    });
    assert!(program.end(Signal::SIGINT).success());
}

#[test]
fn an_installation_that_is_no_demonstration_is_left_alone() {
    let folder = folder();
    let data = folder.path().join("var");
    let beside = [("PSER_DATA_DIR", data.to_str().expect("its name is text"))];
    let refused = Program::run(&["seed", "--cases", "1"], &beside);
    assert!(
        refused.err.contains("made-up cases belong into an installation that `pser run` made"),
        "{}",
        refused.err
    );

    // Another installation's file of people does not help.
    let mut program = Program::brought_along(&data, &[]);
    program.address_of("Pages and API");
    super::tampers(&data, "update staff_accounts set state = 'disabled'");
    let refused = Program::run(&["seed", "--cases", "1"], &beside);
    assert!(
        refused.err.contains("made-up cases belong into demonstration installations only"),
        "{}",
        refused.err
    );
    assert_eq!(count(&data, "select count(*) from cases"), 0);
    assert!(program.end(Signal::SIGINT).success());
}

//! A forgotten password: by link, by code, at a help centre. Strangers learn nothing, and the second factor stays.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures::future::join_all;
use serde_json::{Value, json};

use super::counter::{CNIC, Counter, MOBILE_DIGITS, PASSWORD, links, other_than, text};

const ADDRESS: &str = "fatima@example.org";
const UNKNOWN: &str = "35202-7654321-4";
const NEW: &str = "copper-kettle-on-fire";
const ELSEWHERE: &str = "198.51.100.66";

async fn begins(counter: &Counter, identifier: &str, way: &str) -> Value {
    let body = json!({ "identifier": identifier, "way": way });
    let (status, begun) = counter.post("/recoveries", body).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{begun}");
    begun
}

fn path(begun: &Value, rest: &str) -> String {
    format!("/recoveries/{}/{rest}", text(&begun["recovery"]))
}

async fn token(counter: &Counter) -> String {
    let links = links(&counter.app, &counter.database, ADDRESS).await;
    links
        .iter()
        .rev()
        .find(|link| link.contains("/recover/link/"))
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned()
}

/// A citizen whose address is confirmed.
async fn confirmed(counter: &Counter) -> super::counter::Citizen {
    let citizen = counter.citizen().await;
    let links = links(&counter.app, &counter.database, ADDRESS).await;
    let token = links[0].rsplit('/').next().unwrap();
    counter.post("/email-confirmations", json!({ "token": token })).await;
    citizen
}

async fn signs_in(counter: &Counter, password: &str, device: &str) -> StatusCode {
    let body = json!({ "identifier": CNIC, "password": password, "device_token": device });
    counter.post("/sessions", body).await.0
}

#[tokio::test]
async fn a_link_sets_a_new_password_and_leaves_the_second_factor() {
    let counter = Counter::open().await;
    let citizen = confirmed(&counter).await;
    begins(&counter, &citizen.pser_id, "email").await;
    let token = token(&counter).await;
    let poor = json!({ "token": token, "new_password": "ghulam fatima 1984" });
    let (status, problem) = counter.post("/recoveries/link", poor).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("new_password"))
    );
    let body = json!({ "token": token, "new_password": NEW });
    assert_eq!(counter.post("/recoveries/link", body.clone()).await.0, StatusCode::NO_CONTENT);
    assert_eq!(counter.post("/recoveries/link", body).await.0, StatusCode::CONFLICT, "once");
    assert_eq!(counter.ask(&citizen.token, ("GET", "/me"), None).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(signs_in(&counter, PASSWORD, &citizen.device).await, StatusCode::UNAUTHORIZED);
    assert_eq!(signs_in(&counter, NEW, &citizen.device).await, StatusCode::ACCEPTED, "a code is asked for");
    assert_eq!(counter.kinds(ADDRESS).await, ["confirm-email", "reset-link", "password-changed"]);
    assert!(counter.kinds(MOBILE_DIGITS).await.contains(&"password-changed".to_owned()));
}

#[tokio::test]
async fn of_fifty_who_use_one_link_one_sets_the_password() {
    let counter = Counter::open().await;
    confirmed(&counter).await;
    begins(&counter, CNIC, "email").await;
    let token = token(&counter).await;
    let body = json!({ "token": token, "new_password": NEW });
    let answers = join_all((0..50).map(|_| counter.post("/recoveries/link", body.clone()))).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == StatusCode::NO_CONTENT).count(), 1);
    assert_eq!(answers.iter().filter(|(status, _)| *status == StatusCode::CONFLICT).count(), 49);
}

#[tokio::test]
async fn the_newest_link_counts_for_thirty_minutes() {
    let counter = Counter::open().await;
    confirmed(&counter).await;
    let begun = begins(&counter, CNIC, "email").await;
    let first = token(&counter).await;
    assert_eq!(counter.post(&path(&begun, "resend"), json!({})).await.0, StatusCode::ACCEPTED);
    let second = token(&counter).await;
    begins(&counter, CNIC, "email").await;
    let third = token(&counter).await;
    for old in [&first, &second] {
        let body = json!({ "token": old, "new_password": NEW });
        assert_eq!(counter.post("/recoveries/link", body).await.0, StatusCode::CONFLICT);
    }
    counter.database.passes(TimeDelta::minutes(31)).await;
    let body = json!({ "token": third, "new_password": NEW });
    assert_eq!(counter.post("/recoveries/link", body).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_code_sets_a_new_password_once_also_when_fifty_try() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let begun = begins(&counter, CNIC, "sms").await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    let poor = json!({ "code": code, "new_password": "short" });
    assert_eq!(counter.post(&path(&begun, "password"), poor).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let body = json!({ "code": code, "new_password": NEW });
    let one = path(&begun, "password");
    let answers = join_all((0..50).map(|_| counter.post(&one, body.clone()))).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == StatusCode::NO_CONTENT).count(), 1);
    assert_eq!(counter.ask(&citizen.token, ("GET", "/me"), None).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(signs_in(&counter, NEW, &citizen.device).await, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn five_wrong_codes_burn_and_a_new_one_keeps_the_count() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let begun = begins(&counter, CNIC, "sms").await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    let wrong = json!({ "code": other_than(&code), "new_password": NEW });
    for _ in 0..4 {
        assert_eq!(counter.post(&path(&begun, "password"), wrong.clone()).await.0, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(counter.post(&path(&begun, "resend"), json!({})).await.0, StatusCode::ACCEPTED);
    let second = counter.last_code(MOBILE_DIGITS).await;
    let wrong = json!({ "code": other_than(&second), "new_password": NEW });
    counter.post(&path(&begun, "password"), wrong).await;
    let right = json!({ "code": second, "new_password": NEW });
    assert_eq!(counter.post(&path(&begun, "password"), right).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(counter.post(&path(&begun, "resend"), json!({})).await.0, StatusCode::CONFLICT);
}

/// Everything that is answered on the way of a stranger who tries this identifier, without what differs by chance.
async fn way_of_a_stranger(counter: &Counter, identifier: &str, way: &str) -> Vec<(StatusCode, Value)> {
    let ask = json!({ "identifier": identifier, "way": way });
    let mut answers = Vec::new();
    for _ in 0..5 {
        let (status, begun) = counter.post_from(ELSEWHERE, "/recoveries", ask.clone()).await;
        answers.push((status, begun.clone()));
        if status != StatusCode::ACCEPTED {
            continue;
        }
        for _ in 0..6 {
            let body = json!({ "code": "000000", "new_password": NEW });
            answers.push(counter.post_from(ELSEWHERE, &path(&begun, "password"), body).await);
            answers.push(counter.post_from(ELSEWHERE, &path(&begun, "resend"), json!({})).await);
        }
    }
    for (_, body) in &mut answers {
        for name in ["recovery", "expires_at"] {
            if let Some(value) = body.get_mut(name) {
                *value = Value::Null;
            }
        }
    }
    answers
}

#[tokio::test]
async fn known_and_unknown_people_get_the_same_answers() {
    let counter = Counter::open().await;
    counter.database.set_now("2026-03-02T07:00:00Z".parse().unwrap()).await;
    confirmed(&counter).await;
    for way in ["sms", "email"] {
        let known = way_of_a_stranger(&counter, CNIC, way).await;
        let unknown = way_of_a_stranger(&counter, UNKNOWN, way).await;
        assert_eq!(known, unknown, "{way}");
    }
    // All that a stranger can do leaves the owner room.
    let begun = counter.post("/recoveries", json!({ "identifier": CNIC, "way": "email" })).await;
    assert_eq!(begun.0, StatusCode::ACCEPTED);
    let known = counter.post("/recoveries/numbers", json!({ "cnic": CNIC })).await;
    assert_eq!(known, counter.post("/recoveries/numbers", json!({ "cnic": UNKNOWN })).await);
    let centre = |cnic: &str| json!({ "cnic": cnic, "code": "000000", "new_password": NEW });
    let known = counter.post("/recoveries/centre", centre(CNIC)).await;
    assert_eq!(known, counter.post("/recoveries/centre", centre(UNKNOWN)).await);
    assert_eq!(known.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn lost_numbers_come_by_sms_to_the_mobile_on_file() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    assert_eq!(counter.post("/recoveries/numbers", json!({ "cnic": CNIC })).await.0, StatusCode::ACCEPTED);
    let letters = counter.letters(MOBILE_DIGITS).await;
    let (kind, params) = letters.last().unwrap();
    assert_eq!((kind.as_str(), &params["pser_id"]), ("numbers", &json!(citizen.pser_id)));
}

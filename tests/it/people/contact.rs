//! Changing how one is reached: nothing new counts before it is proved, and what was before is told.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures::future::join_all;
use serde_json::{Value, json};

use super::counter::{CNIC, Citizen, Counter, MOBILE_DIGITS, PASSWORD, other_than, text};

const ADDRESS: &str = "fatima@example.org";
const OTHER: &str = "ghulam@example.org";
const NEW: &str = "923451112222";

/// The token of the newest link sent to an address.
async fn token(counter: &Counter, address: &str) -> String {
    let letters = counter.letters(address).await;
    let link = letters.iter().rev().find_map(|(_, params)| params["link"].as_str()).expect("a link was sent");
    link.rsplit('/').next().unwrap().to_owned()
}

async fn confirms(counter: &Counter, token: &str) -> StatusCode {
    counter.post("/email-confirmations", json!({ "token": token })).await.0
}

async fn asks(counter: &Counter, citizen: &Citizen, path: &str, body: Value) -> (StatusCode, Value) {
    counter.ask(&citizen.token, ("POST", path), Some(body)).await
}

async fn me(counter: &Counter, citizen: &Citizen) -> Value {
    counter.ask(&citizen.token, ("GET", "/me"), None).await.1
}

#[tokio::test]
async fn nothing_but_its_link_goes_to_an_address_until_it_is_confirmed() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    assert_eq!(counter.kinds(ADDRESS).await, ["confirm-email"]);
    let before = me(&counter, &citizen).await;
    assert_eq!((&before["email"], &before["email_waiting"]), (&Value::Null, &json!(ADDRESS)));
    let links: Vec<String> = counter.letters(ADDRESS).await.iter().map(|(_, p)| text(&p["link"])).collect();
    assert!(links[0].starts_with("http://127.0.0.1:8080/confirm-email/"), "{links:?}");
    let change = json!({ "old_password": PASSWORD, "new_password": "copper-kettle-on-fire" });
    assert_eq!(asks(&counter, &citizen, "/me/password", change).await.0, StatusCode::NO_CONTENT);
    assert_eq!(counter.kinds(ADDRESS).await, ["confirm-email"]);
    assert_eq!(counter.kinds(MOBILE_DIGITS).await.last().unwrap(), "password-changed");

    assert_eq!(confirms(&counter, &token(&counter, ADDRESS).await).await, StatusCode::NO_CONTENT);
    let after = me(&counter, &citizen).await;
    assert_eq!((&after["email"], &after["email_waiting"]), (&json!(ADDRESS), &Value::Null));
    let change = json!({ "old_password": "copper-kettle-on-fire", "new_password": PASSWORD });
    assert_eq!(asks(&counter, &citizen, "/me/password", change).await.0, StatusCode::NO_CONTENT);
    assert_eq!(counter.kinds(ADDRESS).await, ["confirm-email", "password-changed"]);
}

#[tokio::test]
async fn of_fifty_who_follow_one_link_one_confirms() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let token = token(&counter, ADDRESS).await;
    let answers = join_all((0..50).map(|_| confirms(&counter, &token))).await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::NO_CONTENT).count(), 1);
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CONFLICT).count(), 49);
}

#[tokio::test]
async fn the_newest_link_counts_for_three_days_and_its_hash_opens_nothing() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let first = token(&counter, ADDRESS).await;
    let again = counter.ask(&citizen.token, ("POST", "/me/email/link"), None).await.0;
    assert_eq!(again, StatusCode::NO_CONTENT);
    let second = token(&counter, ADDRESS).await;
    assert_eq!(confirms(&counter, &first).await, StatusCode::CONFLICT, "not the newest");
    assert_eq!(confirms(&counter, "nonsense").await, StatusCode::CONFLICT);
    let hash: Vec<u8> = sqlx::query_scalar("select token_hash from email_confirmations")
        .fetch_one(&counter.database.owner)
        .await
        .unwrap();
    assert_eq!(confirms(&counter, &hex::encode(hash)).await, StatusCode::CONFLICT);
    counter.database.passes(TimeDelta::hours(73)).await;
    assert_eq!(confirms(&counter, &second).await, StatusCode::CONFLICT, "over");
}

#[tokio::test]
async fn links_are_sent_five_times_a_day() {
    let counter = Counter::open().await;
    counter.database.set_now("2026-03-02T07:00:00Z".parse().unwrap()).await;
    let citizen = counter.citizen().await;
    for _ in 0..5 {
        let sent = counter.ask(&citizen.token, ("POST", "/me/email/link"), None).await.0;
        assert_eq!(sent, StatusCode::NO_CONTENT);
    }
    let sent = counter.ask(&citizen.token, ("POST", "/me/email/link"), None).await.0;
    assert_eq!(sent, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn another_address_wants_the_password_and_its_link_and_the_old_one_is_told() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    confirms(&counter, &token(&counter, ADDRESS).await).await;
    let wrong = json!({ "password": "not-this-lantern", "email": OTHER });
    assert_eq!(asks(&counter, &citizen, "/me/email", wrong).await.0, StatusCode::UNAUTHORIZED);
    let hostile = json!({ "password": PASSWORD, "email": "a@c.pk\r\nBcc: x@y.pk" });
    let (status, problem) = asks(&counter, &citizen, "/me/email", hostile).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("email")));
    let same = json!({ "password": PASSWORD, "email": ADDRESS });
    let (_, problem) = asks(&counter, &citizen, "/me/email", same).await;
    assert_eq!(problem["errors"][0]["code"], "email-unchanged");

    let change = json!({ "password": PASSWORD, "email": OTHER });
    assert_eq!(asks(&counter, &citizen, "/me/email", change).await.0, StatusCode::NO_CONTENT);
    assert_eq!(me(&counter, &citizen).await["email"], ADDRESS, "the old one stays until then");
    assert_eq!(confirms(&counter, &token(&counter, OTHER).await).await, StatusCode::NO_CONTENT);
    assert_eq!(me(&counter, &citizen).await["email"], OTHER);
    assert_eq!(counter.kinds(ADDRESS).await, ["confirm-email", "email-changed"]);
    assert_eq!(counter.kinds(MOBILE_DIGITS).await.last().unwrap(), "email-changed");

    let removal = json!({ "password": PASSWORD });
    assert_eq!(asks(&counter, &citizen, "/me/email", removal).await.0, StatusCode::NO_CONTENT);
    assert_eq!(me(&counter, &citizen).await["email"], Value::Null);
    assert_eq!(counter.kinds(OTHER).await, ["confirm-email", "email-changed"]);
}

#[tokio::test]
async fn another_mobile_is_proved_by_its_code_and_the_old_one_is_told() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let wrong = json!({ "password": "not-this-lantern", "mobile": NEW });
    assert_eq!(asks(&counter, &citizen, "/me/mobile", wrong).await.0, StatusCode::UNAUTHORIZED);
    let same = json!({ "password": PASSWORD, "mobile": MOBILE_DIGITS });
    let (_, problem) = asks(&counter, &citizen, "/me/mobile", same).await;
    assert_eq!(problem["errors"][0]["code"], "mobile-unchanged");

    let (status, begun) =
        asks(&counter, &citizen, "/me/mobile", json!({ "password": PASSWORD, "mobile": NEW })).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{begun}");
    assert_eq!(me(&counter, &citizen).await["mobile"], "+92 3** *****21", "not before it is proved");
    let path = format!("/me/mobile/{}/code", text(&begun["change"]));
    let code = counter.last_code(NEW).await;
    let (status, _) = asks(&counter, &citizen, &path, json!({ "code": other_than(&code) })).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let resent = counter.ask(&citizen.token, ("POST", &format!("{path}/resend")), None).await.0;
    assert_eq!(resent, StatusCode::ACCEPTED);
    let code = json!({ "code": counter.last_code(NEW).await });
    assert_eq!(asks(&counter, &citizen, &path, code.clone()).await.0, StatusCode::NO_CONTENT);
    assert_eq!(asks(&counter, &citizen, &path, code).await.0, StatusCode::CONFLICT, "it is over");
    assert_eq!(me(&counter, &citizen).await["mobile"], "+92 3** *****22");
    assert_eq!(counter.kinds(MOBILE_DIGITS).await.last().unwrap(), "mobile-changed");
    // The next code for a new device goes to the new number.
    counter.post("/sessions", json!({ "identifier": CNIC, "password": PASSWORD })).await;
    assert_eq!(counter.kinds(NEW).await.last().unwrap(), "sign-in-code");
}

#[tokio::test]
async fn a_change_of_mobile_is_its_owners_alone_and_ends_after_half_an_hour() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let (_, begun) =
        asks(&counter, &citizen, "/me/mobile", json!({ "password": PASSWORD, "mobile": NEW })).await;
    let path = format!("/me/mobile/{}/code", text(&begun["change"]));
    let code = json!({ "code": counter.last_code(NEW).await });
    let officer = counter.officer().await;
    let stranger = counter.ask(&officer.token, ("POST", &path), Some(code.clone())).await.0;
    assert_eq!(stranger, StatusCode::NOT_FOUND);
    counter.database.passes(TimeDelta::minutes(29)).await;
    let alive = counter.ask(&citizen.token, ("POST", &format!("{path}/resend")), None).await.0;
    assert_eq!(alive, StatusCode::ACCEPTED);
    counter.database.passes(TimeDelta::minutes(2)).await;
    let code = json!({ "code": counter.last_code(NEW).await });
    assert_eq!(asks(&counter, &citizen, &path, code).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_new_code_for_a_device_takes_the_place_of_the_last_and_keeps_the_tries() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let (_, needed) = counter.post("/sessions", json!({ "identifier": CNIC, "password": PASSWORD })).await;
    let path = format!("/sessions/attempts/{}/code", text(&needed["attempt"]));
    let first = counter.last_code(MOBILE_DIGITS).await;
    for _ in 0..4 {
        counter.post(&path, json!({ "code": other_than(&first) })).await;
    }
    let resend = format!("{path}/resend");
    assert_eq!(counter.post(&resend, json!({})).await.0, StatusCode::ACCEPTED);
    let second = counter.last_code(MOBILE_DIGITS).await;
    counter.post(&path, json!({ "code": other_than(&second) })).await;
    assert_eq!(counter.post(&path, json!({ "code": second })).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(counter.post(&resend, json!({})).await.0, StatusCode::CONFLICT, "burnt");
    let unknown = "/sessions/attempts/00000000-0000-0000-0000-000000000000/code/resend";
    assert_eq!(counter.post(unknown, json!({})).await.1["type"], "/problems/begun-too-long-ago");
}

#[tokio::test]
async fn messages_come_in_the_language_that_was_chosen() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let chosen = asks(&counter, &citizen, "/me/language", json!({ "language": "en" })).await.0;
    assert_eq!(chosen, StatusCode::NO_CONTENT);
    assert_eq!(me(&counter, &citizen).await["language"], "en");
    counter.post("/sessions", json!({ "identifier": CNIC, "password": PASSWORD })).await;
    let language: String = sqlx::query_scalar("select language from notices order by id desc limit 1")
        .fetch_one(&counter.database.owner)
        .await
        .unwrap();
    assert_eq!(language, "en");
}

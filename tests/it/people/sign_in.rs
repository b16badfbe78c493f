//! Citizens sign in, on devices known and new.

use axum::http::StatusCode;
use serde_json::json;

use super::counter::{CNIC, Counter, MOBILE_DIGITS, PASSWORD, text};

#[tokio::test]
async fn a_known_device_needs_the_password_only_and_either_number_serves() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    for identifier in
        [CNIC, "3520276543212", "۳۵۲۰۲ ۷۶۵۴۳۲۱ ۲", &citizen.pser_id, &citizen.pser_id.to_lowercase()]
    {
        let credentials =
            json!({ "identifier": identifier, "password": PASSWORD, "device_token": citizen.device });
        let (status, body) = counter.post("/sessions", credentials).await;
        assert_eq!(status, StatusCode::CREATED, "{identifier}: {body}");
        assert_ne!(body["token"], citizen.token);
    }
}

#[tokio::test]
async fn a_new_device_needs_a_code_and_is_known_afterwards() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let credentials =
        json!({ "identifier": CNIC, "password": PASSWORD, "device_token": "nobody gave this out" });
    let (status, body) = counter.post("/sessions", credentials).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    assert!(body.get("token").is_none());
    assert_eq!(counter.kinds(MOBILE_DIGITS).await.last().unwrap(), "sign-in-code");

    let path = format!("/sessions/attempts/{}/code", text(&body["attempt"]));
    let code = json!({ "code": counter.last_code(MOBILE_DIGITS).await });
    let (status, proved) = counter.post(&path, code.clone()).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(counter.ask(&text(&proved["session"]["token"]), ("GET", "/me"), None).await.0, StatusCode::OK);
    assert_eq!(counter.post(&path, code).await.0, StatusCode::UNAUTHORIZED, "the code was used");

    let known = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": proved["device_token"] });
    assert_eq!(counter.post("/sessions", known).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_device_is_known_to_its_own_account_only() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let form = super::counter::form_with(&json!({ "cnic": "35202-7654321-4", "mobile": "923451113333" }));
    let registration = counter.begins_registration(form).await;
    let code = json!({ "code": counter.last_code("923451113333").await });
    counter.post(&format!("/registrations/{registration}/code"), code).await;
    let credentials =
        json!({ "identifier": "35202-7654321-4", "password": PASSWORD, "device_token": citizen.device });
    assert_eq!(counter.post("/sessions", credentials).await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn an_unknown_account_is_answered_like_a_wrong_password() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let wrong =
        counter.post("/sessions", json!({ "identifier": CNIC, "password": "another-lantern-85" })).await;
    let unknown =
        counter.post("/sessions", json!({ "identifier": "35202-7654321-4", "password": PASSWORD })).await;
    let unknown_number =
        counter.post("/sessions", json!({ "identifier": "P-00000-00000-0", "password": PASSWORD })).await;
    assert_eq!(wrong.0, StatusCode::UNAUTHORIZED);
    assert_eq!(wrong, unknown);
    assert_eq!(wrong, unknown_number);

    let wrong_code = json!({ "identifier": citizen.pser_id, "password": "another-lantern-85" });
    assert_eq!(counter.post("/sessions", wrong_code).await, wrong);
}

#[tokio::test]
async fn codes_for_new_devices_count_towards_the_ten_of_the_number() {
    let counter = Counter::open().await;
    counter.database.set_now("2026-03-02T07:00:00Z".parse().unwrap()).await;
    counter.citizen().await;
    let credentials = json!({ "identifier": CNIC, "password": PASSWORD });
    for _ in 0..9 {
        assert_eq!(counter.post("/sessions", credentials.clone()).await.0, StatusCode::ACCEPTED);
    }
    assert_eq!(counter.post("/sessions", credentials).await.0, StatusCode::TOO_MANY_REQUESTS);
}

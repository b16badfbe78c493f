//! How sessions live and end.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::counter::{CNIC, Counter, PASSWORD, code_at, text};

async fn is_open(counter: &Counter, token: &str) -> bool {
    counter.ask(token, ("GET", "/me"), None).await.0 == StatusCode::OK
}

#[tokio::test]
async fn the_database_has_the_hash_and_not_the_token() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let hash: Vec<u8> = sqlx::query_scalar("select token_hash from sessions")
        .fetch_one(&counter.database.owner)
        .await
        .unwrap();
    assert_eq!(hash, Sha256::digest(citizen.token.as_bytes()).to_vec());
    assert_eq!(citizen.token.len(), 43, "256 bits in base64url");
    assert!(!is_open(&counter, &hex::encode(hash)).await, "the hash opens nothing");
}

#[tokio::test]
async fn a_citizens_session_ends_after_thirty_idle_minutes() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    counter.database.passes(TimeDelta::minutes(29)).await;
    assert!(is_open(&counter, &citizen.token).await);
    counter.database.passes(TimeDelta::minutes(29)).await;
    assert!(is_open(&counter, &citizen.token).await, "being seen begins the time anew");
    counter.database.passes(TimeDelta::minutes(31)).await;
    assert!(!is_open(&counter, &citizen.token).await);
}

#[tokio::test]
async fn an_officers_session_ends_after_fifteen_idle_minutes() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    counter.database.passes(TimeDelta::minutes(14)).await;
    assert!(is_open(&counter, &officer.token).await);
    counter.database.passes(TimeDelta::minutes(16)).await;
    assert!(!is_open(&counter, &officer.token).await);
}

#[tokio::test]
async fn the_busiest_session_ends_after_twelve_hours() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    for _ in 0..35 {
        counter.database.passes(TimeDelta::minutes(20)).await;
        assert!(is_open(&counter, &citizen.token).await);
    }
    counter.database.passes(TimeDelta::minutes(21)).await;
    assert!(!is_open(&counter, &citizen.token).await);
}

#[tokio::test]
async fn that_a_session_was_seen_is_written_once_a_minute() {
    let counter = Counter::open().await;
    counter.database.set_now("2026-03-02T07:00:00Z".parse().unwrap()).await;
    let citizen = counter.citizen().await;
    let mut written = Vec::new();
    for _ in 0..6 {
        counter.database.passes(TimeDelta::seconds(25)).await;
        assert!(is_open(&counter, &citizen.token).await);
        let seen: chrono::DateTime<chrono::Utc> = sqlx::query_scalar("select last_seen_at from sessions")
            .fetch_one(&counter.database.owner)
            .await
            .unwrap();
        written.push(seen);
    }
    written.dedup();
    assert_eq!(written.len(), 3, "at the start, after 75 and after 150 seconds: {written:?}");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let (status, _) = counter.ask(&citizen.token, ("DELETE", "/sessions/current"), None).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert!(!is_open(&counter, &citizen.token).await);
}

#[tokio::test]
async fn a_citizen_sees_and_ends_their_own_sessions_and_no_others() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let officer = counter.officer().await;
    let credentials = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    let (_, second) = counter.post("/sessions", credentials).await;

    let (_, listed) = counter.ask(&citizen.token, ("GET", "/sessions"), None).await;
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed.iter().filter(|session| session["is_current"] == true).count(), 1);

    let path = format!("/sessions/{}", text(&second["id"]));
    assert_eq!(counter.ask(&officer.token, ("DELETE", &path), None).await.0, StatusCode::NOT_FOUND);
    assert!(is_open(&counter, &text(&second["token"])).await);
    assert_eq!(counter.ask(&citizen.token, ("DELETE", &path), None).await.0, StatusCode::NO_CONTENT);
    assert!(!is_open(&counter, &text(&second["token"])).await);
    assert!(is_open(&counter, &citizen.token).await);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_forgets_the_devices() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let credentials = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    let (_, other) = counter.post("/sessions", credentials).await;

    let wrong = json!({ "old_password": "not-this-lantern", "new_password": "copper-kettle-on-fire" });
    assert_eq!(
        counter.ask(&citizen.token, ("POST", "/me/password"), Some(wrong)).await.0,
        StatusCode::UNAUTHORIZED
    );
    let weak = json!({ "old_password": PASSWORD, "new_password": "fatima-fatima-fatima" });
    let (status, problem) = counter.ask(&citizen.token, ("POST", "/me/password"), Some(weak)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"][0]["field"], "new_password");
    let change = json!({ "old_password": PASSWORD, "new_password": "copper-kettle-on-fire" });
    assert_eq!(
        counter.ask(&citizen.token, ("POST", "/me/password"), Some(change)).await.0,
        StatusCode::NO_CONTENT
    );

    assert!(is_open(&counter, &citizen.token).await);
    assert!(!is_open(&counter, &text(&other["token"])).await);
    let again =
        json!({ "identifier": CNIC, "password": "copper-kettle-on-fire", "device_token": citizen.device });
    assert_eq!(
        counter.post("/sessions", again).await.0,
        StatusCode::ACCEPTED,
        "the device needs a code again"
    );
}

#[tokio::test]
async fn a_citizen_proves_again_by_the_password() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let path = ("POST", "/sessions/current/reauthentication");
    let wrong = json!({ "password": "not-this-lantern" });
    assert_eq!(counter.ask(&citizen.token, path, Some(wrong)).await.0, StatusCode::UNAUTHORIZED);
    let right = json!({ "password": PASSWORD });
    assert_eq!(counter.ask(&citizen.token, path, Some(right)).await.0, StatusCode::NO_CONTENT);
    let other = json!({ "totp": "123456" });
    assert_eq!(counter.ask(&citizen.token, path, Some(other)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_proof_is_recent_for_five_minutes() {
    let counter = Counter::open().await;
    let officer = counter.officer().await;
    let recent = || async {
        let mut conn = counter.database.app.acquire().await.unwrap();
        let session =
            pser::people::sessions::find(&mut conn, &officer.token, pser::people::sessions::Sign::Of)
                .await
                .unwrap()
                .unwrap();
        session.recently_proved
    };
    assert!(recent().await);
    counter.database.passes(TimeDelta::minutes(6)).await;
    assert!(!recent().await);
    let totp = code_at(&officer.secret, counter.database.now().await);
    let path = ("POST", "/sessions/current/reauthentication");
    let proof = json!({ "totp": totp });
    assert_eq!(counter.ask(&officer.token, path, Some(proof.clone())).await.0, StatusCode::NO_CONTENT);
    assert!(recent().await);
    assert_eq!(counter.ask(&officer.token, path, Some(proof)).await.0, StatusCode::UNAUTHORIZED, "used once");
}

#[tokio::test]
async fn nobody_is_signed_in_without_a_token() {
    let counter = Counter::open().await;
    for token in ["", "x", &"A".repeat(43)] {
        let (status, problem) = counter.ask(token, ("GET", "/me"), None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(problem["type"], "/problems/sign-in-required");
    }
}

#[tokio::test]
async fn staff_whose_last_role_has_ended_see_their_account_and_sign_out_and_nothing_else() {
    let office = crate::office::Office::open().await;
    let (left, other) = (office.staff("Left", &[]).await, office.maker().await);
    let me = office.asks(Some(&left), ("GET", "/me"), None).await.ok();
    assert_eq!((&me["name"], &me["roles"]), (&json!("Left"), &json!([])));
    assert_eq!(office.asks(Some(&left), ("GET", "/sessions"), None).await.ok()[0]["is_current"], true);
    for path in ["/queues", "/batches", "/programmes/cash-assistance/budget", "/reports/notices"] {
        let answer = office.asks(Some(&left), ("GET", path), None).await;
        assert_eq!((answer.status, answer.problem()), (403, "not-allowed"), "{path}");
    }
    let anothers = format!("/sessions/{}", other.session);
    assert_eq!(office.asks(Some(&left), ("DELETE", &anothers), None).await.status, 404);
    assert_eq!(office.asks(Some(&left), ("DELETE", "/sessions/current"), None).await.status, 204);
    assert_eq!(office.asks(Some(&left), ("GET", "/me"), None).await.status, 401);
}

//! Five failures lock the one who failed, and nobody else.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures::future::join_all;
use serde_json::{Value, json};

use super::counter::{CNIC, Counter, HOME, PASSWORD};

const ATTACKER: &str = "198.51.100.66";

fn guess(identifier: &str) -> Value {
    json!({ "identifier": identifier, "password": "wrong-wrong-wrong-1" })
}

#[tokio::test]
async fn five_failures_lock_the_attackers_address_and_not_the_owner() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    for _ in 0..5 {
        assert_eq!(counter.post_from(ATTACKER, "/sessions", guess(CNIC)).await.0, StatusCode::UNAUTHORIZED);
    }
    let right = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    let (status, problem) = counter.post_from(ATTACKER, "/sessions", right.clone()).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(problem["type"], "/problems/locked");
    assert_eq!(counter.post_from(HOME, "/sessions", right).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_lock_survives_a_restart_and_ends_after_half_an_hour() {
    let mut counter = Counter::open().await;
    let citizen = counter.citizen().await;
    for _ in 0..5 {
        counter.post_from(ATTACKER, "/sessions", guess(&citizen.pser_id)).await;
    }
    counter.restart().await;
    counter.database.passes(TimeDelta::minutes(29)).await;
    let right = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    let locked = counter.post_from(ATTACKER, "/sessions", right.clone()).await.0;
    assert_eq!(locked, StatusCode::TOO_MANY_REQUESTS, "by CNIC too: it is one account");
    counter.database.passes(TimeDelta::minutes(2)).await;
    assert_eq!(counter.post_from(ATTACKER, "/sessions", right).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_right_password_in_between_begins_the_count_anew() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    let right = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(counter.post("/sessions", guess(CNIC)).await.0, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(counter.post("/sessions", right.clone()).await.0, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn fifty_parallel_guesses_have_five_tries() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let answers = join_all((0..50).map(|_| counter.post_from(ATTACKER, "/sessions", guess(CNIC)))).await;
    let of = |status| answers.iter().filter(|(answer, _)| *answer == status).count();
    assert_eq!(of(StatusCode::UNAUTHORIZED), 5);
    assert_eq!(of(StatusCode::TOO_MANY_REQUESTS), 45);
}

#[tokio::test]
async fn an_unknown_account_locks_just_like_a_known_one() {
    let counter = Counter::open().await;
    counter.citizen().await;
    let mut answers = Vec::new();
    for identifier in [CNIC, "35202-7654321-4"] {
        let mut statuses = Vec::new();
        for _ in 0..6 {
            let (status, problem) = counter.post_from(ATTACKER, "/sessions", guess(identifier)).await;
            statuses.push((status, problem["type"].clone()));
        }
        answers.push(statuses);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].last().unwrap().0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn guesses_from_many_addresses_are_limited_and_the_owners_device_is_not() {
    let counter = Counter::open().await;
    let citizen = counter.citizen().await;
    // The limit of the account is reached, as if a hundred addresses had guessed within the hour.
    let addresses = (0..100).map(|number| format!("198.51.100.{number}"));
    let guesses = join_all(addresses.map(|address| {
        let counter = &counter;
        async move { counter.post_from(&address, "/sessions", guess(CNIC)).await.0 }
    }));
    guesses.await;
    let stranger = counter.post_from("203.0.113.5", "/sessions", guess(CNIC)).await;
    assert_eq!(stranger.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stranger.1["type"], "/problems/too-many-requests");
    let right = json!({ "identifier": CNIC, "password": PASSWORD, "device_token": citizen.device });
    assert_eq!(counter.post_from("203.0.113.6", "/sessions", right).await.0, StatusCode::CREATED);
}

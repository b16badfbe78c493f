//! One-time codes: once, five tries, ten minutes, ten a day.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures::future::join_all;
use pser::people::codes::{self, Purpose};
use serde_json::json;
use uuid::Uuid;

use super::counter::{Counter, MOBILE_DIGITS, form, form_with, other_than};

async fn prove(counter: &Counter, registration: Uuid, code: &str) -> StatusCode {
    counter.post(&format!("/registrations/{registration}/code"), json!({ "code": code })).await.0
}

async fn resend(counter: &Counter, registration: Uuid) -> StatusCode {
    counter.post(&format!("/registrations/{registration}/code/resend"), json!({})).await.0
}

#[tokio::test]
async fn fifty_parallel_posts_of_one_code_succeed_once() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    let answers = join_all((0..50).map(|_| prove(&counter, registration, &code))).await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::CREATED).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count(), 49);
}

#[tokio::test]
async fn fifty_parallel_guesses_have_five_tries() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    let wrong = other_than(&code);
    let answers = join_all((0..50).map(|_| prove(&counter, registration, &wrong))).await;
    assert!(answers.iter().all(|status| *status == StatusCode::UNAUTHORIZED));
    let tries: i16 =
        sqlx::query_scalar("select tries from codes").fetch_one(&counter.database.owner).await.unwrap();
    assert_eq!(tries, 5);
    assert_eq!(prove(&counter, registration, &code).await, StatusCode::UNAUTHORIZED, "the code is burnt");
}

#[tokio::test]
async fn of_two_who_found_a_code_right_at_once_one_spends_it() {
    let counter = Counter::open().await;
    let (subject, passwords) = (pser::entropy::id(), &counter.app.passwords);
    let mut conn = counter.database.app.acquire().await.unwrap();
    let fresh = codes::draw(passwords).await.unwrap();
    codes::issue(&mut conn, Purpose::SignIn, subject, &fresh).await.unwrap();
    let mut right = Vec::new();
    for _ in 0..2 {
        let found = codes::verify(&mut conn, passwords, Purpose::SignIn, subject, &fresh.digits).await;
        right.push(found.unwrap());
    }
    let mut spent = Vec::new();
    for right in right {
        spent.push(codes::spend(&mut conn, right).await.is_ok());
    }
    assert_eq!(spent, [true, false]);
}

#[tokio::test]
async fn a_resend_replaces_the_digits_and_keeps_the_count() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    let first = counter.last_code(MOBILE_DIGITS).await;
    for _ in 0..3 {
        assert_eq!(prove(&counter, registration, &other_than(&first)).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(resend(&counter, registration).await, StatusCode::ACCEPTED);
    let second = counter.last_code(MOBILE_DIGITS).await;
    assert_eq!(prove(&counter, registration, &other_than(&second)).await, StatusCode::UNAUTHORIZED);
    assert_eq!(prove(&counter, registration, &other_than(&second)).await, StatusCode::UNAUTHORIZED);
    assert_eq!(prove(&counter, registration, &second).await, StatusCode::UNAUTHORIZED, "five tries are gone");
    assert_eq!(resend(&counter, registration).await, StatusCode::CONFLICT, "a burnt code is not sent again");
}

#[tokio::test]
async fn after_a_resend_the_new_digits_open() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    counter.database.passes(TimeDelta::minutes(11)).await;
    assert_eq!(resend(&counter, registration).await, StatusCode::ACCEPTED);
    let code = counter.last_code(MOBILE_DIGITS).await;
    assert_eq!(prove(&counter, registration, &code).await, StatusCode::CREATED);
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    counter.database.passes(TimeDelta::seconds(601)).await;
    assert_eq!(prove(&counter, registration, &code).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_code_is_bound_to_what_it_was_made_for() {
    let counter = Counter::open().await;
    let one = counter.begins_registration(form()).await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    let other = counter
        .begins_registration(form_with(&json!({ "cnic": "35202-7654321-4", "mobile": "923451113333" })))
        .await;
    if counter.last_code("923451113333").await != code {
        assert_eq!(prove(&counter, other, &code).await, StatusCode::UNAUTHORIZED);
    }
    let attempt = format!("/sessions/attempts/{one}/code");
    assert_eq!(counter.post(&attempt, json!({ "code": code })).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(prove(&counter, one, &code).await, StatusCode::CREATED);
}

#[tokio::test]
async fn codes_are_read_in_urdu_digits_too() {
    let counter = Counter::open().await;
    let registration = counter.begins_registration(form()).await;
    let code = counter.last_code(MOBILE_DIGITS).await;
    let urdu = code.chars().map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0x06F0).unwrap());
    assert_eq!(prove(&counter, registration, &urdu.collect::<String>()).await, StatusCode::CREATED);
}

#[tokio::test]
async fn the_eleventh_code_to_a_number_within_a_day_is_refused() {
    let counter = Counter::open().await;
    // From a fixed hour, so that the ten do not lie on both sides of a midnight.
    counter.database.set_now("2026-03-02T07:00:00Z".parse().unwrap()).await;
    let registration = counter.begins_registration(form()).await;
    for _ in 0..9 {
        assert_eq!(resend(&counter, registration).await, StatusCode::ACCEPTED);
    }
    assert_eq!(resend(&counter, registration).await, StatusCode::TOO_MANY_REQUESTS);
    let (status, problem) = counter.post("/registrations", form()).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    // Until midnight in Karachi, which is 19:00 in UTC.
    assert_eq!(problem["retry_after_seconds"], 12 * 3600);
    counter.database.days_pass(1).await;
    counter.begins_registration(form()).await;
}

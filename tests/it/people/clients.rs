//! Programs that use the API under limits of their own.

use axum::http::StatusCode;
use pser::casework::api_clients;
use pser::clients::NewClient;
use pser::people::Token;
use pser::policy::Actor;
use pser::refusal::Refusal;
use serde_json::json;

use super::counter::{Counter, form, form_with};

/// The header of a client that was just made known.
async fn client(counter: &Counter, allowance: u32) -> String {
    let secret = Token::fresh();
    let client = NewClient { name: "survey", allowance, secret: secret.hash() };
    api_clients::create(&counter.app, &Actor::System, &client).await.unwrap();
    format!("survey:{}", secret.reveal())
}

#[tokio::test]
async fn a_declared_client_goes_on_where_an_address_has_to_stop() {
    let counter = Counter::open().await;
    let survey = client(&counter, 2).await;
    // What is wrong counts too: only its form keeps these from being registrations.
    let wrong = form_with(&json!({ "cnic": "1" }));
    let mut stopped = 0;
    for _ in 0..101 {
        let (status, _) = counter.post("/registrations", wrong.clone()).await;
        stopped += usize::from(status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(stopped, 1, "one address is stopped after a hundred");
    let mut answers = Vec::new();
    for _ in 0..201 {
        answers.push(counter.post_as(&survey, "/registrations", wrong.clone()).await.0);
    }
    assert!(answers[..200].iter().all(|status| *status == StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(answers[200], StatusCode::TOO_MANY_REQUESTS, "its own limit is twice that");
}

#[tokio::test]
async fn who_is_no_client_is_told_so_whatever_is_wrong() {
    let counter = Counter::open().await;
    let survey = client(&counter, 2).await;
    for presented in ["survey:no", "survey", "", "other:x", &survey.replace("survey", "other")] {
        let (status, body) = counter.post_as(presented, "/registrations", form()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{presented:?}");
        assert_eq!(body["type"], "/problems/wrong-client");
    }
    assert_eq!(counter.post_as(&survey, "/registrations", form()).await.0, StatusCode::ACCEPTED);
    sqlx::query("update api_clients set revoked_at = pser_now()")
        .execute(&counter.database.owner)
        .await
        .unwrap();
    let (status, _) = counter.post_as(&survey, "/registrations", form()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "a revoked client is no client");
}

#[tokio::test]
async fn a_name_is_given_once_and_the_secret_is_not_kept() {
    let counter = Counter::open().await;
    let survey = client(&counter, 2).await;
    let again = NewClient { name: "survey", allowance: 9, secret: [0; 32] };
    let refused = api_clients::create(&counter.app, &Actor::System, &again).await.unwrap_err();
    assert!(matches!(refused, pser::error::Error::Refused(Refusal::ClientExists)));
    let row: String = sqlx::query_scalar("select api_clients::text from api_clients")
        .fetch_one(&counter.database.owner)
        .await
        .unwrap();
    assert!(!row.contains(survey.split(':').nth(1).unwrap()));
}

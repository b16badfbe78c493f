//! The words of problem documents.

use serde_json::{Value, json};

use crate::office::{Answer, Ask, Office};

async fn asks_in(office: &Office, languages: &str, method: &str, path: &str, body: Value) -> Answer {
    let headers = vec![
        ("accept-language", languages),
        ("content-type", "application/json"),
        ("idempotency-key", "the key of this request"),
    ];
    office.sends(&Ask { method, path, token: None, headers, body: body.to_string().into_bytes() }).await
}

fn is_urdu(value: &Value) -> bool {
    value.as_str().unwrap().chars().any(|letter| ('\u{0600}'..='\u{06ff}').contains(&letter))
}

#[tokio::test]
async fn problems_speak_the_language_of_the_request() {
    let office = Office::open().await;
    for (languages, urdu) in [("ur-PK,ur;q=0.9,en;q=0.5", true), ("en", false), ("fr", false)] {
        let nowhere = asks_in(&office, languages, "GET", "/nowhere", json!(null)).await;
        let sign_in = asks_in(&office, languages, "GET", "/me", json!(null)).await;
        let method = asks_in(&office, languages, "PUT", "/me", json!(null)).await;
        let invalid = asks_in(&office, languages, "POST", "/registrations", json!({ "cnic": 1 })).await;
        for (answer, status) in [(&nowhere, 404), (&sign_in, 401), (&method, 405), (&invalid, 422)] {
            assert_eq!(answer.status, status);
            assert_eq!(is_urdu(&answer.body["title"]), urdu, "{languages}: {}", answer.body);
            assert_eq!(answer.header("content-language"), if urdu { "ur" } else { "en" });
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
        assert_eq!(is_urdu(&invalid.body["errors"][0]["message"]), urdu);
        assert_eq!(sign_in.header("www-authenticate"), "Bearer");
        assert_eq!(method.header("allow"), "GET,HEAD");
    }
}

#[tokio::test]
async fn a_refusal_says_its_particulars_beside_its_sentence() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore").await, office.citizen("Nasreen").await);
    let case = office.verifying(&citizen).await;
    let answer = officer.does_with(&office, &case, "verify", json!({ "version": 0 })).await;
    assert_eq!(answer.problem(), "stale-case");
    assert_eq!(answer.body["title"], "The case has changed since you opened it. Please look at it again.");
    assert_eq!(answer.body["stage"], "verifying");
}

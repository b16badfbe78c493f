//! Counts of notices, for those who answer for the works.

use serde_json::{Value, json};

use crate::office::Office;

/// The counts that an auditor is given for a period.
async fn counts(office: &Office, query: &str) -> Value {
    let auditor = office.auditor().await;
    office.asks(Some(&auditor), ("GET", &format!("/reports/notices{query}")), None).await.ok()
}

#[tokio::test]
async fn an_auditor_sees_how_many_were_written_by_kind_channel_and_state() {
    let office = Office::open().await;
    for name in ["Nasreen", "Rubina"] {
        let citizen = office.citizen(name).await;
        office.verifying(&citizen).await;
    }
    let counted = counts(&office, "").await;
    let expected =
        json!({ "kind": "application-verifying", "channel": "sms", "state": "written", "count": 2 });
    assert!(counted.as_array().unwrap().contains(&expected), "{counted}");
    office.jobs_run().await;
    let sent = counts(&office, "?since=2026-03-02T05:00:00Z").await;
    assert!(sent.as_array().unwrap().iter().all(|count| count["state"] == "sent"), "{sent}");
    assert_eq!(counts(&office, "?since=2026-03-02T07:00:00Z").await, json!([]));
}

#[tokio::test]
async fn a_period_that_is_none_is_refused_by_its_name() {
    let office = Office::open().await;
    let auditor = office.auditor().await;
    let answer = office.asks(Some(&auditor), ("GET", "/reports/notices?since=yesterday"), None).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.body["errors"][0]["field"], "since");
}

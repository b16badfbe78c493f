//! Reasons by code, and the ways to ask others: a home visit, a recommendation, a senior officer. Queues that take a skill
//! are for those who have it.

use serde_json::{Value, json};

use crate::office::Office;

fn offered<'a>(read: &'a Value, action: &str) -> Option<&'a Value> {
    read["actions"].as_array().unwrap().iter().find(|offer| offer["name"] == action)
}

#[tokio::test]
async fn a_reason_is_named_and_the_citizen_reads_it_in_their_language() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let officer = office.officer("lahore").await;
    let read = office.asks(Some(&officer), ("GET", &case.path()), None).await.ok();
    let reasons = offered(&read, "reject").unwrap()["reasons"].as_array().unwrap();
    assert!(
        reasons.iter().any(|reason| reason["code"] == "not-eligible" && reason["title"]["ur"].is_string())
    );
    let path = format!("{}/actions/reject", case.path());
    for (body, field) in [
        (json!({}), "code"),
        (json!({ "reason": "because" }), "code"),
        (json!({ "code": "rain" }), "code"),
        (json!({ "code": "" }), "code"),
        (json!({ "code": "other" }), "reason"),
        (json!({ "code": "other", "reason": " " }), "reason"),
    ] {
        let no = office.asks(Some(&officer), ("POST", &path), Some(&body)).await;
        assert_eq!((no.status, &no.body["errors"][0]["field"]), (422, &json!(field)), "{body}");
    }
    let body = json!({ "code": "not-eligible", "reason": "The income is 61,000 rupees" });
    officer.does_with(&office, &case, "reject", body).await.ok();
    let events = office.asks(Some(&officer), ("GET", &format!("{}/history", case.path())), None).await.ok();
    let last = events.as_array().unwrap().last().unwrap();
    assert_eq!(last["detail"]["code"], "not-eligible");
    let told = office.params_of("application-rejected", &case).await;
    assert_eq!(told["reason"], last["detail"]["reason"]);
    let receipt = office.asks(Some(&citizen), ("GET", &format!("{}/decision", case.path())), None).await.ok();
    let reason = receipt["reason"].as_str().unwrap();
    assert!(reason.ends_with(": The income is 61,000 rupees") && reason.len() > 40, "{reason}");
    office.is_healthy().await;
}

#[tokio::test]
async fn a_household_is_visited_by_somebody_who_visits_homes() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let officer = office.officer("lahore").await;
    officer.does_with(&office, &case, "refer", json!({ "reason": "Four people in one room" })).await.ok();
    assert_eq!(office.stage(&case).await, "visiting");
    assert!(office.notices(&case).await.contains(&"home-visit".to_owned()));
    assert_eq!(officer.claims(&office, &case).await.problem(), "skill-needed");
    let report = json!({ "code": "as-stated" });
    assert_eq!(
        officer.does_with(&office, &case, "report-visit", report.clone()).await.problem(),
        "skill-needed"
    );
    let next = ("POST", "/queues/visits/next");
    assert_eq!(office.asks(Some(&officer), next, None).await.problem(), "queue-empty");
    // A skill holds where the role does.
    let elsewhere = office.skilled("multan", &["home-visits"]).await;
    assert_eq!(office.asks(Some(&elsewhere), next, None).await.problem(), "queue-empty");
    let senior = office.skilled("lahore", &["senior"]).await;
    assert_eq!(senior.claims(&office, &case).await.problem(), "skill-needed");
    let visitor = office.skilled("lahore", &["home-visits"]).await;
    office.asks(Some(&visitor), next, None).await.ok();
    visitor.does_with(&office, &case, "report-visit", report).await.ok();
    assert_eq!(office.stage(&case).await, "verifying");
    // What was found is for the office: the citizen's way tells the moves and not why.
    let way = office.asks(Some(&citizen), ("GET", &format!("{}/timeline", case.path())), None).await.ok();
    let moves = way.as_array().unwrap();
    assert!(moves.iter().any(|entry| entry["stage"] == "visiting"));
    assert!(moves.iter().all(|entry| entry["reason"].is_null()), "{moves:?}");
    office.is_healthy().await;
}

#[tokio::test]
async fn a_recommendation_that_was_taken_back_keeps_nobody_from_deciding() {
    let office = Office::open_with(&[("PSER_UNDO_SECONDS", "60")]).await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let officer = office.officer("lahore").await;
    officer.does_with(&office, &case, "recommend", json!({ "code": "to-reject" })).await.ok();
    office.asks(Some(&officer), ("POST", &format!("{}/undo", case.path())), None).await.ok();
    // It is theirs again; given back, it is given to them as to anybody.
    officer.releases(&office, &case).await.ok();
    let given = officer.takes_next(&office).await.ok();
    assert_eq!(given["reference"], case.reference.as_str());
    officer.does(&office, &case, "reject").await.ok();
    assert_eq!(office.stage(&case).await, "rejected");
    office.is_healthy().await;
}

#[tokio::test]
async fn who_recommends_does_not_decide_and_a_senior_officer_does() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let both = office.skilled("lahore", &["senior"]).await;
    both.does_with(&office, &case, "recommend", json!({ "code": "to-reject" })).await.ok();
    assert_eq!(office.stage(&case).await, "deciding");
    assert_eq!(both.does(&office, &case, "reject").await.problem(), "separated");
    let next = ("POST", "/queues/decisions/next");
    assert_eq!(office.asks(Some(&both), next, None).await.problem(), "queue-empty", "they recommended it");
    assert_eq!(office.officer("lahore").await.does(&office, &case, "reject").await.problem(), "skill-needed");
    let senior = office.skilled("lahore", &["senior"]).await;
    office.asks(Some(&senior), next, None).await.ok();
    senior.does_with(&office, &case, "send-back", json!({ "reason": "See the bill first" })).await.ok();
    assert_eq!(office.stage(&case).await, "verifying");
    let officer = office.officer("lahore").await;
    officer.does_with(&office, &case, "escalate", json!({ "code": "urgent-need" })).await.ok();
    senior.does(&office, &case, "reject").await.ok();
    assert_eq!(office.stage(&case).await, "rejected");
    office.is_healthy().await;
}

//! Documents that are asked for: the case waits with the citizen, and comes back when they have come.

use serde_json::json;

use crate::office::Office;

#[tokio::test]
async fn a_request_for_a_document_goes_to_the_citizen_and_comes_back_answered() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore/lahore").await, office.citizen("Nasreen").await);
    let case = office.verifying(&citizen).await;
    officer.claims(&office, &case).await.ok();
    let reason = "the photo is blurred\u{202e}\n please take it again";
    let body = json!({ "reason": reason, "documents": [{ "requirement": "photograph" }] });
    let asked = officer.does_with(&office, &case, "request-documents", body).await.ok();
    assert_eq!(asked["stage"], "documents-pending");

    let shown = citizen.sees(&office, &case).await.ok();
    assert_eq!(
        shown["missing_documents"],
        json!([{ "requirement": "photograph", "member": null, "reason": "the photo is blurred  please take it again" }])
    );
    assert_eq!(shown["office"], json!(null));
    let other = citizen.sends_file(&office, case.application, ("cnic-self", None)).await;
    assert!(other.is_ok(), "{}", other.body);
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "documents-pending", "what was asked for is still missing");

    citizen.sends_file(&office, case.application, ("photograph", None)).await.ok();
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "verifying");
    assert_eq!(office.count("document_requests where answered_at is null").await, 0);
    let timeline =
        office.asks(Some(&citizen), ("GET", &format!("{}/timeline", case.path())), None).await.ok();
    let stages: Vec<_> =
        timeline.as_array().unwrap().iter().map(|entry| entry["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["submitted", "verifying", "documents-pending", "verifying"]);
    office.is_in_order().await;
}

#[tokio::test]
async fn an_application_goes_from_the_form_to_approval_by_its_documents_alone() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer("lahore/lahore").await, office.citizen("Nasreen").await);
    let case = citizen.submits(&office).await;
    office.jobs_run().await;
    let documents = citizen.sends_documents(&office, &case).await;
    assert_eq!(documents.len(), 6);
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "verifying");

    let given = officer.takes_next(&office).await.ok();
    assert_eq!(given["reference"], case.reference);
    assert_eq!(
        officer.does(&office, &case, "verify").await.problem(),
        "guard-not-met",
        "no document was looked at"
    );
    let no = json!({ "verdict": "refused", "code": "other", "reason": "this is a cat" });
    for (requirement, document) in &documents {
        let verdict = if requirement == "cnic-self" { no.clone() } else { json!({ "verdict": "accepted" }) };
        officer.reviews(&office, *document, &verdict).await.ok();
    }
    assert_eq!(officer.does(&office, &case, "verify").await.problem(), "guard-not-met", "one was refused");
    officer.asks_for(&office, &case, "cnic-self").await.ok();
    let sent = citizen.sends_documents(&office, &case).await;
    assert_eq!(sent.len(), 1, "only what was refused and asked for is missing");
    office.jobs_run().await;
    officer.reviews(&office, sent[0].1, &json!({ "verdict": "accepted" })).await.ok();
    officer.does(&office, &case, "verify").await.ok();
    assert_eq!(office.stage(&case).await, "approved");
    assert_eq!(
        office.notices(&case).await,
        [
            "application-received",
            "documents-needed",
            "application-verifying",
            "documents-needed",
            "application-verifying",
            "application-approved"
        ]
    );
    office.jobs_run().await;
    office.is_in_order().await;
}

#[tokio::test]
async fn an_application_is_withdrawn_by_its_owner_until_it_is_approved() {
    let office = Office::open().await;
    let officer = office.officer("lahore/lahore").await;
    for place in ["submitted", "documents-pending", "verifying"] {
        let citizen = office.citizen("Nasreen").await;
        let case = if place == "submitted" {
            citizen.submits(&office).await
        } else {
            office.verifying(&citizen).await
        };
        if place == "documents-pending" {
            officer.asks_for(&office, &case, "photograph").await.ok();
        }
        assert_eq!(office.stage(&case).await, place);
        assert_eq!(officer.does(&office, &case, "withdraw").await.problem(), "not-allowed");
        citizen.does(&office, &case, "withdraw").await.ok();
        assert_eq!(office.stage(&case).await, "withdrawn");
        citizen.fills(&office).await;
    }
    let citizen = office.citizen("Nasreen").await;
    let case = office.approved(&citizen, &officer).await;
    assert_eq!(citizen.does(&office, &case, "withdraw").await.problem(), "action-not-open");
    office.jobs_run().await;
    office.is_in_order().await;
}

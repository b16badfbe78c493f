//! What a household answered once is not asked again: a later application begins with it, and with its papers.

use pser::doctor::{self, Care};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::office::{Office, PROGRAMME, REGISTRATION, answers_of};

fn id_of(view: &Value) -> Uuid {
    view["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn after_the_registration_a_programme_asks_only_what_is_its_own() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let registration = who.registers_household(&office).await;
    office.jobs_run().await;
    who.sends_documents(&office, &registration).await;

    let begun = who.begins(&office, PROGRAMME).await;
    assert_eq!(begun["missing"], json!(["bank.title", "bank.iban"]));
    assert_eq!(begun["missing_documents"], json!([]), "the papers came along");
    assert_eq!(begun["taken"]["application"], json!(registration.application));
    assert_eq!(begun["taken"]["programme"], REGISTRATION);
    assert_eq!(begun["answers"]["members"][1]["name"], "Rasheeda Bibi");
    // The identifier can be left as it is, and what is handed in opens for the registry that is asked.
    assert_eq!(begun["answers"]["members"][1]["cnic"]["last"].as_str().map(str::len), Some(4));
    let bank = json!({ "version": 1, "answers": { "bank": answers_of(&who)["bank"] } });
    let path = format!("/applications/{}", id_of(&begun));
    office.asks(Some(&who), ("PATCH", &path), Some(&bank)).await.ok();
    let case = who.hands_in(&office, (id_of(&begun), 2)).await;
    office.jobs_run().await;
    let officer = office.officer("lahore").await;
    let seen = officer.sees(&office, &case).await.ok();
    assert_eq!(seen["stage"], "verifying", "nothing was missing, and every check found its answers");
    assert_eq!(office.count("case_checks where result = 'waiting'").await, 0);
    let diagnosis = doctor::examine(&office.app, Care::Hashes, |_| {}).await.unwrap();
    assert_eq!(diagnosis.broken().count(), 0, "{diagnosis:?}");
}

#[tokio::test]
async fn a_paper_that_came_along_opens_and_keeps_its_verdict() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let registration = who.registers_household(&office).await;
    office.jobs_run().await;
    let sent = who.sends_documents(&office, &registration).await;
    office.jobs_run().await;
    let officer = office.officer("lahore").await;
    officer.claims(&office, &registration).await.ok();
    for (requirement, document) in &sent {
        let verdict = if requirement == "photograph" {
            json!({ "verdict": "refused", "code": "unreadable" })
        } else {
            json!({ "verdict": "accepted" })
        };
        officer.reviews(&office, *document, &verdict).await.ok();
    }
    let begun = who.begins(&office, PROGRAMME).await;
    let missing = begun["missing_documents"].as_array().unwrap();
    assert_eq!(missing.len(), 1, "only the one that was refused is asked for: {missing:?}");
    assert_eq!(missing[0]["requirement"], "photograph");

    let path = format!("/applications/{}/documents", id_of(&begun));
    let listed = office.asks(Some(&who), ("GET", &path), None).await.ok();
    let papers = listed.as_array().or_else(|| listed["documents"].as_array()).unwrap().clone();
    assert_eq!(papers.len(), sent.len() - 1);
    for paper in &papers {
        assert_eq!(paper["review"], "accepted");
        let file = office
            .asks(Some(&who), ("GET", &format!("/documents/{}/content", paper["id"].as_str().unwrap())), None)
            .await;
        assert_eq!(file.status, 200, "{paper}");
    }
    // Another of the same requirement replaces it here and leaves the registration's alone.
    who.sends_file(&office, id_of(&begun), ("cnic-self", None)).await.ok();
    let path = format!("/applications/{}/documents", registration.application);
    let before = office.asks(Some(&who), ("GET", &path), None).await.ok();
    let before = before.as_array().or_else(|| before["documents"].as_array()).unwrap().clone();
    assert_eq!(before.len(), sent.len());
}

#[tokio::test]
async fn the_receipt_of_a_decision_knows_the_verdicts_that_came_along() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let registration = who.registers_household(&office).await;
    office.jobs_run().await;
    let sent = who.sends_documents(&office, &registration).await;
    office.jobs_run().await;
    let officer = office.officer("lahore").await;
    officer.claims(&office, &registration).await.ok();
    for (_, document) in &sent {
        officer.reviews(&office, *document, &json!({ "verdict": "accepted" })).await.ok();
    }
    let begun = who.begins(&office, PROGRAMME).await;
    let bank = json!({ "version": 1, "answers": { "bank": answers_of(&who)["bank"] } });
    let path = format!("/applications/{}", id_of(&begun));
    office.asks(Some(&who), ("PATCH", &path), Some(&bank)).await.ok();
    let case = who.hands_in(&office, (id_of(&begun), 2)).await;
    office.jobs_run().await;
    officer.does(&office, &case, "reject").await.ok();
    let decision = office.asks(Some(&who), ("GET", &format!("{}/decision", case.path())), None).await.ok();
    let papers = decision["documents"].as_array().unwrap();
    assert_eq!(papers.len(), sent.len());
    assert!(papers.iter().all(|paper| paper["standing"] == "accepted"), "{papers:?}");
}

#[tokio::test]
async fn nobody_elses_answers_are_taken_over_and_a_draft_says_nothing_yet() {
    let office = Office::open().await;
    let (one, other) = (office.citizen("Shazia Parveen").await, office.citizen("Nasreen Akhtar").await);
    one.registers_household(&office).await;
    let begun = other.begins(&office, PROGRAMME).await;
    assert_eq!(begun["taken"], Value::Null);
    assert!(begun["missing"].as_array().unwrap().len() > 10);
    // A registration that was only begun is not taken over.
    other.begins(&office, REGISTRATION).await;
    let third = office.citizen("Uzma Bibi").await;
    third.begins(&office, REGISTRATION).await;
    assert_eq!(third.begins(&office, PROGRAMME).await["taken"], Value::Null);
}

#[tokio::test]
async fn who_applied_first_need_not_answer_for_the_registration_either() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    who.submits(&office).await;
    let begun = who.begins(&office, REGISTRATION).await;
    assert_eq!(begun["missing"], json!([]));
    assert_eq!(begun["answers"]["bank"], Value::Null, "what only the programme asked stays there");
}

#[tokio::test]
async fn a_household_whose_papers_are_accepted_is_registered_and_told() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let case = who.registers_household(&office).await;
    office.jobs_run().await;
    let papers = who.sends_documents(&office, &case).await;
    office.jobs_run().await;
    let officer = office.officer("lahore").await;
    officer.takes_next(&office).await.ok();
    let early = officer.does(&office, &case, "verify").await;
    assert_eq!(early.status, 409, "nobody looked at the papers yet");
    for (_, document) in papers {
        officer.reviews(&office, document, &json!({ "verdict": "accepted" })).await.ok();
    }
    officer.does(&office, &case, "verify").await.ok();
    office.jobs_run().await;
    assert_eq!(who.sees(&office, &case).await.ok()["stage"], "registered");
    assert_eq!(office.count("notices where kind = 'household-registered'").await, 1);
    // No money is in it: nobody can make a batch of it.
    let maker = office.maker().await;
    let body = json!({ "programme": REGISTRATION });
    assert_ne!(office.asks(Some(&maker), ("POST", "/batches"), Some(&body)).await.status, 201);
}

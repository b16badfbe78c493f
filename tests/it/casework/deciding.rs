//! The receipt of a decision over HTTP: put together from what was kept, for whoever may see the case.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::office::{Answer, Case, Office, Persona};

const HOSTILE: &str = "<script>alert(1)</script> {{7*7}} =1+1 \u{202e}evil";

impl Persona {
    pub(crate) async fn reads_decision(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("GET", &format!("{}/decision", case.path())), None).await
    }

    /// Hands in an application with other answers and sends what is asked for; checked by the jobs.
    pub(crate) async fn applies_with(&self, office: &Office, answers: &Value) -> Case {
        let (application, version) = self.fills(office).await;
        let path = format!("/applications/{application}");
        let change = json!({ "version": version, "answers": answers });
        let saved = office.asks(Some(self), ("PATCH", &path), Some(&change)).await.ok();
        let body = json!({ "version": saved["version"], "consent": "2026-1" });
        let submitted =
            office.asks(Some(self), ("POST", &format!("{path}/submission")), Some(&body)).await.ok();
        let case = office.case_called(submitted["reference"].as_str().unwrap()).await;
        office.jobs_run().await;
        self.sends_documents(office, &case).await;
        office.jobs_run().await;
        assert_eq!(office.stage(&case).await, "verifying");
        case
    }
}

fn titles(criteria: &Value, held: bool) -> Vec<&str> {
    let criteria = criteria.as_array().unwrap().iter().filter(|one| one["held"] == held);
    criteria.map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_rejection_says_by_which_rules_on_which_facts_and_why() {
    let office = Office::open().await;
    let citizen = office.citizen("Shazia Parveen").await;
    let officer = office.officer("lahore").await;
    let case = citizen.applies_with(&office, &json!({ "assets": { "has_car": true } })).await;
    assert_eq!(citizen.reads_decision(&office, &case).await.problem(), "not-found");

    let shown = citizen.sees(&office, &case).await.ok();
    let photograph = shown["documents"].as_array().unwrap().iter();
    let photograph = photograph.clone().find(|one| one["requirement"] == "photograph").unwrap();
    let photograph = photograph["id"].as_str().unwrap().parse().unwrap();
    officer
        .reviews(&office, photograph, &json!({ "verdict": "refused", "code": "other", "reason": HOSTILE }))
        .await
        .ok();
    officer.does_with(&office, &case, "reject", json!({ "reason": HOSTILE })).await.ok();
    office.database.passes(chrono::TimeDelta::minutes(5)).await;
    // What is sent or said afterwards is not what was decided on.
    let later =
        format!("update documents set review = 'accepted', review_reason = null where id = '{photograph}'");
    sqlx::query(AssertSqlSafe(later)).execute(&office.database.owner).await.unwrap();

    let decision = citizen.reads_decision(&office, &case).await.ok();
    assert_eq!((&decision["verdict"], &decision["stage"]), (&json!("against"), &json!("rejected")));
    assert_eq!(decision["decided_at"], "2026-03-02T06:00:00Z");
    assert_eq!(decision["amount"], 0);
    assert_eq!(decision["rules"]["language"], 2);
    assert_eq!(decision["rules"]["bundle"].as_str().unwrap().len(), 64);
    let excluding: Vec<&Value> = decision["score"]["criteria"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["points"].is_null())
        .collect();
    assert_eq!(titles(&json!(excluding), true), ["owns-car"]);
    assert!(titles(&decision["score"]["criteria"], false).contains(&"chronic-illness"), "{decision}");
    let checks: Vec<&Value> =
        decision["checks"].as_array().unwrap().iter().map(|check| &check["name"]).collect();
    assert_eq!(checks, ["duplicates", "identity", "means-test"]);
    let papers = decision["documents"].as_array().unwrap();
    let refused: Vec<&Value> = papers.iter().filter(|one| one["standing"] == "refused").collect();
    assert_eq!(refused.len(), 1, "{papers:?}");
    assert_eq!(refused[0]["title"]["en"], "Your photograph");
    assert!(decision["reason"].as_str().unwrap().starts_with("<script>"));
    assert!(!decision.to_string().contains(&officer.name), "an officer is named");

    // The office may look, and that is told; a stranger finds nothing.
    let seen = officer.reads_decision(&office, &case).await.ok();
    assert_eq!(seen, decision);
    let looked = office.count("access_log where what = 'view-case'").await;
    assert!(looked > 0);
    let stranger = office.citizen("Somebody Else").await;
    for who in [&stranger, &office.officer("multan").await] {
        assert_eq!(who.reads_decision(&office, &case).await.problem(), "not-found");
    }
}

#[tokio::test]
async fn an_approval_says_how_much_and_stays_readable_while_the_case_comes_back() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = office.approved(&citizen, &officer).await;
    let decision = citizen.reads_decision(&office, &case).await.ok();
    assert_eq!((&decision["verdict"], &decision["is_open_again"]), (&json!("for"), &json!(false)));
    assert!(decision["amount"].as_i64().unwrap() > 0);
    let supervisor = office.supervisor().await;
    supervisor.does(&office, &case, "return").await.ok();
    let decision = citizen.reads_decision(&office, &case).await.ok();
    assert_eq!((&decision["verdict"], &decision["is_open_again"]), (&json!("for"), &json!(true)));
    assert_eq!(decision["reason"], Value::Null);
}

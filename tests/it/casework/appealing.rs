//! Appeals and complaints: who may file which until when, what an appeal that is allowed does to its case, and that nobody
//! judges what they had a hand in.

use serde_json::{Value, json};

use crate::office::{Answer, Case, Office, Persona};

const HOSTILE: &str = "<script>alert(1)</script> {{7*7}} =1+1 \r\nBcc: all \u{202e}evil";

impl Persona {
    /// Begins an appeal or a complaint.
    pub(crate) async fn begins_about(
        &self,
        office: &Office,
        programme: &str,
        about: Option<&Case>,
    ) -> Answer {
        let body = json!({ "programme": programme, "about": about.map(|case| &case.reference) });
        office.asks(Some(self), ("POST", "/applications"), Some(&body)).await
    }

    async fn answers_and_hands_in(&self, office: &Office, begun: &Value, answers: &Value) -> Answer {
        let path = format!("/applications/{}", begun["id"].as_str().unwrap());
        let change = json!({ "version": begun["version"], "answers": answers });
        let saved = office.asks(Some(self), ("PATCH", &path), Some(&change)).await.ok();
        assert_eq!(saved["missing"], json!([]), "nothing that is known is asked again");
        let body = json!({ "version": saved["version"], "consent": "2026-1" });
        office.asks(Some(self), ("POST", &format!("{path}/submission")), Some(&body)).await
    }

    pub(crate) async fn appeals(&self, office: &Office, about: &Case) -> Case {
        let begun = self.begins_about(office, "appeal", Some(about)).await.ok();
        let answers = json!({ "grounds": { "reason": "facts", "text": HOSTILE } });
        let filed = self.answers_and_hands_in(office, &begun, &answers).await.ok();
        office.case_called(filed["reference"].as_str().unwrap()).await
    }

    pub(crate) async fn complains(&self, office: &Office, about: Option<&Case>) -> Case {
        let begun = self.begins_about(office, "grievance", about).await.ok();
        let answers = json!({ "complaint": { "kind": "conduct", "text": HOSTILE } });
        let filed = self.answers_and_hands_in(office, &begun, &answers).await.ok();
        office.case_called(filed["reference"].as_str().unwrap()).await
    }

    async fn takes_next_of(&self, office: &Office, queue: &str) -> Answer {
        office.asks(Some(self), ("POST", &format!("/queues/{queue}/next")), None).await
    }
}

/// A case that an officer has rejected.
pub(crate) async fn rejected(office: &Office, citizen: &Persona, officer: &Persona) -> Case {
    let case = office.verifying(citizen).await;
    officer.does(office, &case, "reject").await.ok();
    case
}

async fn kinds_told(office: &Office, case: &Case) -> Vec<String> {
    let kinds = "select kind from notices where case_id = $1 and channel = 'sms' order by id";
    sqlx::query_scalar(kinds).bind(case.id).fetch_all(&office.database.owner).await.unwrap()
}

#[tokio::test]
async fn an_appeal_that_is_allowed_has_its_case_decided_again_by_somebody_else() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let both = [("reviewer", None), ("officer", None)];
    let reviewer = office.staff("Rukhsana", &both).await;
    let case = rejected(&office, &citizen, &officer).await;
    let told_before = kinds_told(&office, &case).await;
    let appeal = citizen.appeals(&office, &case).await;
    assert_eq!(office.stage(&appeal).await, "reviewing");
    assert_eq!(citizen.sees(&office, &appeal).await.ok()["about"], json!(case.reference));
    assert_eq!(
        reviewer.does_with(&office, &appeal, "allow", json!({})).await.wrong_fields(),
        [("reason", "reason-missing")]
    );
    assert_eq!(office.stage(&case).await, "rejected");
    let given = reviewer.takes_next_of(&office, "appeals").await.ok();
    assert_eq!(given["reference"], json!(appeal.reference));
    reviewer.does_with(&office, &appeal, "allow", json!({ "reason": HOSTILE })).await.ok();
    assert_eq!(
        (office.stage(&appeal).await, office.stage(&case).await),
        ("allowed".into(), "verifying".into())
    );
    assert_eq!(kinds_told(&office, &case).await, told_before, "the appeal tells it, once");
    assert_eq!(kinds_told(&office, &appeal).await, ["appeal-received", "appeal-allowed"]);
    let history = office.asks(Some(&reviewer), ("GET", &format!("{}/history", case.path())), None).await.ok();
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["detail"]["appeal"]), (&json!("reopened"), &json!(appeal.reference)));
    office.is_in_order().await;

    let decision = citizen.reads_decision(&office, &case).await.ok();
    assert_eq!((&decision["verdict"], &decision["is_open_again"]), (&json!("against"), &json!(true)));
    // Neither who decided it before nor who had it taken up decides it now, and neither is given it.
    let kin = office.officer("lahore").await;
    office.live_together(&officer, &kin).await;
    for who in [&officer, &reviewer, &kin] {
        assert_eq!(who.takes_next(&office).await.problem(), "queue-empty", "{}", who.name);
        for action in ["verify", "reject"] {
            assert_eq!(who.does(&office, &case, action).await.problem(), "separated", "{}", who.name);
        }
    }
    let fresh = office.officer("lahore").await;
    assert_eq!(fresh.takes_next(&office).await.ok()["reference"], json!(case.reference));
    fresh.does(&office, &case, "verify").await.ok();
    office.supervisor().await.does(&office, &case, "return").await.ok();
    fresh.does(&office, &case, "verify").await.ok();
    office.is_in_order().await;
}

#[tokio::test]
async fn an_appeal_that_is_dismissed_is_final() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let reviewer = office.reviewer().await;
    let case = rejected(&office, &citizen, &officer).await;
    let appeal = citizen.appeals(&office, &case).await;
    reviewer.asks_for(&office, &appeal, "evidence").await.ok();
    assert_eq!(office.stage(&appeal).await, "documents-pending");
    citizen.sends_documents(&office, &appeal).await;
    office.jobs_run().await;
    assert_eq!(office.stage(&appeal).await, "reviewing");
    reviewer.does(&office, &appeal, "dismiss").await.ok();
    assert_eq!(office.stage(&case).await, "rejected");
    let decision = citizen.reads_decision(&office, &appeal).await.ok();
    assert_eq!((&decision["verdict"], &decision["reason"]), (&json!("against"), &json!("as the papers say")));
    assert_eq!(citizen.begins_about(&office, "appeal", Some(&case)).await.problem(), "appeal-decided");
    office.is_in_order().await;
}

#[tokio::test]
async fn an_appeal_is_in_time_until_the_thirtieth_day_ends() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let (early, late) = (office.citizen("Shazia Parveen").await, office.citizen("Nasreen").await);
    let cases = [rejected(&office, &early, &officer).await, rejected(&office, &late, &officer).await];
    let begun = late.begins_about(&office, "appeal", Some(&cases[1])).await.ok();
    // Decided on 2 March; 1 April is the thirtieth day.
    office.database.set_now("2026-04-01T18:59:59Z".parse().unwrap()).await;
    let early = office.signs_in(&early).await;
    early.appeals(&office, &cases[0]).await;
    office.database.set_now("2026-04-01T19:00:00Z".parse().unwrap()).await;
    let late = office.signs_in(&late).await;
    let answers = json!({ "grounds": { "reason": "other", "text": "it was raining" } });
    let refused = late.answers_and_hands_in(&office, &begun, &answers).await;
    assert_eq!(refused.problem(), "appeal-too-late");
    assert_eq!(refused.body["until"], "2026-04-01T19:00:00Z");
    let decision = late.reads_decision(&office, &cases[1]).await.ok();
    assert_eq!(decision["appeal"]["refusal"], "appeal-too-late");
    assert_eq!(decision["appeal"]["until"], "2026-04-01T19:00:00Z");
}

#[tokio::test]
async fn what_cannot_be_appealed_is_not() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let other = office.citizen("Somebody Else").await;
    let case = office.verifying(&citizen).await;
    assert_eq!(citizen.begins_about(&office, "appeal", Some(&case)).await.problem(), "nothing-to-appeal");
    officer.does(&office, &case, "reject").await.ok();
    for (who, programme, about, expected) in [
        (&other, "appeal", Some(&case), "not-found"),
        (&other, "grievance", Some(&case), "not-found"),
        (&officer, "appeal", Some(&case), "not-allowed"),
        (&citizen, "appeal", None, "invalid"),
        (&citizen, "cash-assistance", Some(&case), "invalid"),
    ] {
        let answer = who.begins_about(&office, programme, about).await;
        assert_eq!(answer.problem(), expected, "{programme} by {}", who.name);
    }
    for about in ["C-00000-00000-0", "nonsense", HOSTILE, &"9".repeat(5000)] {
        let body = json!({ "programme": "appeal", "about": about });
        let answer = office.asks(Some(&citizen), ("POST", "/applications"), Some(&body)).await;
        assert_eq!(answer.problem(), "not-found", "{about:.40}");
    }
    let listed = office.asks(Some(&citizen), ("GET", "/programmes"), None).await.ok();
    let codes: Vec<&Value> = listed.as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert!(!codes.contains(&&json!("appeal")) && !codes.contains(&&json!("grievance")), "{codes:?}");
}

#[tokio::test]
async fn one_decision_has_one_open_appeal_however_many_are_begun_at_once() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = rejected(&office, &citizen, &officer).await;
    let many = (0..8).map(|_| citizen.begins_about(&office, "appeal", Some(&case)));
    let answers = futures::future::join_all(many).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let refused = answers.iter().filter(|answer| !answer.is_ok());
    assert!(refused.into_iter().all(|answer| answer.problem() == "application-exists"));
}

#[tokio::test]
async fn an_appeal_and_a_new_application_do_not_go_on_side_by_side() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let (one, two) = (office.citizen("Shazia Parveen").await, office.citizen("Nasreen").await);
    let case = rejected(&office, &one, &officer).await;
    // A draft is in nobody's way, but it is not handed in beside the appeal.
    let (application, version) = one.fills(&office).await;
    let appeal = one.appeals(&office, &case).await;
    let body = json!({ "version": version, "consent": "2026-1" });
    let path = format!("/applications/{application}/submission");
    assert_eq!(office.asks(Some(&one), ("POST", &path), Some(&body)).await.problem(), "another-is-open");
    office.reviewer().await.does(&office, &appeal, "allow").await.ok();
    assert_eq!(office.stage(&case).await, "verifying");
    assert_eq!(office.asks(Some(&one), ("POST", &path), Some(&body)).await.problem(), "another-is-open");

    let case = rejected(&office, &two, &officer).await;
    two.submits(&office).await;
    assert_eq!(two.begins_about(&office, "appeal", Some(&case)).await.problem(), "another-is-open");
    office.is_in_order().await;
}

#[tokio::test]
async fn nobody_judges_what_they_or_their_household_had_a_hand_in() {
    let office = Office::open().await;
    let citizen = office.citizen("Shazia Parveen").await;
    let both = [("reviewer", None), ("officer", None)];
    let (decider, kin) = (office.staff("Aisha", &both).await, office.staff("Bilal", &both).await);
    office.live_together(&decider, &kin).await;
    let case = rejected(&office, &citizen, &decider).await;
    let appeal = citizen.appeals(&office, &case).await;
    let complaint = citizen.complains(&office, Some(&case)).await;
    for who in [&decider, &kin] {
        for (about, queue, actions) in [
            (&appeal, "appeals", ["allow", "dismiss"]),
            (&complaint, "grievances", ["resolve", "not-uphold"]),
        ] {
            assert_eq!(who.takes_next_of(&office, queue).await.problem(), "queue-empty");
            assert_eq!(who.claims(&office, about).await.problem(), "had-a-hand");
            for action in actions {
                assert_eq!(who.does(&office, about, action).await.problem(), "had-a-hand", "{action}");
            }
        }
        assert_eq!(who.asks_for(&office, &appeal, "evidence").await.problem(), "had-a-hand");
        let shown = who.sees(&office, &appeal).await.ok();
        assert_eq!(shown["actions"], json!([]));
    }
    let reviewer = office.reviewer().await;
    assert_eq!(reviewer.takes_next_of(&office, "appeals").await.ok()["reference"], json!(appeal.reference));
    reviewer.does(&office, &appeal, "allow").await.ok();
    // To have had the case taken up again is to have had a hand in it.
    assert_eq!(reviewer.does(&office, &complaint, "resolve").await.problem(), "had-a-hand");
    office.is_in_order().await;
}

#[tokio::test]
async fn who_acts_on_a_case_while_answering_a_complaint_about_it_is_too_late_for_one_of_them() {
    let office = Office::open().await;
    let both = [("reviewer", None), ("officer", None)];
    for round in 0..6 {
        let citizen = office.citizen("Shazia Parveen").await;
        let officer = office.staff("Aisha", &both).await;
        let case = office.verifying(&citizen).await;
        let complaint = citizen.complains(&office, Some(&case)).await;
        officer.claims(&office, &complaint).await.ok();
        let (acted, answered) = tokio::join!(
            officer.does(&office, &case, "reject"),
            officer.does(&office, &complaint, "resolve"),
        );
        acted.ok();
        // Either the complaint was answered before the officer had a hand in the case, or not by this officer.
        if answered.is_ok() {
            assert_eq!(office.stage(&complaint).await, "resolved", "round {round}");
        } else {
            assert!(["had-a-hand", "stale-case"].contains(&answered.problem()), "{}", answered.body);
            assert_eq!(officer.does(&office, &complaint, "resolve").await.problem(), "had-a-hand");
            // What was claimed can be given back all the same.
            officer.releases(&office, &complaint).await.ok();
        }
    }
    office.is_in_order().await;
}

#[tokio::test]
async fn a_complaint_about_nothing_in_particular_is_answered_in_words() {
    let office = Office::open().await;
    let citizen = office.citizen("Shazia Parveen").await;
    let complaint = citizen.complains(&office, None).await;
    assert_eq!(citizen.sees(&office, &complaint).await.ok()["area"], "lahore/lahore/shalimar");
    let reviewer = office.reviewer().await;
    reviewer.does_with(&office, &complaint, "not-uphold", json!({ "reason": HOSTILE })).await.ok();
    let told = office.params_of("grievance-answered", &complaint).await;
    assert!(told["reason"].as_str().unwrap().contains("alert(1)"), "{told}");
    assert_eq!(kinds_told(&office, &complaint).await, ["grievance-received", "grievance-answered"]);
    // The household that the citizen registered stays as it was.
    let households = office.count("households").await;
    citizen.complains(&office, None).await;
    assert_eq!(office.count("households").await, households);
    office.jobs_run().await;
    office.is_in_order().await;
}

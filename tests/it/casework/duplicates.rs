//! Cases that may be of the same people: checks bring them together, officers look at two side by side and say what they
//! are, and what was said stays until somebody takes it back or more is found.

use pser::casework::duplicates::{keep_found, lock_found};
use serde_json::{Value, json};

use crate::office::{Answer, Case, Office, Persona};

pub(crate) const REASON: &str = "one house, <b>one</b> door {{7*7}}\u{202e}";

/// The address of two cases beside each other.
pub(crate) fn beside(here: &Case, there: &Case) -> String {
    format!("{}/duplicates/{}", here.path(), there.reference)
}

impl Persona {
    /// The cases that may be of the same people, as somebody sees them.
    pub(crate) async fn lists_duplicates(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("GET", &format!("{}/duplicates", case.path())), None).await
    }

    pub(crate) async fn compares(&self, office: &Office, (here, there): (&Case, &Case)) -> Answer {
        office.asks(Some(self), ("GET", &beside(here, there)), None).await
    }

    /// Says of two cases what they are, having looked at this revision.
    pub(crate) async fn judges(
        &self,
        office: &Office,
        (here, there): (&Case, &Case),
        (judgement, revision): (&str, i32),
    ) -> Answer {
        let body = json!({ "judgement": judgement, "revision": revision, "reason": REASON });
        office.asks(Some(self), ("POST", &beside(here, there)), Some(&body)).await
    }

    async fn undoes(&self, office: &Office, (here, there): (&Case, &Case), revision: i32) -> Answer {
        let body = json!({ "revision": revision, "reason": REASON });
        office.asks(Some(self), ("POST", &format!("{}/undoing", beside(here, there))), Some(&body)).await
    }
}

impl Office {
    /// Two cases that officers verify, of two people who have nothing to do with each other.
    pub(crate) async fn two_verifying(&self) -> (Case, Case) {
        let (one, other) = (self.citizen("Zahida Begum").await, self.citizen("Nadeem Akhtar").await);
        (self.verifying(&one).await, self.verifying(&other).await)
    }

    /// How many pairs of a case nobody has judged.
    pub(crate) async fn open_duplicates(&self, case: &Case) -> i16 {
        sqlx::query_scalar("select open_duplicates from cases where id = $1")
            .bind(case.id)
            .fetch_one(&self.database.owner)
            .await
            .unwrap()
    }

    /// The check of a case has found these, each by what, in another case.
    async fn finds(&self, case: &Case, found: &[(&str, &Case)]) {
        let found: Vec<Value> =
            found.iter().map(|(by, other)| json!({ "by": by, "case": other.reference })).collect();
        let mut tx = self.database.app.begin().await.unwrap();
        let found = lock_found(&mut tx, case.id, &json!({ "found": found })).await.unwrap();
        keep_found(&mut tx, case.id, &found).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn state_of(listed: &Value) -> (&Value, &Value) {
    (&listed[0]["state"], &listed[0]["revision"])
}

#[tokio::test]
async fn checks_that_name_each_other_make_one_pair_that_both_cases_count() {
    let office = Office::open().await;
    // One name and one date of birth.
    let (one, other) = (office.citizen("Nasreen Akhtar").await, office.citizen("Nasreen Akhtar").await);
    let (first, second) = (one.submits(&office).await, other.submits(&office).await);
    office.jobs_run().await;
    assert_eq!(office.count("case_pairs").await, 1);
    let officer = office.officer("lahore").await;
    for (case, twin) in [(&first, &second), (&second, &first)] {
        assert_eq!(office.open_duplicates(case).await, 1);
        let listed = officer.lists_duplicates(&office, case).await.ok();
        assert_eq!(listed[0]["reference"], json!(twin.reference));
        assert_eq!(state_of(&listed), (&json!("open"), &json!(1)));
        let found = listed[0]["found_here"].as_array().unwrap();
        assert!(found.iter().any(|alike| alike["by"] == "name"), "{found:?}");
        assert_eq!(officer.sees(&office, case).await.ok()["office"]["open_duplicates"], 1);
    }
    officer.judges(&office, (&first, &second), ("dismissed", 1)).await.ok();
    assert_eq!((office.open_duplicates(&first).await, office.open_duplicates(&second).await), (0, 0));
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn a_queue_shows_alone_what_nobody_has_looked_at() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    office.two_verifying().await;
    let officer = office.officer("lahore").await;
    let asked = async |query: &str| {
        office.asks(Some(&officer), ("GET", &format!("/queues/verification/cases?{query}")), None).await
    };
    assert_eq!(asked("duplicates=open").await.ok()["cases"], json!([]));
    office.finds(&first, &[("mobile", &second)]).await;
    let listed = asked("duplicates=open&area=lahore&holder=nobody").await.ok();
    let listed: Vec<&str> =
        listed["cases"].as_array().unwrap().iter().map(|case| case["reference"].as_str().unwrap()).collect();
    assert_eq!(listed, [&first.reference, &second.reference]);
    assert_eq!(asked("duplicates=").await.ok()["cases"].as_array().unwrap().len(), 4);
    assert_eq!(asked("duplicates=open&stage=approved").await.ok()["cases"], json!([]));
    assert_eq!(asked("duplicates=some").await.wrong_fields(), [("duplicates", "field-type")]);
    officer.judges(&office, (&first, &second), ("dismissed", 1)).await.ok();
    assert_eq!(asked("duplicates=open").await.ok()["cases"], json!([]));
}

#[tokio::test]
async fn two_cases_are_compared_question_by_question_and_looking_is_on_record_for_both() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    let officer = office.officer("lahore").await;
    let looked = officer.compares(&office, (&first, &second)).await.ok();
    assert_eq!((&looked["pair"], &looked["shared"]), (&json!(null), &json!("none")));
    assert_eq!(looked["close_there"], json!({ "is_open": true, "refusal": null }));
    let members = looked["sections"].as_array().unwrap().iter().find(|section| section["name"] == "members");
    let rows = members.unwrap()["rows"].as_array().unwrap();
    // The mothers have numbers of their own and one name; whoever has neither stands alone.
    assert!(rows.iter().all(|row| row["name"].is_string()), "{rows:?}");
    let answers = rows.iter().flat_map(|row| row["answers"].as_array().unwrap());
    let numbers: Vec<&Value> = answers.filter(|answer| answer["here"]["last"].is_string()).collect();
    assert!(numbers.iter().any(|answer| answer["is_same"] == false), "{numbers:?}");
    assert!(!looked.to_string().contains("sealed") && !looked.to_string().contains("index"));
    for case in [&first, &second] {
        let seen =
            "select count(*) from access_log where what = 'view-case' and case_id = $1 and actor_person = $2";
        let seen: i64 = sqlx::query_scalar(seen)
            .bind(case.id)
            .bind(officer.person)
            .fetch_one(&office.database.owner)
            .await
            .unwrap();
        assert_eq!(seen, 1);
    }
    assert_eq!(officer.compares(&office, (&first, &first)).await.problem(), "not-found");
    let nowhere = format!("{}/duplicates/C-00000-00000-0", first.path());
    assert_eq!(office.asks(Some(&officer), ("GET", &nowhere), None).await.problem(), "not-found");
}

#[tokio::test]
async fn what_two_cases_are_is_said_with_a_reason_kept_on_both_and_taken_back() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let both = (&first, &second);
    for body in [
        json!({ "judgement": "linked", "revision": 0, "reason": " \u{202e}" }),
        json!({ "judgement": "guessed", "revision": 0, "reason": REASON }),
        json!({ "judgement": "merged", "revision": 0, "reason": REASON }),
        json!({ "judgement": "linked", "keep": first.reference, "revision": 0, "reason": REASON }),
        json!({ "judgement": "merged", "keep": "C-00000-00000-0", "revision": 0, "reason": REASON }),
    ] {
        let answer = office.asks(Some(&officer), ("POST", &beside(&first, &second)), Some(&body)).await;
        assert_eq!(answer.problem(), "invalid", "{body}");
    }
    assert_eq!(officer.undoes(&office, both, 0).await.problem(), "pair-judged");
    assert_eq!(officer.judges(&office, both, ("linked", 3)).await.problem(), "pair-judged");
    assert_eq!(office.count("case_pairs").await, 0);

    // The button pressed twice, and from the other side.
    officer.judges(&office, both, ("linked", 0)).await.ok();
    officer.judges(&office, (&second, &first), ("linked", 0)).await.ok();
    assert_eq!(colleague.judges(&office, both, ("dismissed", 0)).await.problem(), "pair-judged");
    let listed = colleague.lists_duplicates(&office, &second).await.ok();
    assert_eq!(state_of(&listed), (&json!("linked"), &json!(1)));
    assert_eq!(listed[0]["judged_by"], json!(officer.name));
    assert_eq!(listed[0]["reason"], json!("one house, <b>one</b> door {{7*7}}"));
    for (case, other) in [(&first, &second), (&second, &first)] {
        assert_eq!(office.history(case).await.last().unwrap(), "duplicate-linked");
        let path = format!("{}/history", case.path());
        let events = office.asks(Some(&officer), ("GET", &path), None).await.ok();
        let last = events.as_array().unwrap().last().unwrap();
        assert_eq!((&last["detail"]["other"], &last["action"]), (&json!(other.reference), &json!(null)));
    }

    // Both go on: whoever judged them verifies one.
    colleague.undoes(&office, both, 1).await.ok();
    assert_eq!(office.count("case_pairs").await, 0, "no check brought them together");
    officer.judges(&office, both, ("dismissed", 0)).await.ok();
    officer.does(&office, &first, "verify").await.ok();
    let kinds = office.history(&first).await;
    assert_eq!(kinds[2..], ["duplicate-linked", "duplicate-undone", "duplicate-dismissed", "verified"]);
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn what_was_dismissed_stays_so_until_more_is_found_alike() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    let officer = office.officer("lahore").await;
    office.finds(&first, &[("mobile", &second)]).await;
    officer.judges(&office, (&first, &second), ("dismissed", 1)).await.ok();
    office.finds(&first, &[("mobile", &second)]).await;
    assert_eq!(state_of(&officer.lists_duplicates(&office, &first).await.ok()).0, "dismissed");
    office.finds(&first, &[("mobile", &second), ("name", &second)]).await;
    assert_eq!(state_of(&officer.lists_duplicates(&office, &first).await.ok()), (&json!("open"), &json!(3)));
    for case in [&first, &second] {
        assert_eq!(office.open_duplicates(case).await, 1);
        assert_eq!(office.history(case).await.last().unwrap(), "duplicate-found");
    }
    // What the other's check finds counts as well; what neither finds any more is forgotten.
    officer.judges(&office, (&first, &second), ("linked", 3)).await.ok();
    office.finds(&second, &[("document", &first)]).await;
    assert_eq!(state_of(&officer.lists_duplicates(&office, &first).await.ok()).0, "linked");
    officer.undoes(&office, (&first, &second), 4).await.ok();
    assert_eq!(state_of(&officer.lists_duplicates(&office, &first).await.ok()).0, "open");
    office.finds(&first, &[]).await;
    assert_eq!(office.count("case_pairs where state = 'open'").await, 1);
    office.finds(&second, &[]).await;
    assert_eq!(office.count("case_pairs").await, 0);
    assert_eq!(office.open_duplicates(&first).await, 0);
    office.is_in_order().await;
}

#[tokio::test]
async fn of_a_case_elsewhere_one_hears_that_somebody_else_must_look_and_nothing_more() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    sqlx::query("update cases set area = 'multan/multan' where id = $1")
        .bind(second.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let (officer, both_areas) = (
        office.officer("lahore").await,
        office.staff("Amina", &[("officer", Some("lahore")), ("officer", Some("multan"))]).await,
    );
    // Without a pair the other case is not there at all.
    assert_eq!(officer.compares(&office, (&first, &second)).await.problem(), "not-found");
    office.finds(&first, &[("mobile", &second)]).await;
    let listed = officer.lists_duplicates(&office, &first).await.ok();
    assert_eq!(listed[0]["reference"], json!(null));
    assert!(!listed.to_string().contains(&second.reference), "{listed}");
    for answer in [
        officer.compares(&office, (&first, &second)).await,
        officer.judges(&office, (&first, &second), ("dismissed", 1)).await,
    ] {
        assert_eq!((answer.status, answer.problem()), (403, "other-elsewhere"));
        assert!(!answer.body.to_string().contains("Nadeem"), "{}", answer.body);
    }
    assert_eq!(officer.compares(&office, (&second, &first)).await.problem(), "not-found");
    both_areas.compares(&office, (&first, &second)).await.ok();
    both_areas.judges(&office, (&first, &second), ("dismissed", 1)).await.ok();
    let listed = officer.lists_duplicates(&office, &first).await.ok();
    assert_eq!((&listed[0]["state"], &listed[0]["reason"]), (&json!("dismissed"), &json!(null)));
}

#[tokio::test]
async fn nobody_judges_their_own_case_or_that_of_kin_and_only_officers_judge() {
    let office = Office::open().await;
    let (owner, other) = (office.citizen("Zahida Begum").await, office.citizen("Nadeem Akhtar").await);
    let (first, second) = (office.verifying(&owner).await, office.verifying(&other).await);
    let kin = office.officer("lahore").await;
    office.live_together(&kin, &other).await;
    for both in [(&first, &second), (&second, &first)] {
        assert_eq!(kin.judges(&office, both, ("dismissed", 0)).await.problem(), "kin-case");
        assert_eq!(kin.compares(&office, both).await.ok()["may_judge"], json!(false));
    }
    for who in [office.supervisor().await, office.auditor().await, office.maker().await] {
        let answer = who.judges(&office, (&first, &second), ("linked", 0)).await;
        assert_eq!(answer.problem(), "not-allowed", "{}", who.name);
        who.compares(&office, (&first, &second)).await.ok();
    }
    for who in [&owner, &other] {
        assert_eq!(who.lists_duplicates(&office, &first).await.problem(), "not-found");
        assert_eq!(who.compares(&office, (&first, &second)).await.problem(), "not-found");
    }
    assert_eq!(office.count("case_pairs").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_judge_one_pair_at_once_one_is_heard() {
    let office = Office::open().await;
    let mut officers = Vec::new();
    for _ in 0..8 {
        officers.push(office.officer("lahore").await);
    }
    for round in 0..4 {
        let (first, second) = office.two_verifying().await;
        let judging = officers.iter().enumerate().map(|(number, officer)| {
            let both = if number % 2 == 0 { (&first, &second) } else { (&second, &first) };
            officer.judges(&office, both, (["linked", "dismissed"][number % 3 % 2], 0))
        });
        let answers = futures::future::join_all(judging).await;
        let won = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(won, 1, "round {round}: {answers:?}");
        assert!(answers.iter().filter(|answer| !answer.is_ok()).all(|no| no.problem() == "pair-judged"));
        assert_eq!(office.history(&first).await.len(), 3, "one judgement, one event");
        assert_eq!(office.history(&second).await.len(), 3);
    }
    office.is_in_order().await;
}

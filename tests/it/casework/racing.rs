//! Several people and jobs at one case: one wins, the others hear what changed.

use futures::future::join_all;
use serde_json::{Value, json};

use crate::office::Office;

const AREA: &str = "lahore/lahore";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_act_at_once_one_wins_and_the_others_hear_where_the_case_is() {
    let office = Office::open().await;
    let mut officers = Vec::new();
    for _ in 0..4 {
        officers.push(office.officer(AREA).await);
    }
    for round in 0..5 {
        let citizen = office.citizen("Nasreen").await;
        let case = office.verifying(&citizen).await;
        let (_, before) = office.place(&case).await;
        let events = office.history(&case).await.len();
        let acts = (0..20_usize).map(|number| {
            let (action, more) = match number % 3 {
                0 => ("verify", json!({})),
                1 => ("reject", json!({ "reason": "the income was not as stated" })),
                _ => (
                    "request-documents",
                    json!({ "reason": "blurred", "documents": [{ "requirement": "photograph" }] }),
                ),
            };
            let mut body = more;
            if number % 2 == 0 {
                body["version"] = json!(before);
            }
            let (office, case, officer) = (&office, &case, &officers[number % 4]);
            async move { (number, officer.does_with(office, case, action, body).await) }
        });
        let answers = join_all(acts).await;
        let (stage, version) = office.place(&case).await;
        let won: Vec<_> = answers.iter().filter(|(_, answer)| answer.is_ok()).collect();
        assert_eq!(won.len(), 1, "round {round}: {answers:?}");
        assert_eq!(won[0].1.body, json!({ "stage": stage, "version": version }));
        for (number, answer) in answers.iter().filter(|(_, answer)| !answer.is_ok()) {
            assert_eq!(answer.status, 409, "{answer:?}");
            assert_eq!(answer.body["stage"], stage, "{answer:?}");
            match answer.problem() {
                "stale-case" => assert_eq!(answer.body["version"], version),
                "action-not-open" | "case-ended" => {
                    assert_eq!(number % 2, 1, "who named a version is told that it is stale");
                }
                other => panic!("{other}: {answer:?}"),
            }
        }
        assert_eq!(version, before + 1);
        assert_eq!(office.history(&case).await.len(), events + 1);
        office.is_in_order().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_claim_that_comes_between_takes_nothing_from_an_act_on_the_same_version() {
    let office = Office::open().await;
    let officer = office.officer(AREA).await;
    for _ in 0..10 {
        let citizen = office.citizen("Nasreen").await;
        let case = office.verifying(&citizen).await;
        let (_, version) = office.place(&case).await;
        let wanted = json!({ "reason": "blurred", "version": version, "documents": [{ "requirement": "photograph" }] });
        let (claimed, asked, released) = tokio::join!(
            officer.claims(&office, &case),
            officer.does_with(&office, &case, "request-documents", wanted),
            officer.releases(&office, &case),
        );
        assert!(released.is_ok() || released.status == 409, "{released:?}");
        assert!(claimed.is_ok() || claimed.problem() == "action-not-open", "{claimed:?}");
        assert_eq!(asked.ok()["stage"], "documents-pending");
        office.is_in_order().await;
    }
}

#[tokio::test]
async fn who_looked_at_an_older_version_hears_the_present_one() {
    let office = Office::open().await;
    let (officer, citizen) = (office.officer(AREA).await, office.citizen("Nasreen").await);
    let case = office.verifying(&citizen).await;
    let (stage, version) = office.place(&case).await;
    let answer = officer.does_with(&office, &case, "verify", json!({ "version": version - 1 })).await;
    assert_eq!((answer.status, answer.problem()), (409, "stale-case"));
    assert_eq!((&answer.body["stage"], &answer.body["version"]), (&json!(stage), &json!(version)));
    officer.does_with(&office, &case, "verify", json!({ "version": version })).await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn checks_that_finish_together_raise_their_event_once() {
    let office = Office::open().await;
    let mut cases = Vec::new();
    for _ in 0..20 {
        let citizen = office.citizen("Nasreen").await;
        cases.push(citizen.submits(&office).await);
    }
    // Sixty checks over sixteen workers.
    assert_eq!(office.jobs_run().await, Vec::<String>::new());
    for case in &cases {
        assert_eq!(office.history(case).await, ["case-opened", "checks-done"]);
        assert_eq!(office.stage(case).await, "documents-pending");
        let raised: i64 = sqlx::query_scalar(
            "select count(*) from jobs where kind = 'raise-event' and payload ->> 'case' = $1::text",
        )
        .bind(case.id.to_string())
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
        assert_eq!(raised, 1);
    }
    office.is_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_double_submit_is_one_case_and_the_same_answer() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (application, version) = citizen.fills(&office).await;
    let path = format!("/applications/{application}/submission");
    let body = json!({ "version": version, "consent": "2026-1" }).to_string().into_bytes();
    let posts = (0..10).map(|_| {
        let ask = crate::office::Ask {
            method: "POST",
            path: &path,
            token: Some(&citizen.token),
            headers: vec![("content-type", "application/json"), ("idempotency-key", "the one submission")],
            body: body.clone(),
        };
        let office = &office;
        async move { office.sends(&ask).await }
    });
    let answers: Vec<(u16, Value)> =
        join_all(posts).await.into_iter().map(|answer| (answer.status, answer.body)).collect();
    assert_eq!(answers[0].0, 201);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(office.count("cases").await, 1);
    office.is_in_order().await;
}

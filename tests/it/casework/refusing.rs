//! What is refused changes nothing: not a row, but for the record of who asked.

use serde_json::{Value, json};

use crate::office::{Answer, Case, Office, Persona};

struct People {
    owner: Persona,
    other: Persona,
    officer: Persona,
    stranger: Persona,
    maker: Persona,
    supervisor: Persona,
    auditor: Persona,
}

async fn people(office: &Office) -> People {
    People {
        owner: office.citizen("Nasreen").await,
        other: office.citizen("Rubina").await,
        officer: office.officer("lahore/lahore").await,
        stranger: office.officer("multan").await,
        maker: office.maker().await,
        supervisor: office.supervisor().await,
        auditor: office.auditor().await,
    }
}

async fn refuses(office: &Office, answer: impl Future<Output = Answer>, expected: (u16, &str)) {
    let before = office.dump().await;
    let answer = answer.await;
    assert_eq!((answer.status, answer.problem()), expected, "{}", answer.body);
    similar(&before, &office.dump().await);
}

fn similar(before: &str, after: &str) {
    let changed: Vec<_> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(before, after, "changed: {changed:#?}");
}

#[tokio::test]
async fn an_action_that_is_refused_changes_nothing() {
    let office = Office::open().await;
    let people = people(&office).await;
    let People { owner, other, officer, stranger, maker, supervisor, auditor } = &people;
    let case = &office.verifying(owner).await;
    let reason = || json!({ "reason": "as the papers say" });
    let with = |more: Value| more;
    let attempts: Vec<(&Persona, &str, Value, (u16, &str))> = vec![
        (other, "withdraw", reason(), (404, "not-found")),
        (stranger, "verify", reason(), (404, "not-found")),
        (owner, "verify", reason(), (403, "not-allowed")),
        (auditor, "verify", reason(), (403, "not-allowed")),
        (maker, "reject", reason(), (403, "not-allowed")),
        (supervisor, "reject", reason(), (403, "not-allowed")),
        (supervisor, "return", reason(), (409, "action-not-open")),
        (maker, "propose-payment", reason(), (409, "action-not-open")),
        (supervisor, "approve-payment", reason(), (409, "action-not-open")),
        (officer, "celebrate", reason(), (404, "not-found")),
        (officer, "reject", with(json!({})), (422, "invalid")),
        (officer, "reject", with(json!({ "reason": " \u{202e}\u{200b} " })), (422, "invalid")),
        (officer, "reject", with(json!({ "reason": "x".repeat(1001) })), (422, "invalid")),
        (officer, "reject", with(json!({ "reason": "a\u{0}b" })), (422, "invalid")),
        (officer, "reject", with(json!({ "reason": "\u{1b}[2J" })), (422, "invalid")),
        (officer, "verify", with(json!({ "version": 0 })), (409, "stale-case")),
        (officer, "verify", with(json!({ "version": 99_999_999_999_i64 })), (422, "invalid")),
        (
            officer,
            "verify",
            with(json!({ "documents": [{ "requirement": "photograph" }] })),
            (422, "invalid"),
        ),
        (officer, "request-documents", reason(), (422, "invalid")),
        (
            officer,
            "request-documents",
            with(json!({ "reason": "x y", "documents": [{ "requirement": "horoscope" }] })),
            (422, "invalid"),
        ),
        (
            officer,
            "request-documents",
            with(json!({ "documents": [{ "requirement": "photograph" }] })),
            (422, "invalid"),
        ),
        (
            owner,
            "request-documents",
            with(json!({ "reason": "x y", "documents": [{ "requirement": "photograph" }] })),
            (403, "not-allowed"),
        ),
    ];
    for (who, action, body, expected) in attempts {
        println!("{} does {action} with {body}", who.name);
        refuses(&office, who.does_with(&office, case, action, body), expected).await;
    }
    office.is_in_order().await;
}

#[tokio::test]
async fn what_the_guard_or_the_stage_refuses_changes_nothing() {
    let office = Office::open().await;
    let people = people(&office).await;
    let People { owner, officer, .. } = &people;
    let case = &owner.submits(&office).await;
    refuses(&office, officer.does(&office, case, "verify"), (409, "action-not-open")).await;
    refuses(&office, officer.claims(&office, case), (409, "action-not-open")).await;
    refuses(&office, officer.takes_next(&office), (409, "queue-empty")).await;

    let case = &office.verifying(&people.other).await;
    sqlx::query("update case_scores set is_eligible = false").execute(&office.database.owner).await.unwrap();
    refuses(&office, officer.does(&office, case, "verify"), (409, "guard-not-met")).await;
    officer.does(&office, case, "reject").await.ok();
    for action in ["verify", "reject", "request-documents", "withdraw"] {
        let who = if action == "withdraw" { &people.other } else { officer };
        let body = json!({ "reason": "once more", "documents": wanted(action) });
        refuses(&office, who.does_with(&office, case, action, body), (409, "case-ended")).await;
    }
    office.is_in_order().await;
}

fn wanted(action: &str) -> Value {
    if action == "request-documents" { json!([{ "requirement": "photograph" }]) } else { json!([]) }
}

#[tokio::test]
async fn somebody_elses_claim_keeps_the_staff_out_and_not_the_citizen() {
    let office = Office::open().await;
    let people = people(&office).await;
    let colleague = office.officer("lahore").await;
    let case: &Case = &office.verifying(&people.owner).await;
    people.officer.claims(&office, case).await.ok();
    let told = (409, "claimed-by-someone-else");
    refuses(&office, colleague.claims(&office, case), told).await;
    refuses(&office, colleague.does(&office, case, "verify"), told).await;
    refuses(&office, colleague.asks_for(&office, case, "photograph"), told).await;
    refuses(&office, colleague.takes_next(&office), (409, "queue-empty")).await;
    let answer = colleague.claims(&office, case).await;
    assert_eq!(answer.body["by"], people.officer.name);
    people.owner.does(&office, case, "withdraw").await.ok();
    office.is_in_order().await;
}

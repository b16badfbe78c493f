//! What was handed in with a case stands beside what its household told another time, with the differences marked, for those
//! who may see both.

use serde_json::{Value, json};

use crate::household::with;
use crate::office::{Case, Office, PROGRAMME, Persona, REGISTRATION, answers_of};

/// A household that registered and then applied: it earns less by now, the son is called otherwise, and the grandmother is
/// gone. The two cases, in this order.
async fn registered_then_applied(office: &Office, who: &Persona) -> (Case, Case) {
    let registration = who.registers_household(office).await;
    office.database.days_pass(3).await;
    let who = office.signs_in(who).await;
    let answers = with(answers_of(&who), "applicant.monthly_income", json!(300_000));
    let mut answers = with(answers, "members.0.name", json!("Bilal Ahmed"));
    answers["members"].as_array_mut().unwrap().truncate(1);
    let draft = who.fills_in(office, PROGRAMME, answers).await;
    let applied = who.hands_in(office, draft).await;
    (registration, applied)
}

async fn compared(office: &Office, officer: &Persona, case: &Case) -> Value {
    officer.sees(office, case).await.ok()["office"]["compared"].clone()
}

#[tokio::test]
async fn what_a_household_told_before_and_tells_since_stands_beside_each_case() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (registration, applied) = registered_then_applied(&office, &who).await;
    let officer = office.officer("lahore").await;

    let before = compared(&office, &officer, &applied).await;
    assert_eq!(before["reference"], registration.reference.as_str());
    assert_eq!((&before["programme"], &before["is_newer"]), (&json!(REGISTRATION), &json!(false)));
    let income = json!({ "section": "applicant", "row": null, "question": "monthly_income",
        "here": 300_000, "there": 1_200_000 });
    let name = json!({ "section": "members", "row": 0, "question": "name",
        "here": "Bilal Ahmed", "there": "Bilal" });
    let differences = before["differences"].as_array().unwrap();
    assert_eq!((&differences[0], &differences[1], differences.len()), (&income, &name, 3));
    let gone = &differences[2];
    assert_eq!(
        (&gone["row"], &gone["here"], &gone["there"]["name"]),
        (&Value::Null, &Value::Null, &json!("Rasheeda Bibi"))
    );
    assert!(gone["there"]["cnic"].get("sealed").is_none() && gone["there"]["cnic"].get("index").is_none());

    let since = compared(&office, &officer, &registration).await;
    assert_eq!((&since["reference"], &since["is_newer"]), (&json!(applied.reference.as_str()), &json!(true)));
    assert_eq!(since["differences"][0]["there"], 300_000);
    assert_eq!(since["differences"][2]["row"], 1, "whom the newer one leaves out is a row of this one");
    // Both looks are on record for each of the two pages.
    let looks = "access_log where case_id is not null and actor_kind = 'staff'";
    assert_eq!(office.count(looks).await, 4);
}

#[tokio::test]
async fn nothing_is_compared_where_there_is_no_other_or_it_is_not_for_the_reader() {
    let office = Office::open().await;
    let (who, other) = (office.citizen("Shazia Parveen").await, office.citizen("Nasreen").await);
    let alone = other.submits(&office).await;
    let (registration, applied) = registered_then_applied(&office, &who).await;
    let officer = office.officer("lahore").await;
    assert_eq!(compared(&office, &officer, &alone).await, Value::Null);

    sqlx::query("update grants set programme = $2 where staff_account_id = $1")
        .bind(super::assigning::account_of(&officer))
        .bind(PROGRAMME)
        .execute(&office.database.owner)
        .await
        .unwrap();
    assert_eq!(officer.sees(&office, &registration).await.status, 404);
    assert_eq!(compared(&office, &officer, &applied).await, Value::Null);
    // Nor does a citizen see any of it.
    let who = office.signs_in(&who).await;
    assert_eq!(office.asks(Some(&who), ("GET", &applied.path()), None).await.ok()["office"], Value::Null);
}

#[tokio::test]
async fn the_page_marks_what_differs_and_says_which_was_told_when() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (registration, applied) = registered_then_applied(&office, &who).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens(&format!("/office/cases/{}", applied.reference)).await.ok();
    assert!(page.says("3 answers differ and are marked below."), "{}", page.text());
    assert!(page.says("The household handed in answers before, on 2 March 2026"), "{}", page.text());
    assert_eq!(page.all("mark"), ["Rs 3,000", "Bilal Ahmed"]);
    assert_eq!(page.all(".pser-differs__there"), ["Before: Rs 12,000", "Before: Bilal"]);
    assert_eq!(page.all(".pser-listed__item--elsewhere .govuk-tag"), ["Listed before only"]);
    let link = page.attr(".pser-compared a", "href").unwrap();
    assert_eq!(link, format!("/office/cases/{}#answers", registration.reference));

    let page = browser.opens(&format!("/office/cases/{}", registration.reference)).await.ok();
    assert_eq!(page.all(".pser-differs__there"), ["Later: Rs 3,000", "Later: Bilal Ahmed"]);
    assert_eq!(page.all(".pser-listed .govuk-tag"), ["Not listed later"]);
}

#[tokio::test]
async fn what_was_told_twice_alike_is_said_to_be() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    who.registers_household(&office).await;
    let applied = who.submits(&office).await;
    let officer = office.officer("lahore").await;
    assert_eq!(compared(&office, &officer, &applied).await["differences"], json!([]));
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens(&format!("/office/cases/{}", applied.reference)).await.ok();
    assert!(page.says("They say the same.") && page.all("mark").is_empty(), "{}", page.text());
}

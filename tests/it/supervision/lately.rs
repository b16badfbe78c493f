//! What happened in the last days: whose time ran out in which stage, why cases went back, who did how much, how cases
//! ended.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::figures::{FIGURES, figures_of};
use crate::office::{Office, Persona};

/// The rows of a part of the figures for which all of these hold.
fn rows<'f>(figures: &'f Value, part: &str, which: &Value) -> Vec<&'f Value> {
    let fits = |row: &&Value| which.as_object().unwrap().iter().all(|(name, value)| row[name] == *value);
    figures[part].as_array().unwrap().iter().filter(fits).collect()
}

/// The sums of columns over these rows.
fn sums<const N: usize>(rows: &[&Value], columns: [&str; N]) -> [i64; N] {
    columns.map(|column| rows.iter().map(|row| row[column].as_i64().unwrap()).sum())
}

#[tokio::test]
async fn time_runs_out_on_the_clock_of_its_stage() {
    let office = Office::open().await;
    office.verifying(&office.citizen("Nasreen").await).await;
    let asked = office.verifying(&office.citizen("Rubina").await).await;
    office.officer("lahore").await.asks_for(&office, &asked, "photograph").await.ok();
    office.database.days_pass(31).await;
    office.jobs_run().await;
    let auditor = office.auditor().await;
    let figures = figures_of(&office, &auditor, "").await;
    let clocks = ["by_department", "by_citizen"];
    let in_stage =
        |stage: &str| sums(&rows(&figures, "missed_deadlines", &json!({ "stage": stage })), clocks);
    assert_eq!((in_stage("verifying"), in_stage("documents-pending")), ([1, 0], [0, 1]));
    let page = office.browser_of(&auditor).await.opens(FIGURES).await.ok();
    let told = page.all("#missed ~ figure tbody tr");
    assert!(told.contains(&"Cash assistance: Being verified 1 0".to_owned()), "{told:?}");
    assert!(told.contains(&"Cash assistance: Waiting for your documents 0 1".to_owned()), "{told:?}");
    assert_eq!(page.all("#workload"), Vec::<String>::new(), "auditors see nobody of the staff");
    assert_eq!(figures["workload"], Value::Null);
    // A month later it is long ago; as at the day it is not.
    office.database.days_pass(40).await;
    let auditor = office.auditor().await;
    assert_eq!(figures_of(&office, &auditor, "").await["missed_deadlines"], json!([]));
    let then = figures_of(&office, &auditor, "as-at=2026-04-05").await;
    assert_eq!(sums(&rows(&then, "missed_deadlines", &json!({})), clocks), [1, 1]);
}

#[tokio::test]
async fn reasons_are_counted_by_their_code_and_never_by_what_was_typed() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    for name in ["Nasreen", "Rubina"] {
        let case = office.verifying(&office.citizen(name).await).await;
        officer.does(&office, &case, "reject").await.ok();
    }
    let asked = office.verifying(&office.citizen("Zubaida").await).await;
    officer.asks_for(&office, &asked, "photograph").await.ok();
    office.approved(&office.citizen("Shazia").await, &officer).await;
    let (one, other) = (office.citizen("Zahida").await, office.citizen("Nadeem").await);
    let (kept, closed) = (office.verifying(&one).await, office.verifying(&other).await);
    officer.merges(&office, (&kept, &closed), 0).await.ok();
    let supervisor = office.supervisor().await;
    let figures = figures_of(&office, &supervisor, "").await;
    let of = |action: &str| {
        sums(&rows(&figures, "reasons", &json!({ "action": action, "code": "other" })), ["times"])
    };
    assert_eq!((of("reject"), of("request-documents")), ([2], [1]));
    assert_eq!((of("verify"), of("merge")), ([0], [0]));
    assert_eq!(figures["reasons"][0]["action"], "reject", "the most frequent comes first");
    let page = office.browser_of(&supervisor).await.opens(FIGURES).await.ok();
    assert_eq!(
        page.all("#reasons ~ figure tbody tr:first-child"),
        ["Cash assistance: Reject Another reason 2"]
    );
    assert!(!page.says("as the papers say") && !page.says("the photo is blurred"));
}

#[tokio::test]
async fn documents_that_were_not_accepted_are_counted_by_why() {
    let office = Office::open().await;
    let (officer, owner) = (office.officer("lahore").await, office.citizen("Nasreen").await);
    let case = office.verifying(&owner).await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    let document = owner.sends_documents(&office, &case).await[0].1;
    office.hears(&case, "documents-complete").await;
    let refused = json!({ "verdict": "refused", "code": "unreadable" });
    officer.reviews(&office, document, &refused).await.ok();
    let supervisor = office.supervisor().await;
    let figures = figures_of(&office, &supervisor, "").await;
    let by_code = json!({ "action": null, "code": "unreadable" });
    assert_eq!(sums(&rows(&figures, "reasons", &by_code), ["times"]), [1]);
    let file = office.browser_of(&supervisor).await.opens(&format!("{FIGURES}/reasons.csv")).await.ok();
    let row = "Cash assistance: Document not accepted,It is blurred or too dark to read,1,";
    assert!(file.body.contains(row), "{}", file.body);
}

#[tokio::test]
async fn a_reason_is_told_by_its_title_and_one_that_the_workflow_has_no_more_by_its_code() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut cases = Vec::new();
    for name in ["Nasreen", "Rubina", "Zubaida"] {
        let case = office.verifying(&office.citizen(name).await).await;
        officer.does_with(&office, &case, "reject", json!({ "code": "not-eligible" })).await.ok();
        cases.push(case.id);
    }
    // As an older version of the workflow had it, and as it was before there were codes.
    for (case, detail) in [(cases[0], "detail || '{\"code\": \"=too-far\"}'"), (cases[1], "detail - 'code'")]
    {
        let statement =
            format!("update case_events set detail = {detail} where action = 'reject' and case_id = $1");
        sqlx::query(sqlx::AssertSqlSafe(statement)).bind(case).execute(&office.database.owner).await.unwrap();
    }
    let supervisor = office.supervisor().await;
    let figures = figures_of(&office, &supervisor, "").await;
    for code in [json!("not-eligible"), json!("=too-far"), Value::Null] {
        assert_eq!(sums(&rows(&figures, "reasons", &json!({ "code": code })), ["times"]), [1], "{code}");
    }
    let mut browser = office.browser_of(&supervisor).await;
    let file = browser.opens(&format!("{FIGURES}/reasons.csv")).await.ok();
    for row in [
        "Cash assistance: Reject,The household does not meet the conditions of this programme,1,",
        "Cash assistance: Reject,'=too-far,1,",
        "Cash assistance: Reject,Without a code,1,",
    ] {
        assert!(file.body.contains(row), "{}", file.body);
    }
}

#[tokio::test]
async fn a_step_that_was_taken_back_was_never_done() {
    let office = Office::open_with(&[("PSER_UNDO_SECONDS", "60")]).await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    // Shortly before midnight in the province.
    office.database.set_now("2026-03-02T18:59:40Z".parse().unwrap()).await;
    let (officer, supervisor) = (office.officer("lahore").await, office.supervisor().await);
    officer.claims(&office, &case).await.ok();
    officer.does(&office, &case, "reject").await.ok();
    let counts = async |query: &str| {
        let figures = figures_of(&office, &supervisor, query).await;
        let days = figures["days"].as_array().unwrap();
        let decided: i64 = days.iter().map(|day| day["decided"].as_i64().unwrap()).sum();
        let all: Vec<&Value> = figures["workload"].as_array().unwrap().iter().collect();
        let moved_on = sums(&all, ["moved_on"])[0];
        (decided, figures["reasons"].as_array().unwrap().len(), moved_on)
    };
    assert_eq!(counts("").await, (1, 1, 1));
    office.database.passes(TimeDelta::seconds(40)).await;
    office.asks(Some(&officer), ("POST", &format!("{}/undo", case.path())), None).await.ok();
    assert_eq!(counts("").await, (0, 0, 0));
    assert_eq!(counts("as-at=2026-03-02").await, (1, 1, 1), "nobody had taken it back then");
}

#[tokio::test]
async fn the_work_of_the_staff_is_told_by_queue_and_names_those_whom_one_sees() {
    let office = Office::open().await;
    let (here, far) = (office.officer("lahore/lahore").await, office.officer("multan").await);
    let held = office.verifying(&office.citizen("Nasreen").await).await;
    let waiting = office.verifying(&office.citizen("Rubina").await).await;
    for case in [&held, &waiting] {
        here.claims(&office, case).await.ok();
    }
    let hold = json!({ "until": "2026-03-20", "reason": "the bank answers later" });
    let path = format!("{}/hold", held.path());
    office.asks(Some(&here), ("POST", &path), Some(&hold)).await.ok();
    let elsewhere = office.officer("lahore").await;
    office.approved(&office.citizen("Zubaida").await, &elsewhere).await;
    office.database.days_pass(12).await;

    let supervisor = office.staff("Town", &[("supervisor", Some("lahore/lahore"))]).await;
    let figures = figures_of(&office, &supervisor, "").await;
    let columns = ["claimed", "on_hold", "overdue", "moved_on"];
    let row = |name: &Value| {
        sums(&rows(&figures, "workload", &json!({ "queue": "verification", "name": name })), columns)
    };
    assert_eq!(row(&json!(here.name)), [2, 1, 2, 0]);
    assert_eq!(row(&json!(far.name)), [0, 0, 0, 0]);
    assert_eq!(row(&Value::Null), [0, 0, 0, 1], "who works in the whole division is not this town's to name");
    let province = office.supervisor().await;
    let whole = figures_of(&office, &province, "").await;
    let of = json!({ "queue": "verification", "name": elsewhere.name });
    assert_eq!(sums(&rows(&whole, "workload", &of), columns), [0, 0, 0, 1]);

    let page = office.browser_of(&supervisor).await.opens(FIGURES).await.ok();
    assert_eq!(
        page.all("#workload ~ figure tbody tr"),
        [format!("{} Verification 2 1 2 0", here.name), "Other staff Verification 0 0 0 1".to_owned()]
    );
    assert_eq!(page.all("#workload ~ figure a[href='/supervision/staff']").len(), 1);
    let then = figures_of(&office, &supervisor, "as-at=2026-03-05").await;
    assert_eq!(then["workload"][0]["claimed"], Value::Null, "nobody knows who held what");
    assert_eq!(then["workload"][0]["moved_on"], 1);
}

#[tokio::test]
async fn cases_end_in_districts_and_within_one_in_its_tehsils() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let case = async |name: &str| {
        let citizen = office.citizen(name).await;
        let case = office.verifying(&citizen).await;
        (citizen, case)
    };
    let (_, rejected) = case("Nasreen").await;
    officer.does(&office, &rejected, "reject").await.ok();
    let (citizen, withdrawn) = case("Rubina").await;
    citizen.does(&office, &withdrawn, "withdraw").await.ok();
    let registered = office.citizen("Zubaida").await.registers_household(&office).await;
    office.all_is_well_with(&registered).await;
    office.hears(&registered, "checks-done").await;
    officer.does(&office, &registered, "verify").await.ok();
    let (_, lapsed) = case("Shazia").await;
    officer.asks_for(&office, &lapsed, "photograph").await.ok();
    let ends = ["granted", "rejected", "withdrawn", "lapsed", "merged"];
    let of = async |who: &Persona, query: &str, area: &str| {
        let figures = figures_of(&office, who, query).await;
        sums(&rows(&figures, "outcomes", &json!({ "area": area })), ends)
    };
    let province = office.supervisor().await;
    assert_eq!(of(&province, "", "lahore/lahore").await, [1, 1, 1, 0, 0]);
    assert_eq!(of(&province, "programme=cash-assistance", "lahore/lahore").await, [0, 1, 1, 0, 0]);
    assert_eq!(of(&province, "", "multan/multan").await, [0; 5]);
    assert_eq!(of(&province, "area=lahore/lahore", "lahore/lahore/shalimar").await, [1, 1, 1, 0, 0]);
    let town = office.staff("Town", &[("supervisor", Some("lahore/lahore"))]).await;
    assert_eq!(of(&town, "", "lahore/lahore/shalimar").await, [1, 1, 1, 0, 0]);
    let page = office.browser_of(&town).await.opens(FIGURES).await.ok();
    assert_eq!(page.all("#outcomes ~ figure tfoot tr"), ["Total 1 1 1 0 0 3"]);

    office.database.days_pass(31).await;
    office.jobs_run().await;
    let province = office.supervisor().await;
    assert_eq!(office.stage(&lapsed).await, "lapsed");
    assert_eq!(of(&province, "", "lahore/lahore").await, [0, 0, 0, 1, 0], "the others ended long ago");
    assert_eq!(of(&province, "as-at=2026-03-03", "lahore/lahore").await, [1, 1, 1, 0, 0]);
}

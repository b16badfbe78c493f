//! The figures: that they agree with what there is, and end where the grants end.

use pser::casework::report;
use serde_json::{Value, json};

use crate::office::{Office, Persona};

pub(super) const FIGURES: &str = "/supervision/figures";

async fn figures(office: &Office, who: &Persona) -> Value {
    figures_of(office, who, "").await
}

/// The figures that somebody asks for: `as-at=2026-03-04`.
pub(super) async fn figures_of(office: &Office, who: &Persona, query: &str) -> Value {
    office.asks(Some(who), ("GET", &format!("/reports/figures?{query}")), None).await.ok()
}

/// The cases of all groups that a test picks.
pub(super) fn sum(figures: &Value, count: &str, pick: impl Fn(&Value) -> bool) -> i64 {
    let groups = figures["open_cases"].as_array().unwrap();
    groups.iter().filter(|group| pick(group)).map(|group| group[count].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn open_cases_are_counted_by_stage_and_age_within_the_grants() {
    let office = Office::open().await;
    office.verifying(&office.citizen("Nasreen").await).await;
    office.verifying(&office.citizen("Rubina").await).await;
    office.database.days_pass(4).await;
    office.payable("Zubaida").await;
    let here = office.staff("Here", &[("supervisor", Some("lahore"))]).await;
    let counted = figures(&office, &here).await;
    assert_eq!(sum(&counted, "cases", |_| true), office.count("cases where ended_at is null").await);
    assert_eq!(sum(&counted, "cases", |group| group["stage"] == "verifying"), 2);
    assert_eq!(sum(&counted, "cases", |group| group["days_from"] == 3), 2);
    assert_eq!(sum(&counted, "cases", |group| group["days_from"] == 0), 1);
    let days = counted["days"].as_array().unwrap();
    assert_eq!(days.len(), 30);
    assert_eq!(days[29]["day"], "2026-03-06");
    assert_eq!((&days[29]["submitted"], &days[29]["decided"]), (&json!(1), &json!(1)));
    assert_eq!((&days[25]["submitted"], &days[25]["decided"]), (&json!(2), &json!(0)));

    let page = office.browser_of(&here).await.opens(FIGURES).await.ok();
    assert_eq!(page.all("#stages ~ figure tbody tr:nth-child(3)"), ["Cash assistance: Being verified 2"]);
    assert_eq!(
        page.all("#ages ~ figure tbody tr"),
        ["0 to 2 days 1", "3 to 7 days 2", "8 to 30 days 0", "More than 30 days 0"]
    );

    let elsewhere = office.staff("Elsewhere", &[("supervisor", Some("multan"))]).await;
    let counted = figures(&office, &elsewhere).await;
    assert_eq!(counted["open_cases"], json!([]));
    assert!(counted["days"].as_array().unwrap().iter().all(|day| day["submitted"] == 0));
    let page = office.browser_of(&elsewhere).await.opens(FIGURES).await.ok();
    assert_eq!(page.all("#stages ~ figure tbody tr:nth-child(3)"), ["Cash assistance: Being verified 0"]);
}

#[tokio::test]
async fn deadlines_are_missed_by_whose_turn_it_was() {
    let office = Office::open().await;
    let slow = office.verifying(&office.citizen("Nasreen").await).await;
    let asked = office.verifying(&office.citizen("Rubina").await).await;
    let officer = office.officer("lahore").await;
    officer.asks_for(&office, &asked, "photograph").await.ok();
    office.database.days_pass(31).await;
    office.jobs_run().await;
    assert_eq!(
        (office.stage(&slow).await, office.stage(&asked).await),
        ("verifying".to_owned(), "lapsed".to_owned())
    );
    let auditor = office.auditor().await;
    let counted = figures(&office, &auditor).await;
    assert_eq!(sum(&counted, "overdue", |group| group["clock"] == "department"), 1);
    let today = &counted["days"][29];
    assert_eq!((&today["missed_by_department"], &today["missed_by_citizen"]), (&json!(1), &json!(1)));
    let page = office.browser_of(&auditor).await.opens(FIGURES).await.ok();
    assert_eq!(
        page.all("#deadlines ~ figure tbody td"),
        ["1", "1", "1"],
        "{:?}",
        page.all("#deadlines ~ figure tbody tr")
    );
}

#[tokio::test]
async fn money_is_shown_to_those_who_may_see_the_budget() {
    let office = Office::open().await;
    office.has_budget(500_000_000).await;
    let page = office.browser_of(&office.administrator().await).await.opens(FIGURES).await.ok();
    assert!(page.says("Rs 5,000,000"));
    assert_eq!(page.all("#stages"), Vec::<String>::new(), "administrators see no cases");
    assert_eq!(page.all("#money ~ figure tbody td"), ["Rs 5,000,000", "Rs 0", "Rs 0", "Rs 5,000,000"]);
    let local = office.staff("Local", &[("supervisor", Some("lahore"))]).await;
    assert_eq!(figures(&office, &local).await["money"], json!([]));
    let everywhere = figures(&office, &office.maker().await).await;
    assert_eq!(everywhere["money"][0]["available"], 500_000_000);
}

#[tokio::test]
async fn the_figures_are_for_those_who_supervise() {
    let office = Office::open().await;
    for who in [office.officer("lahore").await, office.citizen("Nasreen").await] {
        let mut browser = office.browser_of(&who).await;
        assert_eq!(browser.opens(FIGURES).await.status, 403);
        assert_eq!(browser.opens("/supervision/figures/stages.csv").await.status, 403);
        assert!(report::figures(&office.app, &who.actor(), &report::Asked::default()).await.is_err());
    }
    // Those who watch cases read no counts of notices.
    let supervisor = office.supervisor().await;
    assert_eq!(office.asks(Some(&supervisor), ("GET", "/reports/notices"), None).await.status, 403);
}

#[tokio::test]
async fn a_table_is_a_file_in_which_nothing_is_a_formula() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    sqlx::query("update cases set stage = '=cmd|''/c calc''!A0' where id = $1")
        .bind(case.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let mut browser = office.browser_of(&office.supervisor().await).await;
    let file = browser.opens("/supervision/figures/stages.csv").await.ok();
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"pser-stages-2026-03-02.csv\"");
    assert_eq!(file.headers["cache-control"], "no-store");
    assert!(file.body.starts_with("\u{feff}Stage,Cases,As of\n"), "{}", file.body);
    assert!(file.body.contains("\nCash assistance: =cmd|'/c calc'!A0,1,2026-03-02\n"), "{}", file.body);
    for (name, head) in [
        ("ages", "In the stage,Cases"),
        ("deadlines", "Deadline,Cases"),
        ("missed", "Stage,Department,Citizens"),
        ("workload", "Officer,Queue,Claimed,On hold,Overdue,Moved on,As of"),
        ("reasons", "What was done,Reason,Times"),
        ("outcomes", "Area,Granted,Rejected,Withdrawn,Lapsed,Closed for another case,Total"),
        ("days", "Day,Handed in,Decided"),
        ("money", "Programme,Appropriated,Held,Paid,Left,As of"),
    ] {
        let file = browser.opens(&format!("/supervision/figures/{name}.csv")).await.ok();
        assert!(file.body.trim_start_matches('\u{feff}').starts_with(head), "{}", file.body);
    }
    for none in ["stages", "cases.csv", "stages.pdf", ".csv", "%2e%2e.csv"] {
        assert_eq!(browser.opens(&format!("/supervision/figures/{none}")).await.status, 404, "{none}");
    }
}

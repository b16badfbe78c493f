//! The figures as they were when a day ended: said by histories, whatever happened since; and what cannot be asked.

use serde_json::{Value, json};

use super::figures::{FIGURES, figures_of, sum};
use crate::office::{Office, Persona};

/// The cases of a stage, of any age.
fn in_stage(figures: &Value, stage: &str) -> i64 {
    sum(figures, "cases", |group| group["stage"] == stage)
}

async fn outcome(office: &Office, who: &Persona, query: &str, name: &str) -> i64 {
    let figures = figures_of(office, who, query).await;
    figures["outcomes"].as_array().unwrap().iter().map(|area| area[name].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn open_cases_are_where_they_were_when_the_day_ended() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let late = office.verifying(&office.citizen("Nasreen").await).await;
    let returned = office.verifying(&office.citizen("Rubina").await).await;
    office.approved(&office.citizen("Zubaida").await, &officer).await;
    office.database.days_pass(4).await;
    let officer = office.signs_in(&officer).await;
    officer.does(&office, &late, "verify").await.ok();
    officer.does(&office, &returned, "reject").await.ok();
    office.citizen("Shazia").await.submits(&office).await;

    let supervisor = office.staff("Here", &[("supervisor", Some("lahore"))]).await;
    for (day, age) in [("2026-03-02", 0), ("2026-03-05", 3)] {
        let then = figures_of(&office, &supervisor, &format!("as-at={day}")).await;
        assert_eq!(then["as_at"], day);
        assert_eq!((in_stage(&then, "verifying"), in_stage(&then, "approved")), (2, 1), "{day}");
        assert_eq!(sum(&then, "cases", |group| group["days_from"] == age), 3, "{day}");
        assert_eq!(in_stage(&then, "rejected") + in_stage(&then, "submitted"), 0, "{day}");
        let days = then["days"].as_array().unwrap();
        assert_eq!((days.len(), &days[29]["day"]), (30, &json!(day)));
        let handed_in: i64 = days.iter().map(|day| day["submitted"].as_i64().unwrap()).sum();
        assert_eq!(handed_in, 3, "{day}");
    }
    let now = figures_of(&office, &supervisor, "").await;
    assert_eq!((in_stage(&now, "verifying"), in_stage(&now, "approved")), (0, 2));
    assert_eq!(now["as_at"], "2026-03-06");
    assert_eq!(figures_of(&office, &supervisor, "as-at=2026-03-06").await, now, "of today it is now");
    assert_eq!(outcome(&office, &supervisor, "as-at=2026-03-05", "rejected").await, 0);
    assert_eq!(outcome(&office, &supervisor, "", "rejected").await, 1);
    let elsewhere = office.staff("Elsewhere", &[("supervisor", Some("multan"))]).await;
    let then = figures_of(&office, &elsewhere, "as-at=2026-03-02").await;
    assert_eq!(then["open_cases"], json!([]));
}

#[tokio::test]
async fn a_case_that_was_late_then_was_late_however_soon_it_went_on() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    office.verifying(&office.citizen("Rubina").await).await;
    office.database.days_pass(12).await;
    office.jobs_run().await;
    office.database.days_pass(2).await;
    office.officer("lahore").await.does(&office, &case, "verify").await.ok();
    let auditor = office.auditor().await;
    let overdue = async |query: &str| {
        let figures = figures_of(&office, &auditor, query).await;
        sum(&figures, "overdue", |group| group["clock"] == "department")
    };
    assert_eq!(overdue("as-at=2026-03-05").await, 0);
    assert_eq!(overdue("as-at=2026-03-15").await, 2);
    assert_eq!(overdue("").await, 1);
}

#[tokio::test]
async fn a_case_that_was_taken_up_again_had_ended_then() {
    let office = Office::open().await;
    let (one, other) = (office.citizen("Zahida").await, office.citizen("Nadeem").await);
    let (kept, closed) = (office.verifying(&one).await, office.verifying(&other).await);
    let officer = office.officer("lahore").await;
    officer.merges(&office, (&kept, &closed), 0).await.ok();
    office.database.days_pass(3).await;
    let supervisor = office.supervisor().await;
    supervisor.unmerges(&office, (&kept, &closed), 1).await.ok();
    assert_eq!(office.stage(&closed).await, "verifying");
    let then = figures_of(&office, &supervisor, "as-at=2026-03-04").await;
    assert_eq!(in_stage(&then, "verifying"), 1);
    assert_eq!(outcome(&office, &supervisor, "as-at=2026-03-04", "merged").await, 1);
    assert_eq!(in_stage(&figures_of(&office, &supervisor, "").await, "verifying"), 2);
    assert_eq!(outcome(&office, &supervisor, "", "merged").await, 0);
}

#[tokio::test]
async fn money_is_what_the_ledger_had_then() {
    let office = Office::open().await;
    office.citizen("Nasreen").await.submits(&office).await;
    office.has_budget(500_000_000).await;
    office.database.days_pass(2).await;
    office.has_budget(100_000_000).await;
    let maker = office.maker().await;
    let money = async |query: &str| figures_of(&office, &maker, query).await["money"][0].clone();
    let then = money("as-at=2026-03-03").await;
    assert_eq!((&then["appropriated"], &then["available"]), (&json!(500_000_000), &json!(500_000_000)));
    assert_eq!(money("").await["available"], 600_000_000);
    assert_eq!(money("as-at=2026-03-04").await["available"], 600_000_000);
    // Budgets are the province's.
    let within = figures_of(&office, &maker, "area=lahore").await;
    assert_eq!(within["money"], json!([]));
    let mut browser = office.browser_of(&maker).await;
    let page = browser.opens(&format!("{FIGURES}?area=lahore")).await.ok();
    assert!(page.says("Money is left out"));
    assert_eq!(page.all("#money"), Vec::<String>::new());
}

#[tokio::test]
async fn the_page_says_as_of_when_it_is_and_its_files_do() {
    let office = Office::open().await;
    office.verifying(&office.citizen("Nasreen").await).await;
    office.database.days_pass(4).await;
    let mut browser = office.browser_of(&office.supervisor().await).await;
    let page = browser.opens(FIGURES).await.ok();
    assert!(page.says("as of now") && !page.says("is known for today only"));
    let asked = "as-at-day=4&as-at-month=3&as-at-year=2026&programme=cash-assistance&area=";
    let page = browser.opens(&format!("{FIGURES}?{asked}")).await.ok();
    assert!(page.says("as it was when 4 March 2026 ended") && page.says("is known for today only"));
    let href = page.attr("a[href*='/stages.csv']", "href").unwrap();
    assert_eq!(href, "/supervision/figures/stages.csv?as-at=2026-03-04&programme=cash-assistance");
    let file = browser.opens(&href).await.ok();
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"pser-stages-cash-assistance-2026-03-04.csv\""
    );
    assert!(file.body.contains("Being verified,1,2026-03-04\n"), "{}", file.body);
    let file = browser.opens("/supervision/figures/workload.csv?as-at=2026-03-04").await.ok();
    assert!(file.body.starts_with("\u{feff}Officer,Queue,Moved on,As of\n"), "{}", file.body);
    // What is chosen can be taken away again, one by one.
    assert!(page.all_attrs(".moj-filter__tag", "href").contains(&format!("{FIGURES}?as-at=2026-03-04")));
    let links = page.all_attrs("nav .pser-views__item a[href^='#']", "href");
    assert_eq!(links.len(), page.all("h2.pser-section__title").len());
}

#[tokio::test]
async fn a_day_that_cannot_be_asked_for_is_told_beside_its_field() {
    let office = Office::open().await;
    office.citizen("Nasreen").await.submits(&office).await;
    let supervisor = office.supervisor().await;
    let mut browser = office.browser_of(&supervisor).await;
    for (day, code, says) in [
        ("2026-03-03", "date-in-future", "The date is in the future."),
        ("2026-03-01", "before-first-case", "There was no case before 2 March 2026."),
        ("2026-02-30", "date-malformed", "Please give a date as day, month and year."),
        ("yesterday", "date-malformed", "Please give a date as day, month and year."),
        ("+262142-12-31", "date-in-future", "The date is in the future."),
    ] {
        let query = form_urlencoded::byte_serialize(day.as_bytes()).collect::<String>();
        let refused =
            office.asks(Some(&supervisor), ("GET", &format!("/reports/figures?as-at={query}")), None).await;
        assert_eq!((refused.status, refused.wrong_fields()), (422, vec![("as-at", code)]), "{day}");
        let page = browser.opens(&format!("{FIGURES}?as-at={query}")).await;
        assert_eq!(page.status, 422, "{day}");
        assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#as-at-day"), "{day}");
        assert!(page.says(says), "{day}");
        assert_eq!(page.all("h2.pser-section__title"), Vec::<String>::new());
        assert_eq!(browser.opens(&format!("{FIGURES}/stages.csv?as-at={query}")).await.status, 422);
    }
    let officer = office.officer("lahore").await;
    let refused = office.asks(Some(&officer), ("GET", "/reports/figures?as-at=yesterday"), None).await;
    assert_eq!(refused.status, 403, "who may not look is not told what is wrong with the day");
    assert_eq!(office.browser_of(&officer).await.opens(&format!("{FIGURES}?as-at=x")).await.status, 403);
    assert_eq!(browser.opens(&format!("{FIGURES}?until=2026-03-02")).await.status, 422);
}

#[tokio::test]
async fn a_programme_and_an_area_are_asked_for_within_ones_own() {
    let office = Office::open().await;
    office.verifying(&office.citizen("Nasreen").await).await;
    office.citizen("Rubina").await.registers_household(&office).await;
    let here = office.staff("Here", &[("supervisor", Some("lahore"))]).await;
    let all = async |query: &str| sum(&figures_of(&office, &here, query).await, "cases", |_| true);
    assert_eq!(all("").await, 2);
    assert_eq!(all("programme=cash-assistance").await, 1);
    assert_eq!(all("area=lahore/lahore").await, 2);
    assert_eq!(all("area=lahore/kasur&programme=").await, 0);
    let mut browser = office.browser_of(&here).await;
    for outside in ["area=multan", "area=lahore/atlantis", "area=la", "programme=moon"] {
        let asked = office.asks(Some(&here), ("GET", &format!("/reports/figures?{outside}")), None).await;
        assert_eq!(asked.status, 404, "{outside}");
        assert_eq!(browser.opens(&format!("{FIGURES}?{outside}")).await.status, 404, "{outside}");
        assert_eq!(browser.opens(&format!("{FIGURES}/ages.csv?{outside}")).await.status, 404, "{outside}");
    }
    let in_town = office.staff("In town", &[("supervisor", Some("lahore/lahore"))]).await;
    let around = office.asks(Some(&in_town), ("GET", "/reports/figures?area=lahore"), None).await;
    assert_eq!(around.status, 404, "what encloses one's area lies outside of it");
    let administrator = office.administrator().await;
    let within = office.asks(Some(&administrator), ("GET", "/reports/figures?area=lahore"), None).await;
    assert_eq!(within.status, 404, "administrators see no cases anywhere");
}

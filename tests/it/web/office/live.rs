//! What an officer hears while looking at a page.

use chrono::TimeDelta;
use pser::jobs::forget;
use serde_json::json;

use super::page_of;
use crate::office::Office;

const LIVE: &str = "/office/live";

#[tokio::test]
async fn counts_follow_what_colleagues_do_and_end_with_the_program() {
    let office = Office::open().await;
    let stop = office.hears_news();
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let mut browser = office.browser_of(&officer).await;
    let mut heard = browser.listens(LIVE).await;
    let (name, told) = heard.next().await.unwrap();
    let text = "1 waiting, 1 with nobody, 0 overdue";
    let expected =
        json!([{ "queue": "verification", "waiting": 1, "unclaimed": 1, "overdue": 0, "text": text }]);
    assert_eq!((name.as_str(), &told), ("queues", &expected));

    // Nothing is told twice: the next that is told is the claim.
    colleague.claims(&office, &case).await.ok();
    let (_, told) = heard.next().await.unwrap();
    assert_eq!((&told[0]["waiting"], &told[0]["unclaimed"]), (&json!(1), &json!(0)), "{told}");
    let elsewhere = office.officer("multan").await;
    let (_, told) = office.browser_of(&elsewhere).await.listens(LIVE).await.next().await.unwrap();
    assert_eq!(told, json!([]), "what waits elsewhere is not counted here");
    stop.cancel();
    assert_eq!(heard.next().await, None);
}

#[tokio::test]
async fn whoever_opens_a_case_is_named_to_others_until_they_leave() {
    let office = Office::open().await;
    let _stop = office.hears_news();
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let path = format!("{LIVE}?case={}", case.reference);
    let (mut mine, mut theirs) = (office.browser_of(&officer).await, office.browser_of(&colleague).await);
    assert!(!mine.opens(&page_of(&case)).await.ok().says("has this case open too"));
    let mut heard = mine.listens(&path).await;
    let (name, told) = heard.next().await.unwrap();
    assert_eq!((name.as_str(), &told["others"]), ("case", &json!("")), "nobody is named to themselves");

    let open = format!("{} has this case open too.", colleague.name);
    let page = theirs.opens(&page_of(&case)).await.ok();
    assert!(page.says(&format!("{} has this case open too.", officer.name)), "{}", page.text());
    assert_eq!(heard.next().await.unwrap().1["others"], json!(open));
    // It is there without scripts too.
    assert!(mine.opens(&page_of(&case)).await.ok().says(&open));

    let leaving = theirs.listens(&path).await;
    drop(leaving);
    assert_eq!(heard.next().await.unwrap().1["others"], json!(""));

    // Whoever leaves without a word is forgotten.
    drop(heard);
    theirs.opens(&page_of(&case)).await.ok();
    office.database.passes(TimeDelta::hours(2)).await;
    forget::forget(&office.app.db).await.unwrap();
    assert_eq!(office.count("case_presence").await, 0);
}

#[tokio::test]
async fn a_step_is_told_to_whoever_has_the_case_open() {
    let office = Office::open().await;
    let _stop = office.hears_news();
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens(&page_of(&case)).await.ok();
    let version: i64 = page.attr("[data-pser-live]", "data-version").unwrap().parse().unwrap();
    let mut heard = browser.listens(&format!("{LIVE}?case={}", case.reference)).await;
    assert_eq!(heard.next().await.unwrap().1["version"], json!(version));
    colleague.does_with(&office, &case, "reject", json!({ "reason": "Not in need." })).await.ok();
    assert!(heard.next().await.unwrap().1["version"].as_i64().unwrap() > version);
}

#[tokio::test]
async fn a_case_that_one_may_not_see_is_not_watched() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let elsewhere = office.officer("multan").await;
    let mut browser = office.browser_of(&elsewhere).await;
    assert_eq!(browser.opens(&format!("{LIVE}?case={}", case.reference)).await.status, 404);
    assert_eq!(browser.opens(&format!("{LIVE}?queue=verification")).await.status, 422);
    assert_eq!(office.count("case_presence").await, 0);
}

#[tokio::test]
async fn a_page_that_asks_by_itself_keeps_nobody_signed_in() {
    let office = Office::open().await;
    office.app.live.close();
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    office.database.passes(TimeDelta::minutes(10)).await;
    browser.opens(LIVE).await.ok();
    office.database.passes(TimeDelta::minutes(10)).await;
    browser.opens(LIVE).await;
    assert_eq!(browser.pointed(), "/office/sign-in?next=%2Foffice%2Flive");
}

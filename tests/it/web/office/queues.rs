//! The day and the queues: what waits, the next case and why it is this one.

use super::page_of;
use crate::office::Office;

#[tokio::test]
async fn an_officers_day_shows_what_waits_and_what_they_hold() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let officer = office.officer("lahore/lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office").await.ok();
    assert!(page.says("Nothing is waiting for you.") && page.says("You hold no case at present."));

    let case = office.verifying(&owner).await;
    let page = browser.opens("/office").await.ok();
    assert_eq!(page.all("td.govuk-table__cell--numeric"), ["1", "1", "0"]);
    browser.sends("/office/queues/verification/next", &[]).await;
    assert_eq!(browser.pointed(), format!("{}?because=deadline", page_of(&case)));
    let page = browser.follows().await.ok();
    assert!(page.says("You were given this case because its deadline comes first."));
    assert!(page.all(".pser-facts__value").contains(&"You".to_owned()));
    let page = browser.opens("/office").await.ok();
    assert_eq!(page.all("td.govuk-table__cell--numeric"), ["1", "0", "0"]);
    assert_eq!(page.all("tbody th"), ["Verification", case.reference.as_str()]);
    // Nobody else's, so there is no next one to ask for.
    assert_eq!(page.attr("form[action='/office/queues/verification/next']", "method"), None);
}

#[tokio::test]
async fn a_queue_lists_its_cases_with_deadlines_in_words() {
    let office = Office::open().await;
    let (owner, other) = (office.citizen("Nasreen").await, office.citizen("Rubina").await);
    let (late, claimed) = (office.verifying(&owner).await, office.verifying(&other).await);
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    colleague.claims(&office, &claimed).await.ok();
    sqlx::query("update cases set due_at = pser_now() - interval '2 days', rank = 0, escalated_at = pser_now() where id = $1")
        .bind(late.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office/queues/verification").await.ok();
    assert_eq!(page.all("tbody th"), [late.reference.as_str(), claimed.reference.as_str()]);
    assert!(page.says("2 waiting, 1 with nobody, 1 overdue"), "{}", page.text());
    let deadlines = page.all(".pser-table .pser-deadline");
    assert!(deadlines[0].ends_with("days overdue") && deadlines[1].starts_with("Due on"), "{deadlines:?}");
    assert!(page.says("Escalated") && page.says(&colleague.name) && page.says("Nobody"));
    browser.language = "ur";
    let page = browser.opens("/office/queues/verification").await.ok();
    assert_eq!(page.attr("html", "dir").as_deref(), Some("rtl"));
    assert!(page.says("دن کی تاخیر") && page.says("تصدیق جاری ہے"), "{}", page.text());
}

#[tokio::test]
async fn an_empty_queue_says_so_kindly_and_an_unknown_one_is_not_there() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office/queues/verification").await.ok();
    assert!(page.says("This queue is empty. All is done here."));
    assert_eq!(browser.opens("/office/queues/celebration").await.status, 404);
    assert_eq!(browser.opens("/office/queues/verification?after=x").await.status, 422);
}

#[tokio::test]
async fn when_a_colleague_took_the_last_case_the_queue_is_shown_again() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    let case = office.verifying(&owner).await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens("/office").await.ok();
    colleague.claims(&office, &case).await.ok();
    let page = browser.sends("/office/queues/verification/next", &[]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("There is no case waiting for you here.") && page.says(&colleague.name));
}

#[tokio::test]
async fn officers_of_another_area_see_nothing_of_it() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let stranger = office.officer("multan").await;
    let mut browser = office.browser_of(&stranger).await;
    assert!(browser.opens("/office/queues/verification").await.ok().says("This queue is empty."));
    for path in ["", "/actions/verify", "/reveal"] {
        assert_eq!(browser.opens(&format!("{}{path}", page_of(&case))).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn citizens_get_no_office_page_and_administrators_are_sent_on() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let mut browser = office.browser_of(&owner).await;
    for path in ["/office", "/office/queues/verification", &page_of(&case)] {
        assert!(matches!(browser.opens(path).await.status, 403 | 404), "{path}");
    }
    for path in ["/actions/withdraw", "/reveal"] {
        assert!(matches!(browser.opens(&format!("{}{path}", page_of(&case))).await.status, 403 | 404));
    }
    let administrator = office.administrator().await;
    let mut browser = office.browser_of(&administrator).await;
    browser.opens("/office").await;
    assert_eq!(browser.pointed(), "/account");
}

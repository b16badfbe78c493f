//! The pages of possible duplicates: what an officer is told of before a decision, two cases side by side, and every way
//! from there and back.

use pser::casework::duplicates::{keep_found, lock_found};
use serde_json::json;

use super::{HOSTILE, page_of};
use crate::casework::duplicates::REASON;
use crate::office::{Case, Office};

fn compared(here: &Case, there: &Case) -> String {
    format!("{}/duplicates/{}", page_of(here), there.reference)
}

/// The check of the first finds the mobile of the second.
async fn alike(office: &Office, (first, second): (&Case, &Case)) {
    let evidence = json!({ "found": [{ "by": "mobile", "case": second.reference }] });
    let mut tx = office.database.app.begin().await.unwrap();
    let found = lock_found(&mut tx, first.id, &evidence).await.unwrap();
    keep_found(&mut tx, first.id, &found).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn whoever_is_about_to_decide_is_told_and_led_to_both_cases() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens(&format!("{}/duplicates", page_of(&first))).await.ok();
    assert!(page.says("No other case looks like this one."), "{}", page.text());
    assert!(!browser.opens(&page_of(&first)).await.ok().says("possible duplicate"));
    alike(&office, (&first, &second)).await;
    for case in [&first, &second] {
        let page = browser.opens(&page_of(case)).await.ok();
        assert!(page.says("1 possible duplicate has not been looked at"), "{}", page.text());
    }
    let page = browser.opens(&format!("{}/duplicates", page_of(&second))).await.ok();
    assert!(page.says("Another person has the same mobile") && page.says("Not looked at"), "{}", page.text());
    let link = page.all_attrs("main a", "href");
    assert!(link.contains(&compared(&second, &first)), "{link:?}");
}

#[tokio::test]
async fn two_cases_stand_side_by_side_and_are_judged_and_judged_anew() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    alike(&office, (&first, &second)).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let path = compared(&first, &second);
    let page = browser.opens(&path).await.ok();
    for words in ["Zahida Begum", "Nadeem Akhtar", "Differs", "Marital status", "Shalimar, Lahore", "Payment"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(!page.body.contains("sealed") && page.says("•••• "));
    let page = browser.sends(&path, &[("reason", "the same house")]).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("the same house"), "what was typed is kept");
    let page = browser.sends(&path, &[("made", "linked"), ("reason", " ")]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("Please give a reason."), "{}", page.text());
    browser.sends(&path, &[("made", "linked"), ("reason", REASON)]).await;
    let page = browser.follows().await.ok();
    assert!(
        page.says("Your judgement is kept on both cases.") && page.says("Belong together"),
        "{}",
        page.text()
    );
    assert!(page.says("one house, <b>one</b> door {{7*7}}") && !page.body.contains("<b>one"));
    let undo = format!("{path}/undoing");
    browser.sends(&undo, &[("reason", "another door after all")]).await;
    assert!(browser.follows().await.ok().says("Not looked at"));

    // Somebody else was quicker.
    browser.opens(&path).await.ok();
    let colleague = office.officer("lahore").await;
    colleague.judges(&office, (&first, &second), ("dismissed", 3)).await.ok();
    let page = browser.sends(&path, &[("made", "linked"), ("reason", REASON)]).await;
    assert_eq!(page.status, 409);
    assert!(page.says("Somebody has judged these two cases since you looked."), "{}", page.text());
    assert!(page.says("Different people"));
}

#[tokio::test]
async fn a_case_is_closed_for_the_other_and_goes_on_again() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    let (officer, supervisor) = (office.officer("lahore").await, office.supervisor().await);
    let mut browser = office.browser_of(&officer).await;
    let path = compared(&first, &second);
    browser.opens(&path).await.ok();
    browser.sends(&path, &[("made", "close-there"), ("reason", HOSTILE)]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("One closed for the other") && page.says("<script>alert(1)</script>{{7*7}}"));
    assert!(!page.body.contains("<script>alert"));
    assert_eq!(office.stage(&second).await, "merged");
    let closed = browser.opens(&page_of(&second)).await.ok();
    assert!(closed.says("This case was closed because another is the same"), "{}", closed.text());
    assert!(closed.all_attrs("main a", "href").contains(&compared(&second, &first)));
    assert!(browser.opens(&page_of(&first)).await.ok().says("Closed for this case"));
    // A supervisor judges nothing, and takes back.
    let mut above = office.browser_of(&supervisor).await;
    let page = above.opens(&path).await.ok();
    assert!(page.says("Have the closed case go on"), "{}", page.text());
    above.sends(&format!("{path}/unmerging"), &[("reason", "two doors")]).await;
    assert!(above.follows().await.ok().says("The closed case goes on where it was."));
    assert_eq!(office.stage(&second).await, "verifying");
    assert!(above.opens(&path).await.ok().says("There is nothing for you to judge here."));
}

#[tokio::test]
async fn of_a_case_elsewhere_the_page_says_that_somebody_else_must_look() {
    let office = Office::open().await;
    let (first, second) = office.two_verifying().await;
    sqlx::query("update cases set area = 'multan/multan' where id = $1")
        .bind(second.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    alike(&office, (&first, &second)).await;
    let mut browser = office.browser_of(&office.officer("lahore").await).await;
    for language in ["en", "ur"] {
        browser.language = language;
        let page = browser.opens(&format!("{}/duplicates", page_of(&first))).await.ok();
        assert!(!page.body.contains(&second.reference), "{}", page.text());
        let page = browser.opens(&compared(&first, &second)).await;
        assert_eq!(page.status, 403);
        assert!(!page.says("Nadeem"), "{}", page.text());
    }
}

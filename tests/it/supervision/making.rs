//! Making and proposing a batch.

use super::BATCHES;
use crate::office::Office;

#[tokio::test]
async fn a_maker_makes_a_batch_reads_it_and_proposes_it() {
    let office = Office::open().await;
    let (_, case) = office.payable("Nasreen").await;
    let mut maker = office.browser_of(&office.maker().await).await;
    let page = maker.opens(BATCHES).await.ok();
    assert!(page.says("There are no batches yet."));
    maker.sends(BATCHES, &[]).await;
    let path = maker.pointed();
    let page = maker.follows().await.ok();
    assert!(page.says("The batch was made.") && page.says("Being prepared"));
    for text in ["Shazia Parveen", &case.reference, "Officer of lahore", "Whole province", "Not approved yet"]
    {
        assert!(page.says(text), "{text} in {}", page.text());
    }
    assert_eq!(page.attr("tbody a", "href"), Some(format!("/office/cases/{}", case.reference)));
    assert!(!page.body.contains("SCBL"), "an account is masked");
    maker.sends(&format!("{path}/proposal"), &[]).await;
    let page = maker.follows().await.ok();
    assert!(page.says("The batch was proposed.") && page.says("Waiting for approval"));
    assert!(page.says("Seal of this list"));
    let page = maker.opens(BATCHES).await.ok();
    assert_eq!(page.attr("tbody a", "href"), Some(path));
}

#[tokio::test]
async fn a_button_pressed_twice_is_one_deed() {
    let office = Office::open().await;
    office.payable("Nasreen").await;
    let mut maker = office.browser_of(&office.maker().await).await;
    maker.opens(BATCHES).await.ok();
    let form = maker.form(BATCHES);
    maker.posts(BATCHES, &form).await;
    let path = maker.pointed();
    maker.posts(BATCHES, &form).await;
    assert_eq!(maker.pointed(), path);
    assert_eq!(office.count("batches").await, 1);
    maker.opens(&path).await.ok();
    let action = format!("{path}/proposal");
    let form = maker.form(&action);
    for _ in 0..2 {
        maker.posts(&action, &form).await;
        assert_eq!(maker.pointed(), path);
    }
}

#[tokio::test]
async fn where_nothing_waits_the_maker_is_told_kindly() {
    let office = Office::open().await;
    let mut maker = office.browser_of(&office.maker().await).await;
    maker.opens(BATCHES).await.ok();
    let page = maker.sends(BATCHES, &[]).await.ok();
    assert!(page.says("No approved case is waiting for payment just now"));
    assert_eq!(page.all(".govuk-error-summary"), Vec::<String>::new());
    assert_eq!(office.count("batches").await, 0);
}

#[tokio::test]
async fn a_maker_of_one_area_is_not_asked_which() {
    let office = Office::open().await;
    let maker = office.staff("Maker of Multan", &[("maker", Some("multan"))]).await;
    office.payable("Nasreen").await;
    let mut browser = office.browser_of(&maker).await;
    let page = browser.opens(BATCHES).await.ok();
    assert_eq!(page.all("select"), Vec::<String>::new());
    assert!(browser.sends(BATCHES, &[]).await.ok().says("No approved case"), "the case is in Lahore");
    browser.opens(BATCHES).await.ok();
    let page = browser.sends(BATCHES, &[("area", "lahore")]).await;
    assert_eq!(page.status, 404, "elsewhere there is nothing for them");
    browser.opens(BATCHES).await.ok();
    let page = browser.sends(BATCHES, &[("reference", "B-1")]).await;
    assert_eq!(page.status, 422);
}

#[tokio::test]
async fn a_draft_is_discarded_and_its_cases_wait_again() {
    let office = Office::open().await;
    office.payable("Nasreen").await;
    let mut maker = office.browser_of(&office.maker().await).await;
    maker.opens(BATCHES).await.ok();
    maker.sends(BATCHES, &[]).await;
    let path = maker.pointed();
    maker.follows().await.ok();
    maker.sends(&format!("{path}/discarding"), &[]).await;
    let page = maker.follows().await.ok();
    assert!(page.says("Discarded") && page.says("There is no payment on this batch."));
    maker.opens(BATCHES).await.ok();
    maker.sends(BATCHES, &[]).await;
    assert_ne!(maker.pointed(), path);
}

#[tokio::test]
async fn a_case_that_cannot_be_proposed_is_left_out_with_its_reason() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore").await);
    let both = office.staff("Both", &[("officer", None), ("maker", None)]).await;
    let own = office.approved(&citizen, &both).await;
    office.approved(&office.citizen("Rubina").await, &officer).await;
    let mut browser = office.browser_of(&both).await;
    browser.opens(BATCHES).await.ok();
    browser.sends(BATCHES, &[]).await;
    let path = browser.pointed();
    browser.follows().await.ok();
    let page = browser.sends(&format!("{path}/proposal"), &[]).await.ok();
    let left = page.all("section[aria-labelledby=left-out] li");
    assert_eq!(left.len(), 1);
    assert!(left[0].contains(&own.reference) && left[0].contains("must be done by a different person"));
    // The address of that page leads to the batch when it is asked for anew.
    browser.opens(&format!("{path}/proposal")).await;
    assert_eq!(browser.pointed(), path);
}

#[tokio::test]
async fn the_pages_are_nobody_elses() {
    let office = Office::open().await;
    office.payable("Nasreen").await;
    let path = office.proposed(&office.maker().await).await;
    for (who, status) in [
        (office.officer("lahore").await, 403),
        (office.administrator().await, 403),
        (office.citizen("Rubina").await, 403),
        (office.staff("Elsewhere", &[("supervisor", Some("multan"))]).await, 404),
    ] {
        let mut browser = office.browser_of(&who).await;
        assert_eq!(browser.opens(&path).await.status, status, "{}", who.name);
    }
    let elsewhere = office.staff("Elsewhere", &[("supervisor", Some("multan"))]).await;
    let page = office.browser_of(&elsewhere).await.opens(BATCHES).await.ok();
    assert!(page.says("There are no batches yet.") && !page.says("Make a batch"));
    let mut nobody = office.browser();
    nobody.opens(&path).await;
    assert!(nobody.pointed().starts_with("/office/sign-in?next="));
    let mut auditor = office.browser_of(&office.auditor().await).await;
    assert_eq!(auditor.opens("/supervision/batches/B-00000-00000-1").await.status, 404);
    assert_eq!(auditor.opens("/supervision/batches?after=x").await.status, 422);
    assert!(!auditor.opens(&path).await.ok().says("What you can do"));
}

//! A second look as an officer takes it: from the day's page to the answer, or back.

use serde_json::json;

use crate::office::Office;

#[tokio::test]
async fn an_officer_takes_a_second_look_opens_the_papers_and_answers_with_a_reason() {
    let office = Office::open().await;
    office.looks_at_all_again().await;
    let citizen = office.citizen("Nasreen").await;
    let first = office.staff("Zahida", &[("officer", Some("lahore"))]).await;
    let (case, document) = super::with_photograph(&office, &citizen).await;
    first.reviews(&office, document, &json!({ "verdict": "accepted" })).await.ok();
    first.does(&office, &case, "verify").await.ok();
    office.draws().await;
    let second = office.officer("lahore").await;
    let mut browser = office.browser_of(&second).await;
    let page = browser.opens("/office").await.ok();
    assert!(page.says("One decision waits for a second look."), "{}", page.text());
    browser.sends("/office/second-looks/next", &[]).await;
    let look = browser.pointed();
    let page = browser.follows().await.ok();
    assert!(
        page.says(&citizen.name) && page.says("Another officer has decided this case."),
        "{}",
        page.text()
    );
    assert!(page.says("It goes back by itself on 6 March 2026."), "{}", page.text());
    for hidden in [case.reference.as_str(), "Zahida", "Accepted", "Approved for payment", "History"] {
        assert!(!page.says(hidden), "{hidden}: {}", page.text());
    }
    let page = browser.opens(&format!("{look}?document={document}")).await.ok();
    let content = format!("/office/documents/{document}/content");
    assert_eq!(page.attr(".pser-viewer__image", "src").as_deref(), Some(content.as_str()));
    assert_eq!(page.all("button[name=verdict]"), Vec::<String>::new());
    assert_eq!(browser.opens(&content).await.status, 200);

    // The case's own page leads back here.
    let page = browser.opens(&super::page_of(&case)).await;
    assert!(page.status == 409 && page.says("You have a second look at this case open."), "{}", page.text());
    assert!(page.attr(&format!("a[href='{look}']"), "href").is_some());
    let page = browser.opens("/office").await.ok();
    assert!(page.attr(&format!("a[href='{look}']"), "href").is_some(), "{}", page.text());

    browser.opens(&look).await.ok();
    let answer = format!("{look}/answer");
    let page = browser.sends(&answer, &[("reason", "x")]).await;
    assert_eq!((page.status, page.all("#judgement-error").len()), (422, 1));
    let page = browser.sends(&answer, &[("judgement", "against"), ("reason", "")]).await;
    assert_eq!((page.status, page.all("#reason-error").len()), (422, 1));
    assert_eq!(page.attr("input[name=judgement][checked]", "value").as_deref(), Some("against"));
    let filled = [("judgement", "against"), ("reason", super::HOSTILE)];
    browser.sends(&answer, &filled).await;
    assert_eq!(browser.pointed(), "/office");
    let page = browser.follows().await.ok();
    assert!(page.says("Your answer has been kept.") && !page.says("second look."), "{}", page.text());
    assert_eq!(browser.opens(&look).await.status, 409);
    assert_eq!(browser.opens(&super::page_of(&case)).await.status, 200);
}

#[tokio::test]
async fn an_officer_gives_a_second_look_back_and_hears_when_none_waits() {
    let office = Office::open().await;
    office.waits_for_a_second_look(("Nasreen", "reject")).await;
    let mut browser = office.browser_of(&office.officer("lahore").await).await;
    browser.language = "ur";
    let page = browser.opens("/office").await.ok();
    assert!(page.says("ایک فیصلہ دوسرے جائزے کا منتظر ہے۔"), "{}", page.text());
    browser.sends("/office/second-looks/next", &[]).await;
    let look = browser.pointed();
    browser.follows().await.ok();
    browser.sends(&format!("{look}/return"), &[]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("کوئی اور افسر اسے لے لے گا۔") && !page.says("منتظر ہے۔"), "{}", page.text());
    let ties =
        browser.form("/language").into_iter().filter(|(name, _)| name.starts_with('_')).collect::<Vec<_>>();
    browser.posts("/office/second-looks/next", &ties).await;
    assert_eq!(browser.pointed(), "/office");
    let page = browser.follows().await.ok();
    assert!(page.says("اس وقت کوئی فیصلہ آپ کے دوسرے جائزے کا منتظر نہیں ہے۔"), "{}", page.text());
}

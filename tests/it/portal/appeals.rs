//! Appealing and complaining in a browser, from the decision to the answer.

use crate::casework::appealing::rejected;
use crate::office::{Browser, Office};

const HOSTILE: &str = "<script>alert(1)</script> {{7*7}} =HYPERLINK(1)\r\nBcc: all \u{202e}evil";

/// Fills in the one part of a form, hands it in, and gives the number.
async fn hands_in(browser: &mut Browser<'_>, path: &str, part: &str, answers: [(&str, &str); 2]) -> String {
    let section = format!("{path}/sections/{part}");
    browser.opens(&section).await.ok();
    browser.sends(&section, &answers).await;
    let target = browser.pointed();
    assert!(!target.contains("step=2"), "two questions stand on one page: {target}");
    let review = browser.opens(&format!("{path}/review")).await.ok();
    assert!(review.says("<script>alert(1)</script> {{7*7}}") && !review.body.contains("<script>alert"));
    browser.sends(&format!("{path}/submission"), &[("consent", "2026-1")]).await;
    assert_eq!(browser.pointed(), format!("{path}/submitted"));
    let submitted = browser.follows().await.ok();
    submitted.all(".govuk-panel__body .pser-ltr").remove(0)
}

#[tokio::test]
async fn a_citizen_appeals_from_the_decision_and_reads_the_answer() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = rejected(&office, &citizen, &officer).await;
    let mut browser = office.browser_of(&citizen).await;
    let (decision, appeal) = (format!("{}/decision", case.path()), format!("{}/appeal", case.path()));
    let page = browser.opens(&decision).await.ok();
    assert!(page.says("You can appeal until the end of 1 April 2026"), "{}", page.text());
    let form = browser.form(&appeal);
    browser.posts(&appeal, &form).await;
    let path = browser.pointed();
    // The button was pressed twice.
    browser.posts(&appeal, &form).await;
    assert_eq!(browser.pointed(), path);
    let parts = browser.opens(&path).await.ok();
    assert_eq!(parts.all("#documents-status"), ["If you have it"], "nothing sent is not done");
    let page = browser.opens(&decision).await.ok();
    assert!(page.says("You have begun an appeal"), "{}", page.text());

    let number = hands_in(&mut browser, &path, "grounds", [("reason", "rules"), ("text", HOSTILE)]).await;
    let page = browser.opens(&decision).await.ok();
    assert!(page.says("You have appealed against this decision"), "{}", page.text());
    let page = browser.opens(&case.path()).await.ok();
    assert!(page.says(&number), "the case names its appeal: {}", page.text());
    let desk = browser.opens("/applications").await.ok();
    assert!(desk.says("About:") && desk.says(&case.reference) && desk.says(&number), "{}", desk.text());
    assert!(!desk.says("Apply for Appeal") && !desk.says("Apply for Complaint"), "{}", desk.text());
    let page = browser.opens(&format!("/cases/{number}")).await.ok();
    assert!(page.says("Appeal being looked at") && page.says("The way of your appeal"), "{}", page.text());
    assert!(page.says("Decision on your appeal") && !page.says("Appeal allowed"), "{}", page.text());

    // The reviewer reads the decision beside the appeal, and decides.
    let reviewer = office.reviewer().await;
    let mut desk = office.browser_of(&reviewer).await;
    let shown = desk.opens(&format!("/office/cases/{number}")).await.ok();
    assert!(shown.says("What it is about") && shown.says("as the papers say"), "{}", shown.text());
    assert!(shown.says("Appeal handed in") && shown.says("as the applicant reads it"), "{}", shown.text());
    assert!(shown.says("<script>alert(1)</script> {{7*7}}") && !shown.body.contains("<script>alert"));
    assert_eq!(shown.attr("#about a", "href").unwrap(), format!("/office{}", case.path()));
    desk.opens(&format!("/office{}", case.path())).await.ok();
    let appealed = office.case_called(&number).await;
    reviewer.does_with(&office, &appealed, "dismiss", serde_json::json!({ "reason": HOSTILE })).await.ok();
    for language in ["en", "ur"] {
        browser.language = language;
        let page = browser.opens(&format!("/cases/{number}/decision")).await.ok();
        assert!(page.says("<script>alert(1)</script> {{7*7}}") && !page.body.contains("<script>alert"));
        assert!(!page.says(&reviewer.name), "a reviewer is named");
    }
    browser.language = "en";
    let page = browser.opens(&decision).await.ok();
    let case_page = browser.opens(&case.path()).await.ok();
    assert!(case_page.says("Appeal dismissed"), "the list tells how it ended: {}", case_page.text());
    assert!(page.says("It cannot be appealed again") && page.all("form[action$=appeal]").is_empty());
    browser.posts(&appeal, &form).await;
    let again: Vec<_> = form.into_iter().filter(|(name, _)| name != "_key").collect();
    let again: Vec<_> = again.into_iter().chain([("_key".to_owned(), "another-key".to_owned())]).collect();
    let page = browser.posts(&appeal, &again).await;
    assert_eq!((page.status, page.all(".govuk-error-summary li").len()), (409, 1), "{}", page.text());
}

#[tokio::test]
async fn a_case_that_was_taken_up_again_says_so() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = rejected(&office, &citizen, &officer).await;
    let appeal = citizen.appeals(&office, &case).await;
    office.reviewer().await.does(&office, &appeal, "allow").await.ok();
    let mut browser = office.browser_of(&citizen).await;
    let page = browser.opens(&case.path()).await.ok();
    assert!(page.says("It was taken up again after an appeal on 2 March 2026"), "{}", page.text());
    let log = page.all(".pser-log__entry");
    assert!(log[0].contains("Taken up again after it had ended"), "{log:?}");
    assert!(log[1..].iter().all(|entry| !entry.contains("Taken up again")), "{log:?}");
    // Decided once more, it is an ended case like others.
    office.officer("lahore").await.does(&office, &case, "reject").await.ok();
    let page = browser.opens(&case.path()).await.ok();
    assert!(!page.says("It was taken up again after an appeal on"), "{}", page.text());
}

#[tokio::test]
async fn a_late_appeal_is_told_so_and_a_strangers_decision_is_nowhere() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = rejected(&office, &citizen, &officer).await;
    let (decision, appeal) = (format!("{}/decision", case.path()), format!("{}/appeal", case.path()));
    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    stranger.opens("/applications").await.ok();
    let mut form = stranger.form("/applications");
    form.retain(|(name, _)| name.starts_with('_'));
    assert_eq!(stranger.posts(&appeal, &form).await.status, 404);
    assert_eq!(stranger.opens(&format!("/grievances?about={}", case.reference)).await.status, 404);
    form.push(("about".to_owned(), case.reference.clone()));
    assert_eq!(stranger.posts("/grievances", &form).await.status, 404);

    office.database.days_pass(31).await;
    let citizen = office.signs_in(&citizen).await;
    let mut browser = office.browser_of(&citizen).await;
    let page = browser.opens(&decision).await.ok();
    assert!(page.says("The time in which you could appeal is over"), "{}", page.text());
    assert!(page.all("form[action$=appeal]").is_empty());
    browser.opens("/applications").await.ok();
    let mut form = browser.form("/language");
    form.retain(|(name, _)| name.starts_with('_'));
    let page = browser.posts(&appeal, &form).await;
    assert_eq!((page.status, page.all(".govuk-error-summary li").len()), (409, 1), "{}", page.text());
}

#[tokio::test]
async fn a_citizen_complains_about_a_case_and_about_something_else() {
    let office = Office::open().await;
    let citizen = office.citizen("Shazia Parveen").await;
    let case = office.verifying(&citizen).await;
    let mut browser = office.browser_of(&citizen).await;
    let page = browser.opens(&case.path()).await.ok();
    let link = format!("/grievances?about={}", case.reference);
    assert!(page.attr(&format!("a[href='{link}']"), "href").is_some(), "{}", page.text());
    let mut numbers = Vec::new();
    for address in [&*link, "/grievances"] {
        let page = browser.opens(address).await.ok();
        assert_eq!(page.says(&case.reference), address == link);
        browser.sends("/grievances", &[]).await;
        let path = browser.pointed();
        browser.opens(address).await.ok();
        browser.sends("/grievances", &[]).await;
        assert_eq!(browser.pointed(), path, "the open one is gone on with");
        let answers = [("kind", "deduction"), ("text", HOSTILE)];
        numbers.push(hands_in(&mut browser, &path, "complaint", answers).await);
        browser.opens(address).await.ok();
        browser.sends("/grievances", &[]).await;
        assert_eq!(browser.pointed(), format!("/cases/{}", numbers.last().unwrap()));
    }
    let complaint = office.case_called(&numbers[0]).await;
    office
        .reviewer()
        .await
        .does_with(&office, &complaint, "resolve", serde_json::json!({ "reason": "it was paid back" }))
        .await
        .ok();
    let page = browser.opens(&format!("/cases/{}/decision", numbers[0])).await.ok();
    assert_eq!(page.all("h1"), ["The answer to your complaint"]);
    assert!(page.says("it was paid back") && page.says("Complaint upheld"), "{}", page.text());
    let withdrawal = format!("/cases/{}/withdrawal", numbers[1]);
    let page = browser.opens(&withdrawal).await.ok();
    assert!(page.says("Take your complaint back?"));
    browser.sends(&withdrawal, &[]).await;
    let page = browser.follows().await.ok();
    assert!(
        page.says("You have taken your complaint back") && page.says("This complaint has ended"),
        "{}",
        page.text()
    );
    for forged in ["nonsense", "C-00000-00000-0", "<b>"] {
        let mut form = vec![("about".to_owned(), forged.to_owned())];
        browser.opens("/grievances").await.ok();
        form.extend(browser.form("/grievances").into_iter().filter(|(name, _)| name.starts_with('_')));
        assert_eq!(browser.posts("/grievances", &form).await.status, 404, "{forged}");
    }
}

#[tokio::test]
async fn the_link_of_a_request_leads_to_where_documents_are_sent() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = office.verifying(&citizen).await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    let told = office.params_of("documents-needed", &case).await;
    let address = told["documents"].as_str().unwrap();
    let path = &address[address.find("/cases/").unwrap()..];
    let mut nobody = office.browser();
    nobody.opens(path).await;
    // The last sign of a reference may be one that addresses write otherwise.
    let next = form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>();
    assert_eq!(nobody.pointed(), format!("/sign-in?next={next}"));
    let mut browser = office.browser_of(&citizen).await;
    browser.opens(path).await;
    let page = browser.follows().await.ok();
    assert!(page.says("Your photograph") && page.says("the photo is blurred"), "{}", page.text());
    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    assert_eq!(stranger.opens(path).await.status, 404);
}

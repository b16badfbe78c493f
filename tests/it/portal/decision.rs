//! The receipt of a decision as its citizen reads it.

use serde_json::json;

use crate::office::Office;

const HOSTILE: &str = "<script>alert(1)</script> {{7*7}}\r\nBcc: all \u{202e}evil";

#[tokio::test]
async fn a_rejected_citizen_reads_why_and_what_would_change_it() {
    let office = Office::open().await;
    let citizen = office.citizen("Shazia Parveen").await;
    let officer = office.officer("lahore").await;
    let change = json!({ "assets": { "has_car": true } });
    let case = citizen.applies_with(&office, &change).await;
    let mut browser = office.browser_of(&citizen).await;
    let path = format!("{}/decision", case.path());
    browser.opens(&path).await;
    assert_eq!(browser.pointed(), case.path(), "nothing is decided yet");
    let page = browser.opens(&case.path()).await.ok();
    assert!(!page.says("Read the decision"));

    officer.does_with(&office, &case, "reject", json!({ "reason": HOSTILE })).await.ok();
    let page = browser.opens(&case.path()).await.ok();
    assert_eq!(page.attr("main a.govuk-button--secondary", "href").as_deref(), Some(&*path));
    let page = browser.opens(&path).await.ok();
    assert_eq!(page.all("h1"), ["The decision on your application"]);
    for said in [
        "could not be approved",
        "Not approved",
        "2 March 2026",
        "The household owns a car or tractor",
        "Your household had",
        "40 are needed",
        "agree with the national register",
        "Your photograph",
        "version 2 of the rule language",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(!page.says(&officer.name), "an officer is named");
    assert!(page.says("<script>alert(1)</script> {{7*7}} Bcc: all"), "{}", page.text());
    assert!(!page.body.contains("<script>alert") && !page.body.contains('\u{202e}'), "{}", page.body);

    browser.language = "ur";
    let page = browser.opens(&path).await.ok();
    assert!(page.says("ہمیں افسوس ہے") && page.says("گھرانے کے پاس گاڑی یا ٹریکٹر ہے"), "{}", page.text());
    assert!(page.all("bdi[dir=ltr]").contains(&case.reference));

    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    assert_eq!(stranger.opens(&path).await.status, 404);
}

#[tokio::test]
async fn an_approved_citizen_reads_how_much_and_why() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = office.approved(&citizen, &officer).await;
    let mut browser = office.browser_of(&citizen).await;
    let page = browser.opens(&format!("{}/decision", case.path())).await.ok();
    assert!(page.says("Your application was approved") && page.says("10,000 rupees for a household"));
    assert!(!page.says("What would change this decision"));
}

#[tokio::test]
async fn the_notice_of_a_decision_says_where_it_is_read() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = office.approved(&citizen, &officer).await;
    let told = office.params_of("application-approved", &case).await;
    let address = told["decision"].as_str().unwrap();
    assert!(
        address.starts_with("http") && address.ends_with(&format!("{}/decision", case.path())),
        "{address}"
    );
    assert!(!address.contains("//cases"), "{address}");
}

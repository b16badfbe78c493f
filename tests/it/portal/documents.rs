//! Documents in a browser: sent from a phone, refused with a reason, asked for again.

use super::way::{adds, begun, filled, sends};
use crate::documents::files;
use crate::office::{Case, Office};

#[tokio::test]
async fn a_document_is_sent_looked_at_and_replaced() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = filled(&office, &who).await;
    let page = browser.opens(&format!("{path}/documents")).await.ok();
    assert!(page.says("4 documents are missing") && page.says("at most 10 MB each"), "{}", page.text());
    sends(&mut browser, &path, "photograph").await;
    let page = browser.follows().await.ok();
    assert!(page.says("The document has arrived") && page.says("3 documents are missing"), "{}", page.text());
    let link = page.attr("#place-photograph a", "href").unwrap();
    let file = browser.opens(&link).await.ok();
    assert_eq!(file.headers["content-type"], "image/jpeg");
    assert!(file.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    assert_eq!(stranger.opens(&link).await.status, 404);
    sends(&mut browser, &path, "photograph").await;
    let page = browser.follows().await.ok();
    assert_ne!(page.attr("#place-photograph a", "href"), Some(link));
}

#[tokio::test]
async fn a_bad_file_is_told_beside_its_place_and_nothing_else_is_lost() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = filled(&office, &who).await;
    sends(&mut browser, &path, "photograph").await;
    let action = format!("{path}/documents");
    let large = vec![0xff; 11 << 20];
    for (name, kind, bytes, said) in [
        ("a.jpg", "image/jpeg", &b""[..], "The file is empty"),
        ("a.exe", "image/jpeg", &b"MZ......"[..], "Please send a photo"),
        ("a.jpg", "image/jpeg", &b"\xff\xd8\xff\xe0 and then nothing"[..], "cannot be opened"),
        ("a.jpg", "image/jpeg", &[&files::jpeg(16, 16)[..], &large[..]].concat()[..], "too large"),
        ("", "application/octet-stream", &b""[..], "Please choose a photo or file first"),
    ] {
        browser.opens(&action).await.ok();
        let page = browser
            .sends_file(&action, &[("requirement", "proof-of-address")], ("file", name, kind, bytes))
            .await;
        assert!((400..500).contains(&page.status), "{said}: {}", page.status);
        let errors = page.all("#place-proof-of-address .govuk-error-message");
        assert!(errors.len() == 1 && errors[0].contains(said), "{said}: {errors:?} {}", page.text());
        assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#proof-of-address"));
        assert_eq!(page.all("#place-photograph .govuk-tag"), ["Sent"]);
    }
    let kept = office.asks(Some(&who), ("GET", &action), None).await.ok();
    assert_eq!(kept.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_form_given_to_somebody_else_sends_nothing() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let action = format!("{path}/documents");
    let mut stranger = office.browser();
    stranger.opens("/").await.ok();
    let token = super::way::token(&stranger, "/language");
    browser.opens(&action).await.ok();
    let file = files::jpeg(16, 16);
    let page =
        browser.sends_file(&action, &[("_csrf", &token)], ("file", "a.jpg", "image/jpeg", &file)).await;
    assert_eq!(page.status, 403);
    browser.opens(&action).await.ok();
    let page = browser
        .sends_file(&action, &[("requirement", "moon-rock")], ("file", "a.jpg", "image/jpeg", &file))
        .await;
    assert_eq!(page.status, 422, "{}", page.text());
    assert_eq!(office.count("documents").await, 0);
}

#[tokio::test]
async fn answering_what_an_officer_asked_for_moves_the_case_on() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let officer = office.officer("lahore").await;
    let case: Case = office.verifying(&who).await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    let mut browser = office.browser_of(&who).await;
    let page = browser.opens(&case.path()).await.ok();
    assert!(page.says("It is your turn") && page.says("the photo is blurred"), "{}", page.text());
    let path = format!("/applications/{}", case.application);
    let page = browser.opens(&format!("{path}/documents")).await.ok();
    assert_eq!(page.all("#place-photograph .govuk-tag"), ["Asked for"]);
    sends(&mut browser, &path, "photograph").await;
    let page = browser.follows().await.ok();
    assert!(page.says("The document has arrived"), "{}", page.text());
    office.jobs_run().await;
    assert_eq!(office.stage(&case).await, "verifying");
    let page = browser.opens(&case.path()).await.ok();
    assert!(
        page.says("You need not do anything now") && page.says("the photo is blurred"),
        "{}",
        page.text()
    );
    // The stage takes no documents any more.
    let page = browser.opens(&format!("{path}/documents")).await.ok();
    assert!(page.all("input[type=file]").is_empty());
}

#[tokio::test]
async fn who_is_taken_off_the_list_takes_the_documents_along_and_no_other() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    for name in ["Bilal", "Hamza", "Usman"] {
        adds(&mut browser, &path, name, "2000").await;
    }
    let action = format!("{path}/documents");
    let file = files::jpeg(16, 16);
    for member in ["0", "2"] {
        browser.opens(&action).await.ok();
        let slot = [("requirement", "cnic-member"), ("member", member)];
        browser.sends_file(&action, &slot, ("file", "card.jpg", "image/jpeg", &file)).await;
        browser.pointed();
    }
    let before = office.asks(Some(&who), ("GET", &action), None).await.ok();
    let removal = format!("{path}/sections/members/0/removal");
    browser.opens(&removal).await.ok();
    browser.sends(&removal, &[]).await;
    browser.pointed();
    let after = office.asks(Some(&who), ("GET", &action), None).await.ok();
    assert_eq!(after.as_array().map(Vec::len), Some(1), "{after}");
    assert_eq!((&after[0]["id"], &after[0]["member"]), (&before[1]["id"], &1.into()));
    let page = browser.opens(&action).await.ok();
    assert_eq!(page.all("#place-cnic-member-1 h2"), ["CNIC of an adult member: Usman"]);
    assert_eq!(page.all("#place-cnic-member-1 .govuk-tag"), ["Sent"]);
    assert_eq!(page.all("#place-cnic-member-0 .govuk-tag"), ["Missing"]);
}

//! Documents on the case's page: looking, accepting, refusing.

use super::{fresh_key, page_of, with_photograph};
use crate::office::Office;

#[tokio::test]
async fn an_officer_works_a_case_from_next_to_verified() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (case, document) = with_photograph(&office, &owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens("/office").await.ok();
    browser.sends("/office/queues/verification/next", &[]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("Every document must be there and accepted."), "{}", page.text());
    let link = page.attr(".pser-documents a", "href").unwrap();
    assert_eq!(link, format!("{}?document={document}#viewer", page_of(&case)));

    let page = browser.opens(&link).await.ok();
    let frame = page.attr(".pser-viewer__image", "src").unwrap();
    assert_eq!(frame, format!("/office/documents/{document}/content"));
    browser.sends(&format!("/office/documents/{document}/review"), &[("verdict", "accepted")]).await;
    assert_eq!(browser.pointed(), format!("{}#documents", page_of(&case)));
    let page = browser.follows().await.ok();
    assert!(page.says("Every document has been reviewed.") && page.says("Accepted"));

    let page = browser.opens(&format!("{}/actions/verify", page_of(&case))).await.ok();
    assert!(page.says("The case then goes to “Approved for payment”."), "{}", page.text());
    assert_eq!(page.all(".pser-outbox__text").len(), 1);
    browser.sends(&format!("{}/actions/verify", page_of(&case)), &[]).await;
    assert_eq!(browser.pointed(), format!("{}?from=verification", page_of(&case)));
    let page = browser.follows().await.ok();
    assert!(page.says("Your action is recorded.") && page.says("Next case of Verification"));
    assert_eq!(office.stage(&case).await, "approved");
}

#[tokio::test]
async fn a_document_is_shown_in_a_sandbox_within_our_pages_only_and_the_look_is_recorded() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (_, document) = with_photograph(&office, &owner).await;
    let officer = office.officer("lahore").await;
    let path = format!("/office/documents/{document}/content");
    let page = office.browser_of(&officer).await.opens(&path).await.ok();
    assert_eq!(page.headers["content-type"], "image/jpeg");
    assert_eq!(page.headers["x-frame-options"], "SAMEORIGIN");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    assert_eq!(page.headers["cache-control"], "no-store");
    let csp = page.headers["content-security-policy"].to_str().unwrap();
    assert!(
        csp.starts_with("sandbox; default-src 'none'") && csp.contains("frame-ancestors 'self'"),
        "{csp}"
    );
    let looks: i64 = sqlx::query_scalar(
        "select count(*) from access_log where what = 'view-document' and actor_person = $1",
    )
    .bind(officer.person)
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    assert_eq!(looks, 1);
    for who in [office.officer("multan").await, owner] {
        assert_eq!(office.browser_of(&who).await.opens(&path).await.status, 404);
    }
}

#[tokio::test]
async fn refusing_a_document_needs_a_reason_and_keeps_what_was_typed() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (case, document) = with_photograph(&office, &owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("/office/documents/{document}/review");
    browser.opens(&format!("{}?document={document}", page_of(&case))).await.ok();
    let typed = [("verdict", "refused"), ("reason", "the face cannot be seen")];
    let page = browser.sends(&action, &typed).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#code"));
    assert!(page.attr(".pser-viewer__image", "src").is_some(), "the document stays in sight");
    assert_eq!(page.all("#reason"), ["the face cannot be seen"]);
    let wordless = [("verdict", "refused"), ("code", "other"), ("reason", "  "), ("_key", &fresh_key())];
    let page = browser.sends(&action, &wordless).await;
    assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#reason"));
    assert_eq!(page.attr("input[name=code][checked]", "value").as_deref(), Some("other"), "{}", page.body);
    let unknown = [("verdict", "refused"), ("code", "ugly"), ("_key", &fresh_key())];
    assert_eq!(browser.sends(&action, &unknown).await.status, 422);
    for (verdict, status) in [("celebrated", 422), ("", 422)] {
        let page = browser.sends(&action, &[("verdict", verdict), ("_key", &fresh_key())]).await;
        assert_eq!(page.status, status);
    }
    browser.opens(&format!("{}?document={document}", page_of(&case))).await.ok();
    let typed = [("verdict", "refused"), ("code", "unreadable"), ("reason", "the face cannot be seen")];
    browser.sends(&action, &typed).await;
    let page = browser.follows().await.ok();
    let why = "It is blurred or too dark to read: the face cannot be seen";
    assert!(page.says("Refused") && page.says(why) && page.says("Missing"), "{}", page.text());
}

#[tokio::test]
async fn a_document_that_was_replaced_meanwhile_is_not_reviewed() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (case, document) = with_photograph(&office, &owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens(&format!("{}?document={document}", page_of(&case))).await.ok();
    officer.asks_for(&office, &case, "photograph").await.ok();
    owner.sends_file(&office, case.application, ("photograph", None)).await.ok();
    office.hears(&case, "documents-complete").await;
    let action = format!("/office/documents/{document}/review");
    let page = browser.sends(&action, &[("verdict", "accepted")]).await;
    assert_eq!(page.status, 409);
    assert!(page.says("The document has been replaced or reviewed meanwhile."), "{}", page.text());
}

#[tokio::test]
async fn while_a_colleague_works_on_the_case_documents_can_be_read_only() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (case, document) = with_photograph(&office, &owner).await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    let mut browser = office.browser_of(&officer).await;
    let path = format!("{}?document={document}", page_of(&case));
    browser.opens(&path).await.ok();
    colleague.claims(&office, &case).await.ok();
    let action = format!("/office/documents/{document}/review");
    let page = browser.sends(&action, &[("verdict", "accepted")]).await;
    assert_eq!(page.status, 409);
    assert!(page.says(&format!("{} is working on this case.", colleague.name)));
    assert_eq!(page.attr(&format!("form[action='{action}']"), "method"), None);
}

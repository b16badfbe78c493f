//! Actions on a case: what they ask for, doing them once, and pages that were open too long.

use serde_json::json;

use super::page_of;
use crate::office::Office;

#[tokio::test]
async fn an_action_that_wants_a_reason_says_so_beside_the_field() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/reject", page_of(&case));
    browser.opens(&action).await.ok();
    let page = browser.sends(&action, &[("reason", "the household moved away")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.all("#code-error"), ["Error: Please give a reason."]);
    assert!(page.all("#reason")[0].contains("the household moved away"), "what was typed stays");
    let page = browser.sends(&action, &[("code", "other"), ("reason", " ")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.all("#reason-error"), ["Error: Please give a reason."]);
    browser.sends(&action, &[("code", "other"), ("reason", "the household moved away")]).await;
    assert!(browser.follows().await.ok().says("the household moved away"));
    assert_eq!(office.stage(&case).await, "rejected");
}

#[tokio::test]
async fn the_letter_is_read_before_it_goes_and_the_step_taken_back_before_it_leaves() {
    let office = Office::open_with(&[("PSER_UNDO_SECONDS", "60")]).await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/reject", page_of(&case));
    browser.opens(&action).await.ok();
    let typed = [("code", "not-eligible"), ("reason", "<b>61,000</b> rupees")];
    let page = browser.sends(&action, &[typed[0], typed[1], ("preview", "1")]).await.ok();
    assert!(page.says(": <b>61,000</b> rupees"), "as text, and after the reason's title: {}", page.text());
    assert!(page.all("#reason")[0].contains("61,000"), "what was typed stays");
    assert_eq!(page.attr("[name=code][checked]", "value").as_deref(), Some("not-eligible"));
    assert_eq!(office.stage(&case).await, "verifying", "nothing is done yet");
    let page = browser.sends(&action, &[("code", "rain"), ("preview", "1")]).await;
    assert_eq!((page.status, page.all("#code-error").len()), (422, 1));
    browser.sends(&action, &typed).await;
    let page = browser.follows().await.ok();
    assert!(page.says("You just did this: “Reject”"), "{}", page.text());
    browser.sends(&format!("{}/undo", page_of(&case)), &[]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("It was taken back.") && page.says("Taken back"), "{}", page.text());
    assert_eq!(office.stage(&case).await, "verifying");
}

#[tokio::test]
async fn documents_are_asked_for_from_a_list_with_the_members_they_belong_to() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/request-documents", page_of(&case));
    let page = browser.opens(&action).await.ok();
    assert!(page.all(".govuk-checkboxes__label").len() >= 2, "{}", page.text());
    let page = browser.sends(&action, &[("code", "unreadable"), ("reason", "the photo is blurred")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#documents"));
    assert!(page.all("#reason")[0].contains("the photo is blurred"), "what was typed stays");
    let page = browser.sends(&action, &[("documents", "passport"), ("code", "other"), ("reason", "x")]).await;
    assert!(page.says("This application does not ask for that document."), "{}", page.text());
    let asked = [("documents", "photograph"), ("code", "unreadable"), ("reason", "the photo is blurred")];
    browser.sends(&action, &asked).await;
    let page = browser.follows().await.ok();
    assert_eq!(page.all("h1"), ["Cash assistance: Waiting for your documents"]);
    assert!(page.says("Missing") && page.says("the photo is blurred"));
}

#[tokio::test]
async fn a_button_that_is_pressed_twice_acts_once() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/verify", page_of(&case));
    browser.opens(&action).await.ok();
    let form = browser.form(&action);
    browser.posts(&action, &form).await;
    assert_eq!(browser.pointed(), format!("{}?from=verification", page_of(&case)));
    browser.posts(&action, &form).await;
    assert_eq!(browser.pointed(), page_of(&case));
    let history = office.history(&case).await;
    assert_eq!(history.iter().filter(|kind| *kind == "verified").count(), 1, "{history:?}");
}

#[tokio::test]
async fn a_page_that_was_open_too_long_comes_back_with_what_changed_and_what_was_typed() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/reject", page_of(&case));
    browser.opens(&action).await.ok();
    colleague.asks_for(&office, &case, "photograph").await.ok();
    owner.sends_documents(&office, &case).await;
    office.hears(&case, "documents-complete").await;

    let page = browser.sends(&action, &[("code", "other"), ("reason", "the household moved away")]).await;
    assert_eq!(page.status, 409);
    for words in [
        "The case has changed since you opened it",
        "Documents requested",
        &format!("by {}", colleague.name),
        "Document received",
    ] {
        assert!(page.says(words), "{words}\n{}", page.text());
    }
    assert!(page.all("#reason")[0].contains("the household moved away"));
    assert_eq!(office.stage(&case).await, "verifying");
    // Having seen it, the officer sends it again.
    let form = browser.form(&action);
    browser.posts(&action, &form).await;
    assert!(browser.follows().await.ok().says("Your action is recorded."));
    assert_eq!(office.stage(&case).await, "rejected");
}

#[tokio::test]
async fn what_was_typed_is_kept_also_where_nothing_can_be_done_any_more() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/reject", page_of(&case));
    browser.opens(&action).await.ok();
    owner.does(&office, &case, "withdraw").await.ok();
    let page = browser.sends(&action, &[("code", "other"), ("reason", "the household moved away")]).await;
    assert_eq!(page.status, 409);
    assert!(
        page.says("Withdrawn by the citizen") && page.says("the household moved away"),
        "{}",
        page.text()
    );
    assert_eq!(page.attr(&format!("form[action='{action}']"), "method"), None);
}

#[tokio::test]
async fn an_action_that_is_not_open_says_what_is_missing() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    sqlx::query("update case_scores set is_eligible = false where case_id = $1")
        .bind(case.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let words = "The household does not reach the score.";
    assert!(browser.opens(&page_of(&case)).await.ok().says(words));
    let action = format!("{}/actions/verify", page_of(&case));
    let page = browser.opens(&action).await.ok();
    assert!(page.says(words));
    assert_eq!(page.attr(&format!("form[action='{action}']"), "method"), None);
    assert_eq!(browser.opens(&format!("{}/actions/celebrate", page_of(&case))).await.status, 404);
}

#[tokio::test]
async fn a_forged_field_or_version_does_nothing() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let action = format!("{}/actions/verify", page_of(&case));
    browser.opens(&action).await.ok();
    assert_eq!(browser.sends(&action, &[("amount", "1")]).await.status, 422);
    browser.opens(&action).await.ok();
    assert_eq!(browser.sends(&action, &[("version", "x")]).await.status, 422);
    browser.opens(&action).await.ok();
    assert_eq!(browser.sends(&action, &[("version", "99")]).await.status, 409);
    assert_eq!(browser.sends(&action, &[("_csrf", "stolen")]).await.status, 403);
    assert_eq!(office.stage(&case).await, "verifying");
}

#[tokio::test]
async fn after_verifying_one_does_not_propose_the_payment() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let officer = office.staff("Two hats", &[("officer", None), ("supervisor", None)]).await;
    let case = office.verifying(&owner).await;
    officer.does_with(&office, &case, "verify", json!({})).await.ok();
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens(&page_of(&case)).await.ok();
    assert!(page.all("a[role=button]").iter().all(|title| title != "Approve payment"), "{}", page.text());
}

//! One's own account: what is shown, sessions, the password.

use super::{CNIC, PASSWORD, registers};
use crate::office::Office;

const NEW: &str = "harmonium-gravel-17";

#[tokio::test]
async fn a_citizen_ends_a_session_elsewhere_and_stays_here() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (mut here, mut there) = (office.browser_of(&citizen).await, office.browser_of(&citizen).await);
    there.opens("/account").await.ok();
    let page = here.opens("/account").await.ok();
    assert_eq!(page.all(".govuk-tag"), ["This device"]);
    let own = |page: &crate::office::Shown| {
        page.attr(".govuk-summary-card:has(.govuk-tag) form", "action").unwrap()
    };
    let (this, elsewhere) = (own(&page), own(&there.opens("/account").await.ok()));
    assert_ne!(this, elsewhere);
    here.sends(&elsewhere, &[]).await;
    assert_eq!(here.pointed(), "/account");
    assert!(here.follows().await.ok().says("That device has been signed out."));
    there.opens("/account").await;
    assert_eq!(there.pointed(), "/sign-in?next=%2Faccount");
    // Ending this one is signing out.
    here.sends(&this, &[]).await;
    assert_eq!((here.pointed().as_str(), here.cookie("pser-session")), ("/", None));
}

#[tokio::test]
async fn the_session_of_somebody_else_is_not_there_to_end() {
    let office = Office::open().await;
    let (citizen, other) = (office.citizen("Nasreen").await, office.citizen("Rubina").await);
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&citizen).await;
    browser.opens("/account").await.ok();
    let form = browser.form("/sign-out");
    for session in [other.session, officer.session] {
        assert_eq!(browser.posts(&format!("/account/sessions/{session}/end"), &form).await.status, 404);
    }
    office.browser_of(&other).await.opens("/account").await.ok();
    let mut theirs = office.browser();
    theirs.keeps("pser-session", &other.token);
    theirs.opens("/account").await.ok();
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_forgets_the_devices() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    let mut other = office.browser();
    other.keeps("pser-device", browser.cookie("pser-device").unwrap());
    other.opens("/sign-in").await.ok();
    other.sends("/sign-in", &[("identifier", CNIC), ("password", PASSWORD)]).await;
    other.opens("/account").await.ok();

    browser.opens("/account/password").await.ok();
    let form = [("old_password", PASSWORD), ("new_password", NEW)];
    browser.sends("/account/password", &form).await;
    assert_eq!(browser.pointed(), "/account");
    assert!(browser.follows().await.ok().says("Your password has been changed."));
    other.opens("/account").await;
    assert_eq!(other.pointed(), "/sign-in?next=%2Faccount");
    other.opens("/sign-in").await.ok();
    let page = other.sends("/sign-in", &[("identifier", CNIC), ("password", PASSWORD)]).await;
    assert_eq!(page.status, 422, "the old one opens nothing");
    other.opens("/sign-in").await.ok();
    other.sends("/sign-in", &[("identifier", CNIC), ("password", NEW)]).await;
    assert!(other.pointed().ends_with("/code"), "{}", other.pointed());
}

#[tokio::test]
async fn a_wrong_old_password_and_a_poor_new_one_are_named_and_never_shown_again() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    for (old, new, field, sentence) in [
        ("not-my-password-1", NEW, "#old_password", "This is not your password."),
        (PASSWORD, "short", "#new_password", "A password needs at least 12 characters."),
        (PASSWORD, "ghulam fatima 1984", "#new_password", "The password must not contain your name"),
    ] {
        browser.opens("/account/password").await.ok();
        let page = browser.sends("/account/password", &[("old_password", old), ("new_password", new)]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some(field));
        assert!(page.says(sentence), "{}", page.text());
        assert!(!page.body.contains(old) && !page.body.contains(new));
    }
}

#[tokio::test]
async fn staff_see_their_roles_in_words_and_no_list_of_looks() {
    let office = Office::open().await;
    let staff =
        office.staff("Amna <b>Rashid</b>", &[("officer", Some("lahore/lahore")), ("maker", None)]).await;
    let mut browser = office.browser_of(&staff).await;
    let page = browser.opens("/account").await.ok();
    for shown in ["Verification officer", "Payment maker", "Lahore", "Whole province", "Amna <b>Rashid</b>"] {
        assert!(page.says(shown), "{shown}: {}", page.text());
    }
    assert!(!page.body.contains("<b>Rashid") && !page.body.contains("/account/access"));
    assert_eq!(browser.opens("/account/access").await.status, 403);
    assert_eq!(browser.opens("/registered").await.status, 404);
    browser.language = "ur";
    assert!(browser.opens("/account").await.ok().says("تصدیقی افسر"));
}

#[tokio::test]
async fn names_with_markup_come_out_inert() {
    let office = Office::open().await;
    let citizen = office.citizen("<img src=x onerror=alert(1)> {{7*7}}").await;
    let page = office.browser_of(&citizen).await.opens("/account").await.ok();
    assert!(page.says("<img src=x onerror=alert(1)> {{7*7}}"), "{}", page.text());
    assert!(!page.body.contains("<img src=x"));
}

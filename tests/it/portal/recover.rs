//! A forgotten password on the pages.

use super::{CNIC, MOBILE_DIGITS, PASSWORD, last_code, registers};
use crate::office::Office;
use crate::people::links;

const NEW: &str = "harmonium-gravel-17";

#[tokio::test]
async fn a_citizen_who_forgot_the_password_chooses_one_by_code() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    let mut browser = office.browser();
    let page = browser.opens("/sign-in").await.ok();
    assert_eq!(page.attr("main a[href='/recover']", "href").as_deref(), Some("/recover"));
    browser.opens("/recover").await.ok();
    let page = browser.sends("/recover", &[("identifier", "<b>me</b>"), ("way", "pigeon")]).await;
    assert_eq!(page.status, 422);
    assert!(!page.body.contains("<b>me</b>"));
    browser.sends("/recover", &[("identifier", CNIC), ("way", "sms")]).await;
    let path = browser.pointed();
    browser.follows().await.ok();
    browser.sends(&format!("{path}/resend"), &[]).await;
    browser.follows().await.ok();
    let code = last_code(&office, MOBILE_DIGITS).await;
    let page = browser.sends(&path, &[("code", &code), ("new_password", "short")]).await;
    assert_eq!(
        (page.status, page.attr(".govuk-error-summary a", "href").as_deref()),
        (422, Some("#new_password"))
    );
    browser.sends(&path, &[("code", &code), ("new_password", NEW)]).await;
    assert_eq!(browser.pointed(), "/sign-in");
    assert!(browser.follows().await.ok().says("Your new password is set"));
    browser.sends("/sign-in", &[("identifier", CNIC), ("password", NEW)]).await;
    assert!(browser.pointed().ends_with("/code"));
}

#[tokio::test]
async fn the_pages_are_the_same_for_known_and_unknown_people() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    for way in ["sms", "email"] {
        let mut pages = Vec::new();
        for identifier in [CNIC, "35202-1111111-1"] {
            let mut browser = office.browser();
            browser.opens("/recover").await.ok();
            let status = browser.sends("/recover", &[("identifier", identifier), ("way", way)]).await.status;
            let page = browser.follows().await.ok();
            pages.push((status, page.text(), page.all("input").len()));
        }
        assert_eq!(pages[0], pages[1]);
    }
    let mut pages = Vec::new();
    for cnic in [CNIC, "35202-1111111-1"] {
        let mut browser = office.browser();
        browser.opens("/recover/number").await.ok();
        let status = browser.sends("/recover/number", &[("cnic", cnic)]).await.status;
        pages.push((status, browser.follows().await.ok().text()));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn a_link_leads_to_a_new_password_in_another_browser() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    let path = |link: &str| link.trim_start_matches("http://127.0.0.1:8080").to_owned();
    let first = links(&office.app, &office.database, "fatima@example.org").await;
    let mut browser = office.browser();
    browser.opens(&path(&first[0])).await;
    browser.follows().await.ok();
    browser.sends("/confirm-email", &[]).await;

    browser.opens("/recover").await.ok();
    browser.sends("/recover", &[("identifier", CNIC), ("way", "email")]).await;
    assert!(browser.follows().await.ok().says("look in the spam folder"));
    let sent = links(&office.app, &office.database, "fatima@example.org").await;
    let mut phone = office.browser();
    phone.opens(&path(&sent[1])).await;
    assert_eq!(phone.pointed(), "/recover/password");
    let page = phone.follows().await.ok();
    assert!(!page.body.contains(sent[1].rsplit('/').next().unwrap()));
    let page = phone.sends("/recover/password", &[("new_password", "ghulam fatima 1984")]).await;
    assert_eq!(page.status, 422);
    phone.sends("/recover/password", &[("new_password", NEW)]).await;
    assert_eq!(phone.pointed(), "/sign-in");
    phone.opens(&path(&sent[1])).await;
    assert_eq!(phone.follows().await.status, 404);
    phone.opens("/sign-in").await.ok();
    let page = phone.sends("/sign-in", &[("identifier", CNIC), ("password", PASSWORD)]).await;
    assert_eq!(page.status, 422, "the old one opens nothing");
}

#[tokio::test]
async fn a_person_at_a_help_centre_types_the_code_on_a_device_of_their_own() {
    let office = Office::open().await;
    let (operator, citizen) = (office.operator().await, office.citizen("Nasreen").await);
    let cnic = citizen.cnic();
    let mut desk = office.browser_of(&operator).await;
    desk.opens("/office").await;
    assert_eq!(desk.pointed(), "/office/help-centre");
    desk.follows().await.ok();
    let page = desk.sends("/office/help-centre", &[("cnic", "35202-1111111-1"), ("reason", "x")]).await;
    assert!(page.says("Nobody is registered with this CNIC."), "{}", page.text());
    desk.sends("/office/help-centre", &[("cnic", &cnic), ("reason", "lost <b>phone</b>")]).await;
    let visit = desk.pointed();
    assert!(!visit.contains(&cnic));
    let page = desk.follows().await.ok();
    assert!(page.says("Nasreen") && page.says("lost <b>phone</b>") && !page.body.contains("<b>phone"));
    let action = format!("{visit}/recovery");
    let page = desk.sends(&action, &[("mobile", "0345-1112222")]).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#papers")));
    desk.sends(&action, &[("papers", "cnic-card"), ("mobile", "0345-1112222")]).await;
    assert!(desk.follows().await.ok().says("The code is on its way."));

    let mut phone = office.browser();
    phone.opens("/recover/centre").await.ok();
    let code = last_code(&office, "923451112222").await;
    let wrong = [("cnic", cnic.as_str()), ("code", "000000"), ("new_password", NEW)];
    let page = phone.sends("/recover/centre", &wrong).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#code")));
    phone.sends("/recover/centre", &[("cnic", &cnic), ("code", &code), ("new_password", NEW)]).await;
    assert_eq!(phone.pointed(), "/sign-in");

    let mut own = office.browser_of(&citizen).await;
    let page = own.opens("/account/access").await.ok();
    assert!(page.says("Papers seen: CNIC") && page.says("lost <b>phone</b>"), "{}", page.text());
}

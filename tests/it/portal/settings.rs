//! Changing mobile, e-mail address and language on the pages, and the link of a mail in another browser.

use super::{MOBILE_DIGITS, PASSWORD, last_code, registers, without_query};
use crate::office::Office;
use crate::people::links;

const ADDRESS: &str = "fatima@example.org";
const NEW: &str = "923451112222";

#[tokio::test]
async fn a_citizen_changes_the_mobile_and_hears_of_it_on_the_old_one() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    browser.opens("/account/mobile").await.ok();
    let page = browser.sends("/account/mobile", &[("mobile", "<b>1</b>"), ("password", PASSWORD)]).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#mobile")));
    assert!(!page.body.contains("<b>1</b>") && !page.body.contains(PASSWORD));
    let page = browser.sends("/account/mobile", &[("mobile", NEW), ("password", "not-this-lantern")]).await;
    assert!(page.says("This is not your password."), "{}", page.text());
    browser.sends("/account/mobile", &[("mobile", NEW), ("password", PASSWORD)]).await;
    let path = without_query(&browser.pointed()).to_owned();
    assert!(browser.follows().await.ok().says("+92 3** *****22"));
    browser.sends(&format!("{path}/resend"), &[]).await;
    browser.follows().await.ok();
    let page = browser.sends(&path, &[("code", "12")]).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#code")));
    let code = last_code(&office, NEW).await;
    browser.sends(&path, &[("code", &code)]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("Your codes and messages now go to the new number.") && page.says("*****22"));
    let told = super::letters(&office, MOBILE_DIGITS).await;
    assert_eq!(told.last().unwrap().0, "mobile-changed");
    // Gone back to, the change is over, and the form before it says so.
    let page = browser.opens(&path).await;
    assert!(page.says("Please begin again.") && page.all("#mobile").len() == 1, "{}", page.text());
}

#[tokio::test]
async fn a_link_is_followed_in_another_browser_and_leaves_the_address_at_once() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    let page = browser.opens("/account").await.ok();
    assert!(page.says("Not confirmed yet"), "{}", page.text());
    browser.sends("/account/email/link", &[]).await;
    assert!(browser.follows().await.ok().says("look in the spam folder"));

    let sent = links(&office.app, &office.database, ADDRESS).await;
    assert_eq!(sent.len(), 2);
    let path = |link: &str| link.trim_start_matches("http://127.0.0.1:8080").to_owned();
    let mut other = office.browser();
    let answer = other.opens(&path(&sent[1])).await;
    assert_eq!(other.pointed(), "/confirm-email");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    let page = other.follows().await.ok();
    let token = sent[1].rsplit('/').next().unwrap();
    assert!(!page.body.contains(token), "the token stands nowhere on the page");
    assert!(browser.opens("/account").await.ok().says("Not confirmed yet"), "following it changes nothing");
    other.opens("/confirm-email").await.ok();
    other.sends("/confirm-email", &[]).await;
    let page = other.follows().await.ok();
    assert!(page.says("The e-mail address is confirmed."), "{}", page.text());
    assert_eq!(other.cookie("pser-link"), None);
    assert!(!browser.opens("/account").await.ok().says("Not confirmed yet"));

    for link in [&path(&sent[0]), "/confirm-email/nonsense"] {
        let mut late = office.browser();
        late.opens(link).await;
        let page = late.follows().await;
        assert_eq!((page.status, page.all("h1")), (404, vec!["This link is over".to_owned()]));
    }
}

#[tokio::test]
async fn an_address_is_changed_and_removed_on_its_page() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    let page = browser.opens("/account/email").await.ok();
    assert_eq!(page.attr("#email", "value").as_deref(), Some(ADDRESS));
    let page = browser.sends("/account/email", &[("email", "x\u{202e}@y.pk"), ("password", PASSWORD)]).await;
    assert_eq!((page.status, page.attr(".govuk-error-summary a", "href").as_deref()), (422, Some("#email")));
    let form = [("email", "other@example.org"), ("password", PASSWORD)];
    browser.sends("/account/email", &form).await;
    let page = browser.follows().await.ok();
    assert!(page.says("other@example.org") && !page.says(ADDRESS), "{}", page.text());
    browser.opens("/account/email").await.ok();
    browser.sends("/account/email", &[("email", ""), ("password", PASSWORD)]).await;
    let page = browser.follows().await.ok();
    assert!(
        page.says("From now on we write to you by SMS only.") && page.says("Not given"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn the_language_of_messages_is_chosen_by_citizens_and_staff() {
    let office = Office::open().await;
    for who in [office.citizen("Nasreen").await, office.officer("lahore").await] {
        let mut browser = office.browser_of(&who).await;
        browser.opens("/account/language").await.ok();
        let page = browser.sends("/account/language", &[("language", "fr")]).await;
        assert_eq!(page.status, 422);
        browser.sends("/account/language", &[("language", "ur")]).await;
        assert!(browser.follows().await.ok().says("From now on we write to you in this language."));
        let page = browser.opens("/account/language").await.ok();
        assert_eq!(page.attr("input[checked]", "value").as_deref(), Some("ur"));
    }
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    for path in ["/account/mobile", "/account/email"] {
        assert_eq!(browser.opens(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn pressing_change_password_twice_is_pressing_it_once() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    browser.opens("/account/password").await.ok();
    let mut twice = browser.form("/account/password");
    twice.retain(|(name, _)| name.starts_with('_'));
    let typed = [("old_password", PASSWORD), ("new_password", "harmonium-gravel-17")];
    twice.extend(typed.map(|(name, text)| (name.to_owned(), text.to_owned())));
    for _ in 0..2 {
        browser.posts("/account/password", &twice).await;
        assert_eq!(browser.pointed(), "/account");
    }
    let told = super::letters(&office, MOBILE_DIGITS).await;
    assert_eq!(told.iter().filter(|(kind, _)| kind == "password-changed").count(), 1);
}

#[tokio::test]
async fn a_new_code_for_a_device_is_sent_from_its_page() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    let mut phone = office.browser();
    phone.opens("/sign-in?next=/account").await.ok();
    phone.sends("/sign-in", &[("identifier", super::CNIC), ("password", PASSWORD)]).await;
    let path = without_query(&phone.pointed()).to_owned();
    phone.follows().await.ok();
    phone.sends(&format!("{path}/resend"), &[]).await;
    assert!(phone.follows().await.ok().says("We have sent you a new code by SMS."));
    let code = last_code(&office, MOBILE_DIGITS).await;
    phone.sends(&path, &[("code", &code)]).await;
    assert_eq!(phone.pointed(), "/account");
    phone.opens("/sign-in/00000000-0000-0000-0000-000000000000/code").await;
}

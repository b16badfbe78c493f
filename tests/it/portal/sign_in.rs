//! Signing in: on this device, on a new one, with wrong proofs, and onward to no other site.

use super::{CNIC, MOBILE_DIGITS, PASSWORD, last_code, other_than, registers, without_query};
use crate::office::{Browser, Office, Shown};

async fn offers(browser: &mut Browser<'_>, identifier: &str, password: &str) -> Shown {
    browser.opens("/sign-in").await.ok();
    browser.sends("/sign-in", &[("identifier", identifier), ("password", password)]).await
}

#[tokio::test]
async fn a_known_device_needs_the_password_only_and_either_number_serves() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let pser_id = registers(&office, &mut browser).await.all(".govuk-panel .pser-ltr").remove(0);
    for identifier in [CNIC, "3520276543212", "۳۵۲۰۲۷۶۵۴۳۲۱۲", &pser_id] {
        browser.sends("/sign-out", &[]).await;
        browser.follows().await.ok();
        offers(&mut browser, identifier, PASSWORD).await;
        assert_eq!(browser.pointed(), "/applications", "{identifier}");
        browser.opens("/account").await.ok();
    }
}

#[tokio::test]
async fn a_new_device_needs_a_code_and_is_known_afterwards() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    let mut phone = office.browser();
    phone.opens("/sign-in?next=/account").await.ok();
    phone.sends("/sign-in", &[("identifier", CNIC), ("password", PASSWORD)]).await;
    let path = phone.pointed();
    assert!(path.ends_with("/code?next=%2Faccount"), "{path}");
    phone.follows().await.ok();
    let code = last_code(&office, MOBILE_DIGITS).await;
    let page = phone.sends(without_query(&path), &[("code", &other_than(&code))]).await;
    assert_eq!((page.status, phone.cookie("pser-session")), (422, None));
    phone.sends(without_query(&path), &[("code", &code)]).await;
    assert_eq!(phone.pointed(), "/account");
    let page = phone.follows().await.ok();
    assert_eq!(page.all(".govuk-summary-card").len(), 2, "one session each on both devices");
    phone.sends("/sign-out", &[]).await;
    phone.follows().await.ok();
    offers(&mut phone, CNIC, PASSWORD).await;
    assert_eq!(phone.pointed(), "/applications");
}

#[tokio::test]
async fn a_session_cookie_goes_with_the_browser_and_a_device_cookie_stays() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    let mut phone = office.browser();
    offers(&mut phone, CNIC, PASSWORD).await;
    let path = phone.pointed();
    phone.follows().await.ok();
    let code = last_code(&office, MOBILE_DIGITS).await;
    let answer = phone.sends(&path, &[("code", &code)]).await;
    let set: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let line = |name: &str| *set.iter().find(|line| line.starts_with(name)).unwrap();
    assert!(!line("pser-session=").contains("Max-Age") && line("pser-session=").contains("HttpOnly"));
    assert!(line("pser-device=").contains("Max-Age") && line("pser-device=").contains("HttpOnly"));
}

#[tokio::test]
async fn unknown_and_wrong_are_answered_alike_and_five_lock() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    browser.sends("/sign-out", &[]).await;
    let mut answers = Vec::new();
    for identifier in [CNIC, "35202-1111111-1"] {
        for _ in 0..5 {
            let page = offers(&mut browser, identifier, "wrong-wrong-wrong-1").await;
            assert_eq!(page.attr("#identifier", "value").as_deref(), Some(identifier));
            assert!(!page.body.contains("wrong-wrong"));
            answers.push((page.status, page.all(".govuk-error-summary li")));
        }
    }
    answers.dedup();
    assert_eq!(answers, [(422, vec!["The CNIC, PSER ID or password is not right.".to_owned()])]);
    for identifier in [CNIC, "35202-1111111-1"] {
        let page = offers(&mut browser, identifier, PASSWORD).await;
        assert!(page.says("Too many wrong tries. Please try again after 11:30."), "{}", page.text());
    }
    assert_eq!(browser.cookie("pser-session"), None);
}

#[tokio::test]
async fn what_is_no_number_is_said_beside_the_field() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let page = offers(&mut browser, "<b>me</b>", PASSWORD).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#identifier"));
    assert!(!page.body.contains("<b>me</b>"));
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    for next in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/a\r\nSet-Cookie: x=y",
        "javascript:x",
        "/",
    ] {
        browser.sends("/sign-out", &[]).await;
        browser.opens("/sign-in").await.ok();
        let form = [("identifier", CNIC), ("password", PASSWORD), ("next", next)];
        let answer = browser.sends("/sign-in", &form).await;
        assert_eq!(browser.pointed(), "/applications", "{next:?}");
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
        browser.opens("/account").await.ok();
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_asked_kindly_and_comes_back() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    office.database.passes(chrono::TimeDelta::minutes(31)).await;
    browser.opens("/account/access").await;
    assert_eq!(browser.pointed(), "/sign-in?next=%2Faccount%2Faccess");
    let page = browser.follows().await.ok();
    assert_eq!(page.all("h1"), ["Please sign in"]);
    assert!(page.says("What you saved is not lost."));
    browser.sends("/sign-in", &[("identifier", CNIC), ("password", PASSWORD)]).await;
    assert_eq!(browser.pointed(), "/account/access");
    browser.follows().await.ok();
}

#[tokio::test]
async fn any_attempt_has_a_page_and_none_but_the_real_one_lets_in() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let path = "/sign-in/00000000-0000-0000-0000-000000000000/code";
    browser.opens(path).await.ok();
    let page = browser.sends(path, &[("code", "123456")]).await;
    assert_eq!((page.status, browser.cookie("pser-session")), (422, None));
}

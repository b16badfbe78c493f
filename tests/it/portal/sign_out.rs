//! Signing out ends the session on the server, for citizens and staff.

use super::registers;
use crate::office::Office;

#[tokio::test]
async fn after_signing_out_the_old_cookie_opens_nothing() {
    let office = Office::open().await;
    let mut browser = office.browser();
    registers(&office, &mut browser).await;
    let old = browser.cookie("pser-session").unwrap().to_owned();
    browser.sends("/sign-out", &[]).await;
    assert_eq!((browser.pointed().as_str(), browser.cookie("pser-session")), ("/", None));
    let page = browser.follows().await.ok();
    assert!(page.says("You have signed out."));
    browser.keeps("pser-session", &old);
    browser.opens("/account").await;
    assert_eq!(browser.pointed(), "/sign-in?next=%2Faccount");
}

#[tokio::test]
async fn staff_leave_by_the_same_way_to_their_own_door() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens("/account").await.ok();
    browser.sends("/sign-out", &[]).await;
    assert_eq!((browser.pointed().as_str(), browser.cookie("pser-session")), ("/office/sign-in", None));
}

#[tokio::test]
async fn a_form_from_before_signing_in_signs_nobody_out() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let mut stranger = office.browser_of(&office.citizen("Rubina").await).await;
    stranger.opens("/account").await.ok();
    let forged = stranger.form("/sign-out");
    let mut browser = office.browser_of(&citizen).await;
    browser.opens("/account").await.ok();
    assert_eq!(browser.posts("/sign-out", &forged).await.status, 403);
    browser.opens("/account").await.ok();
}

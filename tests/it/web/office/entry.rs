//! Staff come in: by invitation, and by three proofs at once.

use chrono::TimeDelta;
use pser::casework::staff_entry::{self, Invitation};
use pser::people::Typed;
use pser::people::grants::Grant;
use pser::people::totp::Secret;
use pser::policy::Actor;
use pser::texts::Language;

use crate::office::Office;

const EMAIL: &str = "amna@office.example";
const PASSWORD: &str = "mango-tree-behind-the-well";
const WRONG: &str = "The e-mail address, the password or the code is not right.";

async fn invites(office: &Office) -> String {
    let grant = Grant {
        role: "officer".to_owned(),
        area: Some("lahore".to_owned()),
        programme: None,
        amount_cap: None,
        expires_at: None,
        skills: Vec::new(),
    };
    let invitation = Invitation {
        email: Typed::new(EMAIL),
        cnic: Typed::new("35202-1234567-1"),
        name: "Amna Rashid".to_owned(),
        language: Language::En,
        grants: vec![grant],
    };
    let token = staff_entry::invite(&office.app, &Actor::System, invitation).await.unwrap();
    token.reveal().to_owned()
}

async fn code(office: &Office, secret: &str) -> String {
    let secret = Secret::from_base32(&secret.replace(' ', "")).unwrap();
    secret.code_at(office.database.now().await)
}

/// Takes the invitation up; the secret of the authenticator.
async fn enrols(office: &Office) -> String {
    let token = invites(office).await;
    let mut browser = office.browser();
    browser.opens("/office/invitation").await.ok();
    let page = browser.sends("/office/invitation", &[("token", &token), ("password", PASSWORD)]).await.ok();
    let secret = page.all("p strong bdi")[0].clone();
    assert_eq!(secret.len(), 32 + 7, "{secret}");
    assert!(page.attr("main svg path", "d").unwrap().len() > 500);
    assert!(page.says("otpauth://totp/PSER:amna"));
    let wrong = browser.sends("/office/invitation/code", &[("totp", "000000")]).await;
    assert_eq!(wrong.status, 422);
    assert!(!wrong.body.contains(&secret) && wrong.says("wait for its next code"));
    let totp = code(office, &secret).await;
    browser.sends("/office/invitation/code", &[("totp", &totp)]).await;
    assert_eq!(browser.pointed(), "/office");
    assert_eq!(browser.follows().await.ok().all("h1"), ["My work"]);
    secret
}

#[tokio::test]
async fn somebody_invited_sets_up_an_authenticator_and_signs_in_with_it_afterwards() {
    let office = Office::open().await;
    let secret = enrols(&office).await;
    office.database.passes(TimeDelta::seconds(30)).await;
    let totp = code(&office, &secret).await;
    let mut browser = office.browser();
    browser.opens("/office/queues/verification").await;
    assert_eq!(browser.pointed(), "/office/sign-in?next=%2Foffice%2Fqueues%2Fverification");
    browser.follows().await.ok();
    browser.sends("/office/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("totp", &totp)]).await;
    assert_eq!(browser.pointed(), "/office/queues/verification");
    assert_eq!(browser.follows().await.ok().all("h1"), ["Queue: Verification"]);
}

#[tokio::test]
async fn every_mistake_gets_one_answer_and_too_many_a_pause() {
    let office = Office::open().await;
    let secret = enrols(&office).await;
    office.database.passes(TimeDelta::seconds(30)).await;
    let totp = code(&office, &secret).await;
    let mut browser = office.browser();
    browser.opens("/office/sign-in").await;
    for (email, password, totp) in [
        (EMAIL, PASSWORD, "000000"),
        (EMAIL, "wrong", totp.as_str()),
        ("nobody@office.example", PASSWORD, totp.as_str()),
        ("no address", PASSWORD, totp.as_str()),
        ("", "", ""),
    ] {
        let fields = [("email", email), ("password", password), ("totp", totp)];
        let page = browser.sends("/office/sign-in", &fields).await;
        assert_eq!((page.status, page.all(".govuk-error-summary li")), (422, vec![WRONG.to_owned()]));
        assert!(!page.body.contains(PASSWORD));
    }
    for _ in 0..3 {
        browser.sends("/office/sign-in", &[("email", EMAIL), ("password", "x"), ("totp", "1")]).await;
    }
    let right = [("email", EMAIL), ("password", PASSWORD), ("totp", &totp)];
    let page = browser.sends("/office/sign-in", &right).await;
    assert!(page.says("Too many wrong tries."), "{}", page.text());
    assert_eq!(browser.cookie("pser-session"), None);
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let office = Office::open().await;
    let secret = enrols(&office).await;
    office.database.passes(TimeDelta::seconds(30)).await;
    let totp = code(&office, &secret).await;
    let mut browser = office.browser();
    browser.opens("/office/sign-in?next=//evil.example/").await.ok();
    browser.sends("/office/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("totp", &totp)]).await;
    assert_eq!(browser.pointed(), "/office");
    // Whoever is in already has no use for the page.
    browser.opens("/office/sign-in").await;
    assert_eq!(browser.pointed(), "/office");
}

#[tokio::test]
async fn a_token_that_is_no_good_is_said_to_be_so() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/office/invitation").await.ok();
    let page = browser.sends("/office/invitation", &[("token", "guessed"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("This token is not known"), "{}", page.text());
    let token = invites(&office).await;
    let page = browser.sends("/office/invitation", &[("token", &token), ("password", "short")]).await;
    assert!(page.says("A password needs at least 12 characters."), "{}", page.text());
    assert_eq!(page.attr("#token", "value").as_deref(), Some(token.as_str()));
}

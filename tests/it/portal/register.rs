//! A stranger registers, and what can go wrong on the way.

use super::{
    CNIC, FORM, MOBILE_DIGITS, PASSWORD, form_with, hands_in, last_code, letters, other_than, registers,
    without_query,
};
use crate::office::{Browser, Office};

/// The page for the code, open in the browser, and its path.
async fn begins(browser: &mut Browser<'_>, form: &[(&str, &str)]) -> String {
    browser.opens("/register").await.ok();
    browser.sends("/register", form).await;
    let path = without_query(&browser.pointed()).to_owned();
    browser.follows().await.ok();
    path
}

#[tokio::test]
async fn a_stranger_registers_is_signed_in_and_gets_the_pser_id() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let page = browser.opens("/").await.ok();
    assert_eq!(page.attr("a.govuk-button", "href").as_deref(), Some("/register"));
    let page = registers(&office, &mut browser).await;
    assert_eq!(page.all("h1"), ["You are registered"]);
    let pser_id = page.all(".govuk-panel .pser-ltr").remove(0);
    assert!(pser_id.starts_with("P-"), "{pser_id}");
    let kinds: Vec<String> =
        letters(&office, MOBILE_DIGITS).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["registration-code", "registered"]);
    let page = browser.opens("/account").await.ok();
    for shown in
        ["Ghulam Fatima", &pser_id, "*****-*****21-2", "+92 3** *****21", "Shalimar, Lahore", "English"]
    {
        assert!(page.says(shown), "{shown}: {}", page.text());
    }
    // Who is in needs no way in.
    browser.opens("/register").await;
    assert_eq!(browser.pointed(), "/applications");
}

#[tokio::test]
async fn the_page_for_the_code_shows_the_number_that_was_typed_masked() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/register").await.ok();
    let page = hands_in(&mut browser, &FORM).await;
    assert!(page.says("+92 3** *****21"), "{}", page.text());
    assert!(!page.body.contains("7654321") && !page.body.contains(CNIC));
}

#[tokio::test]
async fn a_taken_cnic_gets_the_same_pages_and_no_code() {
    let office = Office::open().await;
    registers(&office, &mut office.browser()).await;
    let mut stranger = office.browser();
    let taken = begins(&mut stranger, &form_with(&[("mobile", "0345-1112222")])).await;
    let page = stranger.opens(&taken).await.ok();
    let mut other = office.browser();
    let free =
        begins(&mut other, &form_with(&[("mobile", "0345-1112222"), ("cnic", "35202-7654321-4")])).await;
    let same = other.opens(&free).await.ok();
    assert_eq!(page.text(), same.text());
    assert_eq!(letters(&office, "923451112222").await.len(), 1, "of the two only the free one gets a code");
    let wrong = stranger.sends(&taken, &[("code", "123456")]).await;
    assert_eq!((wrong.status, wrong.says("The code is not right")), (422, true), "{}", wrong.text());
}

#[tokio::test]
async fn every_wrong_field_is_named_beside_it_and_what_was_typed_stays_but_the_password() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/register").await.ok();
    let wrong = form_with(&[
        ("full_name", "<script>alert(1)</script>"),
        ("father_name", "1"),
        ("date_of_birth-month", "13"),
        ("cnic", "35202"),
        ("mobile", "042-35761234"),
        ("email", "nobody"),
        ("area", ""),
        ("address", "{{7*7}}"),
        ("password", "short"),
    ]);
    let page = browser.sends("/register", &wrong).await;
    assert_eq!(page.status, 422);
    let html = page.html();
    let links = scraper::Selector::parse(".govuk-error-summary a").unwrap();
    let named: Vec<&str> = html.select(&links).filter_map(|link| link.attr("href")).collect();
    let expected = ["#father_name", "#date_of_birth-day", "#cnic", "#mobile", "#email", "#area", "#password"];
    assert_eq!(named, expected);
    for anchor in named {
        assert!(page.attr(anchor, "name").is_some(), "{anchor} leads nowhere");
    }
    assert_eq!(page.attr("#full_name", "value").as_deref(), Some("<script>alert(1)</script>"));
    assert!(!page.body.contains("<script>alert"), "markup is inert");
    assert_eq!(page.all("textarea"), ["{{7*7}}"]);
    assert_eq!(page.attr("#date_of_birth-month", "value").as_deref(), Some("13"));
    assert_eq!(page.attr("#cnic", "value").as_deref(), Some("35202"));
    assert_eq!(page.attr("#password", "value"), None);
    assert!(!page.body.contains("short"), "{}", page.body);
    assert!(letters(&office, MOBILE_DIGITS).await.is_empty());
}

#[tokio::test]
async fn names_that_turn_the_text_or_break_a_line_are_refused() {
    let office = Office::open().await;
    let mut browser = office.browser();
    for name in ["Ali\u{202e}nahK", "Ali\r\nBcc: x@example.org"] {
        browser.opens("/register").await.ok();
        let page = browser.sends("/register", &form_with(&[("full_name", name)])).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Please write the name in ordinary letters."), "{}", page.text());
    }
}

#[tokio::test]
async fn a_double_click_registers_once() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/register").await.ok();
    let mut twice = browser.form("/register");
    twice.retain(|(name, _)| !FORM.iter().any(|(other, _)| other == name));
    twice.extend(FORM.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    browser.posts("/register", &twice).await;
    let first = browser.pointed();
    browser.posts("/register", &twice).await;
    assert_eq!(browser.pointed(), first);
    assert_eq!(letters(&office, MOBILE_DIGITS).await.len(), 1);
    // Gone back to, mended and sent again, it is another.
    for field in &mut twice {
        if field.0 == "mobile" {
            field.1 = "0345-1112222".to_owned();
        }
    }
    browser.posts("/register", &twice).await;
    assert_ne!(browser.pointed(), first);
    assert_eq!(letters(&office, "923451112222").await.len(), 1);
}

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_and_a_new_one_are_refused() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let path = begins(&mut browser, &FORM).await;
    let code = last_code(&office, MOBILE_DIGITS).await;
    let wrong = other_than(&code);
    for _ in 0..5 {
        let page = browser.sends(&path, &[("code", &wrong)]).await;
        assert_eq!(page.status, 422);
        assert!(page.all(".govuk-error-message")[0].contains("The code is not right"));
        assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#code"));
    }
    assert_eq!(browser.sends(&path, &[("code", &code)]).await.status, 422);
    let page = browser.sends(&format!("{path}/resend"), &[]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("The code was wrong five times. Please begin again."), "{}", page.text());
    assert_eq!(browser.cookie("pser-session"), None);
}

#[tokio::test]
async fn a_new_code_takes_the_place_of_the_last() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let path = begins(&mut browser, &FORM).await;
    let first = last_code(&office, MOBILE_DIGITS).await;
    browser.sends(&format!("{path}/resend"), &[]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("We have sent you a new code by SMS."), "{}", page.text());
    let second = last_code(&office, MOBILE_DIGITS).await;
    assert_eq!(letters(&office, MOBILE_DIGITS).await.len(), 2);
    if first != second {
        assert_eq!(browser.sends(&path, &[("code", &first)]).await.status, 422);
    }
    browser.sends(&path, &[("code", &second)]).await;
    assert_eq!(browser.pointed(), "/registered");
}

#[tokio::test]
async fn a_registration_that_is_over_or_never_was_says_to_begin_again() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let path = begins(&mut browser, &FORM).await;
    office.database.passes(chrono::TimeDelta::minutes(61)).await;
    let unknown = "/register/00000000-0000-0000-0000-000000000000/code";
    for path in [path.as_str(), unknown] {
        let page = browser.opens(path).await;
        assert_eq!(page.status, 404);
        assert_eq!(page.all("h1"), ["This registration is over"]);
        assert_eq!(page.attr("a.govuk-button", "href").as_deref(), Some("/sign-in"));
        assert!(page.attr("main a[href='/register']", "href").is_some(), "{}", page.text());
    }
    assert_eq!(browser.opens("/register/nonsense/code").await.status, 404);
}

#[tokio::test]
async fn the_page_that_somebody_came_for_is_carried_through_and_no_other_site_is() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/register?next=/programmes/cash-assistance").await.ok();
    browser.sends("/register", &FORM).await;
    let path = browser.pointed();
    assert!(path.ends_with("/code?next=%2Fprogrammes%2Fcash-assistance"), "{path}");
    browser.follows().await.ok();
    let code = last_code(&office, MOBILE_DIGITS).await;
    browser.sends(without_query(&path), &[("code", &code)]).await;
    assert_eq!(browser.pointed(), "/registered?next=%2Fprogrammes%2Fcash-assistance");
    let page = browser.follows().await.ok();
    assert_eq!(page.attr("a.govuk-button", "href").as_deref(), Some("/programmes/cash-assistance"));
    for evil in ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/%5Cevil.example"] {
        let page = browser.opens(&format!("/registered?next={evil}")).await.ok();
        let next = page.attr("a.govuk-button", "href");
        assert_eq!(next.as_deref(), Some("/programmes/household-registration"), "{evil}");
    }
}

#[tokio::test]
async fn in_urdu_the_tehsils_stand_under_their_districts_in_urdu() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.language = "ur";
    let page = browser.opens("/register").await.ok();
    assert_eq!(page.attr("html", "dir").as_deref(), Some("rtl"));
    assert_eq!(page.all("optgroup[label='لاہور'] option[value='lahore/lahore/shalimar']"), ["شالیمار"]);
    assert_eq!(page.all("optgroup").len(), 41);
    assert_eq!(page.attr("input[name=language][checked]", "value").as_deref(), Some("ur"));
    let page = browser.sends("/register", &form_with(&[("cnic", "1"), ("password", PASSWORD)])).await;
    assert_eq!(page.attr("option[selected]", "value").as_deref(), Some("lahore/lahore/shalimar"));
}

#[tokio::test]
async fn a_forged_field_and_another_visitors_form_are_refused() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/register").await.ok();
    let mut forged = FORM.to_vec();
    forged.push(("role", "administrator"));
    assert_eq!(browser.sends("/register", &forged).await.status, 422);
    let mut other = office.browser();
    other.opens("/register").await.ok();
    let stolen = other.form("/register");
    assert_eq!(browser.posts("/register", &stolen).await.status, 403);
}

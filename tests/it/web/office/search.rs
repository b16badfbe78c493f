//! The page on which the office looks for cases, and the box for it on every other page.

use super::{HOSTILE, page_of};
use crate::office::Office;

const PATH: &str = "/office/search";

#[tokio::test]
async fn from_every_page_of_the_office_a_case_is_found_and_opened() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen Akhtar").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    for path in ["/office", "/office/queues/verification", &page_of(&case), "/account"] {
        let page = browser.opens(path).await.ok();
        assert_eq!(page.attr("label[for=header-search]", "class").as_deref(), Some("govuk-visually-hidden"));
        let found = browser.sends(PATH, &[("q", "نسرین")]).await.ok();
        assert!(found.says("One case found"), "{}", found.text());
        assert_eq!(found.attr("tbody a", "href"), Some(page_of(&case)));
        assert!(found.says("Cash assistance") && found.says("Shalimar, Lahore") && found.says("*****-*****"));
        assert!(!found.body.contains(&owner.cnic()));
        assert_eq!(found.headers["cache-control"], "no-store");
        assert!(found.all("#header-search").is_empty(), "the page has its own box");
    }
    // The page has a form of its own, with what was typed.
    let again = browser.sends(PATH, &[("q", &owner.cnic())]).await.ok();
    assert_eq!(again.attr("#q", "value"), Some(owner.cnic()), "the searcher sees what they typed");
    let asked = browser.opens(PATH).await.ok();
    assert_eq!(asked.all("h1"), ["Find a case"]);
    assert!(asked.attr(".govuk-details", "open").is_none());
}

#[tokio::test]
async fn who_does_not_search_has_no_box() {
    let office = Office::open().await;
    for who in [office.operator().await, office.administrator().await, office.citizen("Nasreen").await] {
        let mut browser = office.browser_of(&who).await;
        assert!(browser.opens("/account").await.ok().all("#header-search").is_empty());
        assert_eq!(browser.opens(PATH).await.status, 403);
    }
}

#[tokio::test]
async fn nothing_found_and_nothing_asked_are_told_kindly() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens(PATH).await.ok();
    let none = browser.sends(PATH, &[("q", "Zulekha"), ("state", "open")]).await.ok();
    assert!(none.says("No case found") && none.says("Spell the name in another way"), "{}", none.text());
    assert!(none.attr(".govuk-details", "open").is_some(), "what narrows the search is to be seen");
    let wrong = browser.sends(PATH, &[("q", " "), ("state", "")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Please type what you are looking for"));
    assert_eq!(wrong.attr(".govuk-error-summary a", "href").as_deref(), Some("#q"));
    let wrong = browser.sends(PATH, &[("q", "Ali"), ("date_of_birth-day", "40")]).await;
    assert_eq!(wrong.attr(".govuk-error-summary a", "href").as_deref(), Some("#date_of_birth-day"));
    assert_eq!(browser.sends(PATH, &[("q", "Ali"), ("role", "auditor")]).await.status, 422);
    // A form that was not given to this visitor.
    let forged = browser.posts(PATH, &[("q".to_owned(), "Ali".to_owned())]).await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn hostile_words_come_out_inert_and_the_page_is_there_in_urdu() {
    let office = Office::open().await;
    let owner = office.citizen(HOSTILE).await;
    owner.submits(&office).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    for (language, words) in [("en", "One case found"), ("ur", "ایک کیس ملا")] {
        browser.language = language;
        browser.opens(PATH).await.ok();
        let page = browser.sends(PATH, &[("q", HOSTILE)]).await.ok();
        assert!(page.says(words) && page.says("<script>alert(1)</script>{{7*7}}"), "{}", page.text());
        assert!(!page.body.contains("<script>alert") && !page.body.contains("}}49"));
        assert_eq!(page.attr("html", "lang").as_deref(), Some(language));
    }
}

#[tokio::test]
async fn whoever_was_found_by_a_number_reads_it_on_their_own_page() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    owner.submits(&office).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens(PATH).await.ok();
    browser.sends(PATH, &[("q", &owner.cnic())]).await.ok();
    let page = office.browser_of(&owner).await.opens("/account/access").await.ok();
    assert!(page.says(&officer.name) && page.says("found your case by its number"), "{}", page.text());
}

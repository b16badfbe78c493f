//! The front page and the programmes, for everybody.

use crate::office::Office;

#[tokio::test]
async fn a_stranger_reads_what_a_programme_gives_asks_and_how_long_it_takes() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let page = browser.opens("/").await.ok();
    assert!(page.says("Nobody may ask you for money or for your password, not even staff."));
    // What other programmes rest on comes first, and says what it is for.
    assert_eq!(page.attr(".pser-card a", "href").as_deref(), Some("/programmes/household-registration"));
    assert!(page.says("Tell us once who lives in your home"), "{}", page.text());
    assert!(page.attr("a[href='/programmes/cash-assistance']", "href").is_some());
    browser.opens("/programmes").await.ok();
    let page = browser.opens("/programmes/cash-assistance").await.ok();
    for said in [
        "10,000 rupees for a household that qualifies",
        "The household owns a car or tractor",
        "Both sides in one picture or file",
        "One for each person it applies to",
        "Within 7 working days",
        "Within 1 working day",
        "You have 30 days",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let way_in = page.attr("a.govuk-button", "href");
    assert_eq!(way_in.as_deref(), Some("/register?next=%2Fprogrammes%2Fcash-assistance"));
    assert_eq!(browser.opens("/programmes/no-such").await.status, 404);
}

#[tokio::test]
async fn a_citizen_applies_from_the_page_of_the_programme_while_it_is_open() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let mut browser = office.browser_of(&citizen).await;
    browser.opens("/programmes/cash-assistance").await.ok();
    let form = browser.form("/applications");
    assert!(form.contains(&("programme".to_owned(), "cash-assistance".to_owned())));

    sqlx::query("update programmes set is_open = false").execute(&office.database.owner).await.unwrap();
    office.app.catalogue.refresh(&mut office.database.owner.acquire().await.unwrap()).await.unwrap();
    let page = browser.opens("/programmes/cash-assistance").await.ok();
    assert!(page.says("Takes no applications at present"));
    assert_eq!(page.attr("form[action='/applications']", "action"), None);
}

#[tokio::test]
async fn in_urdu_days_are_counted_in_urdu() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.language = "ur";
    let page = browser.opens("/programmes/cash-assistance").await.ok();
    assert!(page.says("7 دفتری دنوں کے اندر"), "{}", page.text());
    assert_eq!(page.all("h1"), ["نقد امداد"]);
}

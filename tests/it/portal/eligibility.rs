//! What may I get: a few questions for anybody, and what a household has told already for its own people.

use serde_json::{Value, json};

use crate::office::{Browser, Office, Shown};

const PATH: &str = "/eligibility";

/// A widow with three children and little income, as she answers page by page.
const POOR: [&[(&str, &str)]; 3] = [
    &[("people", "4"), ("children", "3"), ("elderly", "0"), ("income", "۱۲٬۰۰۰"), ("is_widowed", "yes")],
    &[
        ("has_orphan", "yes"),
        ("has_disability", "no"),
        ("has_chronic_illness", "no"),
        ("had_disaster", "no"),
        ("is_poorly_housed", "yes"),
    ],
    &[("has_car", "no"), ("has_much_land", "no"), ("has_public_employee", "no")],
];

async fn answers(browser: &mut Browser<'_>, pages: &[&[(&str, &str)]]) -> Shown {
    let mut shown = browser.opens(PATH).await.ok();
    for page in pages {
        shown = browser.sends(PATH, page).await;
    }
    shown
}

#[tokio::test]
async fn somebody_without_an_account_learns_what_may_fit_and_nothing_is_kept() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let first = browser.opens(PATH).await.ok();
    assert!(first.says("Page 1 of 3") && first.says("Nothing you answer here is kept"), "{}", first.text());
    let result = answers(&mut browser, &POOR).await.ok();
    assert!(result.says("May fit you") && result.says("Rs 14,500"), "{}", result.text());
    assert!(result.says("An orphan lives in the household"));
    assert_eq!(
        result.attr("a.govuk-button--start", "href").as_deref(),
        Some("/register?next=/programmes/household-registration")
    );
    for table in ["applications", "registrations", "idempotency_keys"] {
        assert_eq!(office.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_stands_against_it_is_said_too() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let with_car: &[(&str, &str)] =
        &[("has_car", "yes"), ("has_much_land", "no"), ("has_public_employee", "no")];
    let result = answers(&mut browser, &[POOR[0], POOR[1], with_car]).await.ok();
    assert!(
        result.says("Probably does not fit") && result.says("owns a car or tractor"),
        "{}",
        result.text()
    );
    assert!(result.says("you may apply in any case"));
    browser.language = "ur";
    let result = answers(&mut browser, &POOR).await.ok();
    assert!(result.says("آپ کے لیے موزوں ہو سکتا ہے"), "{}", result.text());
}

#[tokio::test]
async fn a_page_with_a_wrong_or_missing_answer_comes_back_with_what_was_typed() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens(PATH).await.ok();
    let typed = [
        ("people", "0"),
        ("children", "two"),
        ("elderly", ""),
        ("income", "<b>{{7*7}}</b>"),
        ("is_widowed", "maybe"),
    ];
    let page = browser.sends(PATH, &typed).await;
    assert_eq!((page.status, page.all(".govuk-error-message").len()), (422, 4), "{}", page.text());
    assert!(!page.body.contains("<b>{{7*7}}") && page.says("Page 1 of 3"));
    assert_eq!(page.attr("input[name=people]", "value").as_deref(), Some("0"));
    // Only one is missing now.
    let typed = POOR[0].iter().map(|&(name, text)| (name, if name == "elderly" { "" } else { text }));
    let page = browser.sends(PATH, &typed.collect::<Vec<_>>()).await;
    assert_eq!(page.status, 422, "{}", page.text());
    // A page that nobody was sent to, and answers that were tampered with on the way.
    browser.opens(PATH).await.ok();
    let mut form = browser.form(PATH);
    form.retain(|(name, _)| name.starts_with('_') && name != "_step");
    form.push(("_step".to_owned(), "3".to_owned()));
    assert_eq!(browser.posts(PATH, &form).await.status, 422);
    form.push(("owner".to_owned(), "x".to_owned()));
    assert_eq!(browser.posts(PATH, &form).await.status, 422);
}

#[tokio::test]
async fn a_household_sees_what_each_programme_makes_of_what_it_told() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let mut browser = office.browser_of(&who).await;
    assert!(browser.opens(PATH).await.ok().says("Page 1 of 3"), "nothing is known of her yet");
    let programme = browser.opens("/programmes/cash-assistance").await.ok();
    assert!(programme.says("Register your household first"), "{}", programme.text());

    who.registers_household(&office).await;
    let own = browser.opens(PATH).await.ok();
    assert!(
        own.says("May fit you") && own.says("only 2 more questions") && own.says("2 March 2026"),
        "{}",
        own.text()
    );
    let programme = browser.opens("/programmes/cash-assistance").await.ok();
    assert!(programme.says("What it means for your household") && programme.says("The applicant is widowed"));
    assert!(!programme.says("Register your household first"));
    assert!(programme.says("Only what your household has not told us yet"), "{}", programme.text());
    assert!(
        programme.says("Where the money goes") && !programme.says("The people you live with"),
        "{}",
        programme.text()
    );
    let registration = browser.opens("/programmes/household-registration").await.ok();
    assert!(registration.says("You have an application for this already"), "{}", registration.text());
    assert_eq!(registration.attr("form[action='/applications']", "action"), None);

    let told = office.asks(Some(&who), ("GET", "/prospects"), None).await.ok();
    assert_eq!(
        (told[0]["programme"].as_str(), told[0]["is_likely"].as_bool()),
        (Some("cash-assistance"), Some(true))
    );
    let other = office.citizen("Nasreen Akhtar").await;
    assert_eq!(office.asks(Some(&other), ("GET", "/prospects"), None).await.ok(), json!([]));
    // The draft says what was taken over, and from when.
    let begun = who.begins(&office, "cash-assistance").await;
    let path = format!("/applications/{}", begun["id"].as_str().unwrap());
    let parts = browser.opens(&path).await.ok();
    assert!(
        parts.says("What your household told us before") && parts.says("Household registration"),
        "{}",
        parts.text()
    );
    let review = browser.opens(&format!("{path}/review")).await.ok();
    assert!(review.says("It is shared with the officers of this programme"), "{}", review.text());
    assert!(!review.all("details .govuk-summary-list").is_empty(), "they stand folded");
}

#[tokio::test]
async fn programs_ask_the_same_questions() {
    let office = Office::open().await;
    let screener = office.asks(None, ("GET", "/screener"), None).await.ok();
    assert_eq!(screener["sections"][0]["questions"].as_array().map(Vec::len), Some(13));
    let mut home = json!({
        "people": 4, "children": 3, "elderly": 0, "income": 1_200_000, "is_widowed": true, "has_orphan": true,
        "has_disability": false, "has_chronic_illness": false, "had_disaster": false, "is_poorly_housed": true,
        "has_car": false, "has_much_land": false, "has_public_employee": false,
    });
    let asks = async |home: &Value| {
        office.asks(None, ("POST", "/screener"), Some(&json!({ "answers": { "home": home } }))).await
    };
    let prospects = asks(&home).await.ok();
    assert_eq!((&prospects[0]["is_likely"], &prospects[0]["amount"]), (&json!(true), &json!(1_450_000)));
    home["people"] = json!(0);
    assert_eq!(asks(&home).await.status, 422, "there would be nobody to share the income");
    home.as_object_mut().unwrap().remove("people");
    assert_eq!(asks(&home).await.status, 409, "something is missing");
    home["people"] = json!(i64::MAX);
    assert_eq!(asks(&home).await.status, 422);
}

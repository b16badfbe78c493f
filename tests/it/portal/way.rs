//! Verbs of somebody who applies in a browser.

use pser::web::page::form::CSRF;

use crate::documents::files;
use crate::office::{Browser, Office, PROGRAMME, Persona, Shown};

/// The answers of a household, section by section and step by step, as somebody types them.
pub(crate) const APPLICANT: [&[(&str, &str)]; 2] = [
    &[
        ("date_of_birth-day", "11"),
        ("date_of_birth-month", "4"),
        ("date_of_birth-year", "1985"),
        ("gender", "female"),
        ("marital_status", "widowed"),
        ("is_head", "yes"),
    ],
    &[
        ("education", "primary"),
        ("work", "daily-wage"),
        ("monthly_income", "12,000"),
        ("has_disability", "no"),
    ],
];
/// What is typed on one step.
type Step<'a> = &'a [(&'a str, &'a str)];

const REST: [(&str, &[Step<'_>]); 5] = [
    ("income", &[&[("has_other", "no")], &[("monthly_debt", "")]]),
    (
        "household",
        &[
            &[("area", "lahore/lahore/shalimar"), ("address", "House 4, Street 9"), ("tenure", "rented")],
            &[("walls", "mixed"), ("rooms", "۱"), ("water", "piped"), ("has_electricity", "yes")],
            &[("electricity_bill", "")],
        ],
    ),
    ("assets", &[&[("land_kanals", "0"), ("cattle", "0"), ("has_motorcycle", "no"), ("has_car", "no")]]),
    ("hardship", &[&[("disaster", "none"), ("has_chronic_illness", "no"), ("remarks", "")]]),
    ("bank", &[&[("title", "Shazia Parveen"), ("iban", "PK36 SCBL 0000 0011 2345 6702")]]),
];

/// A browser of somebody who has begun an application; its path.
pub(crate) async fn begun<'a>(office: &'a Office, who: &Persona) -> (Browser<'a>, String) {
    let mut browser = office.browser_of(who).await;
    browser.opens("/applications").await.ok();
    browser.sends("/applications", &[("programme", PROGRAMME)]).await;
    let path = browser.pointed();
    (browser, path)
}

/// Answers a section from its first step to where it leads.
pub(crate) async fn answers(browser: &mut Browser<'_>, path: &str, section: &str, steps: &[Step<'_>]) {
    let action = format!("{path}/sections/{section}");
    browser.opens(&action).await.ok();
    for (at, step) in steps.iter().enumerate() {
        let page = browser.sends(&action, step).await;
        assert_eq!(page.status, 303, "{section} {at}: {}", page.text());
        browser.follows().await.ok();
    }
}

/// Answers everything about a household of one.
pub(crate) async fn answers_all(browser: &mut Browser<'_>, path: &str) {
    answers(browser, path, "applicant", &APPLICANT).await;
    for (section, steps) in REST {
        // Without other income there is a second step all the same, for debts.
        answers(browser, path, section, steps).await;
    }
}

/// A browser of somebody whose application is ready to be handed in; its path.
pub(crate) async fn filled<'a>(office: &'a Office, who: &Persona) -> (Browser<'a>, String) {
    let (mut browser, path) = begun(office, who).await;
    answers_all(&mut browser, &path).await;
    (browser, path)
}

/// Adds somebody to the household by the first page of questions; the page that answers.
pub(crate) async fn adds(browser: &mut Browser<'_>, path: &str, name: &str, year: &str) -> Shown {
    let new = format!("{path}/sections/members/new");
    browser.opens(&new).await.ok();
    let fields = [
        ("name", name),
        ("relationship", "son"),
        ("date_of_birth-day", "1"),
        ("date_of_birth-month", "1"),
        ("date_of_birth-year", year),
        ("gender", "male"),
    ];
    browser.sends(&new, &fields).await
}

/// Sends a photograph for a requirement.
pub(crate) async fn sends(browser: &mut Browser<'_>, path: &str, requirement: &str) -> Shown {
    let action = format!("{path}/documents");
    browser.opens(&action).await.ok();
    let file = files::jpeg(16, 16);
    browser
        .sends_file(&action, &[("requirement", requirement)], ("file", "card.jpg", "image/jpeg", &file))
        .await
}

/// The hidden token of the page that was shown last.
pub(crate) fn token(browser: &Browser<'_>, action: &str) -> String {
    let form = browser.form(action);
    form.into_iter().find(|(name, _)| name == CSRF).map(|(_, value)| value).unwrap()
}

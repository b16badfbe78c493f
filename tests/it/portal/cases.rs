//! Following a case in a browser, and taking it back.

use crate::office::Office;

#[tokio::test]
async fn a_case_says_where_it_stands_who_has_to_act_and_what_happened() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let case = office.verifying(&who).await;
    let mut browser = office.browser_of(&who).await;
    let page = browser.opens(&case.path()).await.ok();
    assert_eq!(page.all("h1"), ["Being verified"]);
    assert_eq!(
        page.all(".pser-stages__stage--current .pser-stages__name"),
        ["Being verified (it is here now)"]
    );
    assert_eq!(page.all(".pser-stages__stage").len(), 4);
    assert!(page.says("You need not do anything now") && page.says("by you"), "{}", page.text());
    assert!(page.all(".pser-log__entry").last().is_some_and(|first| first.contains("Handed in")));
    let officer = office.officer("lahore").await;
    officer.does(&office, &case, "reject").await.ok();
    let page = browser.opens(&case.path()).await.ok();
    assert_eq!(page.all(".pser-stages__stage--stopped .pser-stages__name"), ["Not approved (it ended here)"]);
    assert!(page.says("by the office") && page.says("as the papers say"), "{}", page.text());
    assert!(!page.says(&officer.name));
    browser.language = "ur";
    let page = browser.opens(&case.path()).await.ok();
    assert!(page.says("منظور نہیں ہوئی"));
    assert!(page.all("bdi[dir=ltr]").contains(&case.reference));
}

#[tokio::test]
async fn what_is_to_come_has_its_latest_date_and_a_missed_one_is_owned_up_to() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    // Monday, 2 March 2026: to be verified by Wednesday the 11th, to be paid five working days later.
    let case = office.verifying(&who).await;
    let mut browser = office.browser_of(&who).await;
    let page = browser.opens(&case.path()).await.ok();
    let dates = page.all(".pser-stages__when");
    assert_eq!(&dates[2..], ["expected by 11 March 2026", "expected by 18 March 2026"], "{dates:?}");
    assert!(page.says("This step is expected to be done by 11 March 2026"), "{}", page.text());
    let way = office.asks(Some(&who), ("GET", &format!("{}/way", case.path())), None).await.ok();
    let told =
        |stage: &str| way.as_array().unwrap().iter().find(|step| step["stage"] == stage).unwrap().clone();
    assert_eq!(told("verifying")["at"], "current");
    assert_eq!(
        (told("disbursed")["at"].clone(), told("disbursed")["expected_by"].clone()),
        ("ahead".into(), "2026-03-18T19:00:00Z".into())
    );

    office.database.set_now("2026-03-16T06:00:00Z".parse().unwrap()).await;
    let who = office.signs_in(&who).await;
    let mut browser = office.browser_of(&who).await;
    let page = browser.opens(&case.path()).await.ok();
    assert!(page.says("This step should have been done by 11 March 2026"), "{}", page.text());
    assert!(page.says("We are sorry."), "{}", page.text());
    // The 23rd is Pakistan Day.
    let dates = page.all(".pser-stages__when");
    assert_eq!(&dates[2..], ["expected by 16 March 2026", "expected by 24 March 2026"], "{dates:?}");

    // While it is the citizen's turn, nobody can say when the rest will be.
    office.officer("lahore").await.asks_for(&office, &case, "photograph").await.ok();
    let page = browser.opens(&case.path()).await.ok();
    assert_eq!(page.all(".pser-stages__stage").len(), 5);
    assert!(!page.says("expected by") && !page.says("We are sorry"), "{}", page.text());
}

#[tokio::test]
async fn an_application_is_taken_back_once_it_is_confirmed() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let case = office.verifying(&who).await;
    let mut browser = office.browser_of(&who).await;
    let withdrawal = format!("{}/withdrawal", case.path());
    browser.opens(&withdrawal).await.ok();
    let form = browser.form(&withdrawal);
    for _ in 0..2 {
        browser.posts(&withdrawal, &form).await;
        assert_eq!(browser.pointed(), case.path());
    }
    assert_eq!(office.stage(&case).await, "withdrawn");
    let page = browser.follows().await.ok();
    assert!(page.says("You have taken your application back") && !page.says("Take the application back"));
    browser.opens(&withdrawal).await;
    assert_eq!(browser.pointed(), case.path());
}

#[tokio::test]
async fn a_case_that_moved_meanwhile_is_asked_about_anew() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let case = office.verifying(&who).await;
    let mut browser = office.browser_of(&who).await;
    let withdrawal = format!("{}/withdrawal", case.path());
    browser.opens(&withdrawal).await.ok();
    let officer = office.officer("lahore").await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    let page = browser.sends(&withdrawal, &[]).await;
    assert_eq!((page.status, page.all(".govuk-error-summary li").len()), (409, 1), "{}", page.text());
    assert_eq!(office.stage(&case).await, "documents-pending");
    browser.sends(&withdrawal, &[]).await;
    assert_eq!(browser.pointed(), case.path());
}

#[tokio::test]
async fn another_citizens_case_is_nowhere() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let case = office.verifying(&who).await;
    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    for path in [case.path(), format!("{}/withdrawal", case.path()), "/cases/C-00000-00000-0".to_owned()] {
        assert_eq!(stranger.opens(&path).await.status, 404, "{path}");
    }
    stranger.opens("/applications").await.ok();
    let mut form = stranger.form("/applications");
    form.retain(|(name, _)| name.starts_with('_'));
    let application = format!("/applications/{}", case.application);
    let members = format!("{application}/sections/members");
    for version in [None, Some("1"), Some("one")] {
        let version = version.map(|version| ("_version".to_owned(), version.to_owned()));
        let form: Vec<_> = form.iter().cloned().chain(version).collect();
        for path in [
            format!("{}/withdrawal", case.path()),
            format!("{}/account", case.path()),
            format!("{application}/submission"),
            format!("{members}/0/removal"),
            members.clone(),
        ] {
            assert_eq!(stranger.posts(&path, &form).await.status, 404, "{path} {form:?}");
        }
    }
    assert_eq!(office.stage(&case).await, "verifying");
    let mut browser = office.browser();
    browser.opens(&case.path()).await;
    assert!(browser.pointed().starts_with("/sign-in?next="));
}

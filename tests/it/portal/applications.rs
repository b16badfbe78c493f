//! Applying in a browser: from the first question to the number of the case.

use serde_json::Value;

use super::way::{APPLICANT, adds, answers, begun, filled};
use crate::office::{Office, Persona};

async fn draft(office: &Office, who: &Persona, path: &str) -> Value {
    office.asks(Some(who), ("GET", path), None).await.ok()
}

#[tokio::test]
async fn a_household_goes_from_the_first_question_to_a_number() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = filled(&office, &who).await;
    let parts = browser.opens(&path).await.ok();
    assert!(parts.says("7 of 7 parts are done"), "{}", parts.text());
    let review = browser.opens(&format!("{path}/review")).await.ok();
    for said in ["Rs 12,000", "11 April 1985", "Shalimar, Lahore", "•••• 6702", "Daily wages", "Widowed"]
    {
        assert!(review.says(said), "{said}: {}", review.text());
    }
    assert!(!review.body.contains("0000001123456702") && !review.body.contains("PK36"));

    let submission = format!("{path}/submission");
    let refused = browser.sends(&submission, &[]).await;
    assert_eq!((refused.status, refused.all(".govuk-error-message").len()), (422, 1), "{}", refused.text());
    assert_eq!(refused.attr(".govuk-error-summary a", "href").as_deref(), Some("#consent"));

    let form = browser.form(&submission);
    let sent: Vec<_> = form.into_iter().chain([("consent".to_owned(), "2026-1".to_owned())]).collect();
    browser.posts(&submission, &sent).await;
    let first = browser.follows().await.ok();
    // The button was pressed twice.
    browser.posts(&submission, &sent).await;
    let second = browser.follows().await.ok();
    let number = |page: &crate::office::Shown| page.all(".govuk-panel__body .pser-ltr");
    assert_eq!((number(&first).len(), number(&first)), (1, number(&second)));
    assert_eq!(office.count("cases").await, 1);
    let desk = browser.opens("/applications").await.ok();
    assert!(desk.says(&number(&first)[0]) && desk.says("Being checked"), "{}", desk.text());
    // What was handed in is not changed any more.
    browser.opens(&format!("{path}/sections/bank")).await;
    assert_eq!(browser.pointed(), format!("/cases/{}", number(&first)[0]));
}

#[tokio::test]
async fn who_begins_twice_goes_on_with_what_is_open() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let mut browser = office.browser_of(&who).await;
    browser.opens("/applications").await.ok();
    let form = browser.form("/applications");
    browser.posts("/applications", &form).await;
    let path = browser.pointed();
    browser.posts("/applications", &form).await;
    assert_eq!(browser.pointed(), path);
    let mut again: Vec<_> = form.into_iter().filter(|(name, _)| name != "_key").collect();
    again.push(("_key".to_owned(), "another-key".to_owned()));
    browser.posts("/applications", &again).await;
    assert_eq!(browser.pointed(), path);
    assert_eq!(office.count("applications").await, 1);
    again.retain(|(name, _)| name != "programme");
    again.push(("programme".to_owned(), "moon-landing".to_owned()));
    assert_eq!(browser.posts("/applications", &again).await.status, 404);
}

#[tokio::test]
async fn each_wrong_answer_is_told_beside_its_field_and_what_was_typed_stays() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    for (section, step, field, typed, anchor) in [
        ("applicant", 1, "date_of_birth-year", "2999", "date_of_birth-day"),
        ("applicant", 1, "date_of_birth-month", "13", "date_of_birth-day"),
        ("applicant", 1, "gender", "wizard", "gender"),
        ("applicant", 2, "monthly_income", "about 12000", "monthly_income"),
        ("applicant", 2, "monthly_income", "-5", "monthly_income"),
        ("household", 1, "area", "lahore/lahore/atlantis", "area"),
        ("assets", 1, "cattle", "two", "cattle"),
        ("assets", 1, "cattle", "1001", "cattle"),
        ("assets", 1, "has_car", "maybe", "has_car"),
        ("bank", 1, "iban", "PK36SCBL0000001123456720", "iban"),
    ] {
        let action = format!("{path}/sections/{section}");
        browser.opens(&format!("{action}?step={step}")).await.ok();
        let page = browser.sends(&action, &[(field, typed)]).await;
        assert_eq!(page.status, 422, "{field} {typed}");
        let href = format!("#{anchor}");
        let hrefs: Vec<_> = page.all(&format!(".govuk-error-summary a[href='{href}']"));
        assert_eq!(hrefs.len(), 1, "{field} {typed}: {}", page.text());
        let beside = page.all(".govuk-error-message");
        assert!(beside.len() == 1 && !beside[0].is_empty(), "{field} {typed}: {beside:?}");
        let kept = page.attr(&format!("input[name={field}][type=text]"), "value");
        assert!(kept.is_none_or(|kept| kept == typed), "{field} lost {typed}");
    }
    assert_eq!(draft(&office, &who, &path).await["version"], 1, "nothing wrong was saved");
}

#[tokio::test]
async fn what_is_not_answered_is_asked_again_unless_it_is_left_for_later() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let action = format!("{path}/sections/bank");
    browser.opens(&action).await.ok();
    let page = browser.sends(&action, &[("title", "Shazia Parveen")]).await;
    assert_eq!(page.all(".govuk-error-summary a"), ["IBAN: Please fill this in."]);
    assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#iban"));
    assert_eq!(draft(&office, &who, &path).await["answers"]["bank"]["title"], "Shazia Parveen");
    browser.sends(&action, &[("_later", "1")]).await;
    let parts = browser.follows().await.ok();
    assert!(parts.says("Your answers are saved") && parts.says("1 question left"), "{}", parts.text());
}

#[tokio::test]
async fn a_question_comes_when_an_answer_opens_it() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let action = format!("{path}/sections/applicant");
    answers(&mut browser, &path, "applicant", &APPLICANT[..1]).await;
    let page = browser
        .sends(
            &action,
            &[("education", "none"), ("work", "none"), ("monthly_income", "0"), ("has_disability", "yes")],
        )
        .await;
    assert_eq!(page.status, 303);
    assert_eq!(browser.pointed(), format!("{action}?step=3"));
    let page = browser.follows().await.ok();
    assert!(page.says("Kind of disability"));
    // Its address does not open it where it is not asked.
    browser.opens(&format!("{action}?step=2")).await.ok();
    browser.sends(&action, &[("has_disability", "no")]).await;
    assert_eq!(browser.pointed(), path);
    assert!(!browser.opens(&format!("{action}?step=3")).await.ok().says("Kind of disability"));
}

#[tokio::test]
async fn members_are_added_changed_and_removed_and_the_others_keep_their_numbers() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    answers(&mut browser, &path, "applicant", &APPLICANT).await;
    let list = format!("{path}/sections/members");
    assert!(browser.opens(&list).await.ok().says("If you live alone"));
    for (row, (name, cnic)) in [("Bilal", "35201-7654321-8"), ("Hamza", "35201-1111111-1")].iter().enumerate()
    {
        let added = adds(&mut browser, &path, name, "2000").await;
        assert_eq!(added.status, 303, "{}", added.text());
        assert_eq!(browser.pointed(), format!("{list}/{row}?step=2"));
        let page = browser.follows().await.ok();
        assert!(page.says(name) && page.says("CNIC number"), "{}", page.text());
        let saved =
            browser.sends(&format!("{list}/{row}"), &[("cnic", cnic), ("marital_status", "single")]).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
    }
    let before = draft(&office, &who, &path).await["answers"]["members"].clone();
    let shown = browser.opens(&list).await.ok();
    assert!(shown.says("26 years old") && shown.says("Answers missing"), "{}", shown.text());

    // Changing one: a CNIC that stays empty stays as it is.
    browser.opens(&format!("{list}/0?step=2")).await.ok();
    let page = browser.sends(&format!("{list}/0"), &[("marital_status", "married")]).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let after = draft(&office, &who, &path).await["answers"]["members"].clone();
    assert_eq!((&after[0]["cnic"], &after[1]), (&before[0]["cnic"], &before[1]));
    assert_eq!(after[0]["marital_status"], "married");

    // Removing the first is confirmed, and the second keeps all it had.
    let removal = format!("{list}/0/removal");
    assert!(browser.opens(&removal).await.ok().says("Bilal"));
    browser.sends(&removal, &[]).await;
    assert_eq!(browser.pointed(), list);
    let left = draft(&office, &who, &path).await["answers"]["members"].clone();
    assert_eq!(left.as_array().map(Vec::len), Some(1));
    assert_eq!((&left[0]["name"], &left[0]["cnic"]), (&before[1]["name"], &before[1]["cnic"]));
    assert_eq!(browser.opens(&format!("{list}/1")).await.status, 404);
    assert_eq!(browser.opens(&format!("{list}/first")).await.status, 404);
}

#[tokio::test]
async fn a_member_without_a_name_is_not_added_and_the_button_adds_one_however_often() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let new = format!("{path}/sections/members/new");
    browser.opens(&new).await.ok();
    let page = browser.sends(&new, &[]).await;
    assert_eq!((page.status, page.all(".govuk-error-summary a").len()), (422, 4), "{}", page.text());
    assert_eq!(draft(&office, &who, &path).await["version"], 1);
    adds(&mut browser, &path, "Bilal", "2016").await;
    let pointed = browser.pointed();
    browser.opens(&new).await.ok();
    let mut form = browser.form(&new);
    for (name, value) in &mut form {
        if name == "_version" {
            "1".clone_into(value);
        }
    }
    let typed = [("name", "Bilal"), ("relationship", "son"), ("gender", "male")];
    let born = [("date_of_birth-day", "1"), ("date_of_birth-month", "1"), ("date_of_birth-year", "2016")];
    form.retain(|(name, _)| name.starts_with('_'));
    form.extend(typed.into_iter().chain(born).map(|(name, text)| (name.to_owned(), text.to_owned())));
    browser.posts(&new, &form).await;
    assert_eq!(browser.pointed(), pointed);
    let members = draft(&office, &who, &path).await["answers"]["members"].clone();
    assert_eq!(members.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn of_two_windows_the_second_is_told_and_keeps_what_was_typed() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut first, path) = begun(&office, &who).await;
    let mut second = office.browser_of(&who).await;
    let action = format!("{path}/sections/assets");
    first.opens(&action).await.ok();
    second.opens(&action).await.ok();
    let owned =
        |cattle| [("land_kanals", "0"), ("cattle", cattle), ("has_motorcycle", "no"), ("has_car", "no")];
    assert_eq!(first.sends(&action, &owned("2")).await.status, 303);
    let told = second.sends(&action, &owned("3")).await;
    assert_eq!(told.status, 409);
    assert!(told.says("saved in another window") && told.says("Saved now: 2"), "{}", told.text());
    assert_eq!(told.attr("input[name=cattle]", "value").as_deref(), Some("3"));
    assert_eq!(draft(&office, &who, &path).await["answers"]["assets"]["cattle"], 2);
    assert_eq!(second.sends(&action, &[]).await.status, 303);
    assert_eq!(draft(&office, &who, &path).await["answers"]["assets"]["cattle"], 3);
}

#[tokio::test]
async fn what_was_reviewed_is_what_is_handed_in() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = filled(&office, &who).await;
    browser.opens(&format!("{path}/review")).await.ok();
    let mut other = office.browser_of(&who).await;
    let action = format!("{path}/sections/assets");
    other.opens(&action).await.ok();
    other.sends(&action, &[("cattle", "9")]).await;
    let page = browser.sends(&format!("{path}/submission"), &[("consent", "2026-1")]).await;
    assert!(page.says("changed in another window"), "{}", page.text());
    assert_eq!(office.count("cases").await, 0);
    let page = browser.sends(&format!("{path}/submission"), &[("consent", "1999-1")]).await;
    assert_eq!((page.status, page.all(".govuk-error-message").len()), (422, 1), "{}", page.text());
}

#[tokio::test]
async fn what_is_missing_or_does_not_fit_is_listed_with_the_way_to_it() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let review = browser.opens(&format!("{path}/review")).await.ok();
    assert!(review.says("Where the money goes: 2 questions left"), "{}", review.text());
    assert!(review.attr(&format!("form[action='{path}/submission']"), "method").is_none());
    super::way::answers_all(&mut browser, &path).await;
    let action = format!("{path}/sections/applicant");
    browser.opens(&format!("{action}?step=1&then=review")).await.ok();
    browser.sends(&action, &[("is_head", "no")]).await;
    assert_eq!(browser.pointed(), format!("{path}/review"));
    let review = browser.follows().await.ok();
    assert!(review.says("A household has exactly one head"), "{}", review.text());
    // Sent all the same, as a forger would.
    let form = browser.form("/language");
    let own: Vec<_> = form.into_iter().filter(|(name, _)| name == "_csrf" || name == "_key").collect();
    let version = draft(&office, &who, &path).await["version"].to_string();
    let more = [("_version", version.as_str()), ("consent", "2026-1")];
    let sent: Vec<_> =
        own.into_iter().chain(more.map(|(name, text)| (name.to_owned(), text.to_owned()))).collect();
    let page = browser.posts(&format!("{path}/submission"), &sent).await;
    assert_eq!(page.status, 422);
    assert_eq!(office.count("cases").await, 0);
}

#[tokio::test]
async fn another_citizens_draft_is_nowhere() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (_, path) = begun(&office, &who).await;
    let mut stranger = office.browser_of(&office.citizen("Somebody Else").await).await;
    for page in ["", "/sections/bank", "/sections/members/new", "/documents", "/review", "/submitted"] {
        assert_eq!(stranger.opens(&format!("{path}{page}")).await.status, 404, "{page}");
    }
    stranger.opens("/applications").await.ok();
    let form = stranger.form("/applications");
    for page in ["/sections/bank", "/sections/members/0/removal", "/submission"] {
        let mut form = form.clone();
        form.retain(|(name, _)| name.starts_with('_'));
        form.push(("_version".to_owned(), "1".to_owned()));
        assert_eq!(stranger.posts(&format!("{path}{page}"), &form).await.status, 404, "{page}");
    }
    let mut officer = office.browser_of(&office.officer("lahore").await).await;
    assert_eq!(officer.opens(&path).await.status, 404);
}

#[tokio::test]
async fn a_field_that_the_page_does_not_have_is_refused() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let action = format!("{path}/sections/bank");
    browser.opens(&action).await.ok();
    for field in ["date_of_birth-day", "state", "role"] {
        assert_eq!(browser.sends(&action, &[(field, "1")]).await.status, 422, "{field}");
        browser.opens(&action).await.ok();
    }
    assert_eq!(browser.opens(&format!("{path}/sections/secrets")).await.status, 404);
    assert_eq!(browser.opens(&format!("{action}?admin=1")).await.status, 422);
    assert_eq!(browser.opens(&format!("{action}?step=99")).await.status, 200);
    assert_eq!(draft(&office, &who, &path).await["version"], 1);
}

#[tokio::test]
async fn hostile_text_comes_out_inert() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let name = "<script>alert(1)</script>{{7*7}}\r\n\u{202e}x";
    adds(&mut browser, &path, name, "2016").await;
    for page in ["/sections/members", "/sections/members/0", "/sections/members/0/removal", "/review"] {
        let page = browser.opens(&format!("{path}{page}")).await.ok();
        assert!(!page.body.contains("<script>alert") && !page.body.contains('\u{202e}'));
        assert!(page.says("<script>alert(1)</script>{{7*7}}"), "{}", page.text());
    }
}

#[tokio::test]
async fn in_urdu_the_page_runs_from_right_to_left_and_numbers_in_their_own_order() {
    let office = Office::open().await;
    let who = office.citizen("شازیہ پروین").await;
    let (mut browser, path) = filled(&office, &who).await;
    browser.language = "ur";
    let review = browser.opens(&format!("{path}/review")).await.ok();
    assert_eq!(review.attr("html", "dir").as_deref(), Some("rtl"));
    assert!(review.all("bdi[dir=ltr]").contains(&"•••• 6702".to_owned()), "{}", review.text());
    assert!(review.says("بیوہ یا رنڈوا") && review.says("شالیمار، لاہور"));
    let bank = browser.opens(&format!("{path}/sections/bank")).await.ok();
    assert_eq!(bank.attr("input[name=iban]", "dir").as_deref(), Some("ltr"));
    assert!(bank.says("اسی کو رکھنا ہو تو یہ خانہ خالی چھوڑ دیں"));
}

#[tokio::test]
async fn nobody_is_told_off_for_what_was_not_asked_yet() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let (mut browser, path) = begun(&office, &who).await;
    let page = browser.opens(&format!("{path}/sections/members")).await.ok();
    assert!(page.all(".govuk-warning-text").is_empty(), "{}", page.text());
    // The same sentence of several questions names each of them, once.
    let section = format!("{path}/sections/applicant");
    browser.opens(&section).await.ok();
    let page = browser.sends(&section, &[]).await;
    let lines = page.all(".govuk-error-summary li");
    assert!(lines.contains(&"Gender: Please fill this in.".to_owned()), "{lines:?}");
}

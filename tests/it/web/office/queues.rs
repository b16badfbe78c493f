//! The day and the queues: what waits, the next case and why it is this one.

use super::page_of;
use crate::office::Office;

#[tokio::test]
async fn an_officers_day_shows_what_waits_and_what_they_hold() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let officer = office.officer("lahore/lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office").await.ok();
    assert!(page.says("Nothing is waiting for you.") && page.says("You hold no case at present."));

    let case = office.verifying(&owner).await;
    let page = browser.opens("/office").await.ok();
    assert_eq!(page.all("td.govuk-table__cell--numeric"), ["1", "1", "0"]);
    browser.sends("/office/queues/verification/next", &[]).await;
    assert_eq!(browser.pointed(), format!("{}?because=vulnerable", page_of(&case)));
    let page = browser.follows().await.ok();
    assert!(page.says("You were given this case because the household is vulnerable"));
    assert!(page.all(".pser-facts__value").contains(&"You".to_owned()));
    let page = browser.opens("/office").await.ok();
    assert_eq!(page.all("td.govuk-table__cell--numeric"), ["1", "0", "0"]);
    assert_eq!(page.all("tbody th"), ["Verification", case.reference.as_str()]);
    // Nobody else's, so there is no next one to ask for.
    assert_eq!(page.attr("form[action='/office/queues/verification/next']", "method"), None);
}

#[tokio::test]
async fn a_queue_lists_its_cases_with_deadlines_in_words() {
    let office = Office::open().await;
    let (owner, other) = (office.citizen("Nasreen").await, office.citizen("Rubina").await);
    let (late, claimed) = (office.verifying(&owner).await, office.verifying(&other).await);
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    colleague.claims(&office, &claimed).await.ok();
    sqlx::query("update cases set due_at = pser_now() - interval '2 days', rank = 0, escalated_at = pser_now() where id = $1")
        .bind(late.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office/queues/verification").await.ok();
    assert_eq!(page.all("tbody th"), [late.reference.as_str(), claimed.reference.as_str()]);
    assert!(page.says("2 waiting, 1 with nobody, 1 overdue"), "{}", page.text());
    let deadlines = page.all(".pser-table .pser-deadline");
    assert!(deadlines[0].ends_with("days overdue") && deadlines[1].starts_with("Due on"), "{deadlines:?}");
    assert!(page.says("Escalated") && page.says(&colleague.name) && page.says("Nobody"));
    browser.language = "ur";
    let page = browser.opens("/office/queues/verification").await.ok();
    assert_eq!(page.attr("html", "dir").as_deref(), Some("rtl"));
    assert!(page.says("دن کی تاخیر") && page.says("تصدیق جاری ہے"), "{}", page.text());
}

#[tokio::test]
async fn an_empty_queue_says_so_kindly_and_an_unknown_one_is_not_there() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office/queues/verification").await.ok();
    assert!(page.says("No case waits to be verified here."));
    assert_eq!(browser.opens("/office/queues/celebration").await.status, 404);
    assert_eq!(browser.opens("/office/queues/verification?after=x").await.status, 422);
}

#[tokio::test]
async fn when_a_colleague_took_the_last_case_the_queue_is_shown_again() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    let case = office.verifying(&owner).await;
    let mut browser = office.browser_of(&officer).await;
    browser.opens("/office").await.ok();
    colleague.claims(&office, &case).await.ok();
    let page = browser.sends("/office/queues/verification/next", &[]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("There is no case waiting for you here.") && page.says(&colleague.name));
}

#[tokio::test]
async fn officers_of_another_area_see_nothing_of_it() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let stranger = office.officer("multan").await;
    let mut browser = office.browser_of(&stranger).await;
    assert!(
        browser.opens("/office/queues/verification").await.ok().says("No case waits to be verified here.")
    );
    for path in ["", "/actions/verify", "/reveal"] {
        assert_eq!(browser.opens(&format!("{}{path}", page_of(&case))).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn citizens_get_no_office_page_and_administrators_are_sent_on() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let mut browser = office.browser_of(&owner).await;
    for path in ["/office", "/office/queues/verification", &page_of(&case)] {
        assert!(matches!(browser.opens(path).await.status, 403 | 404), "{path}");
    }
    for path in ["/actions/withdraw", "/reveal"] {
        assert!(matches!(browser.opens(&format!("{}{path}", page_of(&case))).await.status, 403 | 404));
    }
    let administrator = office.administrator().await;
    let mut browser = office.browser_of(&administrator).await;
    browser.opens("/office").await;
    assert_eq!(browser.pointed(), "/account");
}

#[tokio::test]
async fn a_queue_is_filtered_by_its_address_and_a_view_of_it_is_kept() {
    let office = Office::open().await;
    let (owner, other) = (office.citizen("Nasreen").await, office.citizen("Rubina").await);
    let (case, held) = (office.verifying(&owner).await, office.verifying(&other).await);
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    colleague.claims(&office, &held).await.ok();
    let mut browser = office.browser_of(&officer).await;
    let queue = "/office/queues/verification";
    let rows = async |browser: &mut crate::office::Browser<'_>, query: &str| {
        browser.opens(&format!("{queue}?{query}")).await.ok().all("tbody th")
    };
    assert_eq!(rows(&mut browser, "holder=nobody").await, [case.reference.as_str()]);
    assert_eq!(rows(&mut browser, "holder=somebody&due=").await, [held.reference.as_str()]);
    assert!(browser.opens(&format!("{queue}?holder=somebody")).await.ok().says("One of them fits"));
    assert!(!browser.opens(&format!("{queue}?area=lahore")).await.ok().says("fits what you chose"));
    for none in
        ["holder=me", "due=overdue", "stage=approved", "programme=household-registration", "area=multan"]
    {
        let page = browser.opens(&format!("{queue}?{none}")).await.ok();
        assert!(page.says("No case in this queue fits what you chose."), "{none}: {}", page.text());
        assert_eq!(page.all(".moj-filter__tag").len(), 1, "{none}");
    }
    for wrong in ["holder=all", "due=never", "colour=red", "after=x"] {
        assert_eq!(browser.opens(&format!("{queue}?{wrong}")).await.status, 422, "{wrong}");
    }
    let page = browser.opens(&format!("{queue}?programme=cash-assistance&holder=nobody")).await.ok();
    assert_eq!(
        page.attr("select[name=programme] option[selected]", "value").as_deref(),
        Some("cash-assistance")
    );
    let taken_off: Vec<String> = page.all_attrs(".moj-filter__tag", "href");
    assert_eq!(taken_off, [format!("{queue}?holder=nobody"), format!("{queue}?programme=cash-assistance")]);

    let views = format!("{queue}/views");
    assert_eq!(browser.sends(&views, &[("name", " ")]).await.status, 422);
    browser.opens(&format!("{queue}?programme=cash-assistance&holder=nobody")).await.ok();
    browser.sends(&views, &[("name", "<b>Mine</b> \u{202e}x")]).await;
    assert_eq!(browser.pointed(), format!("{queue}?programme=cash-assistance&holder=nobody"));
    let page = browser.follows().await.ok();
    assert!(page.says("The view is saved.") && page.says("<b>Mine</b> x"), "{}", page.text());
    assert_eq!(page.attr(".pser-views a", "aria-current").as_deref(), Some("page"));
    assert_eq!(page.attr("form[action$='/views']", "action"), None, "what is kept is not offered to be kept");
    // Forged filters are refused like forged addresses.
    for forged in ["colour=red", "holder=%00", "due=never"] {
        browser.opens(&format!("{queue}?holder=nobody")).await.ok();
        let answer = browser.sends(&views, &[("name", "y"), ("filter", forged)]).await;
        assert_eq!(answer.status, 422, "{forged}");
    }

    let removal = page.attr(".pser-views form", "action").unwrap();
    let mut stranger = office.browser_of(&colleague).await;
    assert!(!stranger.opens(queue).await.ok().says("Mine"), "a view is its owner's");
    let mut form = stranger.form(&format!("{queue}/next"));
    form.retain(|(name, _)| name.starts_with('_'));
    stranger.posts(&removal, &form).await;
    assert!(browser.opens(queue).await.ok().says("<b>Mine</b>"), "nobody else removes it");
    browser.sends(&removal, &[]).await;
    assert!(!browser.follows().await.ok().says("<b>Mine</b>"));
}

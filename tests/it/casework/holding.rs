//! A case on hold stays its officer's and leaves room for another, until a day, an act, or a change of hands.

use pser::casework::allocate::CLAIM_CAP;
use pser::casework::hold::{HOLD_CAP, LONGEST};
use serde_json::{Value, json};

use crate::office::{Answer, Case, Office, Persona};

const REASON: &str = "the bank answers <b>later</b>";
/// Of the office's clock, a Monday.
const TODAY: &str = "2026-03-02";
const FRIDAY: &str = "2026-03-06";

impl Persona {
    pub(super) async fn holds(&self, office: &Office, case: &Case, until: &str) -> Answer {
        let body = json!({ "until": until, "reason": REASON });
        office.asks(Some(self), ("POST", &format!("{}/hold", case.path())), Some(&body)).await
    }

    async fn resumes(&self, office: &Office, case: &Case) -> Answer {
        office.asks(Some(self), ("DELETE", &format!("{}/hold", case.path())), None).await
    }
}

impl Office {
    /// Until when the office reads that a case is on hold.
    pub(super) async fn on_hold(&self, who: &Persona, case: &Case) -> Value {
        let read = self.asks(Some(who), ("GET", &case.path()), None).await.ok();
        read["office"]["on_hold_until"].clone()
    }

    /// How many cases are on hold, whether their day has come or not.
    async fn on_hold_in_all(&self) -> i64 {
        self.count("cases where on_hold_until is not null").await
    }
}

#[tokio::test]
async fn a_case_on_hold_stays_its_officers_until_the_day() {
    let office = Office::open().await;
    let (officer, other) = (office.officer("lahore").await, office.officer("lahore").await);
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    officer.claims(&office, &case).await.ok();
    for _ in 0..2 {
        officer.holds(&office, &case, FRIDAY).await.ok();
    }
    // Friday begins at midnight in Punjab.
    assert_eq!(office.on_hold(&officer, &case).await, json!("2026-03-05T19:00:00Z"));
    assert_eq!(other.takes_next(&office).await.problem(), "queue-empty");
    assert_eq!(other.claims(&office, &case).await.problem(), "claimed-by-someone-else");
    let refused = officer.holds(&office, &case, "2026-03-07").await;
    assert_eq!((refused.problem(), &refused.body["until"]), ("already-on-hold", &json!(FRIDAY)));
    let path = format!("{}/history", case.path());
    let events = office.asks(Some(&officer), ("GET", &path), None).await.ok();
    let held: Vec<&Value> =
        events.as_array().unwrap().iter().filter(|event| event["kind"] == "case-held").collect();
    assert_eq!(held.len(), 1, "doing it twice is doing it once");
    assert_eq!(held[0]["detail"], json!({ "until": FRIDAY, "reason": REASON }));
    office.is_healthy().await;

    office.database.set_now("2026-03-05T18:59:59Z".parse().unwrap()).await;
    let officer = office.signs_in(&officer).await;
    assert_ne!(office.on_hold(&officer, &case).await, Value::Null);
    office.database.set_now("2026-03-05T19:00:00Z".parse().unwrap()).await;
    let officer = office.signs_in(&officer).await;
    assert_eq!(office.on_hold(&officer, &case).await, Value::Null);
    assert_eq!(other.claims(&office, &case).await.status, 401, "the others have to sign in again");
    let other = office.signs_in(&other).await;
    assert_eq!(other.claims(&office, &case).await.problem(), "claimed-by-someone-else");
    // It can be put off once more.
    officer.holds(&office, &case, "2026-03-10").await.ok();
    officer.does(&office, &case, "verify").await.ok();
    assert_eq!(office.on_hold_in_all().await, 0);
    office.is_in_order().await;
}

#[tokio::test]
async fn only_whoever_has_a_case_puts_it_on_hold_and_only_for_a_reason_and_a_while() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    let (officer, other) = (office.officer("lahore").await, office.officer("lahore").await);
    assert_eq!(officer.holds(&office, &case, FRIDAY).await.problem(), "not-your-case");
    assert_eq!(officer.resumes(&office, &case).await.problem(), "not-your-case");
    officer.claims(&office, &case).await.ok();
    for refused in [other.holds(&office, &case, FRIDAY).await, other.resumes(&office, &case).await] {
        assert_eq!(
            (refused.problem(), &refused.body["by"]),
            ("claimed-by-someone-else", &json!(officer.name))
        );
    }
    let longest = "2026-04-01";
    assert_eq!(LONGEST, 30);
    for (until, code) in
        [(TODAY, "hold-too-soon"), ("2026-03-01", "hold-too-soon"), ("2026-04-02", "hold-too-long")]
    {
        let refused = officer.holds(&office, &case, until).await;
        assert_eq!(refused.wrong_fields(), [("until", code)], "{until}");
    }
    for (until, reason) in [("yesterday", REASON), ("2026-02-30", REASON), ("+262142-12-31", REASON)] {
        let body = json!({ "until": until, "reason": reason });
        let path = format!("{}/hold", case.path());
        assert_eq!(office.asks(Some(&officer), ("POST", &path), Some(&body)).await.status, 422, "{until}");
    }
    let body = json!({ "until": TODAY, "reason": " \u{202e} " });
    let refused = office.asks(Some(&officer), ("POST", &format!("{}/hold", case.path())), Some(&body)).await;
    assert_eq!(refused.wrong_fields(), [("reason", "reason-missing"), ("until", "hold-too-soon")]);
    assert_eq!(office.on_hold_in_all().await, 0);
    let far = office.officer("multan").await;
    assert_eq!(far.holds(&office, &case, FRIDAY).await.status, 404);
    let supervisor = office.supervisor().await;
    for who in [&citizen, &supervisor] {
        assert_eq!(who.holds(&office, &case, FRIDAY).await.status, 403);
    }
    officer.holds(&office, &case, longest).await.ok();
    office.is_in_order().await;
}

#[tokio::test]
async fn a_case_on_hold_leaves_room_and_comes_back_also_where_there_is_none() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut cases = Vec::new();
    for _ in 0..=CLAIM_CAP + HOLD_CAP {
        let person = office.citizen("Rubina").await.person;
        let reference = office.waiting_case(person, "lahore/lahore/shalimar").await;
        cases.push(office.case_called(&reference).await);
    }
    let (held, rest) = cases.split_at(usize::try_from(HOLD_CAP).unwrap());
    for case in held {
        officer.claims(&office, case).await.ok();
        officer.holds(&office, case, FRIDAY).await.ok();
    }
    let (last, working) = rest.split_last().unwrap();
    for case in working {
        officer.claims(&office, case).await.ok();
    }
    assert_eq!(officer.claims(&office, last).await.problem(), "too-many-claims");
    let refused = officer.holds(&office, &working[0], FRIDAY).await;
    assert_eq!((refused.problem(), &refused.body["cap"]), ("too-many-holds", &json!(HOLD_CAP)));
    // There is no room for it, so it stays where it is; one that was given back makes some.
    assert_eq!(officer.resumes(&office, &held[0]).await.problem(), "too-many-claims");
    officer.releases(&office, &working[0]).await.ok();
    for _ in 0..2 {
        officer.resumes(&office, &held[0]).await.ok();
    }
    let events = "case_events where kind = 'case-resumed'";
    assert_eq!(office.count(events).await, 1, "doing it twice is doing it once");

    office.database.set_now("2026-03-06T06:00:00Z".parse().unwrap()).await;
    let officer = office.signs_in(&officer).await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office").await.ok();
    let all = usize::try_from(CLAIM_CAP + HOLD_CAP).unwrap() - 1;
    assert_eq!(page.all("tbody th a[href^='/office/cases/']").len(), all);
    assert!(!page.says("Cases I have put on hold"), "{}", page.text());
    assert_eq!(officer.claims(&office, last).await.problem(), "too-many-claims");
}

#[tokio::test]
async fn a_change_of_hands_ends_the_hold() {
    let office = Office::open().await;
    let supervisor = office.supervisor().await;
    let (officer, other) = (office.officer("lahore").await, office.officer("lahore").await);
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    officer.claims(&office, &case).await.ok();
    officer.holds(&office, &case, FRIDAY).await.ok();
    supervisor.assigns(&office, &case, Some(&other), REASON).await.ok();
    assert_eq!(office.on_hold(&other, &case).await, Value::Null);
    other.holds(&office, &case, FRIDAY).await.ok();
    other.releases(&office, &case).await.ok();
    assert_eq!(office.on_hold_in_all().await, 0);
    officer.claims(&office, &case).await.ok();
    officer.holds(&office, &case, FRIDAY).await.ok();
    supervisor.assigns(&office, &case, None, REASON).await.ok();
    assert_eq!(office.on_hold_in_all().await, 0);
    officer.claims(&office, &case).await.ok();
    officer.holds(&office, &case, FRIDAY).await.ok();
    office.is_healthy().await;
    officer.does(&office, &case, "reject").await.ok();
    assert_eq!(office.on_hold_in_all().await, 0);
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn the_deadline_of_a_case_on_hold_runs_on() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    officer.claims(&office, &case).await.ok();
    officer.holds(&office, &case, "2026-03-30").await.ok();
    office.database.set_now("2026-03-20T06:00:00Z".parse().unwrap()).await;
    let officer = office.signs_in(&officer).await;
    office.jobs_run().await;
    assert_eq!(office.history(&case).await.last().map(String::as_str), Some("deadline-passed"));
    assert_ne!(office.on_hold(&officer, &case).await, Value::Null, "it is late, and still on hold");
    office.is_in_order().await;
}

#[tokio::test]
async fn it_is_done_on_a_page_that_says_that_the_deadline_runs_on() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    let (officer, other) = (office.officer("lahore").await, office.officer("lahore").await);
    officer.claims(&office, &case).await.ok();
    let mut browser = office.browser_of(&officer).await;
    let (page_of, path) = (format!("/office{}", case.path()), format!("/office{}/hold", case.path()));
    let page = browser.opens(&page_of).await.ok();
    assert!(page.attr(&format!("a[href='{path}']"), "href").is_some(), "{}", page.text());
    let page = browser.opens(&path).await.ok();
    assert!(page.says("The deadline of the case runs on") && page.says("Due on"), "{}", page.text());
    let page = browser.sends(&path, &[]).await;
    assert_eq!((page.status, page.all("#until-error").len(), page.all("#reason-error").len()), (422, 1, 0));
    let day = |day| [("until-day", day), ("until-month", "3"), ("until-year", "2026"), ("reason", REASON)];
    let page = browser.sends(&path, &day("1")).await;
    assert_eq!((page.status, page.all("#until-error").len()), (422, 1));
    assert_eq!(page.all("textarea[name=reason]"), [REASON]);
    browser.sends(&path, &day("6")).await;
    let page = browser.follows().await.ok();
    assert!(page.says("The case is on hold.") && page.says("On hold until 6 March 2026"), "{}", page.text());
    assert!(page.says("The deadline of the case runs on") && page.says(REASON));
    assert!(!page.body.contains("<b>later</b>"));
    assert_eq!(page.attr(&format!("a[href='{path}']"), "href"), None);

    let page = browser.opens("/office").await.ok();
    assert!(page.says("You hold no case at present.") && page.says("Cases I have put on hold"));
    let mut theirs = office.browser_of(&other).await;
    let page = theirs.opens("/office/queues/verification").await.ok();
    assert!(page.says("On hold until 6 March 2026"), "{}", page.text());
    let page = theirs.opens(&path).await.ok();
    assert_eq!(page.all(".govuk-error-summary").len(), 0);
    let page = theirs.sends(&path, &day("6")).await;
    assert!(page.status == 422 && page.says("is working on this case"), "{}", page.text());
    theirs.language = "ur";
    assert!(theirs.opens(&page_of).await.ok().says("6 مارچ 2026 تک روکا ہوا"));

    browser.opens(&page_of).await.ok();
    browser.sends(&format!("{path}/end"), &[]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("The case is back in your work.") && page.says("Taken up again"), "{}", page.text());
    assert!(!page.says("On hold until 6 March 2026."));
    office.is_in_order().await;
}

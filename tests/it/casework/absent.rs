//! Who is away is given no work, and what they had goes back to its queue; so does what nobody works on who was seen lately.

use pser::casework::give_back::give_back;
use serde_json::{Value, json};

use super::assigning::account_of;
use crate::office::{Answer, Case, Office, Persona};

/// The clock of the office stands on Monday, 2 March.
const TODAY: &str = "2026-03-02";

impl Persona {
    async fn is_away(&self, office: &Office, first_day: &str, last_day: &str) -> Answer {
        let body = json!({ "first_day": first_day, "last_day": last_day });
        office.asks(Some(self), ("POST", "/me/absence"), Some(&body)).await
    }

    async fn is_back(&self, office: &Office) -> Answer {
        office.asks(Some(self), ("DELETE", "/me/absence"), None).await
    }

    async fn says_of(&self, office: &Office, who: &Self, first_day: &str, last_day: &str) -> Answer {
        let body = json!({ "first_day": first_day, "last_day": last_day });
        let path = format!("/staff/{}/absence", account_of(who));
        office.asks(Some(self), ("POST", &path), Some(&body)).await
    }
}

impl Office {
    async fn stands_at(&self, moment: &str) {
        self.database.set_now(moment.parse().unwrap()).await;
    }

    /// Why the last claim of a case ended, as its history keeps it.
    async fn why_released(&self, case: &Case) -> Value {
        sqlx::query_scalar(
            "select coalesce((
                 select detail -> 'reason' from case_events where case_id = $1 and kind = 'case-released' order by seq desc limit 1
             ), 'null')",
        )
        .bind(case.id)
        .fetch_one(&self.database.owner)
        .await
        .unwrap()
    }
}

#[tokio::test]
async fn who_is_away_takes_no_case_and_is_given_none_until_they_are_back() {
    let office = Office::open().await;
    let (officer, supervisor) = (office.officer("lahore").await, office.supervisor().await);
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    officer.is_away(&office, TODAY, "2026-03-04").await.ok();
    for refused in [officer.takes_next(&office).await, officer.claims(&office, &case).await] {
        assert_eq!((refused.problem(), &refused.body["until"]), ("away", &json!("2026-03-04")));
        assert!(refused.body["title"].as_str().unwrap().contains("4 March 2026"), "{}", refused.body);
    }
    let path = format!("{}/assignment", case.path());
    let offered = office.asks(Some(&supervisor), ("GET", &path), None).await.ok();
    assert_eq!(offered, json!([]));
    let refused = supervisor.assigns(&office, &case, Some(&officer), "urgent").await;
    assert_eq!(refused.wrong_fields(), [("to", "colleague-away")]);
    let body = json!({ "cases": [case.reference], "to": account_of(&officer), "reason": "urgent" });
    let line = ("POST", "/queues/verification/assignments");
    let answer = office.asks(Some(&supervisor), line, Some(&body)).await.ok();
    assert_eq!(answer["not_given"][0]["code"], "colleague-away");

    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens("/office/queues/verification").await.ok();
    assert!(page.says(&case.reference));
    let page = browser.sends("/office/queues/verification/next", &[]).await;
    assert!(page.status == 422 && page.says("You are marked as away until 4 March 2026."), "{}", page.text());
    let page = browser.opens("/office").await.ok();
    assert!(page.says("You are marked as away until 4 March 2026"), "{}", page.text());
    browser.sends("/account/absence/end", &[]).await;
    assert_eq!(browser.pointed(), "/office");
    assert!(!browser.follows().await.ok().says("marked as away"));
    assert_eq!(officer.takes_next(&office).await.ok()["reference"], json!(case.reference));

    // The day after the last one work goes on by itself.
    officer.is_away(&office, TODAY, TODAY).await.ok();
    assert_eq!(officer.takes_next(&office).await.problem(), "away");
    office.stands_at("2026-03-02T19:00:00Z").await;
    let officer = office.signs_in(&officer).await;
    assert_eq!(officer.takes_next(&office).await.problem(), "queue-empty");
}

#[tokio::test]
async fn what_an_officer_has_goes_back_on_the_first_day_away_but_for_what_is_on_hold_until_they_are_back() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let mut cases = Vec::new();
    for name in ["Nasreen", "Rubina", "Farida"] {
        let case = office.verifying(&office.citizen(name).await).await;
        officer.claims(&office, &case).await.ok();
        cases.push(case);
    }
    let [open, during, beyond] = &cases[..] else { panic!("three cases") };
    officer.is_away(&office, "2026-03-03", "2026-03-05").await.ok();
    // The fifth is a day away; on the sixth they are back.
    officer.holds(&office, during, "2026-03-05").await.ok();
    officer.holds(&office, beyond, "2026-03-06").await.ok();
    assert_eq!(give_back(&office.app).await.unwrap(), 0, "it has not begun");
    office.stands_at("2026-03-02T19:00:00Z").await;
    assert_eq!(give_back(&office.app).await.unwrap(), 2);
    assert_eq!(give_back(&office.app).await.unwrap(), 0);
    for case in [open, during] {
        assert_eq!(office.history(case).await.last().map(String::as_str), Some("case-released"));
        assert_eq!(office.why_released(case).await, json!("away"));
    }
    assert_eq!(office.history(beyond).await.last().map(String::as_str), Some("case-held"));
    office.is_in_order().await;

    let supervisor = office.supervisor().await;
    let mut browser = office.browser_of(&supervisor).await;
    let page = browser.opens(&format!("/office{}", open.path())).await.ok();
    assert!(page.says("The officer is away.") && page.says("by the system"), "{}", page.text());
    browser.language = "ur";
    assert!(browser.opens(&format!("/office{}", open.path())).await.ok().says("افسر چھٹی پر ہیں۔"));
    // On the day they are back nobody takes it for idleness that they were not seen.
    office.stands_at("2026-03-09T20:00:00Z").await;
    assert_eq!(give_back(&office.app).await.unwrap(), 0);
    office.stands_at("2026-03-10T19:00:00Z").await;
    assert_eq!(give_back(&office.app).await.unwrap(), 1);
    assert_eq!(office.why_released(beyond).await, json!("idle"));
    office.is_in_order().await;
}

#[tokio::test]
async fn what_nobody_works_on_who_was_seen_for_three_working_days_goes_back() {
    let office = Office::open().await;
    let (idle, here) = (office.officer("lahore").await, office.officer("lahore").await);
    let (left, kept) = (
        office.verifying(&office.citizen("Nasreen").await).await,
        office.verifying(&office.citizen("Rubina").await).await,
    );
    idle.claims(&office, &left).await.ok();
    here.claims(&office, &kept).await.ok();
    // A hold keeps nothing with somebody who has vanished.
    idle.holds(&office, &left, "2026-03-30").await.ok();
    // Monday's claim: Tuesday, Wednesday and Thursday have to pass.
    office.stands_at("2026-03-05T18:59:59Z").await;
    let here = office.signs_in(&here).await;
    assert_eq!(give_back(&office.app).await.unwrap(), 0);
    office.stands_at("2026-03-05T19:00:00Z").await;
    assert_eq!(give_back(&office.app).await.unwrap(), 1);
    assert_eq!(office.why_released(&left).await, json!("idle"));
    assert_eq!(office.count("cases where claimed_by is not null").await, 1);
    office.is_in_order().await;

    // What a supervisor gives to somebody who was not seen waits for them as long.
    office.supervisor().await.assigns(&office, &left, Some(&idle), "she is back soon").await.ok();
    assert_eq!(give_back(&office.app).await.unwrap(), 0);
    here.releases(&office, &kept).await.ok();
    // A weekend is no time to work: Friday's claim is given back in the night to Thursday.
    office.stands_at("2026-03-11T18:59:59Z").await;
    assert_eq!(give_back(&office.app).await.unwrap(), 0);
    office.stands_at("2026-03-11T19:00:00Z").await;
    assert_eq!(give_back(&office.app).await.unwrap(), 1);
    office.is_in_order().await;
}

#[tokio::test]
async fn what_was_on_hold_goes_back_too_when_the_account_ends() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore").await);
    let case = office.verifying(&citizen).await;
    officer.claims(&office, &case).await.ok();
    officer.holds(&office, &case, "2026-03-30").await.ok();
    let email = pser::people::Typed::new(format!("staff{}@office.example", officer.number));
    pser::casework::staff_entry::disable(&office.app, &pser::policy::Actor::System, &email).await.unwrap();
    assert_eq!(office.count("cases where claimed_by is not null or on_hold_until is not null").await, 0);
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn an_absence_begins_today_at_the_earliest_and_ends_after_it_begins() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    for (first, last, wrong) in [
        ("2026-03-01", "2026-03-04", vec![("first_day", "day-is-past")]),
        ("2026-03-05", "2026-03-04", vec![("last_day", "last-day-first")]),
        ("2026-03-05", "2027-03-04", vec![("last_day", "day-too-far")]),
        ("2026-02-01", "2026-02-02", vec![("first_day", "day-is-past"), ("last_day", "day-is-past")]),
    ] {
        assert_eq!(officer.is_away(&office, first, last).await.wrong_fields(), wrong, "{first} {last}");
    }
    let citizen = office.citizen("Nasreen").await;
    assert_eq!(citizen.is_away(&office, TODAY, TODAY).await.status, 404);
    for _ in 0..2 {
        officer.is_away(&office, TODAY, "2026-03-04").await.ok();
    }
    assert_eq!(office.count("staff_absences").await, 1, "saying it twice is saying it once");
    // One that has begun is made longer; what was said before stays on record.
    office.stands_at("2026-03-03T06:00:00Z").await;
    let officer = office.signs_in(&officer).await;
    officer.is_away(&office, TODAY, "2026-03-06").await.ok();
    assert_eq!(office.count("staff_absences").await, 2);
    let own = office.asks(Some(&officer), ("GET", "/me/absence"), None).await.ok();
    assert_eq!(own["absence"], json!({ "first_day": TODAY, "last_day": "2026-03-06" }));
    for _ in 0..2 {
        officer.is_back(&office).await.ok();
    }
    let own = office.asks(Some(&officer), ("GET", "/me/absence"), None).await.ok();
    assert_eq!(own["absence"], Value::Null);
    assert_eq!(office.count("staff_absences where ended_at is null").await, 0);
}

#[tokio::test]
async fn a_supervisor_says_it_of_those_who_work_where_they_give_out_work() {
    let office = Office::open().await;
    let supervisor = office.staff("Supervisor", &[("supervisor", Some("lahore"))]).await;
    let near = office.staff("Amina <i>Khan</i>", &[("officer", Some("lahore/lahore"))]).await;
    let both = office.staff("Bilal", &[("officer", Some("multan")), ("officer", Some("lahore"))]).await;
    let (far, wide) = (office.officer("multan").await, office.reviewer().await);
    let case = office.verifying(&office.citizen("Nasreen").await).await;
    near.claims(&office, &case).await.ok();
    let listed = office.asks(Some(&supervisor), ("GET", "/staff/absences"), None).await.ok();
    let names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, [&*near.name, &*both.name, "Supervisor"]);
    assert_eq!((&listed[0]["working"], &listed[1]["working"]), (&json!(1), &json!(0)));
    for unseen in [&far, &wide] {
        assert_eq!(supervisor.says_of(&office, unseen, TODAY, TODAY).await.status, 404, "{}", unseen.name);
    }
    assert_eq!(near.says_of(&office, &both, TODAY, TODAY).await.status, 403);
    let wrong = supervisor.says_of(&office, &near, "2026-03-05", "2026-03-04").await;
    assert_eq!(wrong.wrong_fields(), [("last_day", "last-day-first")]);
    supervisor.says_of(&office, &both, TODAY, "2026-03-04").await.ok();
    assert_eq!(both.takes_next(&office).await.problem(), "away");

    let mut browser = office.browser_of(&supervisor).await;
    let page = browser.opens("/supervision/staff").await.ok();
    assert!(
        page.says("Away from 2 March 2026 until 4 March 2026") && page.says(&near.name),
        "{}",
        page.text()
    );
    assert!(!page.body.contains("<i>Khan</i>") && !page.says(&far.name));
    let path = format!("/supervision/staff/{}/absence", account_of(&both));
    let page = browser.opens(&path).await.ok();
    assert_eq!(page.attr("#last_day-day", "value").as_deref(), Some("4"));
    let page = browser.sends(&path, &[("last_day-day", "1")]).await;
    assert_eq!((page.status, page.all("#last_day-error").len()), (422, 1));
    assert!(page.says("The last day comes before the first."));
    let page =
        browser.sends(&path, &[("first_day-day", ""), ("first_day-month", ""), ("first_day-year", "")]).await;
    assert_eq!((page.status, page.all("#first_day-error").len()), (422, 1));
    browser.opens(&path).await.ok();
    browser.sends(&format!("{path}/end"), &[]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("It is noted: here again.") && !page.says("Away from"), "{}", page.text());
    let path = format!("/supervision/staff/{}/absence", account_of(&far));
    assert_eq!(browser.opens(&path).await.status, 404);
    let mut theirs = office.browser_of(&near).await;
    assert_eq!(theirs.opens("/supervision/staff").await.status, 403);
    let page = theirs.opens("/account").await.ok();
    assert!(page.says("Nothing said"), "{}", page.text());
    theirs.opens("/account/absence").await.ok();
    let days = [
        ("first_day-day", "9"),
        ("first_day-month", "3"),
        ("first_day-year", "2026"),
        ("last_day-day", "13"),
        ("last_day-month", "3"),
        ("last_day-year", "2026"),
    ];
    theirs.sends("/account/absence", &days).await;
    let page = theirs.follows().await.ok();
    assert!(
        page.says("It is noted.") && page.says("Away from 9 March 2026 until 13 March 2026"),
        "{}",
        page.text()
    );
    let citizen = office.citizen("Rubina").await;
    assert_eq!(office.browser_of(&citizen).await.opens("/account/absence").await.status, 404);
}

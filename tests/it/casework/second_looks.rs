//! Some decisions are looked at again by an officer who does not know them: who is drawn, who may look, what they see
//! meanwhile, and that their answer changes nothing.

use pser::casework::second_look::{self, KEPT_DAYS, draw_all, give_back_idle};
use pser::casework::{give_back, staff_entry};
use pser::catalogue::Bundle;
use pser::catalogue::publish::publish;
use pser::doctor::Care;
use pser::error::Error;
use pser::invariant::Broken;
use pser::people::Typed;
use pser::policy::Actor;
use pser::refusal::Refusal;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::assigning::account_of;
use crate::household::{read, shipped};
use crate::office::{Answer, Case, Office, PROGRAMME, Persona};

impl Office {
    /// From here on every decision of cash assistance is drawn.
    pub(crate) async fn looks_at_all_again(&self) {
        let bundle = shipped();
        let names =
            ["workflow.yaml", "form.yaml", "eligibility.yaml", "taken/household-registration/form.yaml"];
        let files = names.map(|name| {
            let text = bundle
                .file(name)
                .unwrap()
                .replace("second-look: { share: 2 }", "second-look: { share: 100 }");
            (name.to_owned(), text)
        });
        let changed = read(&Bundle::new(PROGRAMME, files.into()).unwrap());
        let mut conn = self.database.app.acquire().await.unwrap();
        publish(&mut conn, &[changed]).await.unwrap();
        self.app.catalogue.refresh(&mut conn).await.unwrap();
    }

    /// The next day has come, and yesterday's decisions are drawn; how many.
    pub(crate) async fn draws(&self) -> usize {
        self.database.days_pass(1).await;
        draw_all(&self.app).await.unwrap()
    }

    /// A case that somebody has decided, which waits for a second look. Sessions of the day before have ended.
    pub(crate) async fn waits_for_a_second_look(
        &self,
        (name, action): (&str, &str),
    ) -> (Persona, Persona, Case) {
        self.looks_at_all_again().await;
        let (citizen, officer) = (self.citizen(name).await, self.officer("lahore").await);
        let case = self.verifying(&citizen).await;
        officer.does(self, &case, action).await.ok();
        assert_eq!(self.draws().await, 1);
        (self.signs_in(&citizen).await, self.signs_in(&officer).await, case)
    }

    /// The doctor finds nothing broken, a day after what happened: it may not be sealed yet, for tests beside this one.
    async fn is_sound(&self) {
        let diagnosis = self.looked_over(Care::Ordinary).await;
        let broken = diagnosis.broken().filter(|broken| !broken.rule.contains("is sealed within"));
        assert_eq!(broken.collect::<Vec<_>>(), Vec::<&Broken>::new());
    }

    async fn open_looks(&self) -> i64 {
        self.count("second_looks where taken_by is not null and answered_at is null").await
    }
}

impl Persona {
    pub(crate) async fn looks_next(&self, office: &Office) -> Answer {
        office.asks(Some(self), ("POST", "/second-looks/next"), None).await
    }

    /// Takes one; its path.
    pub(crate) async fn takes_a_look(&self, office: &Office) -> String {
        let taken = self.looks_next(office).await.ok();
        format!("/second-looks/{}", taken["id"].as_str().unwrap())
    }

    pub(crate) async fn says(
        &self,
        office: &Office,
        look: &str,
        judgement: &str,
        reason: Option<&str>,
    ) -> Answer {
        let body = json!({ "judgement": judgement, "reason": reason });
        office.asks(Some(self), ("POST", &format!("{look}/answer")), Some(&body)).await
    }

    pub(crate) async fn fetches(&self, office: &Office, path: &str) -> Answer {
        office.asks(Some(self), ("GET", path), None).await
    }
}

#[tokio::test]
async fn decisions_of_a_day_are_drawn_once_when_the_day_is_over() {
    let office = Office::open().await;
    office.looks_at_all_again().await;
    let officer = office.officer("lahore").await;
    for (name, action) in [("Nasreen", "verify"), ("Rubina", "reject")] {
        let case = office.verifying(&office.citizen(name).await).await;
        officer.does(&office, &case, action).await.ok();
    }
    // What decides nothing is not drawn.
    let asked = office.verifying(&office.citizen("Farida").await).await;
    officer.asks_for(&office, &asked, "photograph").await.ok();
    // Midnight in Punjab is 19:00, and an hour later nothing of the day is being written any more.
    for (now, drawn) in
        [("2026-03-02T18:59:00Z", 0), ("2026-03-02T19:59:59Z", 0), ("2026-03-02T20:00:00Z", 2)]
    {
        office.database.set_now(now.parse().unwrap()).await;
        assert_eq!(draw_all(&office.app).await.unwrap(), drawn, "{now}");
    }
    assert_eq!(draw_all(&office.app).await.unwrap(), 0);
    let looks: Vec<(String, String)> =
        sqlx::query_as("select action, decision from second_looks order by id")
            .fetch_all(&office.database.owner)
            .await
            .unwrap();
    let expected = [("verify", "for"), ("reject", "against")];
    assert_eq!(looks, expected.map(|(action, decision)| (action.to_owned(), decision.to_owned())));
    assert_eq!(office.count("second_look_draws where decisions = 2 and drawn = 2").await, 1);
    office.is_sound().await;
}

#[tokio::test]
async fn after_an_outage_every_day_is_made_up_for_and_two_schedulers_draw_as_one() {
    let office = Office::open().await;
    office.looks_at_all_again().await;
    assert_eq!(office.draws().await, 0);
    for name in ["Nasreen", "Rubina"] {
        let officer = office.officer("lahore").await;
        let case = office.verifying(&office.citizen(name).await).await;
        officer.does(&office, &case, "verify").await.ok();
        office.database.days_pass(2).await;
    }
    let (one, other) = tokio::join!(draw_all(&office.app), draw_all(&office.app));
    assert_eq!(one.unwrap() + other.unwrap(), 2);
    assert_eq!((office.count("second_looks").await, office.count("second_look_draws").await), (2, 5));
    office.is_sound().await;
}

#[tokio::test]
async fn few_are_drawn_of_what_ships_and_none_where_the_workflow_declares_none() {
    let office = Office::open().await;
    let offers = office.app.catalogue.offers();
    let share = |name: &str| {
        offers.iter().find(|offer| offer.programme.code == name).unwrap().programme.workflow.second_look
    };
    assert_eq!((share("cash-assistance"), share("household-registration")), (Some(2), Some(2)));
    assert_eq!((share("appeal"), share("grievance")), (None, None));
}

#[tokio::test]
async fn of_officers_who_race_each_gets_another_one_and_one_at_a_time() {
    let office = Office::open().await;
    office.waits_for_a_second_look(("Nasreen", "verify")).await;
    let (one, other) = (office.officer("lahore").await, office.officer("lahore").await);
    let (first, second) = tokio::join!(one.looks_next(&office), other.looks_next(&office));
    let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
    assert_eq!((won.status, lost.problem()), (200, "no-second-look"));
    assert_eq!(office.open_looks().await, 1);

    // Whoever asks again, in two windows at once, has the same one.
    let taker =
        if one.fetches(&office, "/second-looks").await.ok()["open"].is_null() { &other } else { &one };
    let (again, once_more) = tokio::join!(taker.looks_next(&office), taker.looks_next(&office));
    assert_eq!((&again.ok()["id"], &once_more.ok()["id"]), (&won.body["id"], &won.body["id"]));
    assert_eq!(
        taker.fetches(&office, "/second-looks").await.ok(),
        json!({ "open": won.body["id"], "waiting": 0, "is_more": false })
    );
}

#[tokio::test]
async fn whoever_asks_how_many_wait_is_told_up_to_ten() {
    let office = Office::open().await;
    let (_, first, case) = office.waits_for_a_second_look(("Nasreen", "verify")).await;
    // The events of one history stand for the decisions of a busy day.
    for number in 0..10 {
        let note = json!({ "text": format!("Note {number}") });
        office.asks(Some(&first), ("POST", &format!("{}/notes", case.path())), Some(&note)).await.ok();
    }
    sqlx::query(
        "insert into second_looks (id, case_id, seq, action, decision, decided_by, decided_at)
         select gen_random_uuid(), look.case_id, event.seq, look.action, look.decision, look.decided_by, look.decided_at
         from second_looks look join case_events event on event.case_id = look.case_id and event.seq <> look.seq
         where look.case_id = $1",
    )
    .bind(case.id)
    .execute(&office.database.owner)
    .await
    .unwrap();
    let fresh = office.officer("lahore").await;
    let told = |waiting: i64, is_more: bool| json!({ "open": null, "waiting": waiting, "is_more": is_more });
    for (kept, expected) in [(11, told(10, true)), (10, told(10, false)), (9, told(9, false))] {
        sqlx::query(
            "delete from second_looks where id not in (select id from second_looks order by id limit $1)",
        )
        .bind(kept)
        .execute(&office.database.owner)
        .await
        .unwrap();
        assert_eq!(fresh.fetches(&office, "/second-looks").await.ok(), expected);
    }
}

#[tokio::test]
async fn nobody_looks_at_what_they_or_their_household_had_to_do_with() {
    let office = Office::open().await;
    let (citizen, first, case) = office.waits_for_a_second_look(("Nasreen", "reject")).await;
    let kin_of_first = office.officer("lahore").await;
    office.live_together(&first, &kin_of_first).await;
    let kin_of_applicant = office.officer("lahore").await;
    office.live_together(&citizen, &kin_of_applicant).await;
    let elsewhere = office.officer("multan").await;
    let curious = office.officer("lahore").await;
    curious.sees(&office, &case).await.ok();
    let capped = office.officer("lahore").await;
    sqlx::query("update grants set amount_cap = 1 where staff_account_id = $1")
        .bind(account_of(&capped))
        .execute(&office.database.owner)
        .await
        .unwrap();
    for unfit in [&first, &kin_of_first, &kin_of_applicant, &elsewhere, &curious, &capped] {
        assert_eq!(unfit.looks_next(&office).await.problem(), "no-second-look", "{}", unfit.name);
    }
    for other in [&office.maker().await, &office.supervisor().await, &office.reviewer().await] {
        assert_eq!(other.looks_next(&office).await.status, 403, "{}", other.name);
    }
    assert_eq!(office.open_looks().await, 0);
    let fresh = office.officer("lahore").await;
    assert_eq!(
        fresh.fetches(&office, "/second-looks").await.ok(),
        json!({ "open": null, "waiting": 1, "is_more": false })
    );
    let look = fresh.takes_a_look(&office).await;
    // It is shown to whoever has it, and to nobody else.
    fresh.fetches(&office, &look).await.ok();
    assert_eq!(first.fetches(&office, &look).await.problem(), "not-your-second-look");
    assert_eq!(elsewhere.fetches(&office, &look).await.status, 404);
    assert_eq!(first.says(&office, &look, "for", None).await.problem(), "not-your-second-look");
    office.is_sound().await;
}

#[tokio::test]
async fn whoever_looks_sees_what_was_there_and_nothing_that_was_made_of_it() {
    let office = Office::open().await;
    office.looks_at_all_again().await;
    let (citizen, officer) = (
        office.citizen("Nasreen").await,
        office.staff("Zahida Zealous", &[("officer", Some("lahore"))]).await,
    );
    let case = office.verifying(&citizen).await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    let document = citizen.sends_documents(&office, &case).await[0].1;
    office.hears(&case, "documents-complete").await;
    officer.reviews(&office, document, &json!({ "verdict": "accepted" })).await.ok();
    officer.does(&office, &case, "verify").await.ok();
    office.draws().await;
    let second = office.officer("lahore").await;
    let page = "/queues/payments/cases";
    assert_eq!(second.fetches(&office, page).await.ok()["cases"][0]["reference"], json!(case.reference));
    let look = second.takes_a_look(&office).await;
    let seen = second.fetches(&office, &look).await.ok();
    assert_eq!((&seen["applicant"], &seen["documents"][0]["id"]), (&json!(citizen.name), &json!(document)));
    assert_eq!(seen["checks"].as_array().unwrap().len(), 3);
    assert!(seen["answers"]["household"]["rooms"] == 1 && seen["score"]["score"] == 40, "{seen}");
    let told = seen.to_string();
    for hidden in
        [&case.reference, &officer.name, &"accepted".to_owned(), &"approved".to_owned(), &citizen.cnic()]
    {
        assert!(!told.contains(hidden.as_str()), "{hidden} is in {told}");
    }
    let views = "access_log where what = 'view-case' and actor_person";
    assert_eq!(office.count(&format!("{views} = '{}'", second.person)).await, 1, "it is on record");

    // Nothing else of the case is open meanwhile, but for the files.
    let api = |below: &str| format!("{}{below}", case.path());
    let documents = format!("/applications/{}/documents", case.application);
    let of_document = format!("/documents/{document}");
    for path in [
        api(""),
        api("/timeline"),
        api("/way"),
        api("/history"),
        api("/decision"),
        api("/messages"),
        api("/duplicates"),
        documents,
        of_document.clone(),
    ] {
        let refused = second.fetches(&office, &path).await;
        assert_eq!(refused.problem(), "second-look-open", "{path}");
        assert_eq!(format!("/second-looks/{}", refused.body["look"].as_str().unwrap()), look);
    }
    assert_eq!(second.does(&office, &case, "reject").await.problem(), "second-look-open");
    assert_eq!(second.claims(&office, &case).await.problem(), "second-look-open");
    assert_eq!(second.fetches(&office, &format!("{of_document}/content")).await.status, 200);
    assert_eq!(second.fetches(&office, page).await.ok()["cases"], json!([]));
    let searched = json!({ "q": case.reference });
    let found = office.asks(Some(&second), ("POST", "/cases/search"), Some(&searched)).await.ok();
    assert_eq!(found["cases"], json!([]), "{found}");
    // Everybody else goes on as ever.
    office.signs_in(&officer).await.sees(&office, &case).await.ok();

    second.says(&office, &look, "for", None).await.ok();
    second.sees(&office, &case).await.ok();
    assert_eq!(second.fetches(&office, &look).await.problem(), "not-your-second-look");
    office.is_sound().await;
}

#[tokio::test]
async fn an_answer_is_given_once_and_changes_nothing_of_the_case() {
    let office = Office::open().await;
    let (_, _, case) = office.waits_for_a_second_look(("Nasreen", "verify")).await;
    let before = (office.place(&case).await, office.history(&case).await, office.notices(&case).await);
    let second = office.officer("lahore").await;
    let look = second.takes_a_look(&office).await;
    for (judgement, reason) in
        [("against", None), ("unable", Some(" ")), ("against", Some("35202-1234567-1"))]
    {
        let refused = second.says(&office, &look, judgement, reason).await;
        assert_eq!(refused.wrong_fields()[0].0, "reason", "{judgement}");
    }
    assert_eq!(second.says(&office, &look, "maybe", Some("why not")).await.status, 422);
    let reason = Some("the income <b>does not</b> fit");
    let (one, other) = tokio::join!(
        second.says(&office, &look, "against", reason),
        second.says(&office, &look, "against", reason)
    );
    assert_eq!((one.status, other.status), (204, 204), "{} {}", one.body, other.body);
    second.says(&office, &look, "for", None).await.ok();
    let kept: (String, Option<String>) = sqlx::query_as("select judgement, reason from second_looks")
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
    assert_eq!((kept.0.as_str(), kept.1.as_deref()), ("against", reason), "the first answer stands");
    let after = (office.place(&case).await, office.history(&case).await, office.notices(&case).await);
    assert_eq!(before, after);
    for tamper in ["set judgement = 'for', reason = null", "set decided_by = decided_by"] {
        let statement = AssertSqlSafe(format!("update second_looks {tamper}"));
        assert!(sqlx::query(statement).execute(&office.database.app).await.is_err(), "{tamper}");
    }
    assert!(sqlx::query("delete from second_looks").execute(&office.database.app).await.is_err());
    office.is_in_order().await;
    office.is_sound().await;
}

#[tokio::test]
async fn what_is_given_back_goes_to_somebody_else() {
    let office = Office::open().await;
    office.waits_for_a_second_look(("Nasreen", "verify")).await;
    let (one, other) = (office.officer("lahore").await, office.officer("lahore").await);
    let look = one.takes_a_look(&office).await;
    one.fetches(&office, &look).await.ok();
    for _ in 0..2 {
        office.asks(Some(&one), ("DELETE", &look), None).await.ok();
    }
    assert_eq!(one.fetches(&office, &look).await.problem(), "not-your-second-look");
    assert_eq!(one.says(&office, &look, "for", None).await.problem(), "not-your-second-look");
    assert_eq!(one.looks_next(&office).await.problem(), "no-second-look", "they have seen it");
    assert_eq!(other.takes_a_look(&office).await, look);
    // Giving back what another has changes nothing.
    office.asks(Some(&one), ("DELETE", &look), None).await.ok();
    assert_eq!(office.open_looks().await, 1);
    other.says(&office, &look, "unable", Some("the papers cannot be read")).await.ok();
    office.asks(Some(&other), ("DELETE", &look), None).await.ok();
    assert_eq!(office.count("second_looks where judgement = 'unable' and taken_by is not null").await, 1);
}

#[tokio::test]
async fn what_nobody_answers_goes_back_by_itself() {
    let office = Office::open().await;
    office.waits_for_a_second_look(("Nasreen", "verify")).await;
    let slow = office.officer("lahore").await;
    slow.takes_a_look(&office).await;
    office.database.days_pass(i64::try_from(KEPT_DAYS).unwrap()).await;
    assert_eq!(give_back_idle(&office.app).await.unwrap(), 0, "the third day is not over");
    office.database.passes(chrono::TimeDelta::minutes(1)).await;
    assert_eq!(give_back_idle(&office.app).await.unwrap(), 1);

    let away = office.officer("lahore").await;
    away.takes_a_look(&office).await;
    let today = office.database.now().await.date_naive();
    let body = json!({ "first_day": today, "last_day": today });
    office.asks(Some(&away), ("POST", "/me/absence"), Some(&body)).await.ok();
    give_back::give_back(&office.app).await.unwrap();
    assert_eq!(office.open_looks().await, 1, "claims are another matter");
    assert_eq!(give_back_idle(&office.app).await.unwrap(), 1);
    assert_eq!(away.looks_next(&office).await.problem(), "away");

    let gone = office.officer("lahore").await;
    gone.takes_a_look(&office).await;
    let email: String = sqlx::query_scalar("select email from staff_accounts where id = $1")
        .bind(account_of(&gone))
        .fetch_one(&office.database.owner)
        .await
        .unwrap();
    staff_entry::disable(&office.app, &Actor::System, &Typed::new(&email)).await.unwrap();
    assert_eq!(office.open_looks().await, 0);
    let refused = second_look::next(&office.app, &gone.actor()).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(Refusal::SignInRequired)), "{refused:?}");
}

#[tokio::test]
async fn supervisors_read_how_often_officers_are_judged_alike_and_officers_do_not() {
    let office = Office::open().await;
    office.looks_at_all_again().await;
    let first = office.staff("Zahida", &[("officer", Some("lahore"))]).await;
    for (name, action) in
        [("Nasreen", "verify"), ("Rubina", "verify"), ("Farida", "reject"), ("Hajra", "reject")]
    {
        let case = office.verifying(&office.citizen(name).await).await;
        first.does(&office, &case, action).await.ok();
    }
    assert_eq!(office.draws().await, 4);
    let second = office.staff("Bilal", &[("officer", Some("lahore"))]).await;
    for (judgement, reason) in [("for", None), ("against", Some("too rich")), ("unable", Some("no papers"))] {
        let look = second.takes_a_look(&office).await;
        second.says(&office, &look, judgement, reason).await.ok();
    }
    second.takes_a_look(&office).await;
    let here = office.staff("Here", &[("supervisor", Some("lahore"))]).await;
    let read = here.fetches(&office, "/reports/second-looks").await.ok();
    let count = |name: &str| read[name].as_i64().unwrap();
    assert_eq!((count("drawn"), count("waiting"), count("taken"), count("answered")), (4, 0, 1, 3));
    let agreement = json!([{ "name": "Zahida", "judged": 2, "alike": 1, "unable": 1 }]);
    assert_eq!(read["officers"], agreement);
    let differences = read["differences"].as_array().unwrap();
    let told = |one: &Value| [&one["decision"], &one["judgement"], &one["judged_reason"]].map(Clone::clone);
    assert_eq!(
        differences.iter().map(told).collect::<Vec<_>>(),
        [
            [json!("against"), json!("unable"), json!("no papers")],
            [json!("for"), json!("against"), json!("too rich")],
        ]
    );
    assert_eq!(differences[0]["decided_reason"], json!("as the papers say"));
    assert_eq!(
        (&differences[0]["decided_by"], &differences[0]["judged_by"]),
        (&json!("Zahida"), &json!("Bilal"))
    );

    let elsewhere = office.staff("Elsewhere", &[("supervisor", Some("multan"))]).await;
    let nothing = elsewhere.fetches(&office, "/reports/second-looks?days=365").await.ok();
    assert_eq!(
        (&nothing["drawn"], &nothing["officers"], &nothing["differences"]),
        (&json!(0), &json!([]), &json!([]))
    );
    assert_eq!(here.fetches(&office, "/reports/second-looks?days=7").await.wrong_fields()[0].0, "days");
    for other in [&first, &second] {
        let other = office.signs_in(other).await;
        assert_eq!(other.fetches(&office, "/reports/second-looks").await.status, 403);
    }
    // What was drawn longer ago is counted in a longer span.
    office.database.days_pass(40).await;
    let here = office.signs_in(&here).await;
    assert_eq!(here.fetches(&office, "/reports/second-looks").await.ok()["drawn"], json!(0));
    assert_eq!(here.fetches(&office, "/reports/second-looks?days=90").await.ok()["drawn"], json!(4));
}

#[tokio::test]
async fn the_doctor_names_a_second_look_that_cannot_be() {
    let at = "a second look is at what somebody of the staff decided, as the history has it";
    let by = "a second look has one taker, who answers it and is not whoever decided first";
    let once = "a decision is looked at again once";
    for (rule, tamper) in [
        (at, "update second_looks set action = 'reject'"),
        (at, "update second_looks set seq = 99"),
        (by, "update second_looks set decided_by = (select person_id from staff_accounts where id = taken_by)"),
        (
            by,
            "alter table second_looks drop constraint second_looks_answered_by_taker;
             update second_looks set taken_by = null, taken_at = null",
        ),
        (
            once,
            "alter table second_looks drop constraint second_looks_once_a_decision;
             insert into second_looks (id, case_id, seq, action, decision, decided_by, decided_at)
             select gen_random_uuid(), case_id, seq, action, decision, decided_by, decided_at from second_looks",
        ),
    ] {
        let office = Office::open().await;
        office.waits_for_a_second_look(("Nasreen", "verify")).await;
        let second = office.officer("lahore").await;
        let look = second.takes_a_look(&office).await;
        second.says(&office, &look, "for", None).await.ok();
        office.is_sound().await;
        let mut superuser = office.database.superuser().await;
        let statements = format!("set session_replication_role = replica; {tamper}");
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut superuser).await.unwrap();
        let diagnosis = office.looked_over(Care::Ordinary).await;
        assert!(diagnosis.broken().any(|broken| broken.rule == rule), "{tamper}: {:?}", diagnosis.broken().collect::<Vec<_>>());
    }
}

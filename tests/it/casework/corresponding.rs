//! Notes among colleagues, and messages between the office and a citizen.

use chrono::TimeDelta;
use futures::future::join_all;
use serde_json::{Value, json};

use crate::office::{Answer, Ask, Case, Office, Persona};

impl Persona {
    async fn writes(&self, office: &Office, case: &Case, text: &str) -> Answer {
        let path = format!("{}/messages", case.path());
        office.asks(Some(self), ("POST", &path), Some(&json!({ "text": text }))).await
    }

    async fn reads(&self, office: &Office, case: &Case) -> Value {
        office.asks(Some(self), ("GET", &format!("{}/messages", case.path())), None).await.ok()
    }
}

async fn waiting(office: &Office) -> i64 {
    office.count("case_messages where side = 'citizen' and settled_at is null").await
}

/// How often the citizen was told that there is a message.
async fn announced(office: &Office, case: &Case) -> usize {
    office.notices(case).await.iter().filter(|kind| *kind == "message-waiting").count()
}

#[tokio::test]
async fn an_officer_writes_and_the_citizen_hears_reads_and_answers() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (officer, case) = (office.officer("lahore").await, office.verifying(&citizen).await);
    officer.writes(&office, &case, "Which bank is it?").await.ok();
    assert_eq!(announced(&office, &case).await, 1);

    let read = citizen.reads(&office, &case).await;
    assert_eq!((&read[0]["side"], &read[0]["text"]), (&json!("staff"), &json!("Which bank is it?")));
    assert_eq!(read[0]["author"], Value::Null, "citizens are not told which officer it is");
    assert_eq!(officer.reads(&office, &case).await[0]["author"], json!(officer.name));

    citizen.writes(&office, &case, "HBL, Shalimar branch").await.ok();
    assert_eq!(waiting(&office).await, 1);
    assert_eq!(announced(&office, &case).await, 1, "nobody hears of their own message");
    officer.writes(&office, &case, "Thank you.").await.ok();
    assert_eq!(waiting(&office).await, 0, "an answer settles what was asked");
    let history = office.history(&case).await;
    let written: Vec<&str> =
        history.iter().map(String::as_str).filter(|kind| kind.starts_with("message-")).collect();
    assert_eq!(written, ["message-sent", "message-received", "message-sent"]);
    let words = office.count("case_events where detail::text like '%bank%'").await;
    assert_eq!(words, 0, "the history names the message and does not hold it");
}

#[tokio::test]
async fn a_message_is_written_once_however_often_its_button_is_pressed() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (officer, case) = (office.officer("lahore").await, office.verifying(&citizen).await);
    for (who, table) in [(&officer, "staff"), (&citizen, "citizen")] {
        let path = format!("{}/messages", case.path());
        let ask = Ask {
            method: "POST",
            path: &path,
            token: Some(&who.token),
            headers: vec![("content-type", "application/json"), ("idempotency-key", "pressed-often")],
            body: json!({ "text": "Please call." }).to_string().into_bytes(),
        };
        for answer in join_all((0..8).map(|_| office.sends(&ask))).await {
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
        assert_eq!(office.count(&format!("case_messages where side = '{table}'")).await, 1);
    }
    assert_eq!(announced(&office, &case).await, 1);
}

#[tokio::test]
async fn what_is_no_message_is_refused_and_leaves_nothing() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (officer, case) = (office.officer("lahore").await, office.verifying(&citizen).await);
    let long = "x".repeat(1_001);
    for (text, code) in [
        ("", "message-missing"),
        (" \u{202e}\n ", "message-missing"),
        (&*long, "text-too-long"),
        ("a\u{0}b", "text-unfit"),
        ("Is 35202-1234567-1 your card?", "text-holds-cnic"),
        ("کیا ۳۵۲۰۲۱۲۳۴۵۶۷۱ آپ کا کارڈ ہے؟", "text-holds-cnic"),
    ] {
        assert_eq!(officer.writes(&office, &case, text).await.wrong_fields(), [("text", code)], "{text:?}");
        assert_eq!(citizen.writes(&office, &case, text).await.wrong_fields(), [("text", code)], "{text:?}");
        let note = office
            .asks(Some(&officer), ("POST", &format!("{}/notes", case.path())), Some(&json!({ "text": text })))
            .await;
        assert_eq!(note.wrong_fields(), [("text", code)], "{text:?}");
    }
    assert_eq!(office.count("case_messages").await, 0);
    assert!(!office.history(&case).await.contains(&"note-written".to_owned()));
}

#[tokio::test]
async fn a_stranger_writes_nothing_and_one_voice_speaks_for_the_office() {
    let office = Office::open().await;
    let (citizen, stranger) = (office.citizen("Nasreen").await, office.citizen("Hajra").await);
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let (elsewhere, case) = (office.officer("multan").await, office.verifying(&citizen).await);
    assert_eq!(stranger.writes(&office, &case, "Hello").await.status, 404);
    assert_eq!(elsewhere.writes(&office, &case, "Hello").await.status, 404);
    colleague.claims(&office, &case).await.ok();
    assert_eq!(officer.writes(&office, &case, "Hello").await.status, 409);
    // A note is for whoever has it.
    let note = json!({ "text": "I know the family." });
    office.asks(Some(&officer), ("POST", &format!("{}/notes", case.path())), Some(&note)).await.ok();
    colleague.writes(&office, &case, "Hello").await.ok();
    assert_eq!(office.count("case_messages").await, 1);
    let told = office.asks(Some(&citizen), ("GET", &format!("{}/timeline", case.path())), None).await.ok();
    assert!(!told.to_string().contains("I know the family"), "{told}");
}

#[tokio::test]
async fn a_citizen_writes_ten_messages_a_day() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let case = office.verifying(&citizen).await;
    for number in 0..10 {
        citizen.writes(&office, &case, &format!("Message {number}")).await.ok();
    }
    assert_eq!(citizen.writes(&office, &case, "One more").await.status, 429);
    assert_eq!(office.count("case_messages").await, 10);
    office.database.passes(TimeDelta::hours(25)).await;
    let citizen = office.signs_in(&citizen).await;
    citizen.writes(&office, &case, "The next day").await.ok();
}

#[tokio::test]
async fn who_waits_for_an_answer_stands_on_the_day_of_those_who_may_give_it() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen Akhtar").await;
    let (officer, case) = (office.officer("lahore").await, office.verifying(&citizen).await);
    let elsewhere = office.officer("multan").await;
    citizen.writes(&office, &case, "<script>alert(1)</script> {{7*7}}").await.ok();
    let mut browser = office.browser_of(&officer).await;
    let day = browser.opens("/office").await.ok();
    assert!(day.says("Applicants who have written") && day.says("Nasreen Akhtar"), "{}", day.text());
    let letters = "[aria-label='Applicants who have written'] td:last-child";
    assert_eq!(day.all(letters), ["Nobody"]);
    officer.claims(&office, &case).await.ok();
    assert_eq!(browser.opens("/office").await.ok().all(letters), ["You"]);
    let other = office.browser_of(&elsewhere).await.opens("/office").await.ok();
    assert!(!other.says("Applicants who have written"));

    let page_of = format!("/office{}", case.path());
    let page = browser.opens(&page_of).await.ok();
    assert!(page.says("<script>alert(1)</script> {{7*7}}") && !page.body.contains("<script>alert"));
    browser.sends(&format!("{page_of}/messages/settled"), &[]).await;
    assert!(browser.follows().await.ok().says("waits for no answer"));
    assert!(!browser.opens("/office").await.ok().says("Applicants who have written"));
    assert_eq!(office.history(&case).await.last().map(String::as_str), Some("message-settled"));
}

#[tokio::test]
async fn on_paper_both_sides_write_and_what_was_typed_stays() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen Akhtar").await;
    let (officer, case) = (office.officer("lahore").await, office.verifying(&citizen).await);
    let mut browser = office.browser_of(&officer).await;
    let desk = format!("/office{}", case.path());
    browser.opens(&desk).await.ok();
    let refused = browser.sends(&format!("{desk}/messages"), &[("message", "Card 3520212345671?")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.all("#message"), ["Card 3520212345671?"], "{}", refused.text());
    assert_eq!(refused.attr(".govuk-error-summary a", "href").as_deref(), Some("#message"));
    browser.sends(&format!("{desk}/messages"), &[("message", "Which bank is it?")]).await;
    assert!(browser.follows().await.ok().says("The message has been sent."));
    browser.opens(&desk).await.ok();
    browser.sends(&format!("{desk}/notes"), &[("note", "Looked at twice.")]).await;
    let page = browser.follows().await.ok();
    assert!(page.says("The note has been kept.") && page.says("Looked at twice."), "{}", page.text());
    let words = browser.opens(&format!("{desk}?history=words")).await.ok();
    assert_eq!(words.all("#history .moj-timeline__title"), ["Note", "Message sent to the applicant"]);
    let steps = browser.opens(&format!("{desk}?history=steps")).await.ok();
    assert!(!steps.says("Looked at twice.") && steps.says("Application handed in"), "{}", steps.text());

    for language in ["ur", "en"] {
        let mut own = office.browser_of(&citizen).await;
        own.language = language;
        let page = own.opens(&case.path()).await.ok();
        assert!(page.says("Which bank is it?") && !page.says("Looked at twice."), "{}", page.text());
        assert!(!page.says(&officer.name), "an officer is named");
        let path = format!("{}/messages", case.path());
        let refused = own.sends(&path, &[("message", "")]).await;
        assert_eq!(
            (refused.status, refused.all(".govuk-error-message").len()),
            (422, 1),
            "{}",
            refused.text()
        );
        own.opens(&case.path()).await.ok();
        own.sends(&path, &[("message", "HBL")]).await;
        assert_eq!(own.pointed(), format!("{}#messages", case.path()));
    }
    assert_eq!(waiting(&office).await, 2);
}

//! Asking where an application stands without an account.

use serde_json::json;

use crate::office::{Office, Persona};

fn cnic(who: &Persona) -> String {
    format!("35202-{:05}67-1", who.number)
}

#[tokio::test]
async fn number_and_cnic_tell_the_stage_and_the_day_and_nothing_else() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let case = office.verifying(&who).await;
    let mut browser = office.browser();
    assert!(browser.opens("/").await.ok().body.contains("href=\"/status\""));
    assert!(browser.opens("/sign-in").await.ok().body.contains("href=\"/status\""));
    browser.opens("/status").await.ok();
    let number = case.reference.to_lowercase().replace('-', " ");
    let page = browser.sends("/status", &[("reference", &number), ("cnic", &cnic(&who))]).await.ok();
    assert!(page.says("Being verified") && page.says(&case.reference), "{}", page.text());
    for hidden in ["Shazia", &cnic(&who), "9230", &office.officer("lahore").await.name] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    browser.language = "ur";
    browser.opens("/status").await.ok();
    let page = browser.sends("/status", &[("reference", &number), ("cnic", &cnic(&who))]).await.ok();
    assert!(page.says("تصدیق جاری ہے"));
    let body = json!({ "reference": case.reference, "cnic": cnic(&who) });
    let told = office.asks(None, ("POST", "/status"), Some(&body)).await.ok();
    assert_eq!(told["stage"]["en"], "Being verified");
    assert_eq!(told.as_object().unwrap().len(), 4);
}

#[tokio::test]
async fn a_wrong_pair_is_answered_as_an_unknown_one() {
    let office = Office::open().await;
    let (who, other) = (office.citizen("Shazia Parveen").await, office.citizen("Rubina").await);
    let case = office.verifying(&who).await;
    let mut answers = Vec::new();
    for (reference, cnic) in [
        (case.reference.as_str(), cnic(&other)),
        (case.reference.as_str(), "35202-7654321-2".to_owned()),
        ("C-00000-00000-0", cnic(&who)),
        ("P-00000-00000-0", cnic(&who)),
    ] {
        let body = json!({ "reference": reference, "cnic": cnic });
        let answer = office.asks(None, ("POST", "/status"), Some(&body)).await;
        answers.push((answer.status, answer.problem().to_owned(), answer.body["detail"].clone()));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!((answers[0].0, answers[0].1.as_str()), (422, "status-unknown"));
}

#[tokio::test]
async fn what_cannot_be_a_number_is_said_beside_its_field_and_kept() {
    let office = Office::open().await;
    let mut browser = office.browser();
    browser.opens("/status").await.ok();
    let hostile = "<script>alert(1)</script>{{7*7}}\u{202e}\r\n=1";
    for (reference, number) in [("", ""), (hostile, hostile), ("C-1", "35202")] {
        let page = browser.sends("/status", &[("reference", reference), ("cnic", number)]).await;
        assert_eq!((page.status, page.all(".govuk-error-message").len()), (422, 2), "{reference}");
        assert!(!page.body.contains("<script>alert"));
    }
    let page = browser.sends("/status", &[("reference", ""), ("cnic", ""), ("role", "officer")]).await;
    assert_eq!(page.status, 422);
    let mut forged = office.browser();
    forged.opens("/status").await.ok();
    let fields = [("reference".to_owned(), "C-1".to_owned()), ("cnic".to_owned(), String::new())];
    assert_eq!(forged.posts("/status", &fields).await.status, 403);
}

#[tokio::test]
async fn one_number_is_not_tried_without_end() {
    let office = Office::open().await;
    let case = office.verifying(&office.citizen("Shazia Parveen").await).await;
    let body = json!({ "reference": case.reference, "cnic": "35202-7654321-2" });
    for _ in 0..30 {
        assert_eq!(office.asks(None, ("POST", "/status"), Some(&body)).await.status, 422);
    }
    let answer = office.asks(None, ("POST", "/status"), Some(&body)).await;
    assert_eq!((answer.status, answer.problem()), (429, "too-many-requests"));
}

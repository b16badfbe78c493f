//! Taking away everything that is kept about oneself.

use serde_json::Value;

use super::{CNIC, PASSWORD, registers};
use crate::office::{Browser, Office, Persona};
use crate::paper::{opened, reads};

/// A citizen whom the test knows the password of, signed in in this browser.
async fn registered(office: &Office) -> Browser<'_> {
    let mut browser = office.browser();
    registers(office, &mut browser).await;
    browser
}

async fn taken(browser: &mut Browser<'_>, kind: &str) -> crate::office::Shown {
    browser.opens("/account/data").await.ok();
    browser.sends("/account/data", &[("kind", kind), ("password", PASSWORD)]).await
}

/// Everything that is kept, as the API hands it out right after signing in.
async fn told(office: &Office, who: &Persona) -> Value {
    office.asks(Some(who), ("GET", "/me/data"), None).await.ok()
}

#[tokio::test]
async fn the_password_opens_it_in_two_kinds_and_the_look_is_written_down() {
    let office = Office::open().await;
    let mut browser = registered(&office).await;
    assert!(browser.opens("/account").await.ok().body.contains("href=\"/account/data\""));
    let file = taken(&mut browser, "json").await.ok();
    assert_eq!(file.headers["content-type"], "application/json");
    assert_eq!(file.headers["cache-control"], "no-store");
    let data: Value = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(data["account"]["name"], "Ghulam Fatima");
    assert_eq!(data["account"]["cnic"], CNIC.replace('-', ""));
    assert_eq!(data["looks"][0]["what"], "export");
    let file = taken(&mut browser, "paper").await.ok();
    assert_eq!(file.headers["content-type"], "application/pdf");
    let pdf = opened(&file.bytes);
    for words in ["What the registry keeps about you", "Ghulam Fatima", "House 5, Islampura"] {
        assert!(reads(&pdf, words), "{words}");
    }
    assert!(browser.opens("/account/access").await.ok().says("took the data out"));
}

#[tokio::test]
async fn without_the_password_nothing_is_taken_and_not_too_often_with_it() {
    let office = Office::open().await;
    let mut browser = registered(&office).await;
    browser.opens("/account/data").await.ok();
    for fields in [
        &[("kind", "json"), ("password", "not the password")][..],
        &[("kind", "json"), ("password", "")],
        &[("kind", ""), ("password", PASSWORD)],
        &[("kind", "<script>"), ("password", PASSWORD)],
    ] {
        let page = browser.sends("/account/data", fields).await;
        assert_eq!(page.status, 422, "{fields:?}: {}", page.text());
        assert!(page.all(".govuk-error-summary li").len() == 1 && !page.body.contains("Islampura"));
        browser.opens("/account/data").await.ok();
    }
    let forged =
        browser.sends("/account/data", &[("kind", "json"), ("password", PASSWORD), ("of", "x")]).await;
    assert_eq!(forged.status, 422);
    for _ in 0..5 {
        taken(&mut browser, "json").await.ok();
    }
    let page = taken(&mut browser, "json").await;
    assert_eq!((page.status, page.all("h1")), (422, vec!["Download your data".to_owned()]));
    assert!(!page.body.contains("Islampura"));
}

#[tokio::test]
async fn a_program_needs_a_fresh_proof_and_the_staff_have_no_such_file() {
    let office = Office::open().await;
    let who = office.citizen("Shazia Parveen").await;
    let stale = "update sessions set reauthenticated_at = pser_now() - interval '6 minutes' where id = $1";
    sqlx::query(stale).bind(who.session).execute(&office.database.owner).await.unwrap();
    for path in ["/me/data", "/me/data/paper"] {
        let answer = office.asks(Some(&who), ("GET", path), None).await;
        assert_eq!((answer.status, answer.problem()), (403, "reauthentication-required"), "{path}");
        assert_eq!(office.asks(None, ("GET", path), None).await.status, 401);
        let officer = office.officer("lahore").await;
        assert_eq!(office.asks(Some(&officer), ("GET", path), None).await.status, 403);
    }
}

#[tokio::test]
async fn it_has_everything_of_the_citizen_and_nothing_of_anybody_else() {
    let office = Office::open().await;
    let (who, other) = (office.citizen("Zainab Akhtar").await, office.citizen("Rubina Kausar").await);
    let officer = office.officer("lahore").await;
    office.verifying(&other).await;
    let case = office.verifying(&who).await;
    officer.asks_for(&office, &case, "photograph").await.ok();
    who.sends_documents(&office, &case).await;
    officer.sees(&office, &case).await.ok();
    // Somebody else declares her as a member of their household.
    office.live_together(&other, &who).await;

    let data = told(&office, &who).await;
    let application = &data["applications"][0];
    assert_eq!(application["case"]["reference"], Value::from(case.reference.as_str()));
    let mother = format!("35201{:05}438", who.number);
    assert_eq!(application["answers"]["members"][1]["cnic"], Value::from(mother));
    assert_eq!(application["documents"].as_array().unwrap().len(), 1);
    let moves = application["case"]["timeline"].as_array().unwrap();
    assert!(moves.iter().any(|entry| entry["reason"] == "the photo is blurred"), "{moves:?}");
    assert!(data["household"].as_array().unwrap().len() >= 2);
    assert!(!data["notices"].as_array().unwrap().is_empty());
    assert!(data["looks"].as_array().unwrap().iter().any(|look| look["by"] == "staff"));
    let whole = data.to_string();
    for hidden in ["Rubina", "Officer of", "sealed", "index", &other.person.to_string(), "password", "token"]
    {
        assert!(!whole.contains(hidden), "{hidden}: {whole}");
    }
    let rubina = told(&office, &other).await.to_string();
    assert!(!rubina.contains("Zainab") && !rubina.contains(&case.reference));
}

#[tokio::test]
async fn hostile_answers_come_out_as_they_went_in() {
    let office = Office::open().await;
    let name = "<script>{{7*7}}=1\u{202e}";
    let who = office.citizen(name).await;
    let data = told(&office, &who).await;
    assert_eq!(data["account"]["name"], name);
    let answer = office.asks(Some(&who), ("GET", "/me/data"), None).await;
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-disposition").starts_with("attachment"));
}

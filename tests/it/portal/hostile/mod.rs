//! Hostile words in every field of the citizens' doors, and in what officers write to citizens. What is refused is refused
//! beside its field; what is taken is inert wherever somebody reads it. The questions are those of the programmes' forms,
//! and each field's words begin with the field's own name, so that a failure says where it was typed.

mod filling;
mod poison;

use scraper::Selector;
use serde_json::Value;

use self::filling::hands_in;
use self::poison::{
    is_inert, is_refused_beside, messages_are_inert, milder, poison, reads, refused_anywhere,
};
use super::{FORM, MOBILE_DIGITS, PASSWORD, form_with, last_code, without_query};
use crate::office::{Browser, Office, PROGRAMME, REGISTRATION};
use crate::paper::opened;

/// Registers somebody of hostile names in this browser, having tried every field of the form with what must not pass.
async fn registers(office: &Office, browser: &mut Browser<'_>) {
    browser.opens("/register").await.ok();
    for (field, _) in FORM.iter().filter(|(name, _)| !name.starts_with("date") && *name != "language") {
        for words in refused_anywhere().into_iter().chain([poison(field, 500)]) {
            let page = browser.sends("/register", &form_with(&[(field, &words)])).await;
            // A password may hold anything that is not too long; an address has its line breaks taken out.
            let is_taken =
                page.status == 303 && ["password", "address"].contains(field) && words.len() < 1_000;
            if is_taken {
                browser.opens("/register").await.ok();
            } else {
                is_refused_beside(&page, field);
                is_inert(&page, field);
            }
        }
    }
    let (name, father, address) = (milder("full_name"), milder("father_name"), poison("address", 200));
    let form =
        form_with(&[("full_name", &name), ("father_name", &father), ("address", &address), ("email", "")]);
    let page = browser.sends("/register", &form).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let path = browser.pointed();
    is_inert(&browser.follows().await.ok(), "the page of the code");
    let code = last_code(office, MOBILE_DIGITS).await;
    browser.sends(without_query(&path), &[("code", &code)]).await;
    is_inert(&browser.follows().await.ok(), "the page of the PSER ID");
}

/// A citizen's application by the programme's own form; begun by the form at `from`.
async fn applies(
    office: &Office,
    browser: &mut Browser<'_>,
    from: &str,
    programme: &str,
) -> (String, Vec<String>) {
    let offer = office.app.catalogue.current(programme).unwrap();
    let (page, action) = (from.split('?').next().unwrap(), from);
    browser.opens(action).await.ok();
    let named: &[(&str, &str)] = if page == "/applications" { &[("programme", programme)] } else { &[] };
    browser.sends(page, named).await;
    let path = browser.pointed();
    hands_in(browser, &path, &offer.programme.form).await
}

fn refusing(words: &str) -> [(&'static str, &str); 3] {
    [("verdict", "refused"), ("code", "other"), ("reason", words)]
}

#[tokio::test]
async fn hostile_words_of_a_citizen_and_an_officer_are_inert_wherever_they_are_read() {
    let office = Office::open().await;
    let mut citizen = office.browser();
    registers(&office, &mut citizen).await;
    let (registered, _) = applies(&office, &mut citizen, "/applications", REGISTRATION).await;
    let (number, _) = applies(&office, &mut citizen, "/applications", PROGRAMME).await;
    let (complaint, _) =
        applies(&office, &mut citizen, &format!("/grievances?about={number}"), "grievance").await;
    office.jobs_run().await;

    // The officer reads all of it, and answers in kind.
    let (verifier, reviewer) = (office.officer("lahore").await, office.reviewer().await);
    let mut officer = office.browser_of(&verifier).await;
    let case = office.case_called(&number).await;
    if office.stage(&case).await == "submitted" {
        office.hears(&case, "checks-done").await;
    }
    assert_eq!(office.stage(&case).await, "verifying");
    let desk = format!("/office/cases/{number}");
    for path in ["/office", "/office/queues/verification", &format!("/office/cases/{registered}")] {
        reads(&mut officer, path).await;
    }
    let page = reads(&mut officer, &desk).await;
    for field in ["full_name", "hardship-remarks", "members-name", "household-address", "bank-title"] {
        assert!(page.says(&format!("={field}z{{{{7*7}}}}")), "{field} is not on the case: {}", page.text());
    }
    let documents: Vec<String> = page
        .html()
        .select(&Selector::parse("a[href*='?document=']").unwrap())
        .map(|link| link.attr("href").unwrap().split('#').next().unwrap().to_owned())
        .collect();
    assert!(documents.len() >= 5, "a file for each place: {documents:?}");
    for document in &documents {
        let opened = reads(&mut officer, document).await;
        let review = opened.attr("form[action$='/review']", "action").expect("it can be reviewed");
        let refused = officer.sends(&review, &refusing(&refused_anywhere()[0])).await;
        is_refused_beside(&refused, "reason");
        officer.sends(&review, &refusing(&poison("verdict", 400))).await;
        is_inert(&officer.follows().await.ok(), "after the verdict");
    }
    let reveal = format!("{desk}/reveal");
    reads(&mut officer, &reveal).await;
    is_inert(
        &officer.sends(&reveal, &[("reason", &poison("reveal", 400))]).await.ok(),
        "the number in clear",
    );
    let reject = format!("{desk}/actions/reject");
    for refused in refused_anywhere() {
        officer.opens(&reject).await.ok();
        is_refused_beside(
            &officer.sends(&reject, &[("code", "other"), ("reason", &refused)]).await,
            "reason",
        );
    }
    officer.sends(&reject, &[("code", "other"), ("reason", &poison("rejection", 900))]).await;
    is_inert(&officer.follows().await.ok(), "after the rejection");
    assert_eq!(office.stage(&case).await, "rejected");

    // The citizen reads it, and appeals.
    let decision = reads(&mut citizen, &format!("/cases/{number}/decision")).await;
    assert!(decision.says("=rejectionz{{7*7}}"), "{}", decision.text());
    citizen.sends(&format!("/cases/{number}/appeal"), &[]).await;
    let (path, form) = (citizen.pointed(), office.app.catalogue.current("appeal").unwrap());
    let (appeal, _) = hands_in(&mut citizen, &path, &form.programme.form).await;
    let mut reviewing = office.browser_of(&reviewer).await;
    for reference in [&complaint, &appeal] {
        reads(&mut reviewing, &format!("/office/cases/{reference}")).await;
        reads(&mut citizen, &format!("/cases/{reference}")).await;
    }
    for path in [&*format!("/cases/{number}"), "/applications", "/account", "/account/access", "/eligibility"]
    {
        reads(&mut citizen, path).await;
    }
    reads(&mut reviewing, "/office/queues/appeals").await;

    // What leaves the house: files and messages.
    for kind in ["json", "paper"] {
        citizen.opens("/account/data").await.ok();
        let file = citizen.sends("/account/data", &[("kind", kind), ("password", PASSWORD)]).await.ok();
        assert!(!file.body.contains('\u{202e}') && !file.body.contains("z49"), "{}", file.body);
        let has_all = |whole: &str| {
            ["rejection", "hardship-remarks", "grounds-text"].map(|field| whole.contains(field))
        };
        if kind == "json" {
            let data: Value = serde_json::from_slice(&file.bytes).unwrap();
            assert_eq!(has_all(&data.to_string()), [true; 3]);
        } else {
            assert!(!opened(&file.bytes).contains("/JavaScript"));
        }
    }
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    reads(&mut supervisor, "/supervision/figures").await;
    for name in ["stages", "ages", "deadlines", "missed", "workload", "reasons", "outcomes", "days", "money"]
    {
        let file = supervisor.opens(&format!("/supervision/figures/{name}.csv")).await.ok();
        let cells = file.body.trim_start_matches('\u{feff}').split([',', '\n']);
        assert!(
            !cells.into_iter().any(|cell| cell.trim_matches('"').starts_with(['=', '+', '-', '@'])),
            "{}",
            file.body
        );
    }
    office.jobs_run().await;
    messages_are_inert(&office).await;
}

use pser::doctor::Care;
use serde_json::json;

use super::{certified, office};

#[tokio::test]
async fn the_office_revokes_it_for_a_reason_that_only_its_owner_reads() {
    let office = office().await;
    let who = office.citizen("Nasreen Bibi").await;
    let (case, number) = certified(&office, &who).await;
    let supervisor = office.supervisor().await;
    let mut browser = office.browser_of(&supervisor).await;
    let path = format!("/office/cases/{}/certificate", case.reference);
    assert!(browser.opens(&format!("/office/cases/{}", case.reference)).await.ok().body.contains(&path));
    browser.opens(&path).await.ok();
    let page = browser.sends(&path, &[("reason", " ")]).await;
    assert_eq!((page.status, page.all(".govuk-error-message").len()), (422, 1));
    let reason = "<b>issued</b> in {{error}} \u{202e}= 1";
    let form: Vec<_> = browser.form(&path);
    browser.sends(&path, &[("reason", reason)]).await;
    assert_eq!(browser.pointed(), path);
    let page = browser.follows().await.ok();
    assert!(page.says("The certificate is revoked") && page.says("<b>issued</b> in {{error}} = 1"));
    assert!(page.all("textarea").is_empty());
    // Pressing twice, or going on with an old page, changes nothing.
    let mut again = form;
    again.retain(|(name, _)| name != "reason");
    again.push(("reason".to_owned(), "twice".to_owned()));
    assert_eq!(browser.posts(&path, &again).await.status, 422);

    let public = office.browser().opens(&format!("/verify/{number}")).await.ok();
    assert!(public.says("This certificate is not valid") && !public.says("in {{error}}"));
    let own = office.browser_of(&who).await.opens("/certificates").await.ok();
    assert!(own.says("<b>issued</b> in {{error}} = 1") && own.all("svg[role=img]").is_empty());
    assert!(!own.body.contains("<b>issued"));
    assert!(office.notices(&case).await.contains(&"certificate-revoked".to_owned()));
    assert!(office.history(&case).await.contains(&"certificate-revoked".to_owned()));
    let told = office.asks(None, ("GET", &format!("/certificates/{number}/validity")), None).await.ok();
    assert_eq!(told["state"], "revoked");
    let diagnosis = office.looked_over(Care::Ordinary).await;
    assert!(diagnosis.broken().all(|broken| !broken.rule.contains("certificate")));
}

#[tokio::test]
async fn nobody_revokes_it_without_the_right_nor_their_own_or_their_kins() {
    let office = office().await;
    let who = office.citizen("Nasreen Bibi").await;
    let (case, _) = certified(&office, &who).await;
    let revocation = format!("{}/certificate/revocation", case.path());
    let body = json!({ "reason": "as the papers say" });
    let supervisor = office.supervisor().await;
    office.live_together(&who, &supervisor).await;
    for (actor, status) in [
        (office.officer("lahore").await, 403),
        (office.officer("multan").await, 403),
        (office.staff("Elsewhere", &[("supervisor", Some("multan"))]).await, 404),
        (supervisor, 403),
        (who, 403),
    ] {
        let answer = office.asks(Some(&actor), ("POST", &revocation), Some(&body)).await;
        assert_eq!(answer.status, status, "{}: {}", actor.name, answer.body);
    }
    let other = office.supervisor().await;
    let unknown = json!({ "reason": "x", "number": "R-1" });
    assert_eq!(office.asks(Some(&other), ("POST", &revocation), Some(&unknown)).await.status, 422);
    let shown = office.asks(Some(&other), ("POST", &revocation), Some(&body)).await.ok();
    assert_eq!(shown["revoked_why"], "office");
    let again = office.asks(Some(&other), ("POST", &revocation), Some(&body)).await;
    assert_eq!((again.status, again.problem()), (409, "certificate-revoked"));
}

//! Deciding on a batch: a fresh proof, exactly what was looked at, somebody else's word, once.

use chrono::TimeDelta;

use crate::office::Office;

const MONEY: i64 = 1_000_000_000;

#[tokio::test]
async fn a_supervisor_proves_who_they_are_approves_and_the_bank_pays() {
    let office = Office::open().await;
    office.has_budget(MONEY).await;
    office.payable("Nasreen").await;
    let path = office.proposed(&office.maker().await).await;
    let approval = format!("{path}/approval");
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    let page = supervisor.opens(&path).await.ok();
    assert!(page.says("Left in the budget now") && page.says("Left after approval"));

    office.database.passes(TimeDelta::minutes(6)).await;
    supervisor.sends(&approval, &[]).await;
    let proof = supervisor.pointed();
    assert!(proof.starts_with("/supervision/proof?next="), "{proof}");
    let page = supervisor.opens(&path).await.ok();
    assert_eq!(page.attr(".pser-actions a.govuk-button", "href"), Some(proof.clone()));
    supervisor.opens(&proof).await.ok();
    let page = supervisor.sends("/supervision/proof", &[("totp", "000000")]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("This code is not right"), "{}", page.text());
    assert_eq!(office.approved_payments().await, 0);

    let code = office.code().await;
    supervisor.sends("/supervision/proof", &[("totp", &code)]).await;
    assert_eq!(supervisor.pointed(), path);
    assert!(supervisor.follows().await.ok().says("For five minutes you may approve payments."));
    let form = supervisor.form(&approval);
    supervisor.posts(&approval, &form).await;
    let page = supervisor.follows().await.ok();
    assert!(page.says("The batch was approved.") && page.says("Pending"), "{}", page.text());
    // The button was pressed twice.
    supervisor.posts(&approval, &form).await;
    assert_eq!(supervisor.pointed(), path);
    assert_eq!(office.approved_payments().await, 1);

    for _ in 0..50 {
        office.jobs_run().await;
        if supervisor.opens(&path).await.ok().says("Settled") {
            break;
        }
        office.database.passes(TimeDelta::seconds(5)).await;
    }
    let page = supervisor.opens(&path).await.ok();
    assert!(page.says("Settled") && !page.says("What you can do"), "{}", page.text());
    office.is_in_order().await;
}

#[tokio::test]
async fn the_approval_of_a_second_supervisor_changes_nothing() {
    let office = Office::open().await;
    office.has_budget(MONEY).await;
    office.payable("Nasreen").await;
    let path = office.proposed(&office.maker().await).await;
    let approval = format!("{path}/approval");
    let mut one = office.browser_of(&office.supervisor().await).await;
    let mut other = office.browser_of(&office.supervisor().await).await;
    one.opens(&path).await.ok();
    other.opens(&path).await.ok();
    one.sends(&approval, &[]).await;
    assert_eq!(one.pointed(), path);
    let before = office.dump().await;
    let page = other.sends(&approval, &[]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("The batch is no longer open for this."), "{}", page.text());
    assert!(page.says("Supervisor") && page.says("Pending"));
    assert_eq!(office.dump().await, before);
}

#[tokio::test]
async fn nobody_decides_on_a_batch_of_their_own() {
    let office = Office::open().await;
    office.has_budget(MONEY).await;
    office.payable("Nasreen").await;
    let both = office.staff("Both", &[("maker", None), ("supervisor", None)]).await;
    let path = office.proposed(&both).await;
    let mut browser = office.browser_of(&both).await;
    let page = browser.opens(&path).await.ok();
    assert!(page.says("You made this batch. Somebody else must decide on it."));
    assert_eq!(page.all(".pser-actions form"), Vec::<String>::new());
    let forged = [("/approval", ("content_hash", "00")), ("/refusal", ("reason", "I changed my mind."))];
    for (deed, field) in forged {
        browser.opens(&path).await.ok();
        let page = browser.forges(&format!("{path}{deed}"), &[field]).await;
        assert_eq!(page.status, 422, "{deed}");
        assert!(page.says("You made this batch. Somebody else must decide on it."), "{deed}");
    }
    assert_eq!(office.approved_payments().await, 0);
}

#[tokio::test]
async fn a_case_that_somebody_verified_themselves_or_of_their_household_is_named_with_its_reason() {
    let office = Office::open().await;
    office.has_budget(MONEY).await;
    let citizen = office.citizen("Nasreen").await;
    let verifier = office.staff("Verifier", &[("officer", None), ("supervisor", None)]).await;
    let case = office.approved(&citizen, &verifier).await;
    let kin = office.supervisor().await;
    office.live_together(&citizen, &kin).await;
    let path = office.proposed(&office.maker().await).await;
    for (who, reason) in [
        (&verifier, "must be done by a different person"),
        (&kin, "This is the case of somebody in your household."),
    ] {
        let mut browser = office.browser_of(who).await;
        browser.opens(&path).await.ok();
        let page = browser.sends(&format!("{path}/approval"), &[]).await;
        assert_eq!(page.status, 422);
        let reasons = page.all("section[aria-labelledby=refused-cases] li");
        assert_eq!(reasons.len(), 1, "{}", page.text());
        assert!(reasons[0].contains(&case.reference) && reasons[0].contains(reason), "{reasons:?}");
    }
    assert_eq!(office.approved_payments().await, 0);
}

#[tokio::test]
async fn only_what_was_looked_at_is_approved() {
    let office = Office::open().await;
    office.has_budget(MONEY).await;
    office.payable("Nasreen").await;
    let path = office.proposed(&office.maker().await).await;
    let approval = format!("{path}/approval");
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    supervisor.opens(&path).await.ok();
    for stale in ["", "00", "<script>"] {
        let page = supervisor.sends(&approval, &[("content_hash", stale)]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("The batch has changed since you read it."));
        assert_eq!(page.attr("input[name=content_hash]", "value").unwrap().len(), 64);
    }
    let page = supervisor.sends(&approval, &[("amount", "1")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(office.approved_payments().await, 0);
    supervisor.opens(&path).await.ok();
    supervisor.sends(&approval, &[]).await;
    assert_eq!(supervisor.pointed(), path);
}

#[tokio::test]
async fn a_budget_that_is_too_small_and_a_ceiling_that_is_too_low_are_said() {
    let office = Office::open().await;
    office.has_budget(100).await;
    let (_, case) = office.payable("Nasreen").await;
    let path = office.proposed(&office.maker().await).await;
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    assert!(supervisor.opens(&path).await.ok().says("The programme's budget does not cover this batch."));
    let page = supervisor.sends(&format!("{path}/approval"), &[]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("Rs 1 are left"), "{}", page.text());

    let capped = office.supervisor().await;
    office.caps(&capped, office.amount(&case).await - 1).await;
    let mut browser = office.browser_of(&capped).await;
    let page = browser.opens(&path).await.ok();
    assert!(page.says("This is above the amount you may decide on"), "{}", page.text());
    let page = browser.forges(&format!("{path}/approval"), &[("content_hash", "00")]).await;
    assert!(page.says("This is above the amount you may decide on"), "{}", page.text());
    assert_eq!(office.approved_payments().await, 0);
}

#[tokio::test]
async fn a_batch_is_sent_back_with_a_reason_that_its_maker_reads() {
    let office = Office::open().await;
    office.payable("Nasreen").await;
    let maker = office.maker().await;
    let path = office.proposed(&maker).await;
    let refusal = format!("{path}/refusal");
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    supervisor.opens(&path).await.ok();
    let page = supervisor.sends(&refusal, &[("reason", "  ")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attr(".govuk-error-summary a", "href").as_deref(), Some("#reason"));
    let long = "x".repeat(1001);
    let page = supervisor.sends(&refusal, &[("reason", &long)]).await;
    assert!(page.says("The text is too long.") && page.body.contains(&long));
    let form = [("reason", "Two names {{7*7}} <script>alert(1)</script>")];
    supervisor.sends(&refusal, &form).await;
    assert!(supervisor.follows().await.ok().says("The batch was sent back."));

    let page = office.browser_of(&maker).await.opens(&path).await.ok();
    assert!(page.says("Sent back") && page.says("Two names {{7*7}} <script>alert(1)</script>"));
    assert!(!page.body.contains("<script>alert"));
    assert_eq!(office.approved_payments().await, 0);
    assert_ne!(office.proposed(&maker).await, path, "its case waits for payment as before");
}

#[tokio::test]
async fn the_pages_speak_urdu() {
    let office = Office::open().await;
    office.payable("Nasreen").await;
    let path = office.proposed(&office.maker().await).await;
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    supervisor.language = "ur";
    let page = supervisor.opens(&path).await.ok();
    assert_eq!(page.attr("html", "dir").as_deref(), Some("rtl"));
    assert!(page.says("منظوری کا منتظر") && page.says("شالیمار"));
    assert!(supervisor.opens("/supervision/figures").await.ok().says("کھلے کیس، مرحلے کے لحاظ سے"));
}

#[tokio::test]
async fn a_proof_leads_back_to_a_page_of_ours_and_nowhere_else() {
    let office = Office::open().await;
    let mut supervisor = office.browser_of(&office.supervisor().await).await;
    for (next, path) in [
        ("https%3A%2F%2Fevil.example%2F", "/supervision/batches"),
        ("%2F%2Fevil.example", "/supervision/batches"),
        ("%2Fsupervision%2Ffigures", "/supervision/figures"),
    ] {
        supervisor.opens(&format!("/supervision/proof?next={next}")).await.ok();
        let code = office.code().await;
        supervisor.sends("/supervision/proof", &[("totp", &code)]).await;
        assert_eq!(supervisor.pointed(), path);
        // A code works once.
        office.database.passes(TimeDelta::seconds(30)).await;
    }
    let maker = office.maker().await;
    assert_eq!(office.browser_of(&maker).await.opens("/supervision/proof").await.status, 403);
}

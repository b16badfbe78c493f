//! The page of a case: what it shows, to whom, and that nothing on it is more than text.

use super::{HOSTILE, page_of};
use crate::office::Office;

#[tokio::test]
async fn one_page_tells_all_there_is_to_know_in_words() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let page = browser.opens(&page_of(&case)).await.ok();
    assert_eq!(page.all("h1"), ["Cash assistance: Being verified"]);
    for words in ["Nasreen", "Nobody", "Marital status", "Identity", "Passed", "Application handed in"] {
        assert!(page.says(words), "{words}\n{}", page.text());
    }
    assert!(page.says("Shalimar, Lahore") && !page.says("lahore/lahore"), "{}", page.text());
    // Of identifiers only the last characters.
    assert!(page.says("*****-*****") && !page.body.contains(&format!("35202{:05}671", owner.number)));
    assert!(!page.body.contains("keep") && !page.body.contains("sealed"));
    let titles = page.all("a[role=button]");
    assert_eq!(
        titles,
        [
            "Verify",
            "Reject",
            "Request documents",
            "Refer for a home visit",
            "Recommend a decision",
            "Bring before a senior officer"
        ]
    );
}

#[tokio::test]
async fn a_case_is_taken_and_given_back_and_whoever_has_it_is_named() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore/lahore").await);
    let (mut mine, mut theirs) = (office.browser_of(&officer).await, office.browser_of(&colleague).await);
    theirs.opens(&page_of(&case)).await.ok();
    mine.opens(&page_of(&case)).await.ok();
    let claim = format!("{}/claim", page_of(&case));
    mine.sends(&claim, &[]).await;
    assert!(mine.follows().await.ok().says("The case is yours."));

    let page = theirs.sends(&claim, &[]).await;
    assert_eq!(page.status, 409);
    assert!(page.says(&format!("{} is working on this case.", officer.name)), "{}", page.text());
    assert!(page.all("a[role=button]").is_empty());

    mine.sends(&format!("{}/release", page_of(&case)), &[]).await;
    assert!(mine.follows().await.ok().says("The case is back in its queue."));
    let history = office.history(&case).await;
    assert!(history.ends_with(&["case-claimed".to_owned(), "case-released".to_owned()]), "{history:?}");
}

#[tokio::test]
async fn ones_own_case_and_that_of_kin_are_refused_in_words() {
    let office = Office::open().await;
    let (owner, kin) = (office.citizen("Nasreen").await, office.citizen("Rubina").await);
    let officer = office.officer("lahore").await;
    let (own, of_kin) = (office.verifying(&owner).await, office.verifying(&kin).await);
    sqlx::query("update cases set person_id = $2 where id = $1")
        .bind(own.id)
        .bind(officer.person)
        .execute(&office.database.owner)
        .await
        .unwrap();
    office.live_together(&officer, &kin).await;
    let mut browser = office.browser_of(&officer).await;
    for (case, words) in [
        (&own, "This is your own case. Somebody else must work on it."),
        (&of_kin, "This is the case of somebody in your household."),
    ] {
        let page = browser.opens(&page_of(case)).await;
        assert!(page.says(words), "{} {}", page.status, page.text());
        assert!(page.all("a[role=button]").is_empty());
        let page = browser.opens(&format!("{}/actions/verify", page_of(case))).await;
        assert_eq!(page.status, 403);
        assert!(page.says(words), "{}", page.text());
    }
}

#[tokio::test]
async fn hostile_words_of_citizens_and_officers_come_out_inert() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    officer
        .does_with(
            &office,
            &case,
            "request-documents",
            serde_json::json!({
                "reason": HOSTILE, "documents": [{ "requirement": "photograph" }],
            }),
        )
        .await
        .ok();
    sqlx::query("update persons set name = $2 where id = $1")
        .bind(owner.person)
        .bind(HOSTILE)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let mut browser = office.browser_of(&officer).await;
    for language in ["en", "ur"] {
        browser.language = language;
        let page = browser.opens(&page_of(&case)).await.ok();
        assert!(page.says("<script>alert(1)</script>{{7*7}}"), "{}", page.text());
        assert!(!page.body.contains("<script>alert") && !page.body.contains("}}49"));
        assert_eq!(page.all("script[type=module]").len(), page.all("script").len());
    }
}

#[tokio::test]
async fn the_cnic_is_shown_once_for_a_reason_that_is_recorded() {
    let office = Office::open().await;
    let owner = office.citizen("Nasreen").await;
    let case = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    let mut browser = office.browser_of(&officer).await;
    let path = format!("{}/reveal", page_of(&case));
    let cnic = format!("35202{:05}671", owner.number);
    assert!(!browser.opens(&path).await.ok().body.contains(&cnic));
    let page = browser.sends(&path, &[("reason", " \u{202e}")]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("Please give a reason.") && !page.body.contains(&cnic));
    let page = browser.sends(&path, &[("reason", "to compare it with the card")]).await.ok();
    // With the dashes that the card has.
    let printed = format!("35202-{:05}67-1", owner.number);
    assert!(page.says(&printed) && page.says("This was recorded"));
    let recorded: Vec<String> =
        sqlx::query_scalar("select reason from access_log where what = 'reveal' and actor_person = $1")
            .bind(officer.person)
            .fetch_all(&office.database.owner)
            .await
            .unwrap();
    assert_eq!(recorded, ["to compare it with the card"]);
    // Auditors read cases and reveal nothing.
    let auditor = office.auditor().await;
    assert_eq!(office.browser_of(&auditor).await.opens(&path).await.status, 403);
}

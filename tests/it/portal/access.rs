//! Who looked at one's data.

use pser::history::{self, Access, DoerKind, What};

use crate::office::Office;

#[tokio::test]
async fn a_citizen_reads_who_looked_and_why_page_by_page() {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore").await);
    let mut browser = office.browser_of(&citizen).await;
    assert!(browser.opens("/account/access").await.ok().says("Nobody has looked at your data yet."));

    let mut conn = office.database.app.acquire().await.unwrap();
    let mut look = Access {
        actor_person: officer.person,
        actor_kind: DoerKind::Staff,
        subject_person: citizen.person,
        case_id: None,
        document_id: None,
        what: What::Reveal,
        reason: Some("<script>alert(1)</script> to call her"),
    };
    history::log(&mut conn, &look).await.unwrap();
    (look.what, look.reason) = (What::Case, None);
    for _ in 0..100 {
        history::log(&mut conn, &look).await.unwrap();
    }

    let page = browser.opens("/account/access").await.ok();
    assert_eq!(page.all(".pser-log__entry").len(), 100);
    assert!(page.all(".pser-log__entry")[0].ends_with("Officer of lahore opened the application"));
    let older = page.attr("a[rel=next]", "href").unwrap();
    let page = browser.opens(&older).await.ok();
    let entries = page.all(".pser-log__entry");
    assert_eq!(entries.len(), 1);
    assert!(entries[0].contains("saw the CNIC number in full"), "{entries:?}");
    assert!(entries[0].contains("<script>alert(1)</script> to call her"));
    assert!(!page.body.contains("<script>alert"));

    let other = office.citizen("Rubina").await;
    let page = office.browser_of(&other).await.opens(&older).await.ok();
    assert!(page.all(".pser-log__entry").is_empty(), "a marker opens nobody else's list");
    assert_eq!(browser.opens("/account/access?after=nonsense").await.status, 422);
}

use pser::history::{self, Access, DoerKind, LooksAt, What};
use serde_json::json;

use crate::arrange::{self, Who};
use crate::harness::Database;

#[tokio::test]
async fn the_person_concerned_reads_who_looked_and_why_newest_first() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let officer =
        arrange::citizen(&database, &Who { cnic: "3520212345673", name: "Sana Iqbal", ..Who::default() })
            .await;
    let case = arrange::case(&database, &citizen, json!({})).await;
    let mut connection = database.app.acquire().await.unwrap();
    let mut look = Access {
        actor_person: officer.person,
        actor_kind: DoerKind::Staff,
        subject_person: citizen.person,
        case_id: Some(case.id),
        document_id: None,
        what: What::Case,
        reason: None,
    };
    history::log(&mut connection, &look).await.unwrap();
    look.what = What::Reveal;
    look.reason = Some("the name differs from the card");
    history::log(&mut connection, &look).await.unwrap();

    let mine = LooksAt::Person(citizen.person);
    let seen = history::looks(&mut connection, mine, None, 1).await.unwrap();
    assert_eq!(seen[0].what, "reveal");
    assert_eq!(seen[0].actor_name.as_deref(), Some("Sana Iqbal"));
    assert_eq!(seen[0].case_reference.as_deref(), Some(case.reference.as_str()));
    let earlier = history::looks(&mut connection, mine, Some(seen[0].id), 10).await.unwrap();
    assert_eq!(earlier.len(), 1);
    assert_eq!(history::looks(&mut connection, LooksAt::Case(case.id), None, 10).await.unwrap().len(), 2);
    assert!(
        history::looks(&mut connection, LooksAt::Person(officer.person), None, 10).await.unwrap().is_empty()
    );
}

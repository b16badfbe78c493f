use pser::history::{self, Doer, DoerKind, Happening};
use serde_json::json;

use crate::arrange::{self, Who};
use crate::harness::Database;

#[tokio::test]
async fn the_citizen_sees_moves_without_internal_reasons_and_the_officer_sees_everything() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let officer =
        arrange::citizen(&database, &Who { cnic: "3520212345673", name: "Sana Iqbal", ..Who::default() })
            .await;
    let case = arrange::case(&database, &citizen, json!({})).await;
    let mut connection = database.app.acquire().await.unwrap();
    let note = json!({"note": "called the applicant"});
    let doer = Doer { kind: DoerKind::Staff, person: Some(officer.person) };
    let happening = Happening { case_id: case.id, kind: "noted", action: None, doer, detail: &note };
    assert_eq!(history::append(&mut connection, &happening).await.unwrap(), 2);
    arrange::moves(&mut connection, &case, Some("submitted"), "verifying").await;
    arrange::moves(&mut connection, &case, Some("verifying"), "rejected").await;

    let seen = history::for_citizen(&mut connection, case.id, &["rejected".to_owned()]).await.unwrap();
    let stages: Vec<_> = seen.iter().map(|entry| (entry.stage.as_str(), entry.reason.is_some())).collect();
    assert_eq!(stages, [("submitted", false), ("verifying", false), ("rejected", true)]);

    let all = history::for_officer(&mut connection, case.id, 0, 100).await.unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(all[1].actor_name.as_deref(), Some("Sana Iqbal"));
    assert_eq!(all[1].detail, note);
    drop(connection);
    assert!(super::findings(&database).await.is_empty());
}

#[tokio::test]
async fn twenty_notes_at_once_make_one_chain() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let case = arrange::case(&database, &citizen, json!({})).await;
    let note =
        json!({"large": 9_007_199_254_740_993_u64, "small": 5e-324, "exact": 1e25, "text": "ق\u{7f}\"\\"});
    let notes = (0..20).map(|_| async {
        let mut transaction = database.app.begin().await.unwrap();
        let doer = Doer { kind: DoerKind::System, person: None };
        let happening = Happening { case_id: case.id, kind: "noted", action: None, doer, detail: &note };
        let seq = history::append(&mut transaction, &happening).await.unwrap();
        transaction.commit().await.unwrap();
        seq
    });
    let mut numbers = futures::future::join_all(notes).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (2..=21).collect::<Vec<_>>());
    assert_eq!(super::findings(&database).await, Vec::<String>::new());
}

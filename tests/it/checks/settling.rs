use pser::queue::Outcome;
use serde_json::json;

use super::Office;
use crate::arrange::{self, Who};

#[tokio::test]
async fn two_last_checks_that_finish_together_raise_checks_done_once() {
    let office = Office::open().await;
    for repetition in 0..20 {
        let cnic = format!("35202{repetition:05}671");
        let mobile = format!("9230000000{repetition:02}");
        let born = format!("19{:02}-01-01", 60 + repetition);
        let who = Who { cnic: &cnic, mobile: &mobile, born: &born, ..Who::default() };
        let citizen = arrange::citizen(&office.database, &who).await;
        let case = arrange::case(&office.database, &citizen, json!({})).await;
        office.asks(&case, &["identity", "duplicates"]).await;
        let before = office.version(&case).await;
        // Both have looked and want to record; then they are let go at the same moment.
        let mut held = office.database.owner.begin().await.unwrap();
        sqlx::query("select from cases where id = $1 for update")
            .bind(case.id)
            .execute(&mut *held)
            .await
            .unwrap();
        let (identity, duplicates, ()) =
            tokio::join!(office.runs(&case, "identity"), office.runs(&case, "duplicates"), async {
                office.two_wait_for_a_lock().await;
                held.rollback().await.unwrap();
            });
        assert_eq!((identity, duplicates), (Outcome::Done, Outcome::Done));
        assert_eq!(office.events_raised(case.id).await, 1, "repetition {repetition}");
        assert_eq!(office.version(&case).await, before + 2, "each answer is a fact that changed");
    }
}

#[tokio::test]
async fn the_same_check_run_twice_at_once_answers_once() {
    let office = Office::open().await;
    let citizen = arrange::citizen(&office.database, &Who::default()).await;
    let case = arrange::case(&office.database, &citizen, json!({})).await;
    office.asks(&case, &["identity", "means-test"]).await;
    let runs = futures::future::join_all((0..8).map(|_| office.runs(&case, "identity"))).await;
    assert!(runs.iter().all(|outcome| *outcome == Outcome::Done), "{runs:?}");
    assert_eq!(office.check(&case, "identity").await.tries, 1);
    assert_eq!(office.events_raised(case.id).await, 0, "the means test still waits");
}

#[tokio::test]
async fn a_check_that_nobody_knows_fails_at_once_and_stays_in_sight() {
    let office = Office::open().await;
    let citizen = arrange::citizen(&office.database, &Who::default()).await;
    let case = arrange::case(&office.database, &citizen, json!({})).await;
    office.asks(&case, &["horoscope"]).await;
    assert!(matches!(office.runs(&case, "horoscope").await, Outcome::Fail { .. }));
    assert_eq!(office.check(&case, "horoscope").await.result, "waiting");
}

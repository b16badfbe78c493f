use pser::cases::{RaiseEvent, RaiseTimer};
use pser::jobs::{due_timers, raise_event};
use pser::queue::Outcome;

use super::Office;

impl Office {
    async fn checks_are_done(&self) {
        let job = RaiseEvent { case: self.case.id, event: "checks-done".to_owned() };
        assert_eq!(raise_event::raise(&self.app, &job).await, Outcome::Done);
    }

    /// The jobs that looking for due timers leaves, however often it looks.
    async fn due(&self) -> Vec<RaiseTimer> {
        for _ in 0..2 {
            due_timers::find(&self.database.app).await.unwrap();
        }
        let jobs: Vec<serde_json::Value> = sqlx::query_scalar(
            "select payload from jobs where kind = 'raise-timer' and state = 'ready' order by id",
        )
        .fetch_all(&self.database.owner)
        .await
        .unwrap();
        jobs.into_iter().map(|job| serde_json::from_value(job).unwrap()).collect()
    }
}

#[tokio::test]
async fn an_application_lapses_after_thirty_days_without_its_documents_and_not_before() {
    let office = Office::with_a_case(&["cnic-self"]).await;
    office.checks_are_done().await;
    assert_eq!(office.stage().await, "documents-pending");
    office.database.days_pass(30).await;
    assert_eq!(office.due().await, []);

    office.database.days_pass(1).await;
    let due = office.due().await;
    let [timer] = due.as_slice() else { panic!("{due:?}") };
    for _ in 0..3 {
        assert_eq!(due_timers::raise(&office.app, timer).await, Outcome::Done);
    }
    assert_eq!(office.stage().await, "lapsed");
    let notices = office.notices().await;
    assert_eq!(
        notices.iter().filter(|notice| notice.starts_with("application-lapsed")).count(),
        2,
        "{notices:?}"
    );
    assert_eq!(office.one::<i64>("select count(*) from case_timers where case_id = $1").await, 0);
    office.assert_history_is_sound().await;
}

#[tokio::test]
async fn a_missed_deadline_escalates_the_case_once_and_leaves_it_where_it_is() {
    let office = Office::with_a_case(&[]).await;
    office.checks_are_done().await;
    office.database.days_pass(20).await;
    let due = office.due().await;
    let [timer] = due.as_slice() else { panic!("{due:?}") };
    let raised = futures::future::join_all((0..8).map(|_| due_timers::raise(&office.app, timer))).await;
    assert!(raised.iter().all(|outcome| *outcome == Outcome::Done), "{raised:?}");
    assert_eq!(office.stage().await, "verifying");
    assert!(office.one::<bool>("select escalated_at is not null from cases where id = $1").await);
    assert_eq!(office.one::<i64>("select count(*) from case_events where case_id = $1").await, 3);
    assert_eq!(office.one::<i64>("select count(*) from case_timers where case_id = $1").await, 0);
    office.assert_history_is_sound().await;
}

#[tokio::test]
async fn a_timer_of_a_stage_that_was_left_does_nothing() {
    let office = Office::with_a_case(&["cnic-self"]).await;
    office.checks_are_done().await;
    office.database.days_pass(31).await;
    let due = office.due().await;
    sqlx::query("update snapshots set required_documents = '[]'")
        .execute(&office.database.owner)
        .await
        .unwrap();
    let complete = RaiseEvent { case: office.case.id, event: "documents-complete".to_owned() };
    assert_eq!(raise_event::raise(&office.app, &complete).await, Outcome::Done);
    assert_eq!(office.stage().await, "verifying");
    assert_eq!(due_timers::raise(&office.app, &due[0]).await, Outcome::Done);
    assert_eq!(office.stage().await, "verifying");
}

use pser::cases::RaiseEvent;
use pser::jobs::raise_event;
use pser::queue::Outcome;

use super::Office;

#[tokio::test]
async fn twenty_times_checks_done_moves_the_case_once_and_tells_the_citizen_once() {
    let office = Office::with_a_case(&[]).await;
    let job = RaiseEvent { case: office.case.id, event: "checks-done".to_owned() };
    let raised = futures::future::join_all((0..20).map(|_| raise_event::raise(&office.app, &job))).await;
    assert!(raised.iter().all(|outcome| *outcome == Outcome::Done), "{raised:?}");
    assert_eq!(office.stage().await, "verifying");
    assert_eq!(office.notices().await, ["application-verifying by sms", "application-verifying by email"]);
    assert_eq!(office.one::<i64>("select count(*) from case_events where case_id = $1").await, 2);
    office.assert_history_is_sound().await;
}

#[tokio::test]
async fn an_event_the_stage_does_not_wait_for_and_a_case_that_is_gone_are_done_with() {
    let office = Office::with_a_case(&[]).await;
    for case in [office.case.id, pser::entropy::id()] {
        let job = RaiseEvent { case, event: "documents-complete".to_owned() };
        assert_eq!(raise_event::raise(&office.app, &job).await, Outcome::Done);
    }
    assert_eq!(office.stage().await, "submitted");
}

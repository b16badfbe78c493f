//! A history that is not what it was.

use pser::doctor::Care;

use super::AtWork;

#[tokio::test]
async fn events_and_seals_that_do_not_follow_each_other_are_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.claimed;
    at_work
        .is_told(
            "every event of a case follows the one before it",
            &format!("delete from case_events where case_id = '{}' and seq = 2", case.id),
            &format!("case {}, event 3", case.id),
        )
        .await;
    let emptied = &at_work.submitted;
    at_work
        .is_told(
            "a case has a history, and a history its case",
            &format!("delete from case_events where case_id = '{}'", emptied.id),
            &emptied.reference,
        )
        .await;
    at_work
        .is_told(
            "as many events are there as were sealed",
            &format!("delete from case_events where case_id = '{}' and seq = 1", at_work.disbursed.id),
            "seal 1: ",
        )
        .await;
    at_work
        .is_told(
            "every seal follows the one before it",
            "update history_seals set previous_hash = sha256('x') where number = 1",
            "seal 1",
        )
        .await;
}

#[tokio::test]
async fn an_event_in_another_ones_place_is_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.disbursed;
    let swap = format!(
        "update case_events set previous_hash = hash, hash = previous_hash where case_id = '{}' and seq = 2",
        case.id
    );
    at_work
        .is_told(
            "every event of a case follows the one before it",
            &swap,
            &format!("case {}, event 2", case.id),
        )
        .await;
}

#[tokio::test]
async fn what_is_not_sealed_in_time_is_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.submitted;
    at_work
        .is_told(
            "what happened is sealed within a quarter of an hour",
            &format!("update case_events set at = at - interval '16 minutes' where case_id = '{}'", case.id),
            &format!("case {}, event 1", case.id),
        )
        .await;
}

#[tokio::test]
async fn an_edited_event_is_found_by_whoever_recomputes() {
    let at_work = AtWork::arranged().await;
    let edit = format!(
        "update case_events set detail = '{{\"reason\": \"a friend\"}}' where case_id = '{}' and seq = 3",
        at_work.rejected.id
    );
    at_work.tampers(&edit).await;
    at_work.office.is_healthy().await;
    let diagnosis = at_work.office.looked_over(Care::Hashes).await;
    let broken: Vec<_> = diagnosis.broken().collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert_eq!(broken[0].rule, "the history is what was written, hash by hash");
    assert!(broken[0].by[0].contains(&at_work.rejected.id.to_string()), "{broken:?}");
}

//! Cases that are not where they should be, or that nothing would ever move again.

use pser::jobs::seal_history;

use super::AtWork;
use crate::casework::appealing::rejected;

#[tokio::test]
async fn an_application_without_its_case_or_snapshot_is_named() {
    let at_work = AtWork::arranged().await;
    let (lost, stale) = (&at_work.submitted, &at_work.pending);
    at_work
        .is_told(
            "an application that was handed in is one case, and a draft is none",
            &format!("delete from cases where id = '{}'", lost.id),
            &lost.application.to_string(),
        )
        .await;
    at_work
        .is_told(
            "what was handed in is there as it was, once, and a draft was not handed in",
            &format!("delete from snapshots where application_id = '{}'", stale.application),
            &stale.application.to_string(),
        )
        .await;
    at_work
        .is_told(
            "an application is closed exactly when its case has ended",
            &format!(
                "update applications set state = 'submitted' where id = '{}'",
                at_work.rejected.application
            ),
            &at_work.rejected.reference,
        )
        .await;
}

#[tokio::test]
async fn a_case_that_does_not_stand_where_its_history_leads_is_named() {
    for tamper in ["stage = 'rejected'", "version = 0"] {
        let at_work = AtWork::arranged().await;
        let case = &at_work.claimed;
        at_work
            .is_told(
                "a case stands where its history leads, and its version counts every step",
                &format!("update cases set {tamper} where id = '{}'", case.id),
                &case.reference,
            )
            .await;
    }
}

#[tokio::test]
async fn a_case_that_is_not_as_its_stage_declares_is_named() {
    for tamper in [
        "queue = null, claimed_by = null, claimed_at = null",
        "clock = 'bank'",
        "stage = 'nowhere'",
        "ended_at = now()",
    ] {
        let at_work = AtWork::arranged().await;
        let case = &at_work.claimed;
        at_work
            .is_told(
                "a case has the queue, the clock and the end of its stage",
                &format!("update cases set {tamper} where id = '{}'", case.id),
                &case.reference,
            )
            .await;
    }
}

#[tokio::test]
async fn timers_that_are_missing_or_too_many_or_late_are_named() {
    let rule = "a case has the timers of its stage, until they were heard, and no others";
    let at_work = AtWork::arranged().await;
    let place = format!("{}, timer deadline", at_work.claimed.reference);
    at_work
        .is_told(rule, &format!("delete from case_timers where case_id = '{}'", at_work.claimed.id), &place)
        .await;
    let at_work = AtWork::arranged().await;
    let (ended, pending) = (&at_work.rejected, &at_work.pending);
    let leftover =
        format!("insert into case_timers values ('{}', 'deadline', now() + interval '9 years')", ended.id);
    at_work.is_told(rule, &leftover, &format!("{}, timer deadline", ended.reference)).await;
    at_work
        .is_told(
            "a timer that is due is heard within a quarter of an hour",
            &format!(
                "update case_timers set due_at = pser_now() - interval '16 minutes' where case_id = '{}'",
                pending.id
            ),
            &format!("{}, timer after:1", pending.reference),
        )
        .await;
}

#[tokio::test]
async fn an_escalated_case_needs_its_deadline_no_more() {
    let at_work = AtWork::arranged().await;
    at_work.office.database.days_pass(12).await;
    at_work.office.jobs_run().await;
    assert!(at_work.office.count("cases where escalated_at is not null").await > 0);
    // What is under way anywhere in the cluster, as in other tests, holds a seal back.
    let unsealed = "case_events where xact >= (select max(upto_xact) from history_seals)";
    for _ in 0..600 {
        seal_history::seal_all(&at_work.office.app.db).await.unwrap();
        if at_work.office.count(unsealed).await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    at_work.office.is_healthy().await;
}

#[tokio::test]
async fn a_case_that_hears_of_nothing_any_more_is_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.submitted;
    let answered = format!(
        "update case_checks set result = 'passed', answered_at = now() where case_id = '{0}';
         delete from jobs where payload ->> 'case' = '{0}'",
        case.id
    );
    at_work.is_told("a case whose checks have all answered is told so", &answered, &case.reference).await;
    let stuck = format!("delete from case_timers where case_id = '{}'", case.id);
    let rule = "a case that has not ended waits for an officer, a day, an answer or a job";
    at_work.is_told(rule, &stuck, &case.reference).await;

    let case = &at_work.pending;
    let complete = format!(
        "update snapshots set required_documents = '[]' where application_id = '{}'",
        case.application
    );
    at_work.is_told("a case whose documents are complete is told so", &complete, &case.reference).await;
}

#[tokio::test]
async fn claims_that_nobody_works_on_are_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.claimed;
    at_work
        .is_told(
            "a claimed case waits in a queue, and whoever holds it still works here",
            &format!("update staff_accounts set state = 'disabled' where id = (select claimed_by from cases where id = '{}')", case.id),
            &case.reference,
        )
        .await;
    let session = at_work.text("select id::text from sessions where staff_account_id = (select claimed_by from cases where claimed_by is not null)").await;
    at_work.names("nobody is signed in whose account has ended", &session).await;
    at_work
        .is_told(
            "whether a case is claimed is what its history says",
            &format!("update cases set claimed_by = null, claimed_at = null where id = '{}'", case.id),
            &case.reference,
        )
        .await;
}

#[tokio::test]
async fn a_hold_that_nobody_said_is_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.claimed;
    at_work
        .is_told(
            "whether a claimed case was put on hold is what its history says",
            &format!("update cases set on_hold_until = now() + interval '3 days' where id = '{}'", case.id),
            &case.reference,
        )
        .await;
}

#[tokio::test]
async fn a_queue_whose_tallies_are_not_its_cases_is_named() {
    let at_work = AtWork::arranged().await;
    at_work
        .is_told(
            "the tallies of a queue are what a count of its cases says",
            "insert into queue_changes (queue, programme, area, waiting, unclaimed, escalated)
             select queue, programme, area, 1, 0, 0 from cases where queue is not null limit 1",
            "queue verification",
        )
        .await;
}

#[tokio::test]
async fn what_an_appeal_must_not_be_is_named() {
    let at_work = AtWork::arranged().await;
    let office = &at_work.office;
    let (citizen, officer) = (office.citizen("Shazia Parveen").await, office.officer("lahore").await);
    let case = rejected(office, &citizen, &officer).await;
    let appeal = citizen.appeals(office, &case).await;
    let reviewer = office.reviewer().await;
    reviewer.does(office, &appeal, "allow").await.ok();
    office.is_healthy().await;
    at_work
        .is_told(
            "whoever did something on a case decided nothing about it afterwards",
            &format!(
                "update case_events set actor_person = '{}', at = at + interval '1 second'
                 where case_id = '{}' and action = 'allow'",
                officer.person, appeal.id
            ),
            &appeal.reference,
        )
        .await;
    // With its moment gone, nothing accounts for the case's being open again.
    at_work
        .names("a case is taken up again by an appeal that was allowed in the same moment", &case.reference)
        .await;
    at_work
        .is_told(
            "a case about another is of the citizen whose case that is",
            &format!(
                "update applications set person_id = '{}' where id = '{}'",
                office.citizen("Somebody Else").await.person,
                appeal.application
            ),
            &appeal.application.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_merge_of_which_one_half_is_missing_is_named() {
    let at_work = AtWork::arranged().await;
    let office = &at_work.office;
    let (kept, open) = office.two_verifying().await;
    let (_, lost) = office.two_verifying().await;
    let officer = office.officer("lahore").await;
    officer.merges(office, (&kept, &open), 0).await.ok();
    officer.merges(office, (&kept, &lost), 0).await.ok();
    office.is_healthy().await;
    at_work
        .is_told(
            "a case that ended by a merge has the other one to go by",
            &format!("delete from case_pairs where closed_case = '{}'", lost.id),
            &lost.reference,
        )
        .await;
    at_work
        .is_told(
            "a case that was merged into another has ended by that, and the other was not merged itself",
            &format!("update cases set ended_at = null where id = '{}'", open.id),
            &open.reference,
        )
        .await;
    at_work
        .is_told(
            "a case knows how many of its pairs nobody has judged",
            &format!("update cases set open_duplicates = 7 where id = '{}'", kept.id),
            &kept.reference,
        )
        .await;
}

//! Jobs that nobody does, and what waits for a job that is not there.

use super::AtWork;

#[tokio::test]
async fn what_waits_for_a_job_that_is_not_there_is_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.submitted;
    at_work
        .is_told(
            "a check that waits has a job that runs it",
            &format!("delete from jobs where kind = 'run-check' and payload ->> 'case' = '{}' and payload ->> 'check' = 'identity'", case.id),
            &format!("case {}, check identity", case.reference),
        )
        .await;
    let notice = at_work
        .text(&format!("select id::text from notices where case_id = '{}' and state = 'written'", case.id))
        .await;
    at_work
        .is_told(
            "a notice that is to be sent has a job that sends it",
            &format!("delete from jobs where payload ->> 'notice' = '{notice}'"),
            &format!("notice {notice} (application-received)"),
        )
        .await;
    at_work
        .is_told(
            "a notice of a step names its case",
            &format!("update notices set case_id = null where id = '{notice}'"),
            &notice,
        )
        .await;
    let payment = at_work.text("select id::text from payment_instructions where state = 'held'").await;
    at_work
        .is_told(
            "an approved payment has a job that sends it",
            "delete from jobs where kind = 'send-payment' and state = 'ready'",
            &payment,
        )
        .await;
}

#[tokio::test]
async fn a_check_whose_job_has_died_is_named_and_so_is_the_job() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.submitted;
    let job = at_work
        .text(&format!(
            "select id::text from jobs where payload ->> 'case' = '{}' and payload ->> 'check' = 'identity'",
            case.id
        ))
        .await;
    at_work
        .is_told(
            "no job is dead whose work was not done since",
            &format!("update jobs set state = 'dead', finished_at = now(), last_error = 'the registry is gone' where id = {job}"),
            &format!("job {job} (run-check): the registry is gone"),
        )
        .await;
    at_work.names("a check that waits has a job that runs it", &case.reference).await;
}

#[tokio::test]
async fn jobs_that_are_held_or_left_lying_too_long_are_named() {
    let at_work = AtWork::arranged().await;
    let job = at_work.text("select min(id)::text from jobs where state = 'ready'").await;
    at_work
        .is_told(
            "a job that is due is begun within a quarter of an hour",
            &format!("update jobs set run_at = now() - interval '16 minutes' where id = {job}"),
            &format!("job {job}"),
        )
        .await;
    at_work
        .is_told(
            "no job is held by a process that stopped answering a minute ago",
            &format!(
                "update jobs set state = 'held', owner = gen_random_uuid(), lease_until = now() - interval '2 minutes'
                 where id = {job}"
            ),
            &format!("job {job}"),
        )
        .await;
}

#[tokio::test]
async fn a_dead_job_whose_work_the_next_one_did_is_not_told() {
    let at_work = AtWork::arranged().await;
    let rule = "no job is dead whose work was not done since";
    let made_up_for = "insert into jobs (queue, kind, payload, state, attempts, finished_at) values
        ('upkeep', 'seal-history', '{}', 'dead', 1, now() - interval '1 minute'),
        ('upkeep', 'seal-history', '{}', 'done', 1, now())";
    at_work.tampers(made_up_for).await;
    at_work.office.is_healthy().await;
    at_work
        .is_told(rule, "delete from jobs where kind = 'seal-history' and state = 'done'", "seal-history")
        .await;
}

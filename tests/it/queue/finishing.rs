use std::sync::atomic::Ordering;
use std::time::Duration;

use super::bench::{Bench, Deed, Overlong, probe, settings, until, usual};

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_and_ends_dead() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("failing", Deed::Err)).await;
    let working = bench.work(usual());
    let mut waits = Vec::new();
    for attempt in 1..3 {
        until("an attempt failed", async || {
            let job = bench.job("failing").await;
            job.state == "ready" && job.attempts == attempt
        })
        .await;
        // The time until the next attempt, from the end of the last one; then do not wait for it.
        let wait: f64 =
            sqlx::query_scalar("select extract(epoch from run_at - started_at)::float8 from jobs")
                .fetch_one(bench.pool())
                .await
                .unwrap();
        waits.push(wait);
        sqlx::query("update jobs set run_at = now()").execute(bench.pool()).await.unwrap();
    }
    let job = bench.until_state("failing", "dead").await;
    working.stop().await;
    assert!(waits[0] >= 1.5 && waits[1] >= 3.0, "waited {waits:?} seconds");
    assert_eq!((job.attempts, job.last_error.as_deref()), (3, Some("it went wrong")));
    assert_eq!(bench.count("start", "failing").await, 3);
}

#[tokio::test]
async fn a_job_that_says_when_is_tried_again_then() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("not yet", Deed::RetryAfter { seconds: 600 })).await;
    let working = bench.work(usual());
    until("it was tried", async || bench.job("not yet").await.attempts == 1).await;
    let job = bench.until_state("not yet", "ready").await;
    working.stop().await;
    assert_eq!(job.last_error.as_deref(), Some("not yet"));
    let later = "select count(*) from jobs where run_at - started_at between interval '600 seconds' and interval '700 seconds'";
    assert_eq!(bench.scalar(later).await, 1);
}

#[tokio::test]
async fn a_panic_is_an_attempt_and_harms_no_other_job() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("panicking", Deed::Panic)).await;
    bench.enqueue(&probe("neighbour", Deed::Finish)).await;
    let working = bench.work(usual());
    until("it was tried", async || bench.job("panicking").await.attempts == 1).await;
    let job = bench.until_state("panicking", "ready").await;
    assert_eq!(job.last_error.as_deref(), Some("the handler panicked"));
    bench.until_state("neighbour", "done").await;
    working.stop().await;
}

#[tokio::test]
async fn a_job_that_says_it_makes_no_sense_is_dead_at_once() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("senseless", Deed::Fail)).await;
    let working = bench.work(usual());
    let job = bench.until_state("senseless", "dead").await;
    working.stop().await;
    assert_eq!((job.attempts, job.last_error.as_deref()), (1, Some("it makes no sense")));
}

#[tokio::test]
async fn unreadable_payloads_and_unknown_kinds_are_dead_at_once() {
    let bench = Bench::fresh().await;
    sqlx::query(
        r#"insert into jobs (queue, kind, payload)
        values ('cases', 'probe', '{"label": "unreadable", "deed": 7}'), ('cases', 'unheard-of', '{"label": "unknown"}')"#,
    )
    .execute(bench.pool())
    .await
    .unwrap();
    let working = bench.work(usual());
    let unreadable = bench.until_state("unreadable", "dead").await;
    let unknown = bench.until_state("unknown", "dead").await;
    working.stop().await;
    assert!(unreadable.last_error.unwrap().starts_with("the payload cannot be read"));
    assert_eq!(unknown.last_error.as_deref(), Some("no handler knows this kind of job"));
    assert_eq!((unreadable.attempts, unknown.attempts), (1, 1));
}

#[tokio::test]
async fn an_attempt_that_overstays_its_time_is_stopped_and_tried_again() {
    let bench = Bench::fresh().await;
    bench.enqueue(&Overlong).await;
    let working = bench.work(usual());
    let tried = "select count(*) from jobs where state = 'ready' and attempts = 1 and last_error like 'it took longer%'";
    until("it was stopped", async || bench.scalar(tried).await == 1).await;
    working.stop().await;
}

#[tokio::test]
async fn a_job_lost_to_another_process_is_stopped_here_and_its_outcome_ignored() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("long", Deed::Sleep { millis: 120_000 })).await;
    let working = bench.work(settings(Duration::from_secs(2), 1, 0));
    bench.until_started("long", 1).await;
    // As if this process had been cut off for longer than the lease, and another were at it now.
    sqlx::query("update jobs set owner = gen_random_uuid(), delivery = delivery + 1, lease_until = now() + interval '1 hour'")
        .execute(bench.pool())
        .await
        .unwrap();
    until("the handler is stopped", async || bench.traces.dropped.load(Ordering::SeqCst) == 1).await;
    working.stop().await;
    let job = bench.job("long").await;
    assert_eq!((job.state.as_str(), job.attempts), ("held", 1));
}

use std::time::{Duration, Instant};

use pser::queue::{Queue, Settings, Wake};
use sqlx::postgres::PgListener;

use super::bench::{Bench, Deed, probe, until, usual};

#[tokio::test]
async fn a_job_starts_by_the_wake_up_alone() {
    let bench = Bench::fresh().await;
    let wake = Wake::start(bench.pool().clone());
    let working = bench.work(Settings { poll: Duration::from_hours(1), ..usual() });
    // Done without a wake-up only if it is there at the first look.
    bench.enqueue(&probe("first", Deed::Finish)).await;
    until("the first is done", async || {
        wake.wake(Queue::Cases);
        bench.job("first").await.state == "done"
    })
    .await;
    bench.enqueue(&probe("second", Deed::Finish)).await;
    wake.wake(Queue::Cases);
    bench.until_state("second", "done").await;
    working.stop().await;
}

#[tokio::test]
async fn a_job_starts_without_any_wake_up() {
    let bench = Bench::fresh().await;
    let working = bench.work(usual());
    bench.enqueue(&probe("first", Deed::Finish)).await;
    bench.until_state("first", "done").await;
    bench.enqueue(&probe("second", Deed::Finish)).await;
    bench.until_state("second", "done").await;
    working.stop().await;
}

#[tokio::test]
async fn a_thousand_wake_ups_are_gathered_into_one_each_20_milliseconds() {
    let bench = Bench::fresh().await;
    let mut listener = PgListener::connect_with(bench.pool()).await.unwrap();
    listener.listen("jobs").await.unwrap();
    let wake = Wake::start(bench.pool().clone());
    let begun = Instant::now();
    for _ in 0..1000 {
        wake.wake(Queue::Cases);
        wake.wake(Queue::Money);
        tokio::task::yield_now().await;
    }
    // The last of all, so that what is heard before it is everything else.
    wake.wake(Queue::Codes);
    let mut heard = Vec::new();
    while !heard.iter().any(|payload: &String| payload.contains("codes")) {
        heard.push(listener.recv().await.unwrap().payload().to_owned());
    }
    let most = begun.elapsed().as_millis() / 20 + 2;
    assert!(heard.len() as u128 <= most, "{} notifications where {most} were allowed", heard.len());
    let all = heard.join(" ");
    assert!(all.contains("cases") && all.contains("money"), "heard {heard:?}");
}

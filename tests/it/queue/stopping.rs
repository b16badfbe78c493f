use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use pser::queue::Settings;

use super::bench::{Bench, Deed, probe, settings};
use super::child::WorkerProcess;

#[tokio::test]
async fn sigterm_finishes_what_runs_and_gives_back_what_was_not_started() {
    let bench = Bench::fresh().await;
    // The child runs four at a time and takes four more ahead.
    for number in 0..8 {
        bench.enqueue(&probe(&format!("long {number}"), Deed::Sleep { millis: 5000 })).await;
    }
    let mut process = WorkerProcess::start(&bench);
    bench.until_started("long %", 4).await;
    process.terminate();
    let told = Instant::now();
    let status = process.until_exit().await;
    assert!(status.success(), "it ended with {status}");
    assert!(told.elapsed() < Duration::from_secs(30), "it took {:?}", told.elapsed());
    assert_eq!((bench.count("start", "%").await, bench.count("end", "%").await), (4, 4));
    assert_eq!(bench.scalar("select count(*) from jobs where state = 'done'").await, 4);
    let untouched = "select count(*) from jobs where state = 'ready' and attempts = 0 and owner is null";
    assert_eq!(bench.scalar(untouched).await, 4);
}

#[tokio::test]
async fn what_was_not_started_is_given_back_before_what_runs_is_finished() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("long", Deed::Sleep { millis: 6000 })).await;
    bench.enqueue(&probe("waiting", Deed::Finish)).await;
    let working = bench.work(settings(Duration::from_mins(1), 1, 4));
    bench.until_started("long", 1).await;
    bench.until_state("waiting", "held").await;
    let stopping = tokio::spawn(working.stop());
    bench.until_state("waiting", "ready").await;
    assert_eq!(bench.job("long").await.state, "held");
    stopping.await.unwrap();
    assert_eq!(bench.job("long").await.state, "done");
}

#[tokio::test]
async fn what_does_not_finish_in_time_is_stopped_and_given_back_uncounted() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("endless", Deed::Sleep { millis: 600_000 })).await;
    let impatient = Settings { grace: Duration::from_millis(300), ..settings(Duration::from_mins(1), 4, 4) };
    let working = bench.work(impatient);
    bench.until_started("endless", 1).await;
    working.stop().await;
    assert_eq!(bench.traces.dropped.load(Ordering::SeqCst), 1);
    let job = bench.job("endless").await;
    assert_eq!((job.state.as_str(), job.attempts), ("ready", 0));
}

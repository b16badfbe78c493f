use std::time::Duration;

use super::bench::{Bench, Deed, handlers, probe, usual};

const A_DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_tick_fires_once_with_two_schedulers() {
    let bench = Bench::fresh().await;
    let with_mark = |mark| {
        handlers(bench.traces.clone()).every(A_DAY, "daily", &probe("daily", Deed::Finish)).every(
            A_DAY,
            mark,
            &probe(mark, Deed::Finish),
        )
    };
    let one = bench.work_with(with_mark("mark of one"), usual());
    let other = bench.work_with(with_mark("mark of the other"), usual());
    // Each scheduler has had its turn once the job that only it knows has come.
    bench.until_started("mark of one", 1).await;
    bench.until_started("mark of the other", 1).await;
    bench.until_started("daily", 1).await;
    bench.until_idle().await;
    one.stop().await;
    other.stop().await;
    assert_eq!(bench.count("start", "daily").await, 1);
}

#[tokio::test]
async fn of_many_that_fire_one_tick_at_the_same_moment_one_enqueues() {
    let bench = Bench::fresh().await;
    let firing = (0..16).map(|_| {
        let pool = bench.pool().clone();
        let job = pser::queue::row(&probe("daily", Deed::Finish));
        tokio::spawn(async move {
            sqlx::query("select fire_tick('daily', 86400, $1)").bind(job).execute(&pool).await.unwrap();
        })
    });
    for fired in firing.collect::<Vec<_>>() {
        fired.await.unwrap();
    }
    assert_eq!(bench.scalar("select count(*) from jobs").await, 1);
}

#[tokio::test]
async fn ticks_come_round_and_none_fires_twice() {
    let bench = Bench::fresh().await;
    let each_second = || {
        let job = probe("tick", Deed::Finish);
        handlers(bench.traces.clone()).every(Duration::from_secs(1), "tick", &job)
    };
    let (one, other) = (bench.work_with(each_second(), usual()), bench.work_with(each_second(), usual()));
    bench.until_started("tick", 5).await;
    one.stop().await;
    other.stop().await;
    let seconds = "select (extract(epoch from max(enqueued_at) - min(enqueued_at)))::bigint from jobs";
    let (jobs, seconds) = (bench.scalar("select count(*) from jobs").await, bench.scalar(seconds).await);
    // As many as whole seconds passed, and one more for the edges; twice as many, were each to fire them.
    assert!(jobs <= seconds + 2, "{jobs} jobs in {seconds} seconds");
}

#[tokio::test]
async fn a_tick_is_passed_over_while_the_job_of_the_last_one_is_unfinished() {
    let bench = Bench::fresh().await;
    let long = probe("long", Deed::Sleep { millis: 3500 });
    let working =
        bench.work_with(handlers(bench.traces.clone()).every(Duration::from_secs(1), "long", &long), usual());
    bench.until_started("long", 2).await;
    working.stop().await;
    let together =
        "select count(*) from traces a join traces b on b.what = 'start' and a.what = 'start' and a.id < b.id
        and not exists (select from traces e where e.what = 'end' and e.id between a.id and b.id)";
    assert_eq!(bench.scalar(together).await, 0);
}

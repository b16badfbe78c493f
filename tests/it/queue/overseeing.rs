use std::time::Duration;

use pser::queue::{Options, dead, depth, retry_dead, sweep};

use super::bench::{Bench, Deed, probe, usual};

async fn depth_of(bench: &Bench, queue: &str, state: &str) -> i64 {
    let depths = depth(bench.pool()).await.unwrap();
    depths.iter().find(|depth| depth.queue == queue && depth.state == state).unwrap().jobs
}

#[tokio::test]
async fn depths_tell_what_is_due_from_what_is_for_later() {
    let bench = Bench::fresh().await;
    let later = Options { delay: Some(Duration::from_hours(1)), ..Options::default() };
    bench.enqueue(&probe("due", Deed::Finish)).await;
    bench.enqueue(&probe("due too", Deed::Finish)).await;
    bench.enqueue_with(&probe("later", Deed::Finish), later).await;
    assert_eq!(depth_of(&bench, "cases", "ready").await, 2);
    assert_eq!(depth_of(&bench, "cases", "later").await, 1);
    assert_eq!(depth_of(&bench, "cases", "held").await, 0);
    assert_eq!(depth_of(&bench, "money", "ready").await, 0);
}

#[tokio::test]
async fn the_age_of_a_queue_is_that_of_its_longest_due_job_of_any_priority() {
    let bench = Bench::fresh().await;
    sqlx::query(
        "insert into jobs (queue, kind, payload, priority, run_at)
        select 'cases', 'probe', '{}', priority, now() + due
        from (values (0, interval '-1 minute'), (2, interval '-1 hour'), (1, interval '1 hour')) job (priority, due)",
    )
    .execute(bench.pool())
    .await
    .unwrap();
    let depths = depth(bench.pool()).await.unwrap();
    let age = |queue| {
        let ready = depths.iter().find(|depth| depth.queue == queue && depth.state == "ready").unwrap();
        ready.oldest_seconds.unwrap()
    };
    assert!((3600.0..3700.0).contains(&age("cases")), "{depths:?}");
    assert!(age("money").abs() < f64::EPSILON, "{depths:?}");
}

#[tokio::test]
async fn measuring_reads_no_finished_job() {
    let bench = Bench::fresh().await;
    // Without statistics, as after a burst.
    sqlx::query("alter table jobs set (autovacuum_enabled = off)")
        .execute(&bench.database.owner)
        .await
        .unwrap();
    sqlx::query(
        "insert into jobs (queue, kind, payload, state, finished_at)
        select 'cases', 'probe', '{}', 'done', now() from generate_series(1, 50000)",
    )
    .execute(bench.pool())
    .await
    .unwrap();
    bench.enqueue(&probe("due", Deed::Finish)).await;
    let mut connection = bench.pool().acquire().await.unwrap();
    // The first look also reads the catalogue.
    pages_of_a_look(&mut connection).await;
    let pages = pages_of_a_look(&mut connection).await;
    let table = bench.scalar("select pg_relation_size('jobs') / 8192").await;
    assert!(table > 500 && pages < 100, "{pages} pages read, of {table}");
}

async fn pages_of_a_look(connection: &mut sqlx::PgConnection) -> u64 {
    let plan: serde_json::Value = sqlx::query_scalar(
        "explain (analyze, buffers, timing off, format json)
        select * from job_depths(array['codes', 'money', 'cases', 'notices', 'slow', 'upkeep'], 100000)",
    )
    .fetch_one(connection)
    .await
    .unwrap();
    let count = |blocks: &str| plan[0]["Plan"][blocks].as_u64().unwrap();
    count("Shared Hit Blocks") + count("Shared Read Blocks")
}

#[tokio::test]
async fn a_dead_job_is_listed_and_a_person_may_have_it_tried_again() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("older", Deed::Fail)).await;
    bench.enqueue(&probe("newer", Deed::Fail)).await;
    let working = bench.work(usual());
    bench.until_idle().await;
    let page = dead(bench.pool(), None, 1).await.unwrap();
    assert_eq!(page[0].id, bench.job("newer").await.id);
    let next = dead(bench.pool(), Some(page[0].id), 10).await.unwrap();
    assert_eq!(next.iter().map(|job| job.id).collect::<Vec<_>>(), [bench.job("older").await.id]);
    assert_eq!(next[0].last_error.as_deref(), Some("it makes no sense"));
    assert_eq!(depth_of(&bench, "cases", "dead").await, 2);

    let mut connection = bench.pool().acquire().await.unwrap();
    assert!(retry_dead(&mut connection, next[0].id).await.unwrap());
    bench.until_started("older", 2).await;
    let job = bench.until_state("older", "dead").await;
    assert_eq!(job.attempts, 1, "it had all its attempts again");
    assert!(!retry_dead(&mut connection, i64::MAX).await.unwrap());
    working.stop().await;
}

#[tokio::test]
async fn the_janitor_takes_what_was_done_long_ago_and_nothing_else() {
    let bench = Bench::fresh().await;
    sqlx::query(
        "insert into jobs (queue, kind, payload, state, finished_at)
        select 'cases', 'probe', '{}', state, now() - age
        from (values ('done', interval '8 days'), ('done', interval '6 days'), ('dead', interval '80 days')) old (state, age),
            generate_series(1, 2500)",
    )
    .execute(bench.pool())
    .await
    .unwrap();
    bench.enqueue(&probe("waiting", Deed::Finish)).await;
    let swept = sweep(bench.pool(), Duration::from_hours(7 * 24)).await.unwrap();
    assert_eq!(swept, 2500);
    assert_eq!(bench.scalar("select count(*) from jobs where state = 'done'").await, 2500);
    assert_eq!(bench.scalar("select count(*) from jobs where state = 'dead'").await, 2500);
    assert_eq!(bench.scalar("select count(*) from jobs where state = 'ready'").await, 1);
}

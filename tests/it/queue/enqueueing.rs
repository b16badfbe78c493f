use std::time::Duration;

use pser::queue::{Options, Priority, enqueue, enqueue_with, row};
use serde_json::Value;

use super::bench::{Bench, Deed, probe, settings, usual};

fn keyed(key: &str) -> Options {
    Options { unique_key: Some(key.to_owned()), ..Options::default() }
}

#[tokio::test]
async fn a_job_enqueued_in_a_rolled_back_transaction_never_runs() {
    let bench = Bench::fresh().await;
    let working = bench.work(usual());

    let mut rolled_back = bench.pool().begin().await.unwrap();
    enqueue(&mut rolled_back, &probe("undone", Deed::Finish)).await.unwrap();
    rolled_back.rollback().await.unwrap();
    let mut committed = bench.pool().begin().await.unwrap();
    enqueue(&mut committed, &probe("kept", Deed::Finish)).await.unwrap();
    committed.commit().await.unwrap();

    bench.until_state("kept", "done").await;
    working.stop().await;
    assert_eq!(bench.count("start", "undone").await, 0);
    assert_eq!(bench.count("start", "kept").await, 1);
    assert_eq!(bench.scalar("select count(*) from jobs").await, 1);
}

#[tokio::test]
async fn a_job_is_not_started_before_its_transaction_commits() {
    let bench = Bench::fresh().await;
    let working = bench.work(usual());

    let mut open = bench.pool().begin().await.unwrap();
    enqueue(&mut open, &probe("early", Deed::Finish)).await.unwrap();
    // While another one, enqueued later, comes and goes.
    bench.enqueue(&probe("late", Deed::Finish)).await;
    bench.until_state("late", "done").await;
    assert_eq!(bench.count("start", "early").await, 0);
    open.commit().await.unwrap();
    bench.until_state("early", "done").await;
    working.stop().await;
}

#[tokio::test]
async fn a_duplicate_key_is_harmless_to_the_transaction_and_runs_one_job() {
    let bench = Bench::fresh().await;
    let mut transaction = bench.pool().begin().await.unwrap();
    let first = probe("first", Deed::Finish);
    assert!(enqueue_with(&mut transaction, &first, &keyed("same")).await.unwrap());
    assert!(!enqueue_with(&mut transaction, &probe("second", Deed::Finish), &keyed("same")).await.unwrap());
    assert!(enqueue_with(&mut transaction, &probe("third", Deed::Finish), &keyed("other")).await.unwrap());
    transaction.commit().await.unwrap();

    let working = bench.work(usual());
    bench.until_idle().await;
    // Nor does the key come free when its job is done.
    assert!(!bench.enqueue_with(&first, keyed("same")).await);
    working.stop().await;
    assert_eq!(bench.count("start", "first").await, 1);
    assert_eq!(bench.count("start", "second").await, 0);
    assert_eq!(bench.count("start", "third").await, 1);
}

#[tokio::test]
async fn of_two_transactions_with_one_key_the_first_to_commit_enqueues() {
    let bench = Bench::fresh().await;
    let mut first = bench.pool().begin().await.unwrap();
    assert!(enqueue_with(&mut first, &probe("first", Deed::Finish), &keyed("same")).await.unwrap());
    let pool = bench.pool().clone();
    let second = tokio::spawn(async move {
        let mut second = pool.begin().await.unwrap();
        let enqueued =
            enqueue_with(&mut second, &probe("second", Deed::Finish), &keyed("same")).await.unwrap();
        second.commit().await.unwrap();
        enqueued
    });
    first.commit().await.unwrap();
    assert!(!second.await.unwrap());
    assert_eq!(bench.scalar("select count(*) from jobs").await, 1);
}

#[tokio::test]
async fn jobs_go_by_priority_then_by_age() {
    let bench = Bench::fresh().await;
    let with = |priority| Options { priority, ..Options::default() };
    for (label, priority) in [
        ("last", Priority::Last),
        ("normal, older", Priority::Normal),
        ("normal, newer", Priority::Normal),
        ("first", Priority::First),
    ] {
        bench.enqueue_with(&probe(label, Deed::Finish), with(priority)).await;
    }
    let working = bench.work(settings(Duration::from_secs(10), 1, 0));
    bench.until_idle().await;
    working.stop().await;
    let order: Vec<String> = sqlx::query_scalar("select label from traces where what = 'start' order by id")
        .fetch_all(bench.pool())
        .await
        .unwrap();
    assert_eq!(order, ["first", "normal, older", "normal, newer", "last"]);
}

#[tokio::test]
async fn a_delayed_job_waits_for_its_time() {
    let bench = Bench::fresh().await;
    let delay = Options { delay: Some(Duration::from_millis(1500)), ..Options::default() };
    bench.enqueue_with(&probe("later", Deed::Finish), delay).await;
    let working = bench.work(usual());
    bench.until_state("later", "done").await;
    working.stop().await;
    let waited = "select extract(epoch from started_at - enqueued_at)::float8 from jobs";
    let seconds: f64 = sqlx::query_scalar(waited).fetch_one(bench.pool()).await.unwrap();
    assert!(seconds >= 1.49, "it started after {seconds} seconds");
}

#[tokio::test]
async fn sql_enqueues_rows_along_with_its_own_writes() {
    let bench = Bench::fresh().await;
    let rows = Value::Array(vec![row(&probe("one", Deed::Finish)), row(&probe("two", Deed::Finish))]);
    sqlx::query("select enqueue_jobs($1)").bind(rows).execute(bench.pool()).await.unwrap();
    let working = bench.work(usual());
    bench.until_idle().await;
    working.stop().await;
    assert_eq!(bench.count("end", "%").await, 2);
}

#[tokio::test]
async fn taking_and_settling_read_only_the_jobs_concerned_however_many_there_are() {
    let bench = Bench::fresh().await;
    // No statistics yet: the plans must not depend on them.
    sqlx::query(
        "insert into jobs (queue, kind, payload, state, run_at, finished_at)
        select 'cases', 'probe', '{}', case when n % 3 = 0 then 'done' else 'ready' end,
            now() + case when n % 3 = 1 then interval '1 day' else interval '0' end,
            case when n % 3 = 0 then now() end
        from generate_series(1, 60000) n",
    )
    .execute(&bench.database.owner)
    .await
    .unwrap();
    let mut transaction = bench.pool().begin().await.unwrap();
    let owner = pser::entropy::id();
    let ids: Vec<i64> = sqlx::query_scalar("select id from take_jobs('cases', $1, 10, 10)")
        .bind(owner)
        .fetch_all(&mut *transaction)
        .await
        .unwrap();
    assert_eq!(ids.len(), 10);
    let ones = vec![1_i32; ids.len()];
    for statement in [
        "select count(*) from settle_jobs($1, $2, $3, array_fill('start'::text, array[10]), array_fill(0::float8, array[10]), array_fill(null::text, array[10]))",
        "select count(*) from renew_jobs($1, $2, $3, 10)",
        "select count(*) from reap_jobs() where $1::uuid is not null and $2::bigint[] is not null and $3::integer[] is not null",
    ] {
        sqlx::query(statement).bind(owner).bind(&ids).bind(&ones).execute(&mut *transaction).await.unwrap();
    }
    let (scans, rows): (i64, i64) =
        sqlx::query_as("select seq_scan, idx_tup_fetch from pg_stat_xact_user_tables where relname = 'jobs'")
            .fetch_one(&mut *transaction)
            .await
            .unwrap();
    assert_eq!(scans, 0, "no scan of the whole table");
    assert!(rows < 200, "{rows} rows were read to handle ten");
}

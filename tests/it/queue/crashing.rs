use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::bench::{Bench, Deed, probe, settings, until};
use super::child::{LEASE, WorkerProcess};

#[tokio::test]
async fn a_job_whose_process_is_killed_runs_again_once_within_30_seconds() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("long", Deed::Sleep { millis: 2000 })).await;
    let mut first = WorkerProcess::start(&bench);
    bench.until_started("long", 1).await;
    first.kill();
    let killed = Instant::now();
    let _second = WorkerProcess::start(&bench);
    bench.until_started("long", 2).await;
    assert!(killed.elapsed() < Duration::from_secs(30), "it took {:?}", killed.elapsed());
    let job = bench.until_state("long", "done").await;
    // Long enough for a lease that nobody renews to run out and its job to be started again.
    tokio::time::sleep(LEASE * 2).await;
    assert_eq!(job.attempts, 2);
    assert_eq!((bench.count("start", "long").await, bench.count("end", "long").await), (2, 1));
}

#[tokio::test]
async fn a_job_that_aborts_its_process_ends_dead_after_its_attempts_and_its_neighbours_are_done() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("poison", Deed::Abort)).await;
    for neighbour in 0..10 {
        bench.enqueue(&probe(&format!("neighbour {neighbour}"), Deed::Finish)).await;
    }
    // They are interrupted with it now and then; how often is chance.
    sqlx::query("update jobs set max_attempts = 10 where payload ->> 'label' <> 'poison'")
        .execute(bench.pool())
        .await
        .unwrap();
    let process = tokio::sync::Mutex::new(WorkerProcess::start(&bench));
    until("the poison is dead and the rest done", async || {
        let mut process = process.lock().await;
        if process.exit().is_some() {
            *process = WorkerProcess::start(&bench);
        }
        bench.scalar("select count(*) from jobs where state in ('ready', 'held')").await == 0
    })
    .await;
    let poison = bench.job("poison").await;
    assert_eq!((poison.state.as_str(), poison.attempts), ("dead", 3));
    assert_eq!(bench.count("start", "poison").await, 3);
    assert_eq!(bench.scalar("select count(*) from jobs where state = 'done'").await, 10);
}

#[tokio::test]
async fn slow_jobs_taken_ahead_start_exactly_once_over_two_processes() {
    let bench = Bench::fresh().await;
    for number in 0..8 {
        bench.enqueue(&probe(&format!("slow {number}"), Deed::Sleep { millis: 4000 })).await;
    }
    // Each takes more than it can start at a time; the last ones wait in a buffer for longer than the lease.
    let taking_ahead = settings(Duration::from_secs(3), 2, 4);
    let (one, other) = (bench.work(taking_ahead.clone()), bench.work(taking_ahead));
    bench.until_idle().await;
    one.stop().await;
    other.stop().await;
    assert_eq!(bench.count("start", "slow %").await, 8);
    assert_eq!(bench.scalar("select count(distinct label) from traces where what = 'end'").await, 8);
    assert_eq!(bench.scalar("select max(delivery)::bigint from jobs").await, 1);
}

#[tokio::test]
async fn a_lost_database_is_waited_for() {
    let bench = Bench::fresh().await;
    let working = bench.work(settings(Duration::from_secs(30), 4, 4));
    bench.enqueue(&probe("across", Deed::Sleep { millis: 1500 })).await;
    bench.until_started("across", 1).await;

    let mut door = Door::of(&bench).await;
    door.shut().await;
    let mut app = bench.pool().acquire().await.unwrap();
    sqlx::query(
        "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'pser_app' and pid <> pg_backend_pid()",
    )
    .execute(&mut *app)
    .await
    .unwrap();
    app.close().await.unwrap();
    // The job ends while there is no database to tell.
    tokio::time::sleep(Duration::from_secs(4)).await;
    door.open().await;

    bench.enqueue(&probe("after", Deed::Finish)).await;
    bench.until_idle().await;
    working.stop().await;
    assert_eq!(bench.count("start", "across").await, 1);
    assert_eq!(bench.job("across").await.state, "done");
    assert_eq!(bench.job("after").await.state, "done");
}

#[tokio::test]
async fn a_worker_started_before_its_database_waits_for_it() {
    let bench = Bench::fresh().await;
    bench.enqueue(&probe("patient", Deed::Finish)).await;
    let mut door = Door::of(&bench).await;
    door.shut().await;
    let working = bench.work(settings(Duration::from_secs(5), 4, 4));
    tokio::time::sleep(Duration::from_secs(1)).await;
    door.open().await;
    bench.until_idle().await;
    working.stop().await;
    assert_eq!(bench.count("end", "patient").await, 1);
}

/// Whether anybody gets into the bench's database.
struct Door {
    /// To another database of the cluster: this one cannot be shut from inside.
    outside: PgConnection,
    name: String,
}

impl Door {
    async fn of(bench: &Bench) -> Self {
        let options = bench.database.owner.connect_options();
        let name = options.get_database().unwrap().to_owned();
        let outside = PgConnection::connect_with(&(*options).clone().database("postgres")).await.unwrap();
        Self { outside, name }
    }

    async fn shut(&mut self) {
        self.allow(false).await;
    }

    async fn open(&mut self) {
        self.allow(true).await;
    }

    async fn allow(&mut self, allowed: bool) {
        let statement = format!(r#"alter database "{}" allow_connections {allowed}"#, self.name);
        sqlx::query(AssertSqlSafe(statement)).execute(&mut self.outside).await.unwrap();
    }
}

//! A database that vanishes without a word: no connection is closed, and none is ever answered again. The one that comes in
//! its place is found.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use futures::future::join_all;

use super::line::{Behind, Line, Manner};
use super::part::{Part, until};
use super::question;
use crate::harness::Database;
use crate::office::Office;

/// What is promised after the return of a database, of pages and of jobs.
const WEB: Duration = Duration::from_secs(10);
const JOBS: Duration = Duration::from_secs(30);

/// The database behind a line, as its address.
async fn behind(database: &Database) -> (Line, String) {
    let options = database.app.connect_options();
    let socket = options.get_socket().expect("the run's cluster is reached by a socket");
    let door = PathBuf::from(socket).join(format!(".s.PGSQL.{}", options.get_port()));
    let line = Line::to(Behind::Socket(door), |_| true).await;
    let name = options.get_database().unwrap();
    let address = format!("postgres://pser_app@{}/{name}?sslmode=disable", line.address);
    (line, address)
}

#[tokio::test]
async fn pages_and_jobs_find_the_one_that_comes_in_its_place() {
    let office = Office::open().await;
    let (line, address) = behind(&office.database).await;
    let folder = crate::harness::folder();
    let mut settings = super::many::settings(&office, folder.path(), "127.0.0.1:9".parse().unwrap()).await;
    settings.retain(|(name, _)| *name != "DATABASE_URL");
    settings.push(("DATABASE_URL", address));
    let part = |word| Part::new(word, &settings, folder.path().join(format!("{word}.log")));
    let (mut serving, mut working) = (part("serve"), part("work"));
    serving.start().await;
    working.start().await;
    let pages = serving.pages().unwrap();
    let ask = async || question::ask(pages, Duration::from_mins(2)).await;
    // Many at once, so that many connections lie about afterwards.
    for answered in join_all((0..12).map(|_| ask())).await {
        assert_eq!(answered.unwrap(), question::ANSWERED);
    }

    line.behave(Manner::Forgets);
    let left_hanging = join_all((0..12).map(|_| async {
        // Given up by who asked, as a front does after a while.
        question::ask(pages, Duration::from_secs(3)).await
    }))
    .await;
    assert!(
        left_hanging.iter().all(|answered| !matches!(answered, Ok(question::ANSWERED))),
        "{left_hanging:?}"
    );
    let vanished: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar("select clock_timestamp()").fetch_one(&office.database.owner).await.unwrap();
    line.behave(Manner::Plain);
    let back = Instant::now();
    until("pages answer", WEB, async || ask().await.is_ok_and(|status| status == question::ANSWERED)).await;
    // Of every queue, not only of those that happened to wait for nothing when it vanished.
    office.citizen("Nasreen").await.submits(&office).await;
    let begun = "select count(distinct queue) from jobs where started_at > $1";
    until("jobs are begun in four queues", JOBS.saturating_sub(back.elapsed()), async || {
        let begun: i64 =
            sqlx::query_scalar(begun).bind(vanished).fetch_one(&office.database.owner).await.unwrap();
        // A fifth has work where something was cut off when the database vanished.
        begun >= 4
    })
    .await;
}

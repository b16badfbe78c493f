//! The history cannot be changed unnoticed: each way of tampering is tried, and the finding names what was done.

mod access;
mod seals;
mod tampering;
mod timeline;

use std::time::Duration;

use pser::history::{self, Head, Report, Seal};
use sqlx::AssertSqlSafe;

use crate::arrange::{self, Case, Who};
use crate::harness::Database;

/// Three cases of three citizens, with four events each.
async fn three_cases(database: &Database) -> Vec<Case> {
    arrange::office(database).await;
    let mut cases = Vec::new();
    for digit in 1..=3 {
        let cnic = format!("352021234567{digit}");
        let citizen = arrange::citizen(database, &Who { cnic: &cnic, ..Who::default() }).await;
        let case = arrange::case(database, &citizen, serde_json::json!({})).await;
        let mut connection = database.app.acquire().await.unwrap();
        for (from, to) in [("submitted", "verifying"), ("verifying", "approved"), ("approved", "disbursed")] {
            arrange::moves(&mut connection, &case, Some(from), to).await;
        }
        cases.push(case);
    }
    cases
}

/// Seals `events` events at once. Other tests' open transactions hold the horizon of the whole cluster back, so it is
/// waited for first: one seal is what the tests reckon with.
async fn seal_all(database: &Database, events: i64) -> Vec<Seal> {
    for _ in 0..1_200 {
        let open_to_sealing: i64 = sqlx::query_scalar(
            "select count(*) from case_events
             where xact < pg_snapshot_xmin(pg_current_snapshot())
                 and xact >= coalesce((select upto_xact from history_seals order by number desc limit 1), '0')",
        )
        .fetch_one(&database.app)
        .await
        .unwrap();
        if open_to_sealing >= events {
            return seal_until(database, events).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{events} events could not be sealed within a minute");
}

/// Seals span after span until `events` events are sealed.
async fn seal_until(database: &Database, events: i64) -> Vec<Seal> {
    let mut seals: Vec<Seal> = Vec::new();
    for _ in 0..1_200 {
        while let Some(seal) = seal_once(database).await {
            seals.push(seal);
        }
        if seals.iter().map(|seal| seal.events).sum::<i64>() >= events {
            return seals;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{events} events were not sealed within a minute: {seals:?}");
}

async fn seal_once(database: &Database) -> Option<Seal> {
    let mut transaction = database.app.begin().await.unwrap();
    let seal = history::seal(&mut transaction).await.unwrap();
    transaction.commit().await.unwrap();
    seal
}

async fn verify(database: &Database, head: Option<&Head>) -> Report {
    let mut connection = database.app.acquire().await.unwrap();
    history::verify(&mut connection, head, |_| {}).await.unwrap()
}

async fn findings(database: &Database) -> Vec<String> {
    verify(database, None).await.problems.iter().map(ToString::to_string).collect()
}

/// What somebody with the owner's password and all constraints out of the way may do.
async fn tamper(database: &Database, statements: &str) {
    let mut transaction = database.superuser().await;
    let whole = format!("begin; set local session_replication_role = replica; {statements}; commit");
    sqlx::raw_sql(AssertSqlSafe(whole)).execute(&mut transaction).await.unwrap();
}

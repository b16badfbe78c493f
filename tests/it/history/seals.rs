use pser::history::{self, Finding, Subject};

use super::{findings, seal_all, seal_once, seal_until, tamper, three_cases, verify};
use crate::arrange;
use crate::harness::Database;

/// Two seals over two spans: twelve events, then one more.
async fn two_seals(database: &Database) -> Vec<arrange::Case> {
    let cases = three_cases(database).await;
    seal_all(database, 12).await;
    let mut connection = database.app.acquire().await.unwrap();
    arrange::moves(&mut connection, &cases[0], Some("disbursed"), "returned").await;
    drop(connection);
    seal_all(database, 1).await;
    cases
}

#[tokio::test]
async fn an_edited_seal_is_named() {
    let database = Database::fresh().await;
    two_seals(&database).await;
    tamper(&database, "update history_seals set sealed_at = sealed_at - interval '1 day' where number = 1")
        .await;
    assert_eq!(findings(&database).await, ["seal 1: was edited: its content does not give its hash"]);
}

#[tokio::test]
async fn a_deleted_seal_is_named() {
    let database = Database::fresh().await;
    two_seals(&database).await;
    tamper(&database, "delete from history_seals where number = 1").await;
    let found = findings(&database).await;
    assert_eq!(
        found,
        ["seal 2: seals 1 to 1 are missing", "seal 2: does not begin where the seal before it ended"]
    );
}

#[tokio::test]
async fn a_seal_that_was_rehashed_breaks_the_link_of_the_next() {
    let database = Database::fresh().await;
    two_seals(&database).await;
    tamper(&database, "update history_seals set hash = sha256('another') where number = 1").await;
    let found = findings(&database).await;
    assert!(found.contains(&"seal 2: does not follow the seal before it".to_owned()), "{found:?}");
}

#[tokio::test]
async fn seals_made_anew_from_a_rewritten_history_are_found_by_the_exported_head() {
    let database = Database::fresh().await;
    let cases = two_seals(&database).await;
    let mut connection = database.app.acquire().await.unwrap();
    let head = history::export_head(&mut connection).await.unwrap().unwrap();
    drop(connection);
    assert_eq!(head.seal, 2);
    assert!(verify(&database, Some(&head)).await.is_sound());

    let gone = cases[2].id;
    tamper(
        &database,
        &format!(
            "delete from case_events where case_id = '{gone}'; delete from cases where id = '{gone}';
             delete from history_seals"
        ),
    )
    .await;
    seal_all(&database, 9).await;
    let without_head = verify(&database, None).await;
    assert!(without_head.is_sound(), "the forger was careful: {:?}", without_head.problems);

    let with_head = verify(&database, Some(&head)).await;
    let [problem] = with_head.problems.as_slice() else { panic!("{:?}", with_head.problems) };
    assert_eq!(problem.subject, Subject::Seal { number: 2 });
    assert!(matches!(problem.finding, Finding::HeadGone | Finding::HeadDiffers), "{problem}");
}

#[tokio::test]
async fn an_event_of_an_open_transaction_is_left_to_a_later_seal() {
    let database = Database::fresh().await;
    let cases = three_cases(&database).await;
    let mut open = database.app.begin().await.unwrap();
    arrange::moves(&mut open, &cases[0], Some("disbursed"), "returned").await;
    let mut connection = database.app.acquire().await.unwrap();
    arrange::moves(&mut connection, &cases[1], Some("disbursed"), "returned").await;
    drop(connection);
    // The younger transaction has ended, but the older one still may write: both wait.
    seal_all(&database, 12).await;
    assert_eq!(seal_once(&database).await, None);
    open.commit().await.unwrap();
    seal_all(&database, 2).await;
    let report = verify(&database, None).await;
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!(report.unsealed, 0);
}

#[tokio::test]
async fn two_sealers_at_once_seal_every_event_once() {
    let database = Database::fresh().await;
    three_cases(&database).await;
    let (first, second) = tokio::join!(seal_all_quietly(&database), seal_all_quietly(&database));
    seal_all(&database, 12 - first - second).await;
    let report = verify(&database, None).await;
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!((report.events, report.unsealed), (12, 0));
}

async fn seal_all_quietly(database: &Database) -> i64 {
    let mut events = 0;
    for _ in 0..5 {
        events += seal_once(database).await.map_or(0, |seal| seal.events);
    }
    events
}

#[tokio::test]
async fn sealing_is_refused_where_the_transaction_counter_is_behind_and_goes_on_in_a_new_generation() {
    let database = Database::fresh().await;
    let cases = two_seals(&database).await;
    // As after a dump restored into a younger cluster: the seals speak of transactions that are still to come.
    let far = 4_000_000_000_000_i64;
    tamper(
        &database,
        &format!(
            "update case_events set xact = (xact::text::bigint + {far})::text::xid8;
             delete from history_seals"
        ),
    )
    .await;
    tamper(
        &database,
        &format!(
            "insert into history_seals (number, generation, after_xact, upto_xact, events, root, heads, previous_hash,
                                        hash, sealed_at)
             values (1, 1, '0', ({far} - 1)::text::xid8, 0, sha256(''), '', decode(repeat('00', 32), 'hex'),
                     sha256(''), now())"
        ),
    )
    .await;
    let mut transaction = database.app.begin().await.unwrap();
    let fault = history::seal(&mut transaction).await.unwrap_err();
    assert!(fault.to_string().contains("restored into another cluster"), "{fault}");
    transaction.rollback().await.unwrap();

    sqlx::raw_sql(
        "create or replace function history_generation() returns smallint language sql stable return 2::smallint",
    )
    .execute(&database.owner)
    .await
    .unwrap();
    let mut connection = database.app.acquire().await.unwrap();
    arrange::moves(&mut connection, &cases[1], Some("disbursed"), "returned").await;
    drop(connection);
    let seals = seal_until(&database, 14).await;
    assert_eq!(
        seals.iter().map(|seal| seal.events).collect::<Vec<_>>(),
        [13, 1],
        "the old life first, then the new"
    );
    let problems = verify(&database, None).await.problems;
    assert!(problems.iter().all(|problem| problem.subject == Subject::Seal { number: 1 }), "{problems:?}");
}

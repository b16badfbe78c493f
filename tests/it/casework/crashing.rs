//! A process that dies, or loses its database, between any two statements leaves nothing half done: either all is as it
//! was, or the whole change is there.

use pser::casework;
use pser::casework::act::{Act, What, act};
use pser::casework::documents::{Reviewing, Said};
use pser::casework::once::RequestKey;
use pser::casework::submit::{Submission, submit};
use pser::casework::{allocate, ask};
use pser::db;
use pser::documents::{Slot, begin_upload};
use pser::error::{Error, Fault};
use pser::reference::Reference;
use pser::workflow::Why;
use serde_json::json;
use sqlx::postgres::PgPoolOptions;

use crate::harness::Database;
use crate::office::{Case, Office, Persona, cut_off};

/// More waits than any of them has.
const MOST_WAITS: usize = 400;

struct Arranged {
    office: Office,
    citizen: Persona,
    officer: Persona,
    case: Case,
}

async fn arranged() -> Arranged {
    let office = Office::open().await;
    let (citizen, officer) = (office.citizen("Nasreen").await, office.officer("lahore/lahore").await);
    let case = office.verifying(&citizen).await;
    Arranged { office, citizen, officer, case }
}

impl Arranged {
    fn reference(&self) -> Reference {
        self.case.reference.parse().unwrap()
    }
}

/// Does the change again and again, each time cut off one wait later, until it is done. Before that it must have left no
/// trace, or all of it where only the answer was lost. How many waits there are is the machine's affair: an answer that is
/// there already is not waited for.
async fn survives_being_cut_off<F: Future<Output = Result<(), Error>>>(
    office: &Office,
    change: impl Fn() -> F,
) {
    let before = office.dump().await;
    for waits in 1..MOST_WAITS {
        let done = cut_off(change(), waits).await;
        office.is_in_order().await;
        match done {
            Some(outcome) => {
                outcome.unwrap();
                assert_ne!(office.dump().await, before, "what was done is there");
                office.is_healthy().await;
            }
            None if office.dump().await == before => continue,
            // The commit was on its way: the change is whole, as the order of the books shows.
            None => office.is_healthy().await,
        }
        return;
    }
    panic!("it never came to an end");
}

/// As above, but it is the connection to the database that dies, and the change hears of it.
async fn survives_lost_connections<F: Future<Output = Result<(), Error>>>(
    office: &Office,
    change: impl Fn() -> F,
) {
    let before = office.dump().await;
    for waits in (1..MOST_WAITS).step_by(2) {
        let mut running = Box::pin(change());
        if let Some(outcome) = cut_off(&mut running, waits).await {
            outcome.unwrap();
            office.is_healthy().await;
            return;
        }
        let killed: i64 = sqlx::query_scalar(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and usename = 'pser_app'",
        )
        .fetch_one(&mut office.database.superuser().await)
        .await
        .unwrap();
        assert!(killed > 0, "no connection was there to be killed");
        match running.await {
            Ok(()) | Err(Error::Fault(Fault::Unavailable { .. })) => {}
            Err(other) => panic!("a lost connection was told as {other:?}"),
        }
        office.is_in_order().await;
        if office.dump().await != before {
            office.is_healthy().await;
            return;
        }
    }
    panic!("it never came to an end");
}

#[tokio::test]
async fn a_transaction_given_up_while_it_begins_takes_nobody_elses_work_with_it() {
    let database = Database::fresh().await;
    let pool = PgPoolOptions::new().max_connections(1).connect(&database.app_url).await.unwrap();
    for waits in 1..20 {
        if cut_off(db::begin(&pool), waits).await.is_some() {
            return;
        }
        let key = format!("documents/{waits}");
        begin_upload(&mut pool.acquire().await.unwrap(), &key).await.unwrap();
        let kept: bool =
            sqlx::query_scalar("select exists (select from store_uploads where object_key = $1)")
                .bind(&key)
                .fetch_one(&database.owner)
                .await
                .unwrap();
        assert!(kept, "what was acknowledged after {waits} waits is not there");
    }
    panic!("it never began");
}

#[tokio::test]
async fn handing_in() {
    let office = Office::open().await;
    let citizen = office.citizen("Nasreen").await;
    let (application, version) = citizen.fills(&office).await;
    let actor = citizen.actor();
    let change = || async {
        let key = RequestKey { scope: [1; 32], key: "the one key".to_owned(), request: [2; 32] };
        let submission = Submission { application, version, consent: "2026-1" };
        submit(&office.app, &actor, key, &submission).await.map(drop)
    };
    survives_lost_connections(&office, change).await;

    let other = office.citizen("Rubina").await;
    let (application, version) = other.fills(&office).await;
    let actor = other.actor();
    let change = || async {
        let key = RequestKey { scope: [2; 32], key: "the one key".to_owned(), request: [2; 32] };
        let submission = Submission { application, version, consent: "2026-1" };
        submit(&office.app, &actor, key, &submission).await.map(drop)
    };
    survives_being_cut_off(&office, change).await;
}

#[tokio::test]
async fn an_action() {
    for kills in [false, true] {
        let arranged = arranged().await;
        let actor = arranged.officer.actor();
        let change = || async {
            let what =
                What::Action { name: "reject", why: Why { code: Some("paper-not-genuine"), words: None } };
            let act_on = Act {
                actor: &actor,
                case: arranged.case.id,
                what,
                expected_version: None,
                detail: json!({}),
            };
            act(&arranged.office.app, &act_on).await.map(drop)
        };
        if kills {
            survives_lost_connections(&arranged.office, change).await;
        } else {
            survives_being_cut_off(&arranged.office, change).await;
        }
    }
}

#[tokio::test]
async fn asking_for_documents() {
    for kills in [false, true] {
        let arranged = arranged().await;
        let (actor, reference) = (arranged.officer.actor(), arranged.reference());
        let slots = [Slot { requirement: "photograph".to_owned(), member: None }];
        let change = || async {
            let asking = ask::Asking {
                documents: &slots,
                why: Why { code: Some("unreadable"), words: None },
                expected_version: None,
            };
            ask::request_documents(&arranged.office.app, &actor, &reference, &asking).await.map(drop)
        };
        if kills {
            survives_lost_connections(&arranged.office, change).await;
        } else {
            survives_being_cut_off(&arranged.office, change).await;
        }
        assert_eq!(arranged.office.stage(&arranged.case).await, "documents-pending");
    }
}

#[tokio::test]
async fn claiming() {
    for kills in [false, true] {
        let arranged = arranged().await;
        let (actor, reference) = (arranged.officer.actor(), arranged.reference());
        let change = || async { allocate::claim(&arranged.office.app, &actor, &reference).await };
        if kills {
            survives_lost_connections(&arranged.office, change).await;
        } else {
            survives_being_cut_off(&arranged.office, change).await;
        }
        let change = || async { allocate::release(&arranged.office.app, &actor, &reference).await };
        survives_being_cut_off(&arranged.office, change).await;
        let change =
            || async { allocate::next_case(&arranged.office.app, &actor, "verification").await.map(drop) };
        survives_being_cut_off(&arranged.office, change).await;
    }
}

#[tokio::test]
async fn reviewing_a_document() {
    for kills in [false, true] {
        let arranged = arranged().await;
        arranged.officer.asks_for(&arranged.office, &arranged.case, "photograph").await.ok();
        let document = arranged.citizen.sends_documents(&arranged.office, &arranged.case).await[0].1;
        arranged.office.hears(&arranged.case, "documents-complete").await;
        let actor = arranged.officer.actor();
        let change = || async {
            let said = Said::Refused(Why { code: Some("other"), words: Some("no face in it") });
            casework::documents::review(&arranged.office.app, &Reviewing { actor: &actor, document, said })
                .await
                .map(drop)
        };
        if kills {
            survives_lost_connections(&arranged.office, change).await;
        } else {
            survives_being_cut_off(&arranged.office, change).await;
        }
    }
}

#[tokio::test]
async fn sending_a_document() {
    let arranged = arranged().await;
    let Arranged { office, citizen, officer, case } = &arranged;
    officer.asks_for(office, case, "photograph").await.ok();
    let documents_before = office.count("documents").await;
    for waits in 1..MOST_WAITS {
        let done = cut_off(citizen.sends_file(office, case.application, ("photograph", None)), waits).await;
        office.is_in_order().await;
        let documents = office.count("documents").await - documents_before;
        let answered = office.count("document_requests where answered_at is not null").await;
        let told = office
            .count("jobs where kind = 'raise-event' and payload ->> 'event' = 'documents-complete'")
            .await;
        assert!(
            matches!([documents, answered, told], [0, 0, 0] | [1, 1, 1]),
            "{documents} {answered} {told}"
        );
        if let Some(answer) = done {
            answer.ok();
        } else if documents == 0 {
            continue;
        }
        // What the cut-off tries left in the store is known to be on its way.
        office.is_healthy().await;
        return;
    }
    panic!("it never came to an end");
}

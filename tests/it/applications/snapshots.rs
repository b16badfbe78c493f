//! Snapshots: frozen once, numbered, known by a hash that survives a change of keys.

use pser::applications::{self, Handed};
use pser::catalogue::form::Answers;
use pser::error::Error;
use pser::refusal::Refusal;
use serde_json::json;

use super::drafts::begin;
use crate::arrange::{self, Who};
use crate::harness::Database;

fn answers(sealed: &str) -> Answers {
    let iban = json!({ "sealed": sealed, "index": "0a0b", "last": "6702" });
    Answers::stored(json!({ "bank": { "iban": iban } }))
}

fn handed(answers: &Answers) -> Handed<'_> {
    Handed { answers, documents: json!([]), required_documents: json!([]), consent: "1" }
}

#[tokio::test]
async fn a_draft_is_frozen_once_and_its_hash_does_not_depend_on_how_it_was_sealed() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let id = begin(&database, citizen.person, citizen.account).await.unwrap();
    let mut conn = database.app.acquire().await.unwrap();
    let draft = applications::find(&mut conn, id).await.unwrap().unwrap();

    let before = answers("c2VhbGVkIG9uY2U=");
    let mut hashes = Vec::new();
    for answers in [&answers("c2VhbGVkIGFnYWlu"), &before] {
        let mut undone = database.app.begin().await.unwrap();
        hashes.push(applications::freeze(&mut undone, &draft, handed(answers)).await.unwrap().content_hash);
        undone.rollback().await.unwrap();
    }
    assert_eq!(hashes[0], hashes[1]);

    let frozen = applications::freeze(&mut conn, &draft, handed(&before)).await.unwrap();
    assert_eq!((frozen.number, frozen.content_hash), (1, hashes[0]));
    let again = applications::freeze(&mut conn, &draft, handed(&before)).await.unwrap_err();
    assert!(matches!(again, Error::Refused(Refusal::NoLongerADraft)), "{again:?}");

    let read = applications::snapshot(&mut conn, id, 1).await.unwrap().unwrap();
    assert_eq!((read.answers, read.content_hash), (before, frozen.content_hash));
    assert!(applications::snapshot(&mut conn, id, 2).await.unwrap().is_none());
    let rewrite = sqlx::query("update snapshots set answers = '{}'").execute(&mut *conn).await;
    assert!(rewrite.is_err(), "the program cannot rewrite what was handed in");
}

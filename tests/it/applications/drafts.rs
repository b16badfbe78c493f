//! Drafts in the database: one open per person and programme, and no save that overwrites another window's.

use pser::applications::{self, NewDraft};
use pser::catalogue::form::Answers;
use pser::entropy;
use pser::error::Error;
use pser::refusal::Refusal;
use serde_json::json;
use uuid::Uuid;

use crate::arrange::{self, BUNDLE, PROGRAMME, Who};
use crate::harness::Database;

pub(super) async fn begin(database: &Database, person: Uuid, account: Uuid) -> Result<Uuid, Error> {
    let mut conn = database.app.acquire().await.unwrap();
    let id = entropy::id();
    let draft = NewDraft {
        taken: None,
        about: None,
        id,
        person,
        account: Some(account),
        programme: PROGRAMME,
        bundle: BUNDLE,
        answers: Answers::default(),
    };
    applications::create(&mut conn, draft).await.map(|()| id)
}

fn rooms(number: i64) -> Answers {
    Answers::stored(json!({ "household": { "rooms": number } }))
}

#[tokio::test]
async fn a_person_has_one_open_application_to_a_programme_until_its_case_has_ended() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let first = begin(&database, citizen.person, citizen.account).await.unwrap();
    let second = begin(&database, citizen.person, citizen.account).await.unwrap_err();
    assert!(matches!(second, Error::Refused(Refusal::ApplicationExists)), "{second:?}");
    sqlx::query("update applications set state = 'submitted'").execute(&database.owner).await.unwrap();
    let mut conn = database.app.acquire().await.unwrap();
    applications::close(&mut conn, first).await.unwrap();
    let third = begin(&database, citizen.person, citizen.account).await.unwrap();
    let listed = applications::of_person(&mut conn, citizen.person, None, 10).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [third, first]);
    let older = applications::of_person(&mut conn, citizen.person, Some(third), 10).await.unwrap();
    assert_eq!(older.iter().map(|one| one.id).collect::<Vec<_>>(), [first]);
}

#[tokio::test]
async fn of_two_windows_that_save_the_same_version_one_is_told_that_the_draft_changed() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let id = begin(&database, citizen.person, citizen.account).await.unwrap();
    let save = async |number| {
        let mut conn = database.app.acquire().await.unwrap();
        applications::save(&mut conn, id, 1, rooms(number)).await
    };
    let (one, other) = tokio::join!(save(1), save(2));
    let (saved, refused) = if one.is_ok() { (one, other) } else { (other, one) };
    assert_eq!(saved.unwrap(), 2);
    assert!(matches!(refused.unwrap_err(), Error::Refused(Refusal::DraftChanged { version: 2 })));
}

#[tokio::test]
async fn what_was_handed_in_is_not_saved_over_and_what_never_was_is_not_found() {
    let database = Database::fresh().await;
    arrange::office(&database).await;
    let citizen = arrange::citizen(&database, &Who::default()).await;
    let id = begin(&database, citizen.person, citizen.account).await.unwrap();
    sqlx::query("update applications set state = 'submitted'").execute(&database.owner).await.unwrap();
    let mut conn = database.app.acquire().await.unwrap();
    let error = applications::save(&mut conn, id, 1, rooms(1)).await.unwrap_err();
    assert!(matches!(error, Error::Refused(Refusal::NoLongerADraft)), "{error:?}");
    let error = applications::save(&mut conn, entropy::id(), 1, rooms(1)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound), "{error:?}");
}

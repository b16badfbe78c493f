//! Rows of documents, requests and reviews.

use pser::documents::{self, FileName, Kind, NewDocument, NewRequest, NewReview, Review, Slot, Verdict};
use pser::entropy;
use pser::error::Error;
use pser::refusal::Refusal;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::arrange::{self, Case, Citizen, Who};
use crate::harness::Database;

async fn applicant(database: &Database) -> (Citizen, Case) {
    arrange::office(database).await;
    let citizen = arrange::citizen(database, &Who::default()).await;
    let case = arrange::case(database, &citizen, serde_json::json!({})).await;
    (citizen, case)
}

fn slot(requirement: &str, member: Option<i16>) -> Slot {
    Slot { requirement: requirement.to_owned(), member }
}

async fn sends(conn: &mut PgConnection, citizen: &Citizen, case: &Case, slot: &Slot) -> Uuid {
    let id = entropy::id();
    let document = documents::replace_current(
        conn,
        &NewDocument {
            id,
            application: case.application,
            slot,
            file_name: &FileName::clean("../cnic.jpg"),
            kind: Kind::Jpeg,
            size_bytes: 10,
            digest: [1; 16],
            object_key: &format!("documents/{id}"),
            wrapped_key: b"wrapped",
            uploaded_by: citizen.person,
        },
    )
    .await
    .unwrap();
    assert_eq!(document.file_name, "cnic.jpg");
    id
}

#[tokio::test]
async fn a_newer_document_replaces_the_one_in_its_slot_and_no_other() {
    let database = Database::fresh().await;
    let (citizen, case) = applicant(&database).await;
    let mut conn = database.app.acquire().await.unwrap();
    let own = slot("cnic", None);
    let first = sends(&mut conn, &citizen, &case, &own).await;
    let of_member = sends(&mut conn, &citizen, &case, &slot("cnic", Some(1))).await;
    let second = sends(&mut conn, &citizen, &case, &own).await;

    let current = documents::current(&mut conn, case.application).await.unwrap();
    let ids: Vec<Uuid> = current.iter().map(|document| document.id).collect();
    assert_eq!(ids, [second, of_member]);
    let earlier = documents::find(&mut conn, first).await.unwrap().unwrap();
    assert!(earlier.replaced_at.is_some() && !earlier.counts());
}

#[tokio::test]
async fn a_request_is_open_until_a_document_arrives_for_its_very_slot() {
    let database = Database::fresh().await;
    let (citizen, case) = applicant(&database).await;
    let mut conn = database.app.acquire().await.unwrap();
    let (income, cnic) = (slot("income-proof", None), slot("cnic", Some(0)));
    for (slot, reason) in [(&income, "too old"), (&cnic, "cannot be read"), (&income, "not signed")] {
        let asked = NewRequest { application: case.application, slot, reason, requested_by: citizen.person };
        documents::open(&mut conn, &asked).await.unwrap();
    }
    let open = documents::open_requests(&mut conn, case.application).await.unwrap();
    let told: Vec<(&Slot, &str)> =
        open.iter().map(|request| (&request.slot, request.reason.as_str())).collect();
    assert_eq!(told, [(&income, "not signed"), (&cnic, "cannot be read")]);

    let document = sends(&mut conn, &citizen, &case, &cnic).await;
    assert_eq!(documents::answer(&mut conn, case.application, &cnic, document).await.unwrap(), 1);
    let open = documents::open_requests(&mut conn, case.application).await.unwrap();
    assert_eq!(open.iter().map(|request| &request.slot).collect::<Vec<_>>(), [&income]);
}

#[tokio::test]
async fn a_refused_document_does_not_count_and_a_replaced_one_is_not_reviewed() {
    let database = Database::fresh().await;
    let (citizen, case) = applicant(&database).await;
    let mut conn = database.app.acquire().await.unwrap();
    let own = slot("cnic", None);
    let first = sends(&mut conn, &citizen, &case, &own).await;
    let refused = Verdict::Refused { reason: "blurred".to_owned() };
    let new = NewReview { document: first, verdict: &refused, reviewer: citizen.person };
    let document = documents::review(&mut conn, &new).await.unwrap();
    assert_eq!((document.review, document.counts()), (Review::Refused, false));
    assert_eq!(document.review_reason.as_deref(), Some("blurred"));

    sends(&mut conn, &citizen, &case, &own).await;
    let late = NewReview { document: first, verdict: &Verdict::Accepted, reviewer: citizen.person };
    let late = documents::review(&mut conn, &late).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::DocumentChanged))));
}

#[tokio::test]
async fn an_unfit_document_cannot_be_opened() {
    let database = Database::fresh().await;
    let (citizen, case) = applicant(&database).await;
    let mut conn = database.app.acquire().await.unwrap();
    let document = sends(&mut conn, &citizen, &case, &slot("cnic", None)).await;
    assert!(documents::stored(&mut conn, document).await.is_ok());
    sqlx::query("update documents set state = 'unfit' where id = $1")
        .bind(document)
        .execute(&mut *conn)
        .await
        .unwrap();
    let opened = documents::stored(&mut conn, document).await;
    assert!(matches!(opened, Err(Error::Refused(Refusal::DocumentNotReady))));
}

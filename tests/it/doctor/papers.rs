//! Documents, their objects in the store, and what requests were answered with.

use bytes::Bytes;

use super::AtWork;

const STORE: &str = "a document has its object in the store, and an object its document";

#[tokio::test]
async fn a_document_without_its_object_is_named() {
    let at_work = AtWork::arranged().await;
    let key = at_work.text("select object_key from documents").await;
    at_work.office.app.store.delete(&key).await.unwrap();
    at_work.names(STORE, &format!("document {key}: no object")).await;
}

#[tokio::test]
async fn an_object_that_nobody_knows_is_named_and_one_on_its_way_is_not() {
    let at_work = AtWork::arranged().await;
    let put = async |key: &'static str| {
        let source = || -> pser::adapters::store::Bytestream {
            Box::pin(futures::stream::iter([Ok(Bytes::from_static(b"bytes"))]))
        };
        at_work.office.app.store.put(key, 5, Box::new(source)).await.unwrap();
    };
    at_work.tampers("insert into store_uploads (object_key) values ('documents/under-way')").await;
    put("documents/under-way").await;
    at_work.office.is_healthy().await;
    for key in ["documents/zzz", "documents/000", "elsewhere"] {
        put(key).await;
        at_work.names(STORE, &format!("object {key}: no document")).await;
    }
}

#[tokio::test]
async fn papers_that_lead_nowhere_are_named() {
    let at_work = AtWork::arranged().await;
    let case = &at_work.pending;
    let document = at_work.text("select id::text from documents").await;
    let frozen = format!(
        "update snapshots set documents = (select jsonb_build_array(jsonb_build_object(
               'id', id, 'requirement', requirement, 'digest', encode(digest, 'hex'))) from documents)
           where application_id = '{}'",
        case.application
    );
    at_work.tampers(&frozen).await;
    at_work
        .is_told(
            "the documents that were handed in are there, each with its digest",
            "update documents set digest = decode('00', 'hex')",
            &document,
        )
        .await;
    at_work
        .is_told(
            "a request is answered by a document for what it asked",
            &format!(
                "insert into document_requests (id, application_id, requirement, reason, requested_by, answered_by, answered_at)
                 select '{}', application_id, 'cnic-self', 'blurred', uploaded_by, id, now() from documents",
                case.id
            ),
            &case.id.to_string(),
        )
        .await;
    at_work
        .is_told(
            "a document belongs to an application",
            &format!("delete from applications where id = '{}'", case.application),
            &document,
        )
        .await;
}

#[tokio::test]
async fn an_answer_that_names_what_is_not_there_is_named() {
    let at_work = AtWork::arranged().await;
    let reference = &at_work.submitted.reference;
    let rule = "what an answer names is there";
    at_work
        .is_told(
            rule,
            &format!("update cases set reference = 'C-0' where reference = '{reference}'"),
            reference,
        )
        .await;
    at_work.tampers(&format!("update cases set reference = '{reference}' where reference = 'C-0'")).await;
    let document = at_work.text("select id::text from documents").await;
    at_work.is_told(rule, "delete from documents", &document).await;
    let unanswered = "update idempotency_keys set status = null, body = null
        where key = (select max(key) from idempotency_keys)";
    at_work.is_told("a request that was taken was answered", unanswered, "request ").await;
}

#[tokio::test]
async fn an_upload_that_was_abandoned_and_not_swept_is_named() {
    let at_work = AtWork::arranged().await;
    at_work
        .is_told(
            "an abandoned upload is swept within an hour and a half",
            "insert into store_uploads values ('documents/1', pser_now() - interval '2 hours')",
            "object documents/1",
        )
        .await;
}

//! Objects that lost their row are swept; objects with a row and uploads under way are not.

use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use pser::adapters::store::{Bytestream, Store};
use pser::documents;
use pser::error::Error;
use pser::jobs::sweep_store::sweep;

use super::bucket::Bucket;
use crate::harness::Database;

async fn begins(database: &Database, store: &Store, key: &str) {
    documents::begin_upload(&mut database.app.acquire().await.unwrap(), key).await.unwrap();
    let source = || -> Bytestream { Box::pin(futures::stream::iter([Ok(Bytes::from_static(b"sealed"))])) };
    store.put(key, 6, Box::new(source)).await.unwrap();
}

async fn waiting(database: &Database) -> i64 {
    sqlx::query_scalar("select count(*) from store_uploads").fetch_one(&database.app).await.unwrap()
}

#[tokio::test]
async fn an_object_without_a_row_is_gone_after_an_hour_and_a_younger_one_stays() {
    let (database, bucket) = (Database::fresh().await, Bucket::fresh().await);
    begins(&database, &bucket.store, "documents/old").await;
    database.passes(TimeDelta::minutes(61)).await;
    begins(&database, &bucket.store, "documents/young").await;

    assert_eq!(sweep(&database.app, &bucket.store).await.unwrap(), 1);
    assert!(!bucket.store.has("documents/old").await.unwrap());
    assert!(bucket.store.has("documents/young").await.unwrap());
    assert_eq!(waiting(&database).await, 1);
}

#[tokio::test]
async fn an_upload_that_the_sweeper_took_can_no_longer_become_a_document() {
    let (database, bucket) = (Database::fresh().await, Bucket::fresh().await);
    begins(&database, &bucket.store, "documents/slow").await;
    database.passes(TimeDelta::minutes(61)).await;
    sweep(&database.app, &bucket.store).await.unwrap();
    let mut conn = database.app.acquire().await.unwrap();
    let late = documents::finish_upload(&mut conn, "documents/slow").await;
    assert!(matches!(late, Err(Error::Fault(_))));
}

#[tokio::test]
async fn an_upload_whose_document_is_being_committed_is_left_alone() {
    let (database, bucket) = (Database::fresh().await, Bucket::fresh().await);
    begins(&database, &bucket.store, "documents/late").await;
    database.passes(TimeDelta::minutes(61)).await;
    let mut committing = database.app.begin().await.unwrap();
    documents::finish_upload(&mut committing, "documents/late").await.unwrap();
    let swept = tokio::time::timeout(Duration::from_secs(30), sweep(&database.app, &bucket.store)).await;
    assert_eq!(swept.expect("the sweeper does not wait for it").unwrap(), 0);
    committing.commit().await.unwrap();
    assert!(bucket.store.has("documents/late").await.unwrap());
}

#[tokio::test]
async fn a_store_that_is_down_keeps_its_orphans_on_the_list() {
    let (database, bucket) = (Database::fresh().await, Bucket::fresh().await);
    begins(&database, &bucket.store, "documents/old").await;
    database.passes(TimeDelta::minutes(61)).await;
    assert!(sweep(&database.app, &bucket.unreachable()).await.is_err());
    assert_eq!(waiting(&database).await, 1);
    assert_eq!(sweep(&database.app, &bucket.store).await.unwrap(), 1);
}

//! The store over the real protocol.

use bytes::Bytes;
use futures::TryStreamExt as _;
use pser::documents::cipher;
use pser::error::Fault;

use super::bucket::Bucket;
use super::files;
use super::receiving::intake;

#[tokio::test]
async fn a_file_comes_back_from_the_store_as_it_was_and_lies_there_encrypted() {
    let bucket = Bucket::fresh().await;
    let file = files::pdf_of(700_000);
    let received = intake().receive(Some("application/pdf"), files::wire(&file)).await.unwrap();
    let spool = received.spool.clone();
    bucket
        .store
        .put("documents/one", received.spool.sealed_bytes(), Box::new(move || Box::pin(spool.sealed())))
        .await
        .unwrap();

    let sealed = bucket.store.get("documents/one").await.unwrap();
    let plain: Vec<Bytes> =
        Box::pin(cipher::decrypted(sealed, received.spool.key().clone())).try_collect().await.unwrap();
    assert_eq!(plain.concat(), file);

    let lying = bucket.everything().await;
    assert!(lying.len() > file.len());
    assert!(!lying.windows(9).any(|window| window == b"0 1 2 3 4"));
}

#[tokio::test]
async fn deleting_is_done_when_the_object_is_gone_however_often_it_is_asked() {
    let bucket = Bucket::fresh().await;
    let bytes = Bytes::from_static(b"x");
    let source =
        move || -> pser::adapters::store::Bytestream { Box::pin(futures::stream::iter([Ok(bytes.clone())])) };
    bucket.store.put("documents/two", 1, Box::new(source)).await.unwrap();
    assert!(bucket.store.has("documents/two").await.unwrap());
    bucket.store.delete("documents/two").await.unwrap();
    bucket.store.delete("documents/two").await.unwrap();
    assert!(!bucket.store.has("documents/two").await.unwrap());
    bucket.store.ensure_bucket().await.unwrap();
}

#[tokio::test]
async fn a_store_that_is_down_is_unavailable() {
    let store = Bucket::fresh().await.unreachable();
    assert!(matches!(store.reach().await, Err(Fault::Unavailable { .. })));
    assert!(matches!(store.get("documents/one").await.map(|_| ()), Err(Fault::Unavailable { .. })));
}

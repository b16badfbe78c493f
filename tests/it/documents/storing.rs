//! The store over the real protocol.

use bytes::Bytes;
use futures::TryStreamExt as _;
use pser::documents::cipher;
use pser::error::Fault;
use tokio::net::TcpListener;

use super::endpoint::{Endpoint, store_at};
use super::files;
use super::receiving::intake;

#[tokio::test]
async fn a_file_comes_back_from_the_store_as_it_was_and_lies_there_encrypted() {
    let endpoint = Endpoint::start().await;
    let file = files::pdf_of(700_000);
    let received = intake().receive(Some("application/pdf"), files::wire(&file)).await.unwrap();
    let spool = received.spool.clone();
    endpoint
        .store
        .put("documents/one", received.spool.sealed_bytes(), Box::new(move || Box::pin(spool.sealed())))
        .await
        .unwrap();

    let sealed = endpoint.store.get("documents/one").await.unwrap();
    let plain: Vec<Bytes> =
        Box::pin(cipher::decrypted(sealed, received.spool.key().clone())).try_collect().await.unwrap();
    assert_eq!(plain.concat(), file);

    let lying = endpoint.everything();
    assert!(lying.len() > file.len());
    assert!(!lying.windows(9).any(|window| window == b"0 1 2 3 4"));
}

#[tokio::test]
async fn deleting_is_done_when_the_object_is_gone_however_often_it_is_asked() {
    let endpoint = Endpoint::start().await;
    let bytes = Bytes::from_static(b"x");
    let source =
        move || -> pser::adapters::store::Bytestream { Box::pin(futures::stream::iter([Ok(bytes.clone())])) };
    endpoint.store.put("documents/two", 1, Box::new(source)).await.unwrap();
    assert!(endpoint.store.has("documents/two").await.unwrap());
    endpoint.store.delete("documents/two").await.unwrap();
    endpoint.store.delete("documents/two").await.unwrap();
    assert!(!endpoint.store.has("documents/two").await.unwrap());
    endpoint.store.ensure_bucket().await.unwrap();
}

#[tokio::test]
async fn a_store_that_is_down_is_unavailable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let store = store_at(&format!("http://{}", listener.local_addr().unwrap()));
    drop(listener);
    assert!(matches!(store.reach().await, Err(Fault::Unavailable { .. })));
    assert!(matches!(store.get("documents/one").await.map(|_| ()), Err(Fault::Unavailable { .. })));
}

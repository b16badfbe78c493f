//! What the intake takes in and what it turns away while it still arrives.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures::StreamExt as _;
use pser::documents::{Intake, Kind, Limits};
use pser::error::{Error, Fault, Result};
use pser::refusal::Refusal;
use sha2::{Digest as _, Sha256};

use super::files;

pub(super) fn intake() -> Intake {
    Intake::new(Limits::default(), std::env::temp_dir())
}

async fn refusal(intake: &Intake, content_type: Option<&str>, file: &[u8]) -> Refusal {
    match intake.receive(content_type, files::wire(file)).await {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_file_is_taken_with_its_kind_and_the_digest_of_what_was_sent() {
    let file = files::jpeg(40, 30);
    let received = intake().receive(Some("image/jpeg"), files::wire(&file)).await.unwrap();
    assert_eq!(received.kind, Kind::Jpeg);
    assert_eq!(received.spool.plain_bytes(), file.len() as u64);
    assert_eq!(received.sha256.as_slice(), Sha256::digest(&file).as_slice());
}

#[tokio::test]
async fn an_empty_file_and_one_of_another_kind_than_it_says_are_refused() {
    let intake = intake();
    assert_eq!(refusal(&intake, Some("image/png"), b"").await, Refusal::EmptyFile);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (declared, file) in [
        (Some("image/svg+xml"), svg.as_slice()),
        (Some("image/png"), svg),
        (Some("image/png"), &files::jpeg(4, 4)),
        (Some("text/html"), &files::png(4, 4)),
        (None, &files::png(4, 4)),
        (Some("image/jpeg"), b"\xff"),
        (Some("application/pdf"), b"<html>%PDF-1.7"),
    ] {
        assert_eq!(refusal(&intake, declared, file).await, Refusal::FileKindNotTaken, "{declared:?}");
    }
}

#[tokio::test]
async fn a_file_too_large_is_refused_before_the_rest_of_it_is_read() {
    let intake = Intake::new(Limits::of(100_000), std::env::temp_dir());
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let endless = futures::stream::repeat(()).map(move |()| {
        let first = counter.fetch_add(10_000, Ordering::SeqCst) == 0;
        let piece = if first { b"%PDF-1.7\n".as_slice() } else { &[b' '; 10_000] };
        Result::<Bytes>::Ok(Bytes::copy_from_slice(piece))
    });
    let refused = intake.receive(Some("application/pdf"), Box::pin(endless)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::FileTooLarge { limit_bytes: 100_000 }))));
    assert!(sent.load(Ordering::SeqCst) <= 130_000);
}

#[tokio::test]
async fn a_connection_dropped_in_mid_upload_leaves_no_file_behind() {
    let folder = tempfile::tempdir().unwrap();
    let intake = Intake::new(Limits::default(), folder.path().to_owned());
    let cut = files::wire(&files::pdf_of(300_000))
        .take(20)
        .chain(futures::stream::iter([Err(Fault::broken("the sender is gone").into())]));
    assert!(matches!(intake.receive(Some("application/pdf"), Box::pin(cut)).await, Err(Error::Fault(_))));
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[tokio::test]
async fn of_a_long_file_only_a_few_pieces_are_held_at_a_time() {
    struct Held(Vec<u8>, Arc<AtomicUsize>);
    impl AsRef<[u8]> for Held {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    impl Drop for Held {
        fn drop(&mut self) {
            self.1.fetch_sub(self.0.len(), Ordering::SeqCst);
        }
    }

    let file = files::pdf_of(9_900_000);
    let (held, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let pieces: Vec<Vec<u8>> = file.chunks(16 * 1024).map(<[u8]>::to_vec).collect();
    let (now, peak) = (Arc::clone(&held), Arc::clone(&most));
    let stream = futures::stream::iter(pieces).map(move |piece| {
        let held = now.fetch_add(piece.len(), Ordering::SeqCst) + piece.len();
        peak.fetch_max(held, Ordering::SeqCst);
        Result::<Bytes>::Ok(Bytes::from_owner(Held(piece, Arc::clone(&now))))
    });
    let received = intake().receive(Some("application/pdf"), stream).await.unwrap();
    assert_eq!(received.spool.plain_bytes(), file.len() as u64);
    assert!(most.load(Ordering::SeqCst) <= 64 * 1024);
}

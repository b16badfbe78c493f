//! Multipart bodies that are read a piece at a time. The parser takes in whatever is ready before it gives out anything,
//! which with a fast sender is the whole file; so the body says "not yet" after each piece, and only a little may come
//! before the file itself begins.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use futures::{Stream, StreamExt as _};

use crate::error::{Error, Result};
use crate::refusal::Refusal;

/// What the fields before the file and the frame around it may take, in bytes; more than one piece of a connection.
const FRAME_BYTES: u64 = 1024 * 1024;

/// A multipart body whose last field is a file.
#[derive(Debug)]
pub(in crate::web) struct Form {
    pub(in crate::web) fields: Multipart,
    pub(in crate::web) allowance: Allowance,
}

/// How many more bytes the body may have.
#[derive(Debug, Clone)]
pub(in crate::web) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// The file begins now and may have this many bytes.
    pub(in crate::web) fn grow(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Why the body could not be read further: too long, or not whole.
    pub(in crate::web) fn refusal(&self) -> Refusal {
        if self.0.load(Ordering::Relaxed) == 0 {
            Refusal::BodyTooLarge
        } else {
            Refusal::field("file", "body-unreadable")
        }
    }

    fn take(&self, bytes: u64) -> io::Result<()> {
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        left.map(drop).map_err(|_| {
            self.0.store(0, Ordering::Relaxed);
            io::Error::other("the body is longer than it may be")
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let allowance = Allowance(Arc::new(AtomicU64::new(FRAME_BYTES)));
        let (parts, body) = request.into_parts();
        let paced = Paced { body: body.into_data_stream(), rests: false, allowance: allowance.clone() };
        let request = Request::from_parts(parts, Body::from_stream(paced));
        let fields =
            Multipart::from_request(request, state).await.map_err(|_| Refusal::ContentTypeNotTaken)?;
        Ok(Self { fields, allowance })
    }
}

struct Paced {
    body: BodyDataStream,
    /// Whether a piece was given since the last rest.
    rests: bool,
    allowance: Allowance,
}

impl Stream for Paced {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if std::mem::take(&mut self.rests) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let Some(piece) = ready!(self.body.poll_next_unpin(context)) else { return Poll::Ready(None) };
        self.rests = true;
        let piece = piece.map_err(io::Error::other);
        Poll::Ready(Some(piece.and_then(|piece| {
            self.allowance.take(piece.len() as u64)?;
            Ok(piece)
        })))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use axum::http::header::CONTENT_TYPE;

    use super::*;

    const OPENING: &str = "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";

    async fn form(pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Form {
        let request = Request::post("/")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from_stream(pieces))
            .unwrap();
        Form::from_request(request, &()).await.unwrap()
    }

    #[tokio::test]
    async fn of_a_body_that_is_all_there_only_what_is_asked_for_is_read() {
        let read = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&read);
        let pieces = futures::stream::iter(0..500).map(move |at| {
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(if at == 0 { Bytes::from(OPENING) } else { Bytes::from_static(&[b'a'; 4096]) })
        });
        let mut form = form(pieces).await;
        form.allowance.grow(4096 * 500);
        let mut field = form.fields.next_field().await.unwrap().unwrap();
        for asked in 1..50 {
            field.chunk().await.unwrap().unwrap();
            assert!(read.load(Ordering::SeqCst) <= asked + 3);
        }
    }

    #[tokio::test]
    async fn a_header_without_end_is_cut_off() {
        let endless = futures::stream::repeat(()).map(|()| Ok(Bytes::from_static(&[b'a'; 4096])));
        let opening = futures::stream::iter([Ok(Bytes::from("--x\r\nContent-Disposition: "))]);
        let mut form = form(opening.chain(endless)).await;
        assert!(form.fields.next_field().await.is_err());
        assert_eq!(form.allowance.refusal(), Refusal::BodyTooLarge);
    }

    #[tokio::test]
    async fn a_body_that_ends_early_is_unreadable() {
        let mut form = form(futures::stream::iter([Ok(Bytes::from(OPENING)), Ok(Bytes::from("abc"))])).await;
        let mut field = form.fields.next_field().await.unwrap().unwrap();
        while let Ok(piece) = field.chunk().await {
            assert!(piece.is_some(), "the field seemed whole");
        }
        assert_eq!(form.allowance.refusal(), Refusal::field("file", "body-unreadable"));
    }
}

//! Serves a router on a listener until told to stop: slow senders are cut off, connections are counted, and on stopping
//! what was begun is finished.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

/// The most connections at a time; more wait to be accepted.
const CONNECTIONS: usize = 4096;
/// How long a client may take over the head of a request, and keep an idle connection.
const HEAD: Duration = Duration::from_secs(30);
/// How long the head of a request may be; a browser's is a few thousand bytes.
const HEAD_BYTES: usize = 64 * 1024;
/// How long a client may pause in the middle of a body.
const PART: Duration = Duration::from_secs(30);
/// How long requests under way may take to end once we stop.
const DRAIN: Duration = Duration::from_secs(20);
/// How long whoever has connected may take to begin a request once we stop.
const BEGIN: Duration = Duration::from_secs(2);

/// Serves until `stop`, then takes no more connections and waits for the requests under way. Whoever got as far as a
/// connection before that is heard. Handlers find the peer's address in `ConnectInfo<SocketAddr>`.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let reception =
        Reception { http: http(), router, draining: GracefulShutdown::new(), unheard: TaskTracker::new() };
    loop {
        let seat = Arc::clone(&seats).acquire_owned().await.expect("the semaphore is never closed");
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((socket, peer)) => reception.take(socket, peer, seat),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                // Out of file descriptors, most likely: let some be given back.
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
    if let Err(error) = reception.take_waiting(listener, &seats) {
        tracing::warn!(%error, "connections that waited to be accepted may have been cut");
    }
    let Reception { draining, unheard, .. } = reception;
    unheard.close();
    // Who begins nothing by then loses a connection that carried nothing.
    let _ = timeout(BEGIN, unheard.wait()).await;
    if timeout(DRAIN, draining.shutdown()).await.is_err() {
        tracing::warn!(
            drain.seconds = DRAIN.as_secs(),
            "requests were cut off because they did not end in time"
        );
    }
}

/// What every connection is served with.
struct Reception {
    http: Builder<TokioExecutor>,
    router: Router,
    draining: GracefulShutdown,
    /// Holds a token of every connection that has not begun a request yet.
    unheard: TaskTracker,
}

impl Reception {
    fn take(&self, socket: TcpStream, peer: SocketAddr, seat: OwnedSemaphorePermit) {
        let connection = connection(&self.http, (socket, peer), self.router.clone(), self.unheard.token());
        let connection = self.draining.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended in an error");
            }
            drop(seat);
        });
    }

    /// Takes those whom the system let in and nobody has accepted, and closes the listener: they were not refused, so that
    /// nothing would tell them to try elsewhere.
    fn take_waiting(&self, listener: TcpListener, seats: &Arc<Semaphore>) -> io::Result<()> {
        let listener = listener.into_std()?;
        while let Ok(seat) = Arc::clone(seats).try_acquire_owned() {
            match listener.accept() {
                Ok((socket, peer)) => {
                    socket.set_nonblocking(true)?;
                    self.take(TcpStream::from_std(socket)?, peer, seat);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn http() -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    http.http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(100)
        .keep_alive_interval(HEAD)
        .keep_alive_timeout(Duration::from_secs(20));
    http
}

/// A body whose pieces must not be waited for too long. One without pieces stays as it is: wrapped, it would no longer
/// say that it is empty, and the embedded store asks a body of unknown length for its length.
fn in_time(body: Incoming) -> Body {
    if body.is_end_stream() { Body::new(body) } else { Body::new(TimeoutBody::new(PART, body)) }
}

fn connection(
    http: &Builder<TokioExecutor>,
    (socket, peer): (TcpStream, SocketAddr),
    router: Router,
    unheard: TaskTrackerToken,
) -> impl hyper_util::server::graceful::GracefulConnection<Error: std::fmt::Display, Output: Send> + Send + 'static
{
    let unheard = Mutex::new(Some(unheard));
    let service = service_fn(move |request: Request<Incoming>| {
        // Only the token goes: no panic leaves it half gone.
        drop(unheard.lock().unwrap_or_else(PoisonError::into_inner).take());
        let router = router.clone();
        async move {
            let mut request = request.map(in_time);
            request.extensions_mut().insert(ConnectInfo(peer));
            let Ok(response) = router.oneshot(request).await;
            Ok::<_, Infallible>(response)
        }
    });
    // Answers are small and waited for.
    if let Err(error) = socket.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps delaying small packets");
    }
    http.serve_connection(TokioIo::new(socket), service).into_owned()
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn what_was_begun_is_finished_and_nothing_new_is_taken() {
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let router = {
            let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
            let slow = async move || {
                begun.notify_one();
                go_on.notified().await;
                "done"
            };
            Router::new().route("/", get(slow))
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let serving = tokio::spawn(serve(listener, router, stop.clone()));

        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: pser\r\n\r\n").await.unwrap();
        begun.notified().await;
        stop.cancel();
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        assert!(!serving.is_finished());
        go_on.notify_one();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("done"), "{answer}");
        serving.await.unwrap();
    }

    #[tokio::test]
    async fn who_waited_to_be_accepted_or_had_not_asked_yet_is_answered_although_we_stop() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut asked = TcpStream::connect(address).await.unwrap();
        asked.write_all(b"GET / HTTP/1.1\r\nhost: pser\r\n\r\n").await.unwrap();
        let mut late = TcpStream::connect(address).await.unwrap();
        let stop = CancellationToken::new();
        stop.cancel();
        let router = Router::new().route("/", get(|| async { "done" }));
        let serving = tokio::spawn(serve(listener, router, stop));
        let mut first = [0; 15];
        asked.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200 OK");
        late.write_all(b"GET / HTTP/1.1\r\nhost: pser\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        late.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("done"), "{answer}");
        serving.await.unwrap();
    }
}

//! Serves a router on a listener until told to stop: slow senders are cut off, connections are counted, and on stopping
//! what was begun is finished.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
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
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

/// The most connections at a time; more wait to be accepted.
const CONNECTIONS: usize = 4096;
/// How long a client may take over the head of a request, and keep an idle connection.
const HEAD: Duration = Duration::from_secs(30);
/// How long a client may pause in the middle of a body.
const PART: Duration = Duration::from_secs(30);
/// How long requests under way may take to end once we stop.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until `stop`, then takes no more connections and waits for the requests under way. Handlers find the peer's
/// address in `ConnectInfo<SocketAddr>`.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let http = http();
    let draining = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let seat = Arc::clone(&seats).acquire_owned().await.expect("the semaphore is never closed");
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                // Out of file descriptors, most likely: let some be given back.
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let connection = draining.watch(connection(&http, socket, peer, router.clone()));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended in an error");
            }
            drop(seat);
        });
    }
    drop(listener);
    if timeout(DRAIN, draining.shutdown()).await.is_err() {
        tracing::warn!(
            drain.seconds = DRAIN.as_secs(),
            "requests were cut off because they did not end in time"
        );
    }
}

fn http() -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
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
    socket: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error: std::fmt::Display, Output: Send> + Send + 'static
{
    let service = service_fn(move |request: Request<Incoming>| {
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
}

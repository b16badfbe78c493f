//! What the listener refuses before any page is asked.

use axum::Router;
use pser::web::server;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// The beginning of the answer to a request with a header of so many bytes.
async fn answer(at: std::net::SocketAddr, bytes: usize) -> String {
    let mut line = TcpStream::connect(at).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: {}\r\n\r\n", "x".repeat(bytes));
    // Who is refused may be cut off before all is sent.
    let _ = line.write_all(head.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_head_of_a_browser_is_read_and_one_without_end_is_not() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let pages = Router::new().fallback(async || "heard");
    let served = tokio::spawn(server::serve(listener, pages, stop.clone()));
    assert!(answer(at, 16_000).await.starts_with("HTTP/1.1 200"));
    let refused = answer(at, 1_000_000).await;
    assert!(!refused.contains("heard"), "{refused}");
    stop.cancel();
    served.await.unwrap();
}

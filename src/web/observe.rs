//! Watches requests go by: one log line and two measurements each, by route and never by address, which may name a case.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tracing::Instrument as _;

use crate::entropy;

/// Puts the watch around all routes of `router`.
pub fn watched(router: Router) -> Router {
    router.layer(from_fn(watch))
}

async fn watch(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = known(request.method().as_str());
    let span =
        tracing::info_span!("request", request.id = %entropy::id(), http.method = method, http.route = route);
    let begun = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let seconds = begun.elapsed().as_secs_f64();

    let status = response.status().as_u16();
    let labels = [("method", method.to_owned()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("pser_http_requests_total", &labels).increment(1);
    metrics::histogram!("pser_http_request_seconds", &labels[..2]).record(seconds);
    let _inside = span.enter();
    if is_routine(&route) {
        tracing::debug!(http.status = status, request.seconds = seconds, "a request was answered");
    } else {
        tracing::info!(http.status = status, request.seconds = seconds, "a request was answered");
    }
    response
}

/// Methods are free text from the client; only those we know become a label.
fn known(method: &str) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other")
}

fn is_routine(route: &str) -> bool {
    matches!(route, "/healthz" | "/readyz")
}

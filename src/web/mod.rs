//! HTTP: turns requests into calls of use cases and their answers into responses. Writes nothing by itself.

pub mod api;
pub mod assets;
pub mod error;
pub mod forwarded;
mod headers;
pub mod health;
pub mod observe;
pub mod server;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;

/// Bodies are at most this long, in bytes, where a route does not say otherwise (uploads do).
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Everything the main listener answers.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(api::router(&app))
        .merge(api::document())
        .merge(assets::router())
        .fallback(error::no_such_page)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn(error::speak))
        .layer(from_fn(headers::secure))
        .with_state(app)
}

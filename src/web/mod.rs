//! HTTP: turns requests into calls of use cases and their answers into responses. Writes nothing by itself.

mod address;
pub mod api;
pub mod assets;
mod away;
mod certificate;
pub mod door;
pub mod error;
pub mod extract;
pub mod forwarded;
mod headers;
pub mod health;
pub mod observe;
pub mod office;
pub mod outbox;
mod paced;
pub mod page;
pub mod portal;
mod queued;
mod receipt;
mod record;
pub mod server;
pub mod supervision;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;

/// Bodies are at most this long, in bytes, where a route does not say otherwise (uploads do).
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Everything the main listener answers.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(api::router(&app))
        .merge(api::document())
        .merge(pages(&app))
        .merge(assets::router())
        .fallback(error::no_such_page)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn(error::speak))
        .layer(from_fn(headers::secure))
        .with_state(app)
}

/// The pages, with their gate before them.
fn pages(app: &Arc<App>) -> Router<Arc<App>> {
    let pages = Router::new().merge(portal::routes()).merge(office::routes()).merge(supervision::routes());
    pages.route_layer(from_fn_with_state(Arc::clone(app), page::gate::keep))
}

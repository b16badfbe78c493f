//! The outbox as people read it: what `pser run` would have sent by SMS and e-mail, codes among it. On a loopback listener
//! of its own beside what programs ask of it, never on that of the pages.

mod messages;
mod parts;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;

use super::{assets, error, headers};
use crate::adapters::outbox::{self, Outbox};

/// What the page shows from, and where its messages lead to.
#[derive(Debug)]
struct Shelf {
    outbox: Arc<Outbox>,
    /// The address of the pages: `http://127.0.0.1:8080`.
    portal: String,
}

/// Everything that the outbox's listener answers.
pub fn router(outbox: Arc<Outbox>, portal: String) -> Router {
    let shelf = Shelf { outbox: Arc::clone(&outbox), portal };
    Router::new()
        .route("/", get(messages::show))
        .with_state(Arc::new(shelf))
        .merge(outbox::router(outbox))
        .merge(assets::router())
        .fallback(error::no_such_page)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(from_fn(error::speak))
        .layer(from_fn(headers::secure))
}

/// Something to fill the template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<super::page::samples::Sample> {
    messages::samples()
}

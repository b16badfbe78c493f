//! The officers' pages: queues, the next case, and the page of a case.

use std::sync::Arc;

use axum::Router;

use super::door::Door;
use crate::app::App;

/// Every route of these pages.
pub const DOORS: &[Door] = &[];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<super::page::samples::Sample> {
    Vec::new()
}

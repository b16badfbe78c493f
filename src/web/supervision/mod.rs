//! The pages of those who propose and approve payments, and of those who watch the whole: batches, payments, figures.

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

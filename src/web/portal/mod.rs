//! The citizens' pages: what there is, registering and signing in, applying, documents, and where an application stands.

pub(in crate::web) mod applications;
pub(in crate::web) mod cases;
mod home;
mod language;
mod questions;

use std::sync::Arc;

use axum::Router;

use super::door::{Door, door};
use crate::app::App;

/// Every route of the portal.
pub const DOORS: &[Door] = &[door("GET", "/", "page", "see"), door("POST", "/language", "page", "see")];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(home::routes())
        .merge(language::routes())
        .merge(applications::routes())
        .merge(cases::routes())
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<super::page::samples::Sample> {
    [home::samples(), applications::samples(), cases::samples()].into_iter().flatten().collect()
}

//! A case as its citizen follows it: where it stands, what happened, the money, and taking it back.

mod account;
mod decision;
mod documents;
mod letters;
mod show;
mod withdrawal;

use std::sync::Arc;

use axum::Router;

use crate::app::App;
use crate::web::door::{Door, door};
#[cfg(test)]
use crate::web::page::samples::Sample;

/// Every route of following a case.
pub(in crate::web) const DOORS: &[Door] = &[
    door("GET", "/cases/{reference}", "case", "see"),
    door("GET", "/cases/{reference}/account", "case", "correct-account"),
    door("POST", "/cases/{reference}/account", "case", "correct-account"),
    door("GET", "/cases/{reference}/decision", "case", "see"),
    door("POST", "/cases/{reference}/appeal", "application", "create"),
    door("GET", "/cases/{reference}/documents", "document", "see"),
    door("POST", "/cases/{reference}/messages", "case", "message"),
    door("GET", "/cases/{reference}/withdrawal", "case", "withdraw"),
    door("POST", "/cases/{reference}/withdrawal", "case", "withdraw"),
];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(show::routes())
        .merge(account::routes())
        .merge(decision::routes())
        .merge(documents::routes())
        .merge(letters::routes())
        .merge(withdrawal::routes())
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    [show::samples(), account::samples(), decision::samples(), withdrawal::samples()]
        .into_iter()
        .flatten()
        .collect()
}

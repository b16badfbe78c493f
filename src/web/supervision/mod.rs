//! The pages of those who propose and approve payments, and of those who watch the whole: batches, payments, who is away,
//! whether officers judge alike, figures.

mod batch;
mod batches;
mod figures;
mod proof;
mod second_looks;
mod staff;
mod words;

use std::sync::Arc;

use axum::Router;

use super::door::{Door, door};
use crate::app::App;

/// Every route of these pages.
pub const DOORS: &[Door] = &[
    door("GET", "/supervision/batches", "batch", "see"),
    door("POST", "/supervision/batches", "batch", "create"),
    door("GET", "/supervision/batches/{reference}", "batch", "see"),
    door("GET", "/supervision/batches/{reference}/discarding", "batch", "see"),
    door("POST", "/supervision/batches/{reference}/discarding", "batch", "create"),
    door("GET", "/supervision/batches/{reference}/proposal", "batch", "see"),
    door("POST", "/supervision/batches/{reference}/proposal", "batch", "propose"),
    door("GET", "/supervision/batches/{reference}/approval", "batch", "see"),
    door("POST", "/supervision/batches/{reference}/approval", "batch", "approve"),
    door("GET", "/supervision/batches/{reference}/refusal", "batch", "see"),
    door("POST", "/supervision/batches/{reference}/refusal", "batch", "reject"),
    door("GET", "/supervision/proof", "batch", "approve"),
    door("POST", "/supervision/proof", "batch", "approve"),
    door("GET", "/supervision/staff", "absence", "see"),
    door("GET", "/supervision/staff/{id}/absence", "absence", "declare"),
    door("POST", "/supervision/staff/{id}/absence", "absence", "declare"),
    door("POST", "/supervision/staff/{id}/absence/end", "absence", "declare"),
    door("GET", "/supervision/second-looks", "second-look", "see"),
    door("GET", "/supervision/second-looks/{file}", "second-look", "see"),
    door("GET", "/supervision/figures", "report", "see"),
    door("GET", "/supervision/figures/{file}", "report", "see"),
];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(batches::routes())
        .merge(batch::routes())
        .merge(proof::routes())
        .merge(staff::routes())
        .merge(second_looks::routes())
        .merge(figures::routes())
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<super::page::samples::Sample> {
    let samples = [
        batches::samples(),
        batch::samples(),
        proof::samples(),
        staff::samples(),
        second_looks::samples(),
        figures::samples(),
    ];
    samples.into_iter().flatten().collect()
}

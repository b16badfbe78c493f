//! Applying: the citizen's applications, the form question by question, documents, and handing in.

mod asking;
mod documents;
mod list;
mod place;
mod review;
mod rows;
mod sections;
mod show;
mod step;
mod submitted;

use std::sync::Arc;

use axum::Router;
use uuid::Uuid;

use crate::app::App;
use crate::casework::apply::{self, Filled};
use crate::error::Result;
use crate::policy::Actor;
use crate::web::door::{Door, door};
#[cfg(test)]
use crate::web::page::samples::Sample;

pub(super) use documents::{anchor as slot_anchor, member_name as slot_owner};
pub(super) use list::path;

/// Every route of applying.
pub(in crate::web) const DOORS: &[Door] = &[
    door("GET", "/applications", "application", "see"),
    door("POST", "/applications", "application", "create"),
    door("GET", "/applications/{id}", "application", "see"),
    door("GET", "/applications/{id}/sections/{section}", "application", "edit"),
    door("POST", "/applications/{id}/sections/{section}", "application", "edit"),
    door("GET", "/applications/{id}/sections/{section}/{row}", "application", "edit"),
    door("POST", "/applications/{id}/sections/{section}/{row}", "application", "edit"),
    door("GET", "/applications/{id}/sections/{section}/{row}/removal", "application", "edit"),
    door("POST", "/applications/{id}/sections/{section}/{row}/removal", "application", "edit"),
    door("GET", "/applications/{id}/documents", "document", "see"),
    door("POST", "/applications/{id}/documents", "document", "upload"),
    door("GET", "/applications/{id}/review", "application", "see"),
    door("POST", "/applications/{id}/submission", "application", "submit"),
    door("GET", "/applications/{id}/submitted", "application", "see"),
    door("GET", "/documents/{id}", "document", "download"),
];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(list::routes())
        .merge(show::routes())
        .merge(sections::routes())
        .merge(rows::routes())
        .merge(documents::routes())
        .merge(review::routes())
        .merge(submitted::routes())
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    [
        list::samples(),
        show::samples(),
        step::samples(),
        rows::samples(),
        documents::samples(),
        review::samples(),
        submitted::samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An application on its way to a page: a draft to be filled in, or the path of where to look at it since.
enum Opened {
    Draft(Box<Filled>),
    Elsewhere(String),
}

/// Opens one's own application for filling it in.
async fn open(app: &App, actor: &Actor, id: Uuid) -> Result<Opened> {
    let filled = apply::fill(app, actor, id).await?;
    Ok(match &filled.view.reference {
        Some(reference) => Opened::Elsewhere(format!("/cases/{reference}")),
        None => Opened::Draft(Box::new(filled)),
    })
}

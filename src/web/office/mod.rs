//! The officers' pages: signing in, queues, the next case, and the page of a case with what may be done to it.

mod action;
mod assignment;
mod case;
mod certificate;
mod day;
mod document;
mod duplicates;
mod help_centre;
mod hold;
mod invitation;
mod live;
mod queue;
mod reveal;
mod rows;
mod search;
mod second_look;
mod shortcuts;
mod sign_in;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::door::{Door, door};
use crate::app::App;
use crate::error::{Error, Result};
use crate::policy::Actor;

/// Where pages of the office hear what changes. They ask by themselves, so that asking is no sign of the person.
pub(in crate::web) const LIVE: &str = "/office/live";

/// Every route of these pages.
pub const DOORS: &[Door] = &[
    door("GET", "/office/sign-in", "session", "start"),
    door("POST", "/office/sign-in", "session", "start"),
    door("GET", "/office/invitation", "account", "register"),
    door("POST", "/office/invitation", "account", "register"),
    door("POST", "/office/invitation/code", "account", "register"),
    // Whoever has no queue is sent on from here.
    door("GET", "/office", "session", "see"),
    door("GET", "/office/shortcuts", "session", "see"),
    door("GET", "/office/live", "queue", "see"),
    door("GET", "/office/queues/{queue}", "queue", "see"),
    door("POST", "/office/queues/{queue}/next", "queue", "next"),
    door("POST", "/office/queues/{queue}/assignments", "case", "assign"),
    door("POST", "/office/queues/{queue}/views", "queue", "see"),
    door("POST", "/office/queues/{queue}/views/{id}/removal", "queue", "see"),
    door("GET", "/office/search", "case", "search"),
    door("POST", "/office/search", "case", "search"),
    door("GET", "/office/cases/{reference}", "case", "see"),
    door("POST", "/office/cases/{reference}/claim", "case", "claim"),
    door("POST", "/office/cases/{reference}/release", "case", "release"),
    door("POST", "/office/cases/{reference}/notes", "case", "note"),
    door("POST", "/office/cases/{reference}/messages", "case", "message"),
    door("POST", "/office/cases/{reference}/messages/settled", "case", "message"),
    door("GET", "/office/cases/{reference}/hold", "case", "hold"),
    door("POST", "/office/cases/{reference}/hold", "case", "hold"),
    door("POST", "/office/cases/{reference}/hold/end", "case", "hold"),
    door("POST", "/office/cases/{reference}/undo", "case", "undo"),
    door("GET", "/office/cases/{reference}/assignment", "case", "assign"),
    door("POST", "/office/cases/{reference}/assignment", "case", "assign"),
    door("GET", "/office/cases/{reference}/duplicates", "case", "see"),
    door("GET", "/office/cases/{reference}/duplicates/{other}", "case", "see"),
    door("POST", "/office/cases/{reference}/duplicates/{other}", "case", "judge-duplicates"),
    door("POST", "/office/cases/{reference}/duplicates/{other}/undoing", "case", "judge-duplicates"),
    door("POST", "/office/cases/{reference}/duplicates/{other}/unmerging", "case", "unmerge"),
    door("POST", "/office/second-looks/next", "second-look", "take"),
    door("GET", "/office/second-looks/{id}", "second-look", "take"),
    door("POST", "/office/second-looks/{id}/answer", "second-look", "take"),
    door("POST", "/office/second-looks/{id}/return", "second-look", "take"),
    door("GET", "/office/cases/{reference}/reveal", "case", "reveal"),
    door("POST", "/office/cases/{reference}/reveal", "case", "reveal"),
    door("GET", "/office/cases/{reference}/certificate", "certificate", "see"),
    door("POST", "/office/cases/{reference}/certificate", "certificate", "revoke"),
    door("GET", "/office/cases/{reference}/actions/{action}", "case", "see"),
    door("POST", "/office/cases/{reference}/actions/{action}", "case", "see"),
    door("GET", "/office/documents/{id}/content", "document", "download"),
    door("POST", "/office/documents/{id}/review", "document", "review"),
    door("GET", "/office/help-centre", "citizen", "see"),
    door("POST", "/office/help-centre", "citizen", "see"),
    door("GET", "/office/help-centre/{id}", "citizen", "see"),
    door("POST", "/office/help-centre/{id}/recovery", "citizen", "recover"),
    door("POST", "/office/help-centre/{id}/session", "citizen", "assist"),
    door("GET", "/office/help-centre/{id}/receipt", "citizen", "see"),
    door("GET", "/office/assisted", "citizen", "register"),
    door("POST", "/office/assisted", "citizen", "register"),
];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(sign_in::routes())
        .merge(invitation::routes())
        .merge(day::routes())
        .merge(queue::routes())
        .merge(search::routes())
        .merge(shortcuts::routes())
        .merge(live::routes())
        .merge(case::routes())
        .merge(hold::routes())
        .merge(assignment::routes())
        .merge(duplicates::routes())
        .merge(second_look::routes())
        .merge(reveal::routes())
        .merge(certificate::routes())
        .merge(action::routes())
        .merge(document::routes())
        .merge(help_centre::routes())
}

/// Somebody of the staff. For a citizen, who passes the same doors in their own affairs, there is nothing here.
#[derive(Debug)]
struct Staff(Actor);

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        match parts.extensions.get::<Actor>() {
            Some(actor @ Actor::Staff { .. }) => Ok(Self(actor.clone())),
            _ => Err(Error::NotFound),
        }
    }
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<super::page::samples::Sample> {
    [
        sign_in::samples(),
        invitation::samples(),
        day::samples(),
        queue::samples(),
        search::samples(),
        shortcuts::samples(),
        case::samples(),
        hold::samples(),
        assignment::samples(),
        duplicates::samples(),
        second_look::samples(),
        reveal::samples(),
        certificate::samples(),
        action::samples(),
        help_centre::samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

//! The citizens' pages: what there is, registering and signing in, applying, documents, and where an application stands.

mod account;
pub(in crate::web) mod applications;
pub(in crate::web) mod cases;
mod certificates;
mod claim;
mod confirm_email;
mod eligibility;
mod grievances;
mod home;
mod language;
mod link;
mod onward;
mod programmes;
mod questions;
mod recover;
pub(in crate::web) mod register;
mod registered;
mod sign_in;
mod sign_out;
mod status;
mod verify;

use std::sync::Arc;

use axum::Router;

use super::door::{Door, door};
use crate::app::App;
use crate::workflow::{About, Definition};

/// Every route of the portal.
pub const DOORS: &[Door] = &[
    door("GET", "/", "page", "see"),
    door("POST", "/language", "page", "see"),
    door("GET", "/programmes", "programme", "see"),
    door("GET", "/programmes/{code}", "programme", "see"),
    door("GET", "/eligibility", "programme", "see"),
    door("POST", "/eligibility", "programme", "see"),
    door("GET", "/register", "account", "register"),
    door("POST", "/register", "account", "register"),
    door("GET", "/register/{id}/code", "account", "register"),
    door("POST", "/register/{id}/code", "account", "register"),
    door("POST", "/register/{id}/code/resend", "account", "register"),
    door("GET", "/registered", "account", "see"),
    door("GET", "/sign-in", "session", "start"),
    door("POST", "/sign-in", "session", "start"),
    door("GET", "/sign-in/{attempt}/code", "session", "start"),
    door("POST", "/sign-in/{attempt}/code", "session", "start"),
    door("POST", "/sign-in/{attempt}/code/resend", "session", "start"),
    door("POST", "/sign-out", "session", "end"),
    door("GET", "/grievances", "application", "create"),
    door("POST", "/grievances", "application", "create"),
    door("GET", "/account", "account", "see"),
    door("GET", "/account/password", "account", "edit"),
    door("POST", "/account/password", "account", "edit"),
    door("GET", "/account/mobile", "account", "edit"),
    door("POST", "/account/mobile", "account", "edit"),
    door("GET", "/account/mobile/{id}/code", "account", "edit"),
    door("POST", "/account/mobile/{id}/code", "account", "edit"),
    door("POST", "/account/mobile/{id}/code/resend", "account", "edit"),
    door("GET", "/account/email", "account", "edit"),
    door("POST", "/account/email", "account", "edit"),
    door("POST", "/account/email/link", "account", "edit"),
    door("GET", "/account/language", "account", "edit"),
    door("POST", "/account/language", "account", "edit"),
    door("POST", "/account/sessions/{id}/end", "session", "end"),
    door("GET", "/account/access", "access-log", "see"),
    door("GET", "/account/absence", "account", "see"),
    door("POST", "/account/absence", "account", "edit"),
    door("POST", "/account/absence/end", "account", "edit"),
    door("GET", "/account/data", "account", "take-record"),
    door("POST", "/account/data", "account", "take-record"),
    door("GET", "/claim", "account", "register"),
    door("POST", "/claim", "account", "register"),
    door("GET", "/claim/{id}", "account", "register"),
    door("POST", "/claim/{id}", "account", "register"),
    door("POST", "/claim/{id}/resend", "account", "register"),
    door("GET", "/confirm-email/{token}", "account", "confirm"),
    door("GET", "/confirm-email", "account", "confirm"),
    door("POST", "/confirm-email", "account", "confirm"),
    door("GET", "/certificates", "certificate", "see"),
    door("GET", "/certificates/{file}", "certificate", "download"),
    door("GET", "/verify", "page", "see"),
    door("GET", "/verify/{number}", "page", "see"),
    door("GET", "/status", "page", "see"),
    door("POST", "/status", "page", "see"),
    door("GET", "/recover", "account", "recover"),
    door("POST", "/recover", "account", "recover"),
    door("GET", "/recover/{id}", "account", "recover"),
    door("POST", "/recover/{id}", "account", "recover"),
    door("POST", "/recover/{id}/resend", "account", "recover"),
    door("GET", "/recover/link/{token}", "account", "recover"),
    door("GET", "/recover/password", "account", "recover"),
    door("POST", "/recover/password", "account", "recover"),
    door("GET", "/recover/number", "account", "recover"),
    door("POST", "/recover/number", "account", "recover"),
    door("GET", "/recover/centre", "account", "recover"),
    door("POST", "/recover/centre", "account", "recover"),
];

/// The end of the names of sentences that speak of an application, an appeal or a complaint each in its own words.
pub(in crate::web) fn wording(workflow: &Definition) -> &'static str {
    match workflow.about {
        None => "",
        Some(About::Decision) => "-appeal",
        Some(About::Case) => "-complaint",
    }
}

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(home::routes())
        .merge(language::routes())
        .merge(programmes::routes())
        .merge(eligibility::routes())
        .merge(register::routes())
        .merge(registered::routes())
        .merge(sign_in::routes())
        .merge(sign_out::routes())
        .merge(account::routes())
        .merge(claim::routes())
        .merge(confirm_email::routes())
        .merge(recover::routes())
        .merge(applications::routes())
        .merge(cases::routes())
        .merge(certificates::routes())
        .merge(verify::routes())
        .merge(status::routes())
        .merge(grievances::routes())
}

/// Something to fill each template with.
#[cfg(test)]
pub(super) fn samples() -> Vec<super::page::samples::Sample> {
    [
        home::samples(),
        programmes::samples(),
        eligibility::samples(),
        register::samples(),
        registered::samples(),
        sign_in::samples(),
        account::samples(),
        claim::samples(),
        confirm_email::samples(),
        recover::samples(),
        applications::samples(),
        cases::samples(),
        certificates::samples(),
        verify::samples(),
        status::samples(),
        grievances::samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

//! `/registered`: the account is there; its PSER ID to keep, and what comes next.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::onward::Onward;
use crate::app::App;
use crate::casework::own_account::{self, Profile};
use crate::casework::prospects;
use crate::error::{Error, Result};
use crate::web::address::Query;
use crate::web::page::Page;
use crate::web::page::visitor::SignedIn;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/registered", get(show))
}

#[derive(Debug, Serialize)]
struct Registered {
    pser_id: String,
    /// What they had come for.
    next: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    Query(onward): Query<Onward>,
) -> Result<Response> {
    let Profile::Citizen(profile) = own_account::profile(&app, &session).await? else {
        return Err(Error::NotFound);
    };
    // Who came for nothing in particular tells of the household first.
    let registration =
        || prospects::screener(&app).map(|programme| format!("/programmes/{}", programme.code));
    let next = onward.wanted().map(str::to_owned).or_else(registration);
    page.html("portal/registered.html", &Registered { pser_id: profile.pser_id, next })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let sample = |next: Option<&str>| {
        let view = Registered { pser_id: "P-7M3QK-0T8XW-2".to_owned(), next: next.map(str::to_owned) };
        Sample::new("portal/registered.html", Signed::Citizen, &view)
    };
    vec![sample(None), sample(Some("/programmes/cash-assistance"))]
}

//! `/`: what the registry is for, the programmes on offer, and the two ways in.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::programmes::Card;
use crate::app::App;
use crate::error::Result;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/", get(show))
}

#[derive(Debug, Serialize)]
struct Home {
    programmes: Vec<Card>,
}

async fn show(State(app): State<Arc<App>>, page: Page) -> Result<Response> {
    page.html("portal/home.html", &Home { programmes: Card::all(&app, &page) })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let home = |programmes| Home { programmes };
    vec![
        Sample::new("portal/home.html", Signed::Nobody, &home(Card::samples())),
        Sample::new("portal/home.html", Signed::Citizen, &home(Vec::new())),
        Sample::new("portal/home.html", Signed::Staff, &home(Card::samples())),
    ]
}

//! `/`: what the registry is for, the programmes on offer, and the two ways in.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

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
    programmes: Vec<Programme>,
}

#[derive(Debug, Serialize)]
struct Programme {
    code: String,
    title: String,
    is_open: bool,
}

async fn show(State(app): State<Arc<App>>, page: Page) -> Result<Response> {
    let offers = app.catalogue.offers();
    let programme = |offer: &crate::catalogue::Offer| Programme {
        code: offer.programme.code.clone(),
        title: page.of(&offer.programme.title).to_owned(),
        is_open: offer.is_open,
    };
    page.html("portal/home.html", &Home { programmes: offers.iter().map(programme).collect() })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let programme =
        Programme {
            code: "cash-assistance".to_owned(), title: "نقد امداد".to_owned(), is_open: true
        };
    vec![Sample::new("portal/home.html", Signed::Nobody, &Home { programmes: vec![programme] })]
}

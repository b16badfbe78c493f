//! `/programmes`: what one may apply to.

mod show;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::catalogue::Offer;
use crate::eligibility::Scorecard;
use crate::error::Result;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/programmes", get(list)).route("/programmes/{code}", get(show::show))
}

/// A programme as lists name it.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    code: String,
    title: String,
    /// What it is for, in words.
    summary: Option<String>,
    is_open: bool,
    /// What a household gets, in words.
    gives: Option<String>,
}

impl Card {
    /// The programmes on offer.
    pub(super) fn all(app: &App, page: &Page) -> Vec<Self> {
        app.catalogue.applied_for().iter().map(|offer| Self::of(offer, page)).collect()
    }

    fn of(offer: &Offer, page: &Page) -> Self {
        let programme = &offer.programme;
        let gives = programme.scorecard.as_ref().and_then(Scorecard::gives);
        Self {
            code: programme.code.clone(),
            title: page.of(&programme.title).to_owned(),
            summary: programme.workflow.summary.as_ref().map(|text| page.of(text).to_owned()),
            is_open: offer.is_open,
            gives: gives.map(|text| page.of(text).to_owned()),
        }
    }

    #[cfg(test)]
    pub(super) fn samples() -> Vec<Self> {
        let card = |code: &str, is_open| Self {
            code: code.to_owned(),
            title: "نقد امداد".to_owned(),
            summary: Some("ان گھرانوں کے لیے جن کی آمدنی کم ہے۔".to_owned()).filter(|_| is_open),
            is_open,
            gives: Some("10 ہزار روپے".to_owned()).filter(|_| is_open),
        };
        vec![card("cash-assistance", true), card("school-stipend", false)]
    }
}

#[derive(Debug, Serialize)]
struct List {
    programmes: Vec<Card>,
}

async fn list(State(app): State<Arc<App>>, page: Page) -> Result<Response> {
    page.html("portal/programmes/list.html", &List { programmes: Card::all(&app, &page) })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let list = |programmes| List { programmes };
    let mut samples = vec![
        Sample::new("portal/programmes/list.html", Signed::Nobody, &list(Card::samples())),
        Sample::new("portal/programmes/list.html", Signed::Citizen, &list(Vec::new())),
    ];
    samples.extend(show::samples());
    samples
}

//! `/supervision/figures`: how many cases are where and for how long, which deadlines were missed, what was done lately,
//! and the money, each drawn and as a table; and each table as a file.

pub(super) mod chart;
pub(super) mod sheet;
pub(super) mod tables;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use self::tables::Figure;
use crate::app::App;
use crate::casework::report;
use crate::error::{Error, Result};
use crate::web::address::Path;
use crate::web::extract::Caller;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/supervision/figures", get(show)).route("/supervision/figures/{file}", get(download))
}

#[derive(Debug, Serialize)]
struct Figures {
    figures: Vec<Figure>,
}

async fn show(State(app): State<Arc<App>>, page: Page, Caller(actor): Caller) -> Result<Response> {
    let figures = tables::of(&app, &page, &report::figures(&app, &actor).await?);
    page.html("supervision/figures.html", &Figures { figures })
}

/// One table as a file of comma-separated values.
async fn download(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(file): Path<String>,
) -> Result<Response> {
    let name = file.strip_suffix(".csv").ok_or(Error::NotFound)?;
    let figures = tables::of(&app, &page, &report::figures(&app, &actor).await?);
    let figure = figures.into_iter().find(|figure| figure.name == name).ok_or(Error::NotFound)?;
    sheet::response(&figure)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let full = Figures { figures: tables::sample() };
    let empty = Figures { figures: Vec::new() };
    [full, empty].iter().map(|view| Sample::new("supervision/figures.html", Signed::Staff, view)).collect()
}

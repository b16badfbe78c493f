//! `/office/shortcuts`: what the keys do, and a way to turn them off.

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::Staff;
use crate::app::App;
use crate::error::Result;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/shortcuts.html";
/// Each key with the end of the name of its sentence.
const KEYS: &[(&str, &str)] = &[
    ("j", "step"),
    ("k", "back"),
    ("Enter", "open"),
    ("n", "next"),
    ("c", "claim"),
    ("a", "accept"),
    ("x", "close"),
    ("w", "work"),
    ("/", "search"),
    ("Esc", "leave"),
    ("?", "help"),
];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/shortcuts", get(show))
}

#[derive(Debug, Serialize)]
struct View {
    keys: &'static [(&'static str, &'static str)],
}

async fn show(page: Page, Staff(_): Staff) -> Result<Response> {
    page.html(TEMPLATE, &View { keys: KEYS })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    vec![Sample::new(TEMPLATE, Signed::Staff, &View { keys: KEYS })]
}

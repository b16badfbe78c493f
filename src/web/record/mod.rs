//! Everything that is kept about a citizen, as a file: one shape of JSON for programs, and a paper for people. Both are
//! handed out by the page and by the API.

mod paper;
pub(in crate::web) mod shape;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::casework::own_record::Record;
use crate::error::{Fault, Result};
use crate::texts::Language;
use crate::web::certificate;

/// As JSON, to be kept.
pub(in crate::web) fn json(record: &Record) -> Result<Response> {
    let body = serde_json::to_vec_pretty(&shape::Everything::of(record))
        .map_err(|error| Fault::caused("a record is not JSON", error))?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers
        .insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"PSER-my-data.json\""));
    Ok((headers, body).into_response())
}

/// As a paper in a language.
pub(in crate::web) async fn printed(app: &App, language: Language, record: &Record) -> Result<Response> {
    let pdf = app.press.print(paper::of(app, language, record)).await?;
    certificate::file(pdf, "PSER-my-data.pdf")
}

//! `POST /language`: the visitor chooses the other language and stays on the page.

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::error::Result;
use crate::web::page::{Form, cookies, gate, see_other};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/language", post(choose))
}

async fn choose(form: Form) -> Result<Response> {
    form.entries.only(&["language", "back"])?;
    let mut response = see_other(gate::local_path(form.entries.text("back")))?;
    let language = if form.entries.text("language") == "ur" { "ur" } else { "en" };
    cookies::keep(response.headers_mut(), cookies::LANGUAGE, language);
    Ok(response)
}

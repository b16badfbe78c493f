//! `/me/data`: everything that is kept about the caller, after a fresh proof.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::visitor::Signed;
use crate::app::App;
use crate::casework::own_record;
use crate::error::Result;
use crate::web::error::Problem;
use crate::web::record::{self, shape::Everything};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(json)).routes(routes!(paper))
}

/// Everything that is kept about the caller. Prove again who you are first; a few times a day.
#[utoipa::path(get, path = "/me/data", tag = "accounts",
    responses((status = 200, body = Everything), (status = 429, body = Problem)))]
async fn json(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<Response> {
    record::json(&own_record::take(&app, &session).await?)
}

/// The same as a PDF, in the language of the account.
#[utoipa::path(get, path = "/me/data/paper", tag = "accounts",
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 429, body = Problem)))]
async fn paper(State(app): State<Arc<App>>, Signed(session): Signed) -> Result<Response> {
    let record = own_record::take(&app, &session).await?;
    record::printed(&app, record.profile.contact.language, &record).await
}

//! `/email-confirmations`: an e-mail address is confirmed by the token of the link that was sent there.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::visitor::Visitor;
use crate::app::App;
use crate::casework::own_account::email;
use crate::error::Result;
use crate::people::Typed;
use crate::web::error::Problem;
use crate::web::extract::Strict;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(confirm))
}

/// The token of a link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EmailConfirmation {
    /// What stands behind the last slash of the link.
    #[schema(value_type = String)]
    token: Typed,
}

/// Confirms an e-mail address: from now on messages go there too.
#[utoipa::path(post, path = "/email-confirmations", tag = "accounts", request_body = EmailConfirmation,
    responses((status = 204), (status = 409, body = Problem), (status = 429, body = Problem)))]
async fn confirm(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Strict(body): Strict<EmailConfirmation>,
) -> Result<StatusCode> {
    email::confirm(&app, &visitor.source, &body.token).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! The gate before every route: finds out who is asking and whether the policy lets anybody like them through this
//! door at all. A route without a door is shut. The finer question, of the thing at hand, is the use case's first line.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::doors::DOORS;
use crate::app::App;
use crate::error::{Error, Result};
use crate::people::sessions::{self, Sign};
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::web::extract::bearer;

/// Lets the request through with its `Actor` (and `Session`) attached, or answers why not.
pub async fn keep(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    match admit(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn admit(app: &App, request: Request) -> Result<Request> {
    let (mut parts, body) = request.into_parts();
    let actor = match bearer(&parts) {
        None => Actor::Anonymous,
        Some(token) => {
            let mut conn = app.db.acquire().await?;
            let session = sessions::find(&mut conn, token, Sign::Of).await?.ok_or(Refusal::SignInRequired)?;
            let actor = session.actor();
            parts.extensions.insert(session);
            actor
        }
    };
    let path =
        parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).ok_or(Error::NotFound)?;
    let Some(door) = DOORS.iter().find(|door| door.is(&parts.method, &path)) else {
        tracing::error!(http.method = %parts.method, http.route = %path, "a route has no door in the policy and stays shut");
        return Err(Refusal::NotAllowed { deed: path }.into());
    };
    if !door.opens_for(&app.policy, &actor) {
        tracing::info!(http.route = %path, policy.kind = door.kind, policy.deed = door.deed, "the policy denied a request");
        return Err(match actor {
            Actor::Anonymous => Refusal::SignInRequired,
            _ => Refusal::NotAllowed { deed: format!("{}:{}", door.kind, door.deed) },
        }
        .into());
    }
    parts.extensions.insert(actor);
    Ok(Request::from_parts(parts, body))
}

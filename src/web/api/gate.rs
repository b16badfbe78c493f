//! The gate before every route: finds out who is asking and whether the policy lets anybody like them through this
//! door at all. A route without a door is shut. The finer question, of the thing at hand, is the use case's first line.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::extract::bearer;
use crate::app::App;
use crate::error::{Error, Result};
use crate::people::sessions;
use crate::policy::Actor;
use crate::refusal::Refusal;

/// A route and the deed it is.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    pub method: &'static str,
    /// As the router and the `OpenAPI` document write it.
    pub path: &'static str,
    pub kind: &'static str,
    pub deed: &'static str,
}

const fn door(method: &'static str, path: &'static str, kind: &'static str, deed: &'static str) -> Door {
    Door { method, path, kind, deed }
}

/// Every route of the API. A test compares the list with the router's own.
pub const DOORS: &[Door] = &[
    door("GET", "/api/v1/areas", "area", "see"),
    door("POST", "/api/v1/registrations", "account", "register"),
    door("POST", "/api/v1/registrations/{id}/code", "account", "register"),
    door("POST", "/api/v1/registrations/{id}/code/resend", "account", "register"),
    door("POST", "/api/v1/sessions", "session", "start"),
    door("POST", "/api/v1/sessions/attempts/{id}/code", "session", "start"),
    door("POST", "/api/v1/staff/sessions", "session", "start"),
    door("POST", "/api/v1/staff/invitations/accept", "account", "register"),
    door("POST", "/api/v1/staff/invitations/confirm", "account", "register"),
    door("GET", "/api/v1/sessions", "session", "see"),
    door("DELETE", "/api/v1/sessions/current", "session", "end"),
    door("DELETE", "/api/v1/sessions/{id}", "session", "end"),
    door("POST", "/api/v1/sessions/current/reauthentication", "session", "renew"),
    door("GET", "/api/v1/me", "account", "see"),
    door("POST", "/api/v1/me/password", "account", "edit"),
    door("GET", "/api/v1/batches", "batch", "see"),
    door("POST", "/api/v1/batches", "batch", "create"),
    door("GET", "/api/v1/batches/{reference}", "batch", "see"),
    door("DELETE", "/api/v1/batches/{reference}", "batch", "create"),
    door("POST", "/api/v1/batches/{reference}/proposal", "batch", "propose"),
    door("POST", "/api/v1/batches/{reference}/approval", "batch", "approve"),
    door("POST", "/api/v1/batches/{reference}/refusal", "batch", "reject"),
    door("GET", "/api/v1/cases/{reference}/payments", "payment", "see"),
    door("GET", "/api/v1/programmes/{code}/budget", "budget", "see"),
    door("POST", "/api/v1/programmes/{code}/appropriations", "budget", "appropriate"),
];

/// Lets the request through with its `Actor` (and `Session`) attached, or answers why not.
pub(super) async fn keep(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
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
            let session = sessions::find(&mut conn, token).await?.ok_or(Refusal::SignInRequired)?;
            let actor = session.actor();
            parts.extensions.insert(session);
            actor
        }
    };
    let path =
        parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).ok_or(Error::NotFound)?;
    let Some(door) = find(&parts.method, &path) else {
        tracing::error!(http.method = %parts.method, http.route = %path, "a route has no door in the policy and stays shut");
        return Err(Refusal::NotAllowed { deed: path }.into());
    };
    if !app.policy.ever(&actor, door.kind, door.deed) {
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

fn find(method: &Method, path: &str) -> Option<&'static Door> {
    // HEAD asks what GET would answer.
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    DOORS.iter().find(|door| door.method == method && door.path == path)
}

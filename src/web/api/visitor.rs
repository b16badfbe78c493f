//! What handlers take from a request about the person behind it: the session, the source for limits and lockouts, and
//! what the device calls itself.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use crate::app::App;
use crate::casework::{api_clients, own_account};
use crate::error::{Error, Result};
use crate::limits;
use crate::people::Typed;
use crate::people::sessions::Session;
use crate::refusal::Refusal;
use crate::web::extract::{self, bearer};

/// Names a declared program and its secret: `NAME:SECRET`.
const CLIENT_HEADER: &str = "pser-client";

/// Whoever sends the request, signed in or not.
#[derive(Debug)]
pub(super) struct Visitor {
    pub(super) source: limits::Source,
    /// The user agent, for the list of sessions.
    pub(super) device: Option<String>,
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let extract::Source(address) = extract::Source::from_request_parts(parts, app).await?;
        let device = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
        let source = match client(parts)? {
            Some(presented) => api_clients::known(app, &presented).await?,
            None => limits::Source::address(address),
        };
        Ok(Self { source, device })
    }
}

/// What a declared program says of itself.
fn client(parts: &Parts) -> Result<Option<Typed>> {
    let Some(header) = parts.headers.get(CLIENT_HEADER) else { return Ok(None) };
    let text = header.to_str().map_err(|_| Refusal::WrongClient)?;
    Ok(Some(Typed::new(text)))
}

/// The session of the bearer token.
#[derive(Debug)]
pub(super) struct Signed(pub(super) Session);

impl FromRequestParts<Arc<App>> for Signed {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        if let Some(session) = parts.extensions.get::<Session>() {
            return Ok(Self(session.clone()));
        }
        let Some(token) = bearer(parts) else { return Err(Refusal::SignInRequired.into()) };
        let session = own_account::session(app, token).await?;
        session.map(Self).ok_or_else(|| Refusal::SignInRequired.into())
    }
}

//! What page handlers take from a request besides its form: the page, the session, and the source for limits.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use super::Page;
use super::cookies::{self, Secure};
use crate::app::App;
use crate::error::{Error, Fault, Result};
use crate::limits::Source;
use crate::people::Typed;
use crate::people::sessions::Session;
use crate::refusal::Refusal;

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        let page = parts.extensions.get::<Self>().cloned();
        page.ok_or_else(|| Fault::broken("a page stands outside the gate").into())
    }
}

/// The session of whoever is signed in.
#[derive(Debug)]
pub struct SignedIn(pub Session);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        let session = parts.extensions.get::<Session>().cloned();
        session.map(Self).ok_or_else(|| Refusal::SignInRequired.into())
    }
}

/// Whoever sends the request, as limits, lockouts and the list of sessions know them.
#[derive(Debug)]
pub struct Sender {
    pub source: Source,
    /// The user agent.
    pub device_name: Option<String>,
    /// What this browser was given when a code was last proved in it.
    pub device: Option<Typed>,
}

impl FromRequestParts<Arc<App>> for Sender {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.ok_or_else(|| Fault::broken("the listener gave no peer address"))?;
        let name = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        let device = cookies::find(&parts.headers, cookies::DEVICE, Secure::of(app));
        Ok(Self {
            source: Source::address(peer),
            device_name: name.map(str::to_owned),
            device: device.map(Typed::new),
        })
    }
}

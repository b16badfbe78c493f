//! What handlers take from a request: a strict JSON body, who is asking, and the idempotency key.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::canonical::ContentHash;
use crate::casework::once::{Answer, RequestKey};
use crate::error::{Error, Fault, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};

const KEY_HEADER: &str = "idempotency-key";

/// A JSON body read strictly: unknown fields, wrong types and missing fields are refused by name. Request types carry
/// `#[serde(deny_unknown_fields)]`.
#[derive(Debug)]
pub struct Strict<T>(pub T);

/// As `Strict`, with the idempotency key that creating requests must carry.
#[derive(Debug)]
pub struct Keyed<T> {
    pub key: RequestKey,
    pub body: T,
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Strict<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let bytes = json_bytes(request, app).await?;
        parse(&bytes).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Keyed<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let seed = KeySeed::from_request_parts(&mut parts, app).await?;
        let bytes = json_bytes(Request::from_parts(parts, body), app).await?;
        let key = seed.of(&bytes);
        Ok(Self { key, body: parse(&bytes)? })
    }
}

/// The key before the body is known; for routes whose body is not JSON.
#[derive(Debug)]
pub struct KeySeed {
    scope: ContentHash,
    key: String,
    line: String,
}

impl KeySeed {
    /// The key for a request with this body (or, for an upload, a digest of what identifies it).
    pub fn of(self, body: &[u8]) -> RequestKey {
        let mut digest = Sha256::new();
        digest.update(self.line.as_bytes());
        digest.update(b"\n");
        digest.update(body);
        RequestKey { scope: self.scope, key: self.key, request: digest.finalize().into() }
    }
}

impl FromRequestParts<Arc<App>> for KeySeed {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _app: &Arc<App>) -> Result<Self> {
        let key = parts
            .headers
            .get(KEY_HEADER)
            .ok_or(Refusal::KeyRequired)?
            .to_str()
            .ok()
            .filter(|key| (8..=100).contains(&key.len()))
            .ok_or_else(|| Refusal::field("Idempotency-Key", "key-length"))?;
        let sender = match bearer(parts) {
            Some(token) => token.to_owned(),
            None => source(parts).map_or_else(String::new, |address| address.to_string()),
        };
        Ok(Self {
            scope: Sha256::digest(sender.as_bytes()).into(),
            key: key.to_owned(),
            line: format!("{} {}", parts.method, parts.uri.path()),
        })
    }
}

/// The bearer token of the request, if it carries one.
pub fn bearer(parts: &Parts) -> Option<&str> {
    parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// The address the request came from.
pub fn source(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

async fn json_bytes(request: Request, app: &Arc<App>) -> Result<Bytes> {
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
    if !is_json {
        return Err(Refusal::ContentTypeNotTaken.into());
    }
    Bytes::from_request(request, app).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Refusal::BodyTooLarge.into()
        } else {
            Refusal::field("", "body-unreadable").into()
        }
    })
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| wrong_field(&error))?;
    reader.end().map_err(|_| Refusal::field("", "body-unreadable"))?;
    Ok(value)
}

fn wrong_field(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let path = error.path().to_string();
    let text = error.inner().to_string();
    let named = text.split('`').nth(1).unwrap_or_default();
    let join = |leaf: &str| match path.as_str() {
        "." => leaf.to_owned(),
        // serde reports an unknown field at its own path, a missing one at its parent's.
        path if path.ends_with(leaf) => path.to_owned(),
        path => format!("{path}.{leaf}"),
    };
    if text.starts_with("unknown field") {
        Refusal::field(join(named), "field-unknown")
    } else if text.starts_with("missing field") {
        Refusal::field(join(named), "field-missing")
    } else if error.inner().is_data() {
        Refusal::Invalid(vec![FieldError::new(path, "field-type")])
    } else {
        Refusal::field("", "body-unreadable")
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        (status, axum::Json(self.body)).into_response()
    }
}

/// Who is asking, as the gate found out from the bearer token.
#[derive(Debug)]
pub struct Caller(pub Actor);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        Ok(Self(parts.extensions.get::<Actor>().cloned().unwrap_or(Actor::Anonymous)))
    }
}

/// The address the request came from, for limits and lockouts; forged headers change nothing.
#[derive(Debug, Clone, Copy)]
pub struct Source(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Source {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        let address = source(parts).ok_or_else(|| Fault::broken("the listener gave no peer address"))?;
        Ok(Self(address))
    }
}

/// Reads the reference in an address; what is no reference names nothing.
///
/// # Errors
/// `NotFound`.
pub fn reference(text: &str) -> Result<Reference> {
    text.parse().map_err(|_| Error::NotFound)
}

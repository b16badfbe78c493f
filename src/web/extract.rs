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
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::canonical::ContentHash;
use crate::casework::once::{Answer, RequestKey};
use crate::error::{Error, Fault, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::seal::BlindIndex;

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
#[derive(Debug, Clone)]
pub struct KeySeed {
    scope: ContentHash,
    key: String,
    pepper: BlindIndex,
    line: String,
}

impl KeySeed {
    /// The key for a request with this body (or, for an upload, a digest of what identifies it).
    pub fn of(self, body: &[u8]) -> RequestKey {
        let request = digest(self.pepper, &self.line, body);
        RequestKey { scope: self.scope, key: self.key, request }
    }
}

impl FromRequestParts<Arc<App>> for KeySeed {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
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
            pepper: pepper(app, key),
            line: format!("{} {}", parts.method, parts.uri.path()),
        })
    }
}

/// What only we know goes before a request that is digested: it may hold a password or a CNIC, which whoever has the
/// database could guess otherwise.
pub fn pepper(app: &App, key: &str) -> BlindIndex {
    app.sealer.index("request", key.as_bytes())
}

/// What a request is known by when it comes again: its method and path in one line, and its body.
pub fn digest(pepper: BlindIndex, line: &str, body: &[u8]) -> ContentHash {
    let mut digest = Sha256::new();
    digest.update(pepper);
    digest.update(line.as_bytes());
    digest.update(b"\n");
    digest.update(body);
    digest.finalize().into()
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
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| wrong_body(&error))?;
    reader.end().map_err(|_| Refusal::field("", "body-unreadable"))?;
    match unfit_text(bytes) {
        Some(path) => Err(Refusal::field(path, "text-unfit").into()),
        None => Ok(value),
    }
}

/// The path of a text with a NUL in it, which no text in the database can hold.
fn unfit_text(bytes: &[u8]) -> Option<String> {
    const ESCAPED: &[u8] = b"\\u0000";
    if !bytes.windows(ESCAPED.len()).any(|window| window == ESCAPED) {
        return None;
    }
    let body: Value = serde_json::from_slice(bytes).ok()?;
    path_of_nul(&body)
}

fn path_of_nul(value: &Value) -> Option<String> {
    let below = |name: String, value: &Value| {
        path_of_nul(value).map(|path| if path.is_empty() { name } else { format!("{name}.{path}") })
    };
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(place, item)| below(place.to_string(), item))
        }
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            if name.contains('\0') { Some(String::new()) } else { below(name.clone(), value) }
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn wrong_body(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    // Places in lists are written like every other name: `members.2.cnic`.
    let path = error.path().to_string().replace('[', ".").replace(']', "");
    let path = if path == "." { "" } else { &path };
    let text = error.inner().to_string();
    wrong_field(path, &text).unwrap_or_else(|| {
        if error.inner().is_data() {
            Refusal::field(path, "field-type")
        } else {
            Refusal::field("", "body-unreadable")
        }
    })
}

/// A field that is unknown or missing, from where serde met it and what serde says of it.
pub(super) fn wrong_field(path: &str, text: &str) -> Option<Refusal> {
    let code = if text.starts_with("unknown field") {
        "field-unknown"
    } else if text.starts_with("missing field") {
        "field-missing"
    } else {
        return None;
    };
    let named = text.split('`').nth(1).unwrap_or_default();
    // serde reports an unknown field at its own path, a missing one at its parent's.
    let is_own = path == named || path.strip_suffix(named).is_some_and(|parent| parent.ends_with('.'));
    let field = match path {
        "" => named.to_owned(),
        path if is_own && code == "field-unknown" => path.to_owned(),
        path => format!("{path}.{named}"),
    };
    Some(Refusal::field(field, code))
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

/// Reads the two references in an address of a pair.
///
/// # Errors
/// As `reference`.
pub fn references((one, other): &(String, String)) -> Result<(Reference, Reference)> {
    Ok((reference(one)?, reference(other)?))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Letter {
        to: String,
        pages: Vec<Page>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Page {
        number: i16,
        words: Option<Value>,
    }

    fn refusal(body: &str) -> Refusal {
        match parse::<Letter>(body.as_bytes()) {
            Err(Error::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_field() {
        for (body, field, code) in [
            (r#"{"to": "x", "pages": [], "cc": 1}"#, "cc", "field-unknown"),
            (r#"{"to": "x"}"#, "pages", "field-missing"),
            (r#"{"to": "x", "pages": [{"number": 1, "back": 2}]}"#, "pages.0.back", "field-unknown"),
            (r#"{"to": "x", "pages": [{}]}"#, "pages.0.number", "field-missing"),
            (r#"{"to": "x", "pages": [{"number": 40000}]}"#, "pages.0.number", "field-type"),
            (r#"{"to": 1, "pages": []}"#, "to", "field-type"),
            ("[]", "", "field-type"),
            ("", "", "body-unreadable"),
            (r#"{"to": "x", "pages": []} {}"#, "", "body-unreadable"),
            (r#"{"to": "\u0000", "pages": []}"#, "to", "text-unfit"),
            (
                r#"{"to": "x", "pages": [{"number": 1, "words": ["a\u0000"]}]}"#,
                "pages.0.words.0",
                "text-unfit",
            ),
        ] {
            assert_eq!(refusal(body), Refusal::field(field, code), "{body}");
        }
        assert!(
            parse::<Letter>(br#"{"to": "\\u0000", "pages": []}"#).is_ok(),
            "a backslash and five letters"
        );
    }

    #[test]
    fn a_body_nested_without_end_is_unreadable() {
        let deep = format!(r#"{{"to": "x", "pages": [{{"number": 1, "words": {}"#, "[".repeat(100_000));
        assert_eq!(refusal(&deep), Refusal::field("", "body-unreadable"));
    }
}

//! Errors as RFC 9457 problem documents: a refusal says what is wrong and where, a fault says only under which number
//! the log has it. They are written in English, and again on their way out: for programs in the language of the request,
//! for people as a page.

use std::any::Any;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::entropy;
use crate::error::{Error, Fault};
use crate::refusal::{FieldError, Kind, Refusal};
use crate::texts::{self, Language};
use crate::web::page::{self, error::Asked};

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URI reference that names the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence in the language of `Accept-Language`.
    pub title: String,
    pub status: u16,
    /// The reference under which a fault stands in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The wrong fields, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// The particulars of the refusal: where a case is now, when a lock ends.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub params: Value,
}

/// One wrong field of the request.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Dotted path as the caller named it: `members.2.cnic`.
    pub field: String,
    pub code: String,
    /// A sentence in the language of `Accept-Language`.
    pub message: String,
}

/// What a response says, attached to it until its language is known.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Refused(Refusal),
    /// A code of `texts::problem`.
    Plain(StatusCode, &'static str),
    Failed(StatusCode, &'static str, Uuid),
}

impl Said {
    pub(super) fn in_language(&self, language: Language) -> Problem {
        let nothing = || Value::Object(serde_json::Map::new());
        match self {
            Self::Refused(refusal) => Problem {
                kind: format!("/problems/{}", refusal.code()),
                title: texts::refusal(refusal, language),
                status: status_of(refusal.kind()).as_u16(),
                instance: None,
                errors: match refusal {
                    Refusal::Invalid(fields) => {
                        fields.iter().map(|field| problem_field(field, language)).collect()
                    }
                    _ => Vec::new(),
                },
                params: refusal.params(),
            },
            Self::Plain(status, code) | Self::Failed(status, code, _) => Problem {
                kind: format!("/problems/{code}"),
                title: texts::problem(code, language),
                status: status.as_u16(),
                instance: match self {
                    Self::Failed(_, _, instance) => Some(format!("urn:uuid:{instance}")),
                    _ => None,
                },
                errors: Vec::new(),
                params: nothing(),
            },
        }
    }

    fn into_response(self) -> Response {
        let mut response = written(self.in_language(Language::En), Language::En);
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => refused(refusal),
            Self::NotFound => Said::Plain(StatusCode::NOT_FOUND, "not-found").into_response(),
            Self::Fault(fault) => faulted(&fault),
        }
    }
}

/// Writes problems in the language that the request asks for, and as pages where pages are.
pub(super) async fn speak(request: Request, next: Next) -> Response {
    let language = preferred(request.headers());
    let asked = is_page(request.uri().path()).then(|| Asked::of(request.uri().path(), request.headers()));
    let mut response = next.run(request).await;
    let Some(said) = response.extensions_mut().remove::<Said>() else { return response };
    if let Some(asked) = asked {
        return page::error::page_of(&said, &response, &asked);
    }
    if language == Language::En {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let (told, body) = written(said.in_language(language), language).into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(told.headers);
    Response::from_parts(parts, body)
}

/// Programs are answered below these; everything else is for people.
fn is_page(path: &str) -> bool {
    !["/api", "/healthz", "/readyz", "/assets"].iter().any(|programs| path.starts_with(programs))
}

fn preferred(headers: &HeaderMap) -> Language {
    let list = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok());
    list.map_or(Language::En, Language::preferred)
}

fn refused(refusal: Refusal) -> Response {
    let retry_after = match &refusal {
        Refusal::TooManyRequests { retry_after_seconds } => Some(HeaderValue::from(*retry_after_seconds)),
        _ => None,
    };
    let mut response = Said::Refused(refusal).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn problem_field(error: &FieldError, language: Language) -> ProblemField {
    ProblemField {
        field: error.field.clone(),
        code: error.code.to_owned(),
        message: texts::field(error, language),
    }
}

pub(super) const fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
    }
}

fn faulted(fault: &Fault) -> Response {
    let instance = entropy::id();
    tracing::error!(fault.instance = %instance, fault.chain = %chain(fault), "a request failed");
    match fault {
        Fault::Unavailable { .. } => {
            let said = Said::Failed(StatusCode::SERVICE_UNAVAILABLE, "unavailable", instance);
            let mut response = said.into_response();
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            response
        }
        Fault::Broken { .. } => {
            Said::Failed(StatusCode::INTERNAL_SERVER_ERROR, "fault", instance).into_response()
        }
    }
}

fn chain(fault: &Fault) -> String {
    let mut text = fault.to_string();
    let mut source = std::error::Error::source(fault);
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// Turns a panic into the same answer as any fault.
#[expect(clippy::needless_pass_by_value, reason = "the layer that catches panics hands them over")]
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let what = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned());
    faulted(&Fault::broken(format!("a handler panicked: {what}")))
}

/// The answer at an address nobody answers.
pub(super) async fn no_such_page() -> Error {
    Error::NotFound
}

/// The answer to a method that the address does not take.
pub(super) async fn no_such_method() -> Response {
    Said::Plain(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed").into_response()
}

fn written(problem: Problem, language: Language) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    response
}

//! Errors as RFC 9457 problem documents: a refusal says what is wrong and where, a fault says only under which number
//! the log has it.

use std::any::Any;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::entropy;
use crate::error::{Error, Fault};
use crate::refusal::{FieldError, Kind, Refusal};

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URI reference that names the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
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
    pub message: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => refused(&refusal),
            Self::NotFound => {
                plain(StatusCode::NOT_FOUND, "not-found", "There is nothing here, or it is not yours to see.")
            }
            Self::Fault(fault) => faulted(&fault),
        }
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = status_of(refusal.kind());
    let fields = match refusal {
        Refusal::Invalid(fields) => fields.iter().map(problem_field).collect(),
        _ => Vec::new(),
    };
    let mut response = document(Problem {
        kind: format!("/problems/{}", refusal.code()),
        title: refusal.code().to_owned(),
        status: status.as_u16(),
        instance: None,
        errors: fields,
        params: refusal.params(),
    });
    if let Refusal::TooManyRequests { retry_after_seconds } = refusal
        && let Ok(value) = HeaderValue::from_str(&retry_after_seconds.to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn problem_field(error: &FieldError) -> ProblemField {
    ProblemField { field: error.field.clone(), code: error.code.to_owned(), message: error.code.to_owned() }
}

const fn status_of(kind: Kind) -> StatusCode {
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
    let instance = entropy::id().to_string();
    tracing::error!(fault.instance = %instance, fault.chain = %chain(fault), "a request failed");
    let (status, code, title) = match fault {
        Fault::Unavailable { .. } => (
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "The service cannot answer just now. Nothing was changed; please try again.",
        ),
        Fault::Broken { .. } => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "fault",
            "Something went wrong on our side. Please try again.",
        ),
    };
    let mut response = document(Problem {
        kind: format!("/problems/{code}"),
        title: title.to_owned(),
        status: status.as_u16(),
        instance: Some(format!("urn:uuid:{instance}")),
        errors: Vec::new(),
        params: Value::Object(serde_json::Map::new()),
    });
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
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
    plain(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "This address does not take that method.")
}

fn plain(status: StatusCode, code: &str, title: &str) -> Response {
    document(Problem {
        kind: format!("/problems/{code}"),
        title: title.to_owned(),
        status: status.as_u16(),
        instance: None,
        errors: Vec::new(),
        params: Value::Object(serde_json::Map::new()),
    })
}

fn document(problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

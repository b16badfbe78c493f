//! What the API answered.

use axum::http::HeaderMap;
use axum::response::Response;
use http_body_util::BodyExt as _;
use serde_json::Value;

/// Those that stand on every response.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("cache-control", "no-store"),
];

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Null where it is no JSON.
    pub(crate) body: Value,
}

impl Answer {
    pub(super) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the answer is whole").to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub(crate) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body of an answer that went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(self.is_ok(), "{} {}", self.status, self.body);
        self.body
    }

    /// The code of the problem, which must be a whole problem document under all headers.
    #[track_caller]
    pub(crate) fn problem(&self) -> &str {
        assert!(self.status >= 400, "{} {}", self.status, self.body);
        assert_eq!(self.header("content-type"), "application/problem+json", "{} {}", self.status, self.body);
        for (name, value) in HEADERS {
            assert_eq!(self.header(name), value, "{name} of {} {}", self.status, self.body);
        }
        assert_eq!(self.body["status"], self.status);
        let code = self.body["type"].as_str().and_then(|kind| kind.strip_prefix("/problems/"));
        let title = self.body["title"].as_str().unwrap_or_default();
        assert!(title.contains(' ') && title.ends_with('.'), "{title:?} is no sentence");
        code.expect("a problem has a code")
    }

    /// The wrong fields and their codes, sorted.
    #[track_caller]
    pub(crate) fn wrong_fields(&self) -> Vec<(&str, &str)> {
        assert_eq!((self.status, self.problem()), (422, "invalid"), "{}", self.body);
        let errors = self.body["errors"].as_array().expect("the wrong fields are listed");
        let text = |value: &'_ Value| value.as_str().map(str::len);
        let mut fields: Vec<_> = errors
            .iter()
            .map(|error| {
                assert!(text(&error["message"]) > Some(10), "{error}");
                (error["field"].as_str().unwrap(), error["code"].as_str().unwrap())
            })
            .collect();
        fields.sort_unstable();
        fields
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

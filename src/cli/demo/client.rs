//! The demonstration's API client: nothing but HTTP, as any program outside would use it. Counts what was refused and
//! comes back later where it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use crate::entropy;

/// How often a request is sent again when the service asks to come back later.
const PATIENCE: u32 = 60;

/// A session with the service; cloning it shares the connections.
#[derive(Debug, Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    api_client: Option<String>,
    token: Option<String>,
    refusals: Arc<AtomicU64>,
}

/// What came back: done, or refused with a problem document.
#[derive(Debug)]
pub(super) enum Reply {
    Done(Value),
    Refused { status: StatusCode, problem: Value },
}

impl Client {
    pub(super) fn new(base: &str, api_client: Option<&str>) -> Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(60))
            .build()
            .context("an HTTP client can be built")?;
        let base = format!("{}/api/v1", base.trim_end_matches('/'));
        Ok(Self { http, base, api_client: api_client.map(str::to_owned), token: None, refusals: Arc::default() })
    }

    /// The same client signed in as somebody.
    pub(super) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// How many requests were refused for a reason other than being too early.
    pub(super) fn refusals(&self) -> u64 {
        self.refusals.load(Ordering::Relaxed)
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value> {
        self.done(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.done(Method::POST, path, Some(body)).await
    }

    pub(super) async fn patch(&self, path: &str, body: &Value) -> Result<Value> {
        self.done(Method::PATCH, path, Some(body)).await
    }

    /// Posts where a refusal is one of the expected answers.
    pub(super) async fn try_post(&self, path: &str, body: &Value) -> Result<Reply> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Uploads a file as a form of several parts.
    pub(super) async fn upload(&self, path: &str, slot: &Slot<'_>, bytes: Vec<u8>) -> Result<Value> {
        let key = entropy::id().to_string();
        for _ in 0..PATIENCE {
            let part = reqwest::multipart::Part::bytes(bytes.clone())
                .file_name(slot.file_name.to_owned())
                .mime_str(slot.media_type)
                .context("a media type of our own is well-formed")?;
            let mut form = reqwest::multipart::Form::new().text("requirement", slot.requirement.to_owned());
            if let Some(member) = slot.member {
                form = form.text("member", member.to_string());
            }
            let request = self.request(Method::POST, path).header("idempotency-key", &key).multipart(form.part("file", part));
            match self.answer(request).await? {
                Some(Reply::Done(value)) => return Ok(value),
                Some(Reply::Refused { status, problem }) => bail!("{path} answered {status}: {problem}"),
                None => {}
            }
        }
        bail!("{path} kept asking to come back later")
    }

    async fn done(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        match self.send(method.clone(), path, body).await? {
            Reply::Done(value) => Ok(value),
            Reply::Refused { status, problem } => bail!("{method} {path} answered {status}: {problem}"),
        }
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        let key = entropy::id().to_string();
        for _ in 0..PATIENCE {
            let mut request = self.request(method.clone(), path);
            if method == Method::POST {
                request = request.header("idempotency-key", &key);
            }
            if let Some(body) = body {
                request = request.json(body);
            }
            if let Some(reply) = self.answer(request).await? {
                return Ok(reply);
            }
        }
        bail!("{method} {path} kept asking to come back later")
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(client) = &self.api_client {
            request = request.header("pser-client", client);
        }
        request
    }

    /// The reply, or `None` after the pause that the service asked for.
    async fn answer(&self, request: RequestBuilder) -> Result<Option<Reply>> {
        let response = request.send().await.context("the service cannot be reached")?;
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
            let pause = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(1);
            tokio::time::sleep(Duration::from_secs(pause.min(30))).await;
            return Ok(None);
        }
        let bytes = response.bytes().await.context("the answer broke off")?;
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).context("the answer is not JSON")? };
        if status.is_success() {
            return Ok(Some(Reply::Done(body)));
        }
        self.refusals.fetch_add(1, Ordering::Relaxed);
        Ok(Some(Reply::Refused { status, problem: body }))
    }
}

/// What a file is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) requirement: &'a str,
    pub(super) member: Option<i64>,
    pub(super) file_name: &'a str,
    pub(super) media_type: &'a str,
}

//! The demonstration's API client: nothing but HTTP, as any program outside would use it. Counts what was refused and
//! comes back later where it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;

use crate::entropy;

/// How often a request is sent again when the service asks to come back later.
const PATIENCE: u32 = 60;
const LONGEST_PAUSE: u64 = 30;
/// How long a request may take on a busy machine.
const LONGEST_ANSWER: Duration = Duration::from_secs(180);
/// A pause after a connection that came to nothing.
const UNREACHED: Duration = Duration::from_secs(1);
/// Answers that only say that there is nothing to do.
const NOTHING_TO_DO: [&str; 2] = ["queue-empty", "nothing-to-pay"];

/// A caller of the service; cloning it shares the connections.
#[derive(Debug, Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    /// What the program says of itself: `NAME:SECRET`.
    program: String,
    token: Option<String>,
    refusals: Arc<AtomicU64>,
}

/// What came back: done, or refused with a problem document.
#[derive(Debug)]
pub(super) enum Reply {
    Done(Value),
    Refused(Problem),
}

/// Why not.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    /// The refusal's stable code.
    pub(super) code: String,
    pub(super) document: Value,
}

/// A file to be sent and what it is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper<'a> {
    pub(super) requirement: &'a str,
    pub(super) member: Option<i64>,
    pub(super) file_name: &'a str,
    pub(super) media_type: &'a str,
    pub(super) bytes: &'a [u8],
}

impl Client {
    pub(super) fn new(url: &str, program: String) -> Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(LONGEST_ANSWER)
            // Shorter than any server keeps an idle connection: none is used that is just being closed.
            .pool_idle_timeout(Duration::from_secs(5))
            .user_agent("pser demo")
            .build()
            .context("an HTTP client can be built")?;
        let base = format!("{}/api/v1", url.trim_end_matches('/'));
        Ok(Self { http, base, program, token: None, refusals: Arc::default() })
    }

    /// The same client signed in as somebody.
    pub(super) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// How many requests were refused, other than because there was nothing to do.
    pub(super) fn refusals(&self) -> u64 {
        self.refusals.load(Ordering::Relaxed)
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value> {
        self.ask(Method::GET, path, None).await?.done(path)
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask(Method::POST, path, Some(body)).await?.done(path)
    }

    pub(super) async fn patch(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask(Method::PATCH, path, Some(body)).await?.done(path)
    }

    /// Sends a request of which a refusal may be one of the expected answers.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        let key = entropy::id().to_string();
        for _ in 0..PATIENCE {
            let mut request = self.request(method.clone(), path);
            if method == Method::POST {
                request = request.header("idempotency-key", &key);
            }
            if let Some(body) = body {
                request = request.json(body);
            }
            if let Some(response) = at_last(request, path).await? {
                return self.reply(response, path).await;
            }
        }
        bail!("{method} {path} kept asking to come back later")
    }

    /// Sends a paper as a form of several parts; gives the refusal where the service does not take it.
    pub(super) async fn upload(&self, path: &str, paper: Paper<'_>) -> Result<Value> {
        let key = entropy::id().to_string();
        for _ in 0..PATIENCE {
            let file = reqwest::multipart::Part::bytes(paper.bytes.to_vec())
                .file_name(paper.file_name.to_owned())
                .mime_str(paper.media_type)
                .context("a media type of our own is well-formed")?;
            let mut form = reqwest::multipart::Form::new().text("requirement", paper.requirement.to_owned());
            if let Some(member) = paper.member {
                form = form.text("member", member.to_string());
            }
            let form = form.part("file", file);
            let request = self.request(Method::POST, path).header("idempotency-key", &key).multipart(form);
            if let Some(response) = at_last(request, path).await? {
                return self.reply(response, path).await?.done(path);
            }
        }
        bail!("{path} kept asking to come back later")
    }

    /// The bytes of a file.
    pub(super) async fn download(&self, path: &str) -> Result<Vec<u8>> {
        for _ in 0..PATIENCE {
            let Some(response) = at_last(self.request(Method::GET, path), path).await? else { continue };
            let status = response.status();
            if !status.is_success() {
                self.refusals.fetch_add(1, Ordering::Relaxed);
                bail!("{path} answered {status}");
            }
            let bytes = response.bytes().await.with_context(|| format!("{path} broke off"))?;
            return Ok(bytes.to_vec());
        }
        bail!("{path} kept asking to come back later")
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request =
            self.http.request(method, format!("{}{path}", self.base)).header("pser-client", &self.program);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn reply(&self, response: Response, path: &str) -> Result<Reply> {
        let status = response.status();
        let bytes = response.bytes().await.with_context(|| format!("the answer of {path} broke off"))?;
        let body = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).with_context(|| format!("the answer of {path} is not JSON"))?
        };
        if status.is_success() {
            return Ok(Reply::Done(body));
        }
        let kind = body["type"].as_str().unwrap_or_default();
        let code = kind.rsplit('/').next().unwrap_or_default().to_owned();
        if !NOTHING_TO_DO.contains(&code.as_str()) {
            self.refusals.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Reply::Refused(Problem { status, code, document: body }))
    }
}

impl Reply {
    /// What was asked for.
    pub(super) fn done(self, path: &str) -> Result<Value> {
        match self {
            Self::Done(value) => Ok(value),
            Self::Refused(Problem { status, document, .. }) => bail!("{path} answered {status}: {document}"),
        }
    }
}

/// The response, or none after the pause that the service asked for, or after one where it took no connection.
async fn at_last(request: RequestBuilder, path: &str) -> Result<Option<Response>> {
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() => {
            tokio::time::sleep(UNREACHED).await;
            return Ok(None);
        }
        Err(error) => return Err(error).with_context(|| format!("{path} cannot be reached")),
    };
    let is_later =
        [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&response.status());
    if !is_later {
        return Ok(Some(response));
    }
    let header = response.headers().get("retry-after");
    let pause = header.and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(1);
    tokio::time::sleep(Duration::from_secs(pause.min(LONGEST_PAUSE))).await;
    Ok(None)
}

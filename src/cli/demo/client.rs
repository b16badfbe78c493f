//! The demonstration's API client: nothing but HTTP, as any program outside would use it. Counts what was refused, comes
//! back later where it is told to, and sends again under the same key what was not answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;

use super::journal::{Deed, Journal};
use crate::entropy;

/// How often a request is sent again when the service asks to come back later or does not answer.
const PATIENCE: u32 = 60;
const LONGEST_PAUSE: u64 = 30;
/// How long an answer is waited for, on a busy machine too, before the request is sent again.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);
/// A pause after a connection that came to nothing or broke before the answer was whole.
const UNANSWERED: Duration = Duration::from_secs(1);
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
    journal: Option<Journal>,
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
    /// An earlier sending of the request got no answer: what was asked for may have been done by then, and this be why
    /// it is refused now.
    pub(super) may_be_done: bool,
}

/// How one sending of a request ended.
enum Sent {
    Answered(StatusCode, Vec<u8>),
    /// Nothing was done; come back after this long.
    Later(Duration),
    /// The connection broke, or what the service leans on did: done or not.
    Unanswered(Duration),
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
    /// `journal` is told of every change that the service acknowledges.
    pub(super) fn new(url: &str, program: String, journal: Option<Journal>) -> Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(LONGEST_ANSWER)
            // Shorter than any server keeps an idle connection: none is used that is just being closed.
            .pool_idle_timeout(Duration::from_secs(5))
            .user_agent("pser demo")
            .build()
            .context("an HTTP client can be built")?;
        let base = format!("{}/api/v1", url.trim_end_matches('/'));
        Ok(Self { http, base, program, token: None, refusals: Arc::default(), journal })
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

    /// Sends a request of which a refusal may be one of the expected answers.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        let key = entropy::id().to_string();
        let request = || {
            let mut request = self.request(method.clone(), path);
            if method == Method::POST {
                request = request.header("idempotency-key", &key);
            }
            Ok(match body {
                Some(body) => request.json(body),
                None => request,
            })
        };
        let (status, bytes, may_be_done) = self.at_last(path, request).await?;
        let reply = self.reply(path, (status, &bytes), may_be_done)?;
        if method != Method::GET {
            self.note(&method, path, &key, (status, &reply))?;
        }
        Ok(reply)
    }

    /// Sends a paper as a form of several parts.
    pub(super) async fn upload(&self, path: &str, paper: Paper<'_>) -> Result<Reply> {
        let key = entropy::id().to_string();
        let request = || {
            let file = reqwest::multipart::Part::bytes(paper.bytes.to_vec())
                .file_name(paper.file_name.to_owned())
                .mime_str(paper.media_type)
                .context("a media type of our own is well-formed")?;
            let mut form = reqwest::multipart::Form::new().text("requirement", paper.requirement.to_owned());
            if let Some(member) = paper.member {
                form = form.text("member", member.to_string());
            }
            let form = form.part("file", file);
            Ok(self.request(Method::POST, path).header("idempotency-key", &key).multipart(form))
        };
        let (status, bytes, may_be_done) = self.at_last(path, request).await?;
        let reply = self.reply(path, (status, &bytes), may_be_done)?;
        self.note(&Method::POST, path, &key, (status, &reply))?;
        Ok(reply)
    }

    /// The bytes of a file.
    pub(super) async fn download(&self, path: &str) -> Result<Vec<u8>> {
        let (status, bytes, _) = self.at_last(path, || Ok(self.request(Method::GET, path))).await?;
        if !status.is_success() {
            self.refusals.fetch_add(1, Ordering::Relaxed);
            bail!("{path} answered {status}");
        }
        Ok(bytes)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request =
            self.http.request(method, format!("{}{path}", self.base)).header("pser-client", &self.program);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request until it is answered; also whether an earlier sending may have been taken.
    async fn at_last(
        &self,
        path: &str,
        request: impl Fn() -> Result<RequestBuilder>,
    ) -> Result<(StatusCode, Vec<u8>, bool)> {
        let mut may_be_done = false;
        for _ in 0..PATIENCE {
            let pause = match send(request()?).await {
                Sent::Answered(status, bytes) => return Ok((status, bytes, may_be_done)),
                Sent::Later(pause) => pause,
                Sent::Unanswered(pause) => {
                    may_be_done = true;
                    pause
                }
            };
            tokio::time::sleep(pause).await;
        }
        bail!("{path} did not answer, however often it was asked")
    }

    fn reply(&self, path: &str, (status, bytes): (StatusCode, &[u8]), may_be_done: bool) -> Result<Reply> {
        let body = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(bytes).with_context(|| format!("the answer of {path} is not JSON"))?
        };
        if status.is_success() {
            return Ok(Reply::Done(body));
        }
        let kind = body["type"].as_str().unwrap_or_default();
        let code = kind.rsplit('/').next().unwrap_or_default().to_owned();
        if !may_be_done && !NOTHING_TO_DO.contains(&code.as_str()) {
            self.refusals.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Reply::Refused(Problem { status, code, document: body, may_be_done }))
    }

    /// Writes down what was acknowledged, and what was refused that may have been done.
    fn note(
        &self,
        method: &Method,
        path: &str,
        key: &str,
        (status, reply): (StatusCode, &Reply),
    ) -> Result<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let answer = match reply {
            Reply::Done(answer) => answer,
            Reply::Refused(problem) if problem.may_be_done => &problem.document,
            Reply::Refused(_) => return Ok(()),
        };
        let deed = Deed { method: method.as_str(), path, key, status: status.as_u16(), answer };
        journal.write(&deed).context("the journal cannot be written")
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

async fn send(request: RequestBuilder) -> Sent {
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() => return Sent::Later(UNANSWERED),
        Err(_) => return Sent::Unanswered(UNANSWERED),
    };
    let status = response.status();
    let pause = pause(&response);
    let Ok(bytes) = response.bytes().await else { return Sent::Unanswered(UNANSWERED) };
    match status {
        StatusCode::TOO_MANY_REQUESTS => Sent::Later(pause),
        // The database may have gone away while it committed.
        StatusCode::SERVICE_UNAVAILABLE => Sent::Unanswered(pause),
        _ => Sent::Answered(status, bytes.to_vec()),
    }
}

/// The pause that the service asks for.
fn pause(response: &Response) -> Duration {
    let header = response.headers().get("retry-after");
    let seconds = header.and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(1);
    Duration::from_secs(seconds.min(LONGEST_PAUSE))
}

//! Callers of the API: nothing but HTTP. Sessions are put into the database ahead, because being signed in is where the
//! bars begin: proving a password costs what it costs on purpose.

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use uuid::Uuid;

use crate::ground::Ground;

/// Somebody signed in.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    entrance: Entrance,
    token: String,
}

/// A refusal that a caller may expect.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) status: StatusCode,
    pub(crate) document: Value,
}

/// The way in of programs: connections and who they say they are.
#[derive(Debug, Clone)]
pub(crate) struct Entrance {
    http: reqwest::Client,
    base: String,
    /// Where the pages are.
    site: String,
    program: String,
}

impl Entrance {
    /// As the declared program of the demonstration, which may ask as often as it likes.
    pub(crate) fn of(ground: &Ground) -> Result<Self> {
        let people = std::fs::read_to_string(ground.data.join("demonstration.json"))?;
        let people: Value = serde_json::from_str(&people)?;
        let text =
            |field: &str| people["client"][field].as_str().context("the program has a name and a secret");
        Ok(Self {
            http: reqwest::Client::builder().build()?,
            base: format!("{}/api/v1", ground.url),
            site: ground.url.trim_end_matches('/').to_owned(),
            program: format!("{}:{}", text("name")?, text("secret")?),
        })
    }

    /// Signs citizens' accounts in, one caller each.
    pub(crate) async fn citizens(&self, owner: &PgPool, accounts: &[Uuid]) -> Result<Vec<Caller>> {
        self.sign_in(
            owner,
            "insert into sessions (token_hash, id, citizen_account_id, expires_at)
             select hash, gen_random_uuid(), account, now() + interval '12 hours' from unnest($1::bytea[], $2::uuid[]) as s (hash, account)",
            accounts,
        )
        .await
    }

    /// Signs somebody of the staff in.
    pub(crate) async fn staff(&self, owner: &PgPool, email: &str) -> Result<Caller> {
        let account: Uuid = sqlx::query_scalar("select id from staff_accounts where email = $1")
            .bind(email)
            .fetch_one(owner)
            .await
            .with_context(|| format!("{email} is not of the staff"))?;
        let mut callers = self
            .sign_in(
                owner,
                "insert into sessions (token_hash, id, staff_account_id, expires_at)
                 select hash, gen_random_uuid(), account, now() + interval '12 hours' from unnest($1::bytea[], $2::uuid[]) as s (hash, account)",
                &[account],
            )
            .await?;
        callers.pop().context("one account makes one caller")
    }

    async fn sign_in(
        &self,
        owner: &PgPool,
        statement: &'static str,
        accounts: &[Uuid],
    ) -> Result<Vec<Caller>> {
        let tokens: Vec<String> = accounts.iter().map(|_| token()).collect();
        let hashes: Vec<Vec<u8>> = tokens.iter().map(|token| Sha256::digest(token).to_vec()).collect();
        sqlx::query(statement).bind(&hashes).bind(accounts).execute(owner).await?;
        let caller = |token| Caller { entrance: self.clone(), token };
        Ok(tokens.into_iter().map(caller).collect())
    }
}

impl Caller {
    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        self.send(Method::GET, path, None).await?.or_fail(path)
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Method::POST, path, Some(body)).await?.or_fail(path)
    }

    /// What the address answers, or why it will not.
    pub(crate) async fn ask(&self, path: &str, body: &Value) -> Result<Result<Value, Refused>> {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Result<Value> {
        self.send(Method::DELETE, path, None).await?.or_fail(path)
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Method::PATCH, path, Some(body)).await?.or_fail(path)
    }

    /// A page as a browser gets it, read to its end.
    pub(crate) async fn page(&self, path: &str) -> Result<()> {
        let Entrance { http, site, .. } = &self.entrance;
        let request =
            http.get(format!("{site}{path}")).header("cookie", format!("pser-session={}", self.token));
        let response = request.send().await.with_context(|| format!("{path} was not reached"))?;
        let status = response.status();
        response.bytes().await?;
        ensure!(status == StatusCode::OK, "{path} answered {status}");
        Ok(())
    }

    /// What the address answers, or none where it says that there is nothing to do.
    pub(crate) async fn try_post(&self, path: &str, body: Option<&Value>) -> Result<Option<Value>> {
        match self.send(Method::POST, path, body).await? {
            Ok(value) => Ok(Some(value)),
            Err(refused) if refused.status == StatusCode::CONFLICT => Ok(None),
            refused @ Err(_) => refused.or_fail(path).map(Some),
        }
    }

    /// Sends a scanned paper.
    pub(crate) async fn upload(&self, path: &str, requirement: &str, bytes: Vec<u8>) -> Result<Value> {
        let file = Part::bytes(bytes).file_name(format!("{requirement}.pdf")).mime_str("application/pdf")?;
        let form = Form::new().text("requirement", requirement.to_owned()).part("file", file);
        let request = self.request(Method::POST, path).multipart(form);
        answer(request.send().await?).await?.or_fail(path)
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Result<Value, Refused>> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        answer(request.send().await.with_context(|| format!("{path} was not reached"))?).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let has_key = method == Method::POST;
        let Entrance { http, base, program, .. } = &self.entrance;
        let request = http
            .request(method, format!("{base}{path}"))
            .header("pser-client", program)
            .bearer_auth(&self.token);
        if has_key { request.header("idempotency-key", Uuid::new_v4().to_string()) } else { request }
    }
}

trait OrFail {
    fn or_fail(self, path: &str) -> Result<Value>;
}

impl OrFail for Result<Value, Refused> {
    fn or_fail(self, path: &str) -> Result<Value> {
        match self {
            Ok(value) => Ok(value),
            Err(Refused { status, document }) => bail!("{path} answered {status}: {document}"),
        }
    }
}

async fn answer(response: Response) -> Result<Result<Value, Refused>> {
    let status = response.status();
    let bytes = response.bytes().await?;
    let document = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes)? };
    Ok(if status.is_success() { Ok(document) } else { Err(Refused { status, document }) })
}

/// A session's token: 256 random bits.
fn token() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

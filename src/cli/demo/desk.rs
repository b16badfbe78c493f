//! The desk of somebody of the staff: signed in with two factors, and again when the session has run out.

use anyhow::{Context as _, Result, bail};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::super::cast::Person;
use super::authenticator::Authenticator;
use super::citizen::text;
use super::client::{Client, Reply};

/// Somebody at work.
pub(super) struct Desk {
    person: Person,
    /// Not signed in.
    client: Client,
    state: Mutex<State>,
}

struct State {
    signed: Client,
    authenticator: Authenticator,
}

impl Desk {
    /// Signs in.
    pub(super) async fn open(client: &Client, person: &Person) -> Result<Self> {
        let mut authenticator = Authenticator::new(&person.totp_secret)?;
        let signed = sign_in(client, person, &mut authenticator).await?;
        let state = Mutex::new(State { signed, authenticator });
        Ok(Self { person: person.clone(), client: client.clone(), state })
    }

    /// As colleagues read it.
    pub(super) fn name(&self) -> &str {
        &self.person.name
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value> {
        self.ask(Method::GET, path, None).await?.done(path)
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask(Method::POST, path, Some(body)).await?.done(path)
    }

    /// What the address answers, or none where there is nothing to do.
    pub(super) async fn try_post(&self, path: &str, body: Option<&Value>) -> Result<Option<Value>> {
        match self.ask(Method::POST, path, body).await? {
            Reply::Done(value) => Ok(Some(value)),
            Reply::Refused(problem) if ["queue-empty", "nothing-to-pay"].contains(&problem.code.as_str()) => {
                Ok(None)
            }
            refused @ Reply::Refused(_) => refused.done(path).map(Some),
        }
    }

    /// Sends a request, with another session where the last one has ended.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        let client = self.signed().await;
        match client.ask(method.clone(), path, body).await? {
            Reply::Refused(problem) if problem.code == "sign-in-required" => {
                let mut state = self.state.lock().await;
                state.signed = sign_in(&self.client, &self.person, &mut state.authenticator).await?;
                state.signed.ask(method, path, body).await
            }
            reply => Ok(reply),
        }
    }

    pub(super) async fn download(&self, path: &str) -> Result<Vec<u8>> {
        self.signed().await.download(path).await
    }

    /// Proves once more who sits here; money asks for a proof that is fresh.
    pub(super) async fn prove_again(&self) -> Result<()> {
        const PATH: &str = "/sessions/current/reauthentication";
        loop {
            let totp = self.state.lock().await.authenticator.code().await;
            match self.ask(Method::POST, PATH, Some(&json!({ "totp": totp }))).await? {
                // The code was taken, and its answer lost: another is asked for, whatever became of it.
                Reply::Refused(problem) if problem.may_be_done => {}
                reply => return reply.done(PATH).map(drop),
            }
        }
    }

    async fn signed(&self) -> Client {
        self.state.lock().await.signed.clone()
    }
}

async fn sign_in(client: &Client, person: &Person, authenticator: &mut Authenticator) -> Result<Client> {
    const PATH: &str = "/staff/sessions";
    for is_last in [false, true] {
        let totp = authenticator.code().await;
        let proofs = json!({ "email": person.email, "password": person.password, "totp": totp });
        match client.ask(Method::POST, PATH, Some(&proofs)).await? {
            // The code may have been used at another desk: the next one cannot have been.
            Reply::Refused(problem) if problem.code == "wrong-credentials" && !is_last => {}
            reply => {
                let session = reply.done(PATH).with_context(|| format!("{} cannot sign in", person.email))?;
                return Ok(client.with_token(&text(&session, "token")?));
            }
        }
    }
    bail!("{} cannot sign in", person.email)
}

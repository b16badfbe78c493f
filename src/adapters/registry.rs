//! The client of the registry of identities: one question, one answer. Anything but a clear word is `NoAnswer`: a
//! registry that is down, slow or confused delays a case and never decides it.

use std::time::Duration;

use reqwest::{Client, Url};
use serde::Serialize;

use super::answer::{body, broken_off};
use super::outgoing::{self, Timeouts};
use crate::checks::identity::{Answer, NoAnswer, Question};
use crate::error::Fault;

const TIMEOUTS: Timeouts = Timeouts { connect: Duration::from_secs(5), whole: Duration::from_secs(10) };

/// The registry at an address. User name and password in the address are sent as basic authentication.
#[derive(Clone)]
pub struct Registry {
    http: Client,
    identity: Url,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Registry({})", self.identity.host_str().unwrap_or_default())
    }
}

#[derive(Serialize)]
struct Body<'a> {
    id: uuid::Uuid,
    cnic: &'a str,
    name: &'a str,
    date_of_birth: Option<chrono::NaiveDate>,
}

impl Registry {
    /// A client for the registry at `base`. `allow_private` opens loopback and private networks.
    ///
    /// # Errors
    /// When the address is a closed one, or TLS cannot be set up.
    pub fn new(base: &Url, allow_private: bool) -> Result<Self, Fault> {
        Self::within(TIMEOUTS, base, allow_private)
    }

    /// As `new`, with other limits of time.
    ///
    /// # Errors
    /// As `new`.
    pub fn within(timeouts: Timeouts, base: &Url, allow_private: bool) -> Result<Self, Fault> {
        let mut identity = base.clone();
        identity
            .path_segments_mut()
            .map_err(|()| Fault::broken("the registry's address takes no path"))?
            .pop_if_empty()
            .push("identity");
        Ok(Self { http: outgoing::client(base, timeouts, allow_private)?, identity })
    }

    /// Asks whether somebody of this name and date of birth holds this CNIC.
    ///
    /// # Errors
    /// When there is no clear answer.
    pub async fn identify(&self, question: &Question) -> Result<Answer, NoAnswer> {
        let body_of_question = Body {
            id: question.id,
            cnic: question.cnic.reveal(),
            name: &question.name,
            date_of_birth: question.date_of_birth,
        };
        let response = self
            .http
            .post(self.identity.clone())
            .json(&body_of_question)
            .send()
            .await
            .map_err(|error| NoAnswer { why: broken_off(&error).to_owned() })?;
        let status = response.status();
        if !status.is_success() {
            return Err(NoAnswer { why: format!("it answered {status}") });
        }
        let bytes = body(response).await.map_err(|why| NoAnswer { why: why.to_owned() })?;
        serde_json::from_slice(&bytes).map_err(|error| NoAnswer {
            // The position only: the text itself may hold what must not be logged.
            why: format!("the answer is not understood at line {} column {}", error.line(), error.column()),
        })
    }
}

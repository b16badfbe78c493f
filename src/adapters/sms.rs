//! The client of the SMS gateway: one POST of `{id, to, text}` for each message. Any 2xx accepts it; the same id twice is
//! one message.

use std::time::Duration;

use reqwest::{Client, StatusCode, Url};
use serde::Serialize;
use uuid::Uuid;

use super::answer::{NotSent, broken_off};
use super::outgoing::{self, Timeouts};
use crate::error::Fault;

const TIMEOUTS: Timeouts = Timeouts { connect: Duration::from_secs(5), whole: Duration::from_secs(10) };

/// The gateway at an address. User name and password in the address are sent as basic authentication.
#[derive(Clone)]
pub struct Sms {
    http: Client,
    address: Url,
}

impl std::fmt::Debug for Sms {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Sms({})", self.address.host_str().unwrap_or_default())
    }
}

#[derive(Serialize)]
struct Message<'a> {
    id: Uuid,
    to: &'a str,
    text: &'a str,
}

impl Sms {
    /// A client for the gateway at `address`. `allow_private` opens loopback and private networks.
    ///
    /// # Errors
    /// When the address is a closed one, or TLS cannot be set up.
    pub fn new(address: &Url, allow_private: bool) -> Result<Self, Fault> {
        Ok(Self { http: outgoing::client(address, TIMEOUTS, allow_private)?, address: address.clone() })
    }

    /// Hands a message in. `to` is a mobile as `923XXXXXXXXX`.
    ///
    /// # Errors
    /// Whether trying again may help.
    pub async fn send(&self, id: Uuid, to: &str, text: &str) -> Result<(), NotSent> {
        let response = self
            .http
            .post(self.address.clone())
            .json(&Message { id, to, text })
            .send()
            .await
            .map_err(|error| NotSent::for_now(broken_off(&error)))?;
        let status = response.status();
        match status {
            status if status.is_success() => Ok(()),
            // It understood the message and does not want it. Everything else may be a fault on the way.
            StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY => {
                Err(NotSent::for_good(format!("it answered {status}")))
            }
            status => Err(NotSent::for_now(format!("it answered {status}"))),
        }
    }
}

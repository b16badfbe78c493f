//! The client of the mail server: plain text by SMTP, under a Message-ID made from the notice, so that a message sent
//! twice can be told by every mail program.

use std::time::Duration;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use reqwest::Url;
use uuid::Uuid;

use super::answer::NotSent;
use crate::error::Fault;

const TIMEOUT: Duration = Duration::from_secs(10);
/// Replies that speak of the recipient or the message: RFC 5321 section 4.2.3 and RFC 7504.
const FOR_GOOD: [u16; 6] = [521, 550, 551, 552, 553, 556];

/// The mail server at an address, and the sender we write as.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Mail(from {})", self.from.email)
    }
}

/// An e-mail to be sent.
#[derive(Clone, Copy)]
pub struct Mailing<'a> {
    pub id: Uuid,
    pub to: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
}

impl std::fmt::Debug for Mailing<'_> {
    /// Without what is personal.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Mailing({})", self.id)
    }
}

impl Mail {
    /// A client for the server at `address` (`smtp://` or `smtps://`), writing as `from`. Must be called on a runtime.
    ///
    /// # Errors
    /// When the address or the sender is malformed.
    pub fn new(address: &Url, from: &str) -> Result<Self, Fault> {
        // Not as the cause: it may quote the address with its password.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(address.as_str())
            .map_err(|_| Fault::broken("the mail server's address cannot be used"))?
            .timeout(Some(TIMEOUT))
            .build();
        let from = from.parse().map_err(|error| Fault::caused("the sender of e-mail is malformed", error))?;
        Ok(Self { transport, from })
    }

    /// Hands an e-mail in.
    ///
    /// # Errors
    /// Whether trying again may help.
    pub async fn send(&self, mailing: Mailing<'_>) -> Result<(), NotSent> {
        let to: Mailbox =
            mailing.to.parse().map_err(|_| NotSent::for_good("the address of the recipient is malformed"))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .message_id(Some(format!("<{}@{}>", mailing.id, self.from.email.domain())))
            .header(header::ContentType::TEXT_PLAIN)
            .subject(mailing.subject)
            .body(mailing.body.to_owned())
            .map_err(|_| NotSent::for_good("the message cannot be put together"))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(judged(&error)),
        }
    }
}

fn judged(error: &smtp::Error) -> NotSent {
    // The server's own words may quote the recipient, so that only its number is kept.
    match error.status().map(u16::from) {
        Some(code) if FOR_GOOD.contains(&code) => NotSent::for_good(format!("it answered {code}")),
        Some(code) => NotSent::for_now(format!("it answered {code}")),
        None if error.is_timeout() => NotSent::for_now("it did not answer in time"),
        None if error.is_tls() => NotSent::for_now("it could not be spoken to securely"),
        None => NotSent::for_now("it could not be reached"),
    }
}

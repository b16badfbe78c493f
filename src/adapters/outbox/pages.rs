//! The SMS gateway's one address, and the list of messages for people and programs.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::messages::{Channel, Message, Numbered, Outbox};

/// `POST /sms` of `{id, to, text}`; `GET /messages?to=&after=&limit=` as JSON; `GET /` to read.
pub fn router(outbox: Arc<Outbox>) -> Router {
    Router::new()
        .route("/", get(read))
        .route("/messages", get(list))
        .route("/sms", post(take_sms))
        .with_state(outbox)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sms {
    id: String,
    to: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    /// A mobile number or an e-mail address.
    to: Option<String>,
    /// The number of the last message already seen.
    #[serde(default)]
    after: usize,
    limit: Option<usize>,
}

async fn take_sms(State(outbox): State<Arc<Outbox>>, Json(sms): Json<Sms>) -> StatusCode {
    let message = Message {
        at: super::smtp::now(),
        channel: Channel::Sms,
        id: sms.id,
        to: vec![sms.to],
        from: None,
        subject: None,
        text: sms.text,
    };
    match outbox.take(&message) {
        Ok(_) => StatusCode::ACCEPTED,
        Err(error) => {
            tracing::error!(%error, "the outbox cannot be written");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

async fn list(State(outbox): State<Arc<Outbox>>, Query(which): Query<Which>) -> Response {
    let limit = which.limit.unwrap_or(100).min(1000);
    match outbox.messages(which.to.as_deref(), which.after, limit) {
        Ok(messages) => Json(messages).into_response(),
        Err(error) => unreadable(&error),
    }
}

/// As plain text, so that nothing in a message is anything but text.
async fn read(State(outbox): State<Arc<Outbox>>, Query(which): Query<Which>) -> Response {
    match outbox.messages(which.to.as_deref(), which.after, which.limit.unwrap_or(100).min(1000)) {
        Ok(messages) => page(&messages).into_response(),
        Err(error) => unreadable(&error),
    }
}

fn page(messages: &[Numbered]) -> String {
    let mut page =
        String::from("Messages sent, newest first. /?to=... shows those to one number or address.\n");
    for Numbered { number, message } in messages.iter().rev() {
        let channel = match message.channel {
            Channel::Sms => "SMS",
            Channel::Email => "e-mail",
        };
        let at = message.at.format("%F %T UTC");
        let subject = message.subject.as_deref().map(|subject| format!("{subject}\n")).unwrap_or_default();
        write!(
            page,
            "\n#{number}  {at}  {channel} to {}\n{subject}{}\n",
            message.to.join(", "),
            message.text.trim_end()
        )
        .expect("writing to a string succeeds");
    }
    page
}

fn unreadable(error: &std::io::Error) -> Response {
    tracing::error!(%error, "the outbox cannot be read");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

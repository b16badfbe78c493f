//! What programs speak with the outbox: the SMS gateway's one address, and the list of messages.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::messages::{Channel, Message, Outbox};

/// `POST /sms` of `{id, to, text}`; `GET /messages?to=&after=&limit=` as JSON.
pub fn router(outbox: Arc<Outbox>) -> Router {
    Router::new().route("/messages", get(list)).route("/sms", post(take_sms)).with_state(outbox)
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
        Err(error) => {
            tracing::error!(%error, "the outbox cannot be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

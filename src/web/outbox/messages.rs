//! `/` of the outbox: messages, newest first, those to one number or address where somebody asks for them.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Shelf;
use super::parts::{Part, parts};
use crate::adapters::outbox::{Channel, Numbered};
use crate::error::{Fault, Result};
use crate::web::page::cookies::Secure;
use crate::web::page::{Page, gate};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

/// As many as anybody reads through; the rest is found by its recipient.
const SHOWN: usize = 100;

#[derive(Debug, Deserialize)]
pub(super) struct Which {
    /// A mobile number or an e-mail address.
    #[serde(default)]
    to: String,
}

#[derive(Debug, Serialize)]
struct Messages {
    portal: String,
    to: String,
    messages: Vec<Shown>,
    /// Whether older ones may be left out.
    is_cut: bool,
}

#[derive(Debug, Serialize)]
struct Shown {
    number: usize,
    channel: &'static str,
    to: String,
    at: String,
    subject: Option<String>,
    parts: Vec<Part>,
}

pub(super) async fn show(
    State(shelf): State<Arc<Shelf>>,
    headers: HeaderMap,
    Query(which): Query<Which>,
) -> Result<Response> {
    // The listener is on loopback, and cookies of the pages beside it reach it too: what was chosen there holds here.
    let page = Page::bare(gate::language(&headers, Secure(false)));
    let to = which.to.trim();
    let messages = shelf
        .outbox
        .messages(Some(to).filter(|to| !to.is_empty()), 0, SHOWN)
        .map_err(|error| Fault::caused("the outbox cannot be read", error))?;
    let view = Messages {
        portal: shelf.portal.clone(),
        to: to.to_owned(),
        is_cut: messages.len() == SHOWN,
        messages: messages.into_iter().rev().map(|message| shown(message, &shelf.portal)).collect(),
    };
    page.html("outbox/messages.html", &view)
}

fn shown(Numbered { number, message }: Numbered, portal: &str) -> Shown {
    Shown {
        number,
        channel: match message.channel {
            Channel::Sms => "sms",
            Channel::Email => "email",
        },
        to: message.to.join(", "),
        at: message.at.to_rfc3339(),
        subject: message.subject,
        parts: parts(message.text.trim_end(), portal),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use chrono::DateTime;

    use crate::adapters::outbox::Message;

    let portal = "http://127.0.0.1:8080";
    let message = |number: usize, channel, text: &str| {
        let message = Message {
            at: DateTime::UNIX_EPOCH,
            channel,
            id: number.to_string(),
            to: vec!["+923001234567".to_owned()],
            from: None,
            subject: Some("درخواست".to_owned()),
            text: text.to_owned(),
        };
        shown(Numbered { number, message }, portal)
    };
    let view = |messages: Vec<Shown>| Messages {
        portal: portal.to_owned(),
        to: "+923001234567".to_owned(),
        is_cut: !messages.is_empty(),
        messages,
    };
    let two = vec![
        message(2, Channel::Sms, "123456 آپ کا کوڈ ہے۔"),
        message(1, Channel::Email, "یہاں دیکھیں: http://127.0.0.1:8080/account"),
    ];
    [view(two), view(Vec::new())]
        .iter()
        .map(|view| Sample::new("outbox/messages.html", Signed::Nobody, view))
        .collect()
}

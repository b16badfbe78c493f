//! The telephones and mailboxes of the citizens: what the outbox of `pser run` took for each, as it arrives.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};

use crate::adapters::outbox::Channel;

const PAUSE: Duration = Duration::from_millis(150);
/// More than arrive between two looks: a look shows the newest.
const MOST_MESSAGES: usize = 1000;
/// How often in a row it may fail to answer before the demonstration breaks off.
const FAILURES: u32 = 60;
/// A pause after it failed to.
const FAILED: Duration = Duration::from_secs(1);

/// Everything that arrived since the demonstration began. Cloning it shares it.
#[derive(Debug, Clone)]
pub(super) struct Outbox {
    url: String,
    http: reqwest::Client,
    arrived: Arc<Mutex<HashMap<String, Vec<Message>>>>,
    /// The number of the newest message.
    newest: watch::Sender<usize>,
}

/// One message as it arrived.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Message {
    number: usize,
    pub(super) channel: Channel,
    to: Vec<String>,
    pub(super) subject: Option<String>,
    pub(super) text: String,
}

impl Outbox {
    /// Begins after what is there already.
    pub(super) async fn open(url: &str) -> Result<Self> {
        let http = reqwest::Client::builder().build().context("an HTTP client can be built")?;
        let (newest, _) = watch::channel(0);
        let url = format!("{}/messages", url.trim_end_matches('/'));
        let outbox = Self { url, http, arrived: Arc::default(), newest };
        let last = outbox.fetch(0, 1).await?.last().map_or(0, |message| message.number);
        outbox.newest.send_replace(last);
        Ok(outbox)
    }

    /// The number of the newest message.
    pub(super) fn newest(&self) -> usize {
        *self.newest.borrow()
    }

    /// Hands out what arrives, for as long as it is polled.
    pub(super) async fn watch(&self) -> Result<()> {
        let mut failures = 0;
        loop {
            let after = *self.newest.borrow();
            let messages = match self.fetch(after, MOST_MESSAGES).await {
                Ok(messages) => messages,
                Err(error) if failures >= FAILURES => return Err(error),
                Err(_) => {
                    failures += 1;
                    sleep(FAILED).await;
                    continue;
                }
            };
            failures = 0;
            if let Some(last) = messages.last().map(|message| message.number) {
                let mut arrived = self.arrived();
                for message in messages {
                    for to in &message.to {
                        arrived.entry(key(to)).or_default().push(message.clone());
                    }
                }
                drop(arrived);
                self.newest.send_replace(last);
            }
            sleep(PAUSE).await;
        }
    }

    /// Everything that arrived for a mobile number or address.
    pub(super) fn messages_to(&self, to: &str) -> Vec<Message> {
        self.arrived().get(&key(to)).cloned().unwrap_or_default()
    }

    /// Waits until more than `seen` messages have arrived for a number, and gives all of them; those there are when the
    /// patience is over.
    pub(super) async fn more_than(&self, seen: usize, to: &str, patience: Duration) -> Vec<Message> {
        let until = Instant::now() + patience;
        let mut newest = self.newest.subscribe();
        loop {
            newest.borrow_and_update();
            let messages = self.messages_to(to);
            if messages.len() > seen || timeout_at(until, newest.changed()).await.is_err() {
                return messages;
            }
        }
    }

    /// The first code after the first `seen` messages, and how many messages those up to it are; other messages may come
    /// before it. None when the patience is over.
    pub(super) async fn code_after(
        &self,
        seen: usize,
        to: &str,
        patience: Duration,
    ) -> Option<(String, usize)> {
        let mut looked_at = seen;
        loop {
            let messages = self.more_than(looked_at, to, patience).await;
            let mut numbered = messages.iter().zip(1..).skip(looked_at);
            if let Some(found) = numbered.find_map(|(message, place)| Some((message.code()?, place))) {
                return Some(found);
            }
            if messages.len() <= looked_at {
                return None;
            }
            looked_at = messages.len();
        }
    }

    async fn fetch(&self, after: usize, limit: usize) -> Result<Vec<Message>> {
        let query = [("after", after), ("limit", limit)];
        let answer = self.http.get(&self.url).query(&query).send().await;
        let answer =
            answer.and_then(reqwest::Response::error_for_status).context("the outbox cannot be read")?;
        answer.json().await.context("the outbox lists its messages")
    }

    fn arrived(&self) -> MutexGuard<'_, HashMap<String, Vec<Message>>> {
        self.arrived.lock().expect("nobody panics while holding the messages")
    }
}

/// Numbers are compared without a plus sign, addresses without regard to case.
fn key(to: &str) -> String {
    to.trim_start_matches('+').to_lowercase()
}

impl Message {
    /// The six digits of a one-time code, where there are some.
    pub(super) fn code(&self) -> Option<String> {
        let mut runs = self.text.split(|letter: char| !letter.is_ascii_digit());
        runs.find(|run| run.len() == 6).map(str::to_owned)
    }

    /// The token at the end of a link to this page, where there is one.
    pub(super) fn token(&self, page: &str) -> Option<String> {
        let (_, rest) = self.text.split_once(page)?;
        rest.split_whitespace().next().map(str::to_owned)
    }
}

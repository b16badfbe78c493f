//! `/office/live`: what changes while an officer looks, as server-sent events. `queues` tells what waits, `case` who else
//! has the case open and which version it is at. A stream lasts a minute; the browser then asks anew, and the gate looks
//! anew at who is asking.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures::{Stream, stream};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until, timeout_at};
use uuid::Uuid;

use super::Staff;
use crate::app::App;
use crate::casework::watch::{self, Watched};
use crate::error::Result;
use crate::live::News;
use crate::policy::Actor;
use crate::queues::Count;
use crate::reference::Reference;
use crate::web::address::Query;
use crate::web::extract::reference;
use crate::web::page::Page;

/// How long a stream lasts, and by when a browser then asks anew.
const LIFE: Duration = Duration::from_secs(60);
const AGAIN: Duration = Duration::from_secs(2);
/// News that follow each other more closely are told together.
const PACE: Duration = Duration::from_secs(1);

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/live", get(listen))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The case that is open; without it the queues are watched.
    case: Option<String>,
}

/// What one queue holds, in numbers and as its page says it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Told {
    queue: String,
    waiting: i64,
    unclaimed: i64,
    overdue: i64,
    text: String,
}

/// What is told of a case.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Open {
    version: i32,
    /// Who else has it open, in a sentence; empty where nobody has.
    others: String,
}

async fn listen(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let case = asked.case.as_deref().map(reference).transpose()?;
    // Before anything is read: what changes meanwhile is told.
    let news = app.live.hear();
    let subject = match case {
        Some(case) => {
            let id = watch::case(&app, &actor, &case).await?.case;
            Subject::Case(case, id)
        }
        None => watch::queues(&app, &actor).await.map(|_| Subject::Queues)?,
    };
    let watching = Watching {
        ends: Instant::now() + LIFE,
        presence: Presence { app: Arc::clone(&app), actor: actor.clone(), subject },
        page,
        news,
        told: None,
    };
    let mut response = Sse::new(events(watching)).into_response();
    // A proxy that gathers answers would keep the news to itself.
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

#[derive(Debug)]
enum Subject {
    Queues,
    Case(Reference, Uuid),
}

impl Subject {
    fn is_met(&self, news: News) -> bool {
        match (self, news) {
            (_, News::Anything) | (Self::Queues, News::Queues) => true,
            (Self::Case(_, own), News::Case(case)) => *own == case,
            (Self::Queues, News::Case(_)) | (Self::Case(..), News::Queues) => false,
        }
    }
}

/// Somebody before a page.
struct Watching {
    presence: Presence,
    page: Page,
    news: Receiver<News>,
    /// What was told last.
    told: Option<String>,
    ends: Instant,
}

/// Ends with the stream, and with it that the officer has the case open.
struct Presence {
    app: Arc<App>,
    actor: Actor,
    subject: Subject,
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Subject::Case(_, case) = self.subject {
            let (app, actor) = (Arc::clone(&self.app), self.actor.clone());
            tokio::spawn(async move {
                if let Err(error) = watch::leave(&app, &actor, case).await {
                    tracing::debug!(%error, "that somebody closed a case could not be noted");
                }
            });
        }
    }
}

fn events(watching: Watching) -> impl Stream<Item = std::result::Result<Event, Infallible>> {
    stream::unfold(watching, |mut watching| async move {
        let event = watching.next().await?;
        Some((Ok(event.retry(AGAIN)), watching))
    })
}

impl Watching {
    /// What is to be told next; none where the stream is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let (name, data) = self.look().await.ok()?;
            if self.told.as_ref() != Some(&data) {
                self.told = Some(data.clone());
                return Some(Event::default().event(name).data(data));
            }
            self.changes().await?;
        }
    }

    /// Waits until something has changed that concerns the page; none where the stream is over.
    async fn changes(&mut self) -> Option<()> {
        let app = Arc::clone(&self.presence.app);
        loop {
            let heard = tokio::select! {
                heard = timeout_at(self.ends, self.news.recv()) => heard.ok()?,
                () = app.live.closed() => return None,
            };
            let news = match heard {
                Ok(news) => news,
                Err(RecvError::Lagged(_)) => News::Anything,
                Err(RecvError::Closed) => return None,
            };
            if self.presence.subject.is_met(news) {
                sleep_until(Instant::now() + PACE).await;
                return Some(());
            }
        }
    }

    async fn look(&self) -> Result<(&'static str, String)> {
        let Presence { app, actor, subject } = &self.presence;
        Ok(match subject {
            Subject::Queues => {
                let counts = watch::queues(app, actor).await?;
                let told: Vec<Told> = counts.into_iter().map(|count| Told::of(&self.page, count)).collect();
                ("queues", json(&told))
            }
            Subject::Case(reference, _) => {
                let watched = watch::case(app, actor, reference).await?;
                ("case", json(&Open::of(&self.page, &watched)))
            }
        })
    }
}

impl Told {
    fn of(page: &Page, count: Count) -> Self {
        Self {
            text: waiting(page, &count),
            queue: count.queue,
            waiting: count.waiting,
            unclaimed: count.unclaimed,
            overdue: count.overdue,
        }
    }
}

/// How much waits in a queue, in a sentence.
fn waiting(page: &Page, count: &Count) -> String {
    let params = [("waiting", count.waiting), ("unclaimed", count.unclaimed), ("overdue", count.overdue)];
    page.say_with("office-queue-counts", params.map(|(name, value)| (name, value.into())))
}

impl Open {
    fn of(page: &Page, watched: &Watched) -> Self {
        Self { version: watched.version, others: others(page, &watched.others) }
    }
}

/// Who else has a case open, in a sentence; empty where nobody has.
pub(super) fn others(page: &Page, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => page.say_with("office-open-one", [("name", name.as_str().into())]),
        [name, rest @ ..] => {
            page.say_with("office-open-more", [("name", name.as_str().into()), ("count", rest.len().into())])
        }
    }
}

fn json(value: &impl Serialize) -> String {
    // Of what is told nothing can fail to be written.
    serde_json::to_string(value).unwrap_or_default()
}

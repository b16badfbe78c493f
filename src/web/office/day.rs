//! `/office`: an officer's day. What waits where, what they hold, and the next case.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::rows::{self, Row};
use super::{Staff, words};
use crate::app::App;
use crate::casework::{absence, allocate};
use crate::error::Result;
use crate::policy::Actor;
use crate::queues::Count;
use crate::texts;
use crate::web::page::places::Places;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Page, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office", get(show))
}

#[derive(Debug, Serialize)]
struct Day {
    queues: Vec<Queue>,
    held: Vec<Row>,
    on_hold: Vec<Row>,
    /// The last day of an absence that holds today.
    away_until: Option<String>,
}

/// How much waits in a queue.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Queue {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) waiting: i64,
    pub(super) unclaimed: i64,
    pub(super) overdue: i64,
    /// Whether the reader is given cases from it, and there are some.
    pub(super) has_next: bool,
}

impl Queue {
    pub(super) fn of(app: &App, page: &Page, actor: &Actor, count: Count) -> Self {
        Self {
            has_next: count.unclaimed > 0 && allocate::takes_from(app, actor, &count.queue),
            title: words::queue(page, &count.queue),
            name: count.queue,
            waiting: count.waiting,
            unclaimed: count.unclaimed,
            overdue: count.overdue,
        }
    }
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    SignedIn(session): SignedIn,
) -> Result<Response> {
    if !page.may("queue", "see") {
        return see_other(page.home());
    }
    let counts = allocate::queues(&app, &actor).await?;
    let held = allocate::held(&app, &actor).await?;
    let places = Places::of(&app, &page);
    let held = rows::of(&app, &page, &places, held, &[]);
    let (on_hold, held) = held.into_iter().partition(|row| row.on_hold.is_some());
    let view = Day {
        queues: counts.into_iter().map(|count| Queue::of(&app, &page, &actor, count)).collect(),
        held,
        on_hold,
        away_until: absence::away_until(&app, &session).await?.map(|day| texts::day(day, page.language)),
    };
    page.html("office/day.html", &view)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let queue = Queue {
        name: "verification".to_owned(),
        title: "تصدیق".to_owned(),
        waiting: 12,
        unclaimed: 7,
        overdue: 2,
        has_next: true,
    };
    let full = Day {
        queues: vec![queue],
        held: vec![Row::sample()],
        on_hold: vec![Row::sample()],
        away_until: Some("9 مارچ 2026".to_owned()),
    };
    let empty = Day { queues: Vec::new(), held: Vec::new(), on_hold: Vec::new(), away_until: None };
    [full, empty].map(|view| Sample::new("office/day.html", Signed::Staff, &view)).into()
}

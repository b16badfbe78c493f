//! `/office`: an officer's day. What waits where, what they hold, and the next case.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use uuid::Uuid;

use super::rows::{self, Row};
use super::{Staff, words};
use crate::app::App;
use crate::casework::{absence, allocate, correspond, second_look};
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
    /// Citizens who have written and wait for an answer.
    letters: Vec<Letter>,
    /// For those who take them, where there are any.
    second_looks: Option<SecondLooks>,
}

/// What waits to be looked at again, and what the reader has of it.
#[derive(Debug, Serialize)]
struct SecondLooks {
    open: Option<Uuid>,
    waiting: usize,
    is_more: bool,
}

/// A case whose citizen has written.
#[derive(Debug, Serialize)]
struct Letter {
    reference: String,
    applicant: String,
    programme: String,
    at: String,
    claimed_by: Option<String>,
    is_mine: bool,
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
    let letters = correspond::waiting(&app, &actor).await?;
    let letters = letters.into_iter().map(|letter| Letter {
        programme: words::titles(&app, &page, (&letter.programme, "")).0,
        is_mine: held.iter().any(|row| row.reference == letter.reference),
        reference: letter.reference,
        applicant: letter.applicant,
        at: letter.at.to_rfc3339(),
        claimed_by: letter.claimed_by,
    });
    let letters = letters.collect();
    let second_looks = second_look::mine(&app, &actor).await?;
    let second_looks = second_looks.filter(|mine| mine.open.is_some() || mine.waiting > 0);
    let places = Places::of(&app, &page);
    let held = rows::of(&app, &page, &places, held, &[]);
    let (on_hold, held) = held.into_iter().partition(|row| row.on_hold.is_some());
    let view = Day {
        letters,
        second_looks: second_looks.map(|mine| SecondLooks {
            open: mine.open,
            waiting: mine.waiting,
            is_more: mine.is_more,
        }),
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
    let letter = |claimed_by: Option<&str>| Letter {
        reference: "C-7M3QK-0T8XW-2".to_owned(),
        applicant: "غلام فاطمہ".to_owned(),
        programme: "نقد امداد".to_owned(),
        at: "2026-03-02T06:00:00Z".to_owned(),
        is_mine: false,
        claimed_by: claimed_by.map(str::to_owned),
    };
    let full = Day {
        queues: vec![queue],
        held: vec![Row::sample()],
        on_hold: vec![Row::sample()],
        away_until: Some("9 مارچ 2026".to_owned()),
        letters: vec![letter(None), letter(Some("آمنہ")), Letter { is_mine: true, ..letter(Some("آمنہ")) }],
        second_looks: Some(SecondLooks { open: None, waiting: 3, is_more: false }),
    };
    let looking = Day {
        queues: Vec::new(),
        held: Vec::new(),
        on_hold: Vec::new(),
        away_until: None,
        letters: Vec::new(),
        second_looks: Some(SecondLooks { open: Some(Uuid::nil()), waiting: 0, is_more: false }),
    };
    let many = Day {
        queues: Vec::new(),
        held: Vec::new(),
        on_hold: Vec::new(),
        away_until: None,
        letters: Vec::new(),
        second_looks: Some(SecondLooks { open: None, waiting: 10, is_more: true }),
    };
    let empty = Day {
        queues: Vec::new(),
        held: Vec::new(),
        on_hold: Vec::new(),
        away_until: None,
        letters: Vec::new(),
        second_looks: None,
    };
    [full, looking, many, empty].map(|view| Sample::new("office/day.html", Signed::Staff, &view)).into()
}

//! `/office/queues/{queue}`: the cases of a queue, most urgent first, and the next one for whoever asks.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::day::Queue;
use super::rows::{self, Row};
use super::{Staff, words};
use crate::app::App;
use crate::casework::allocate;
use crate::db;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::queues::{self, Count};
use crate::refusal::Refusal;
use crate::web::address::{Path, Query, next_of};
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/queues/{queue}", get(show)).route("/office/queues/{queue}/next", post(next))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The cursor of the page before.
    after: Option<String>,
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    queue: Queue,
    rows: Vec<Row>,
    /// Whether it is a later page.
    is_later: bool,
    next: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(queue): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let view = view(&app, &page, &actor, &queue, &asked).await?;
    page.html("office/queue.html", &view)
}

/// Claims the most urgent case and opens it, with why it is this one. Where there is none, the queue is shown again.
async fn next(
    State(app): State<Arc<App>>,
    mut page: Page,
    Staff(actor): Staff,
    Path(queue): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match allocate::next_case(&app, &actor, &queue).await {
        Ok(given) => {
            see_other(&format!("/office/cases/{}?because={}", given.case.reference, given.reason.by))
        }
        Err(error @ Error::Refused(Refusal::QueueEmpty | Refusal::TooManyClaims { .. })) => {
            page.here = format!("/office/queues/{queue}");
            let mut view = view(&app, &page, &actor, &queue, &Asked::default()).await?;
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            view.errors = problems.beside(&mut []);
            page.html_with(status, "office/queue.html", &view)
        }
        Err(error) => Err(error),
    }
}

async fn view(app: &App, page: &Page, actor: &Actor, queue: &str, asked: &Asked) -> Result<View> {
    let after = asked.after.as_deref().map(db::read_cursor::<queues::After>).transpose()?;
    let cases = allocate::queue_page(app, actor, queue, after).await?;
    let count = allocate::queues(app, actor).await?.into_iter().find(|count| count.queue == queue);
    let count = match count {
        Some(count) => count,
        None if words::is_queue(app, queue) => {
            Count { queue: queue.to_owned(), waiting: 0, unclaimed: 0, overdue: 0 }
        }
        None => return Err(Error::NotFound),
    };
    let mine: Vec<String> =
        allocate::held(app, actor).await?.into_iter().map(|case| case.reference).collect();
    let cursor = next_of(&cases, queues::PAGE, |row| queues::After { rank: row.rank, id: row.id });
    let places = Places::of(app, page);
    Ok(View {
        errors: Vec::new(),
        rows: rows::of(app, page, &places, cases, &mine),
        is_later: after.is_some(),
        next: cursor.map(|cursor| format!("/office/queues/{queue}?after={cursor}")),
        queue: Queue::of(app, page, actor, count),
    })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let queue = |waiting| Queue {
        name: "verification".to_owned(),
        title: "تصدیق".to_owned(),
        waiting,
        unclaimed: waiting,
        overdue: 0,
        has_next: waiting > 0,
    };
    let open = Row { claimed_by: None, is_mine: false, is_escalated: false, ..Row::sample() };
    let full = View {
        errors: Vec::new(),
        queue: queue(51),
        rows: vec![Row::sample(), open],
        is_later: true,
        next: Some("/office/queues/verification?after=x".to_owned()),
    };
    let empty = View {
        errors: vec![Line { text: "یہاں کوئی کیس نہیں۔".to_owned(), id: None }],
        queue: queue(0),
        rows: Vec::new(),
        is_later: false,
        next: None,
    };
    [full, empty].map(|view| Sample::new("office/queue.html", Signed::Staff, &view)).into()
}

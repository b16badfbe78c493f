//! `/office/queues/{queue}`: the cases of a queue, most urgent first, filtered as the address says; the reader's saved
//! views; and the next case for whoever asks.

mod filter;
mod giving;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use uuid::Uuid;

use self::filter::Filters;
use self::giving::{Giving, Report};
use super::day::Queue;
use super::rows::{self, Row};
use super::{Staff, words};
use crate::app::App;
use crate::casework::allocate;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::queues;
use crate::queues::declared::{self, Column};
use crate::refusal::Refusal;
use crate::web::address::{Path, Query, next_of};
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::queued::Asked;

const TEMPLATE: &str = "office/queue.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/queues/{queue}", get(show))
        .route("/office/queues/{queue}/next", post(next))
        .route("/office/queues/{queue}/assignments", post(giving::give))
        .route("/office/queues/{queue}/views", post(save))
        .route("/office/queues/{queue}/views/{id}/removal", post(remove))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    queue: Queue,
    columns: Vec<Column>,
    filters: Filters,
    /// How many fit a filter that the counts do not tell of.
    fitting: Option<queues::Fitting>,
    rows: Vec<Row>,
    /// For whoever gives out cases.
    giving: Option<Giving>,
    report: Option<Report>,
    /// What is said when nothing waits.
    empty: String,
    /// The first page, on a later one.
    first: Option<String>,
    next: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(queue): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let view = view(&app, &page, &actor, (&queue, &asked)).await?;
    page.html(TEMPLATE, &view)
}

/// Claims the most urgent case and opens it, with why it is this one. Where there is none, the queue is shown again.
async fn next(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(queue): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match allocate::next_case(&app, &actor, &queue).await {
        Ok(given) => {
            see_other(&format!("/office/cases/{}?because={}", given.case.reference, given.reason.by))
        }
        Err(
            error
            @ Error::Refused(Refusal::QueueEmpty | Refusal::TooManyClaims { .. } | Refusal::Away { .. }),
        ) => again(&app, page, &actor, (&queue, &Asked::default()), error).await,
        Err(error) => Err(error),
    }
}

/// Saves the filters of an address as a view of the reader's own.
async fn save(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(queue): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["name", "filter"])?;
    let asked = Asked { after: String::new(), ..kept(&form, &actor)? };
    let query = asked.query("");
    match allocate::save_view(&app, &actor, &queue, (form.entries.text("name"), &query)).await {
        Ok(()) => see_other_telling(&filter::address(&queue, &query), "view-saved"),
        Err(error) => again(&app, page, &actor, (&queue, &asked), error).await,
    }
}

/// The filters that a form of the page carries along.
fn kept(form: &Form, actor: &Actor) -> Result<Asked> {
    let address = format!("/?{}", form.entries.text("filter"));
    let address = address.parse().map_err(|_| Refusal::field("filter", "field-type"))?;
    let Query(asked) = Query::<Asked>::of(&address)?;
    asked.read(actor)?;
    Ok(asked)
}

async fn remove(
    State(app): State<Arc<App>>,
    Staff(actor): Staff,
    Path((queue, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    allocate::remove_view(&app, &actor, id).await?;
    see_other_telling(&filter::address(&queue, ""), "view-removed")
}

/// The queue once more, with what went wrong.
async fn again(
    app: &App,
    mut page: Page,
    actor: &Actor,
    (queue, asked): (&str, &Asked),
    error: Error,
) -> Result<Response> {
    let problems = Problems::of(error, page.language)?;
    page.here = filter::address(queue, "");
    let mut view = view(app, &page, actor, (queue, asked)).await?;
    let status = problems.status();
    view.errors = problems.beside(&mut []);
    page.html_with(status, TEMPLATE, &view)
}

async fn view(app: &App, page: &Page, actor: &Actor, (queue, asked): (&str, &Asked)) -> Result<View> {
    let declared = declared::find(queue).ok_or(Error::NotFound)?;
    let (filter, after) = asked.read(actor)?;
    let cases = allocate::queue_page(app, actor, queue, (filter, after)).await?;
    let count = allocate::queue_count(app, actor, queue, filter).await?;
    let fitting = if filter.is_finer_than_tallies() {
        Some(allocate::queue_fitting(app, actor, queue, filter).await?)
    } else {
        None
    };
    let mine: Vec<String> =
        allocate::held(app, actor).await?.into_iter().map(|case| case.reference).collect();
    let cursor = next_of(&cases, queues::PAGE, |row| queues::After { rank: row.rank, id: row.id });
    let places = Places::of(app, page);
    let filters = Filters::of(app, page, actor, (queue, asked)).await?;
    let is_filtered = !filters.query.is_empty();
    let giving = Giving::of(app, page, actor, (queue, asked), &cases).await?;
    Ok(View {
        errors: Vec::new(),
        giving,
        report: None,
        rows: rows::of(app, page, &places, cases, &mine),
        columns: declared.columns.clone(),
        empty: if is_filtered {
            page.say("office-queue-none-fits")
        } else {
            words::of(page, &declared.empty)
        },
        first: after.is_some().then(|| filter::address(queue, &filters.query)),
        next: cursor.map(|cursor| {
            let joint = if is_filtered { "&" } else { "" };
            filter::address(queue, &format!("{}{joint}after={cursor}", filters.query))
        }),
        filters,
        fitting,
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
    let all = declared::find("verification").map(|queue| queue.columns.clone()).unwrap_or_default();
    let full = View {
        errors: Vec::new(),
        queue: queue(51),
        columns: all.clone(),
        filters: Filters::sample(),
        fitting: Some(queues::Fitting { count: 1000, is_more: true }),
        rows: vec![Row::sample(), open],
        giving: Some(Giving::sample()),
        report: Some(Report::sample()),
        empty: String::new(),
        first: Some("/office/queues/verification".to_owned()),
        next: Some("/office/queues/verification?after=x".to_owned()),
    };
    let empty = View {
        errors: vec![Line { text: "یہاں کوئی کیس نہیں۔".to_owned(), id: None }],
        queue: queue(0),
        columns: all,
        filters: Filters::default(),
        fitting: Some(queues::Fitting { count: 0, is_more: false }),
        rows: Vec::new(),
        giving: None,
        report: None,
        empty: "یہاں کوئی کیس نہیں۔".to_owned(),
        first: None,
        next: None,
    };
    [full, empty].map(|view| Sample::new(TEMPLATE, Signed::Staff, &view)).into()
}

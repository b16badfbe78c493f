//! `/applications/{id}/sections/{section}/{row}`: the list of a repeated section, each row's questions, and taking a row
//! off the list.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::asking::{Asking, Whose};
use super::place::{self, Then};
use super::sections::Way;
use super::{Opened, open, step};
use crate::app::App;
use crate::casework::apply::{self, Filled};
use crate::catalogue::form::{Question, QuestionKind, Section};
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::address::{Path, Query};
use crate::web::extract::Caller;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::questions::{Words, words};

const LIST: &str = "portal/applications/rows.html";
const REMOVAL: &str = "portal/applications/removal.html";
/// So many answers of a row tell it from others.
const TELLING: usize = 3;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/applications/{id}/sections/{section}/{row}", get(show).post(save))
        .route("/applications/{id}/sections/{section}/{row}/removal", get(ask).post(remove))
}

/// What the list shows.
#[derive(Debug, Serialize)]
struct List {
    id: Uuid,
    programme: String,
    title: String,
    hint: Option<String>,
    /// What one row is called.
    what: String,
    rows: Vec<Row>,
    /// Where one more is added; none where the list is full.
    add: Option<String>,
    /// The rules that the answers break.
    broken: Vec<String>,
    /// The section that comes after, or the list of all.
    next: String,
}

#[derive(Debug, Serialize)]
struct Row {
    title: String,
    details: Vec<Detail>,
    is_whole: bool,
    change: String,
    remove: String,
}

/// An answer that tells a row from others.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Detail {
    Age { years: u32 },
    Words(Words),
}

/// The page of a repeated section.
pub(super) fn list(app: &App, page: &Page, (filled, section): (&Filled, &Section)) -> Result<Response> {
    let places = Places::of(app, page);
    let id = filled.view.id;
    let path = place::section_path(id, section);
    let all = &filled.view.answers[&section.name];
    let rows = all.as_array().map_or(&[][..], Vec::as_slice);
    let row = |(number, row): (usize, &Value)| {
        let prefix = format!("{}.{number}.", section.name);
        Row {
            title: section
                .name_of(row)
                .map_or_else(|| place::row_title(page, section, all, number), str::to_owned),
            details: details(page, &places, (section, filled.today), row),
            is_whole: !filled.view.missing.iter().any(|path| path.starts_with(&prefix)),
            change: format!("{path}/{number}"),
            remove: format!("{path}/{number}/removal"),
        }
    };
    // A rule may read what stands before the list; nobody is told off for what was not asked yet.
    let so_far = filled.programme.form.sections.iter().take_while(|other| other.name != section.name);
    let is_whole = so_far.chain([section]).all(|section| place::progress(filled, section).1 == 0);
    let broken = if is_whole { filled.broken()? } else { Vec::new() };
    let is_here = |at: &str| at == section.name || at.starts_with(&format!("{}.", section.name));
    let each = section.each.as_ref();
    let view = List {
        id,
        programme: page.of(&filled.programme.title).to_owned(),
        title: page.of(&section.title).to_owned(),
        hint: section.hint.as_ref().map(|hint| page.of(hint).to_owned()),
        what: each.map_or_else(String::new, |each| page.of(&each.title).to_owned()),
        rows: rows.iter().enumerate().map(row).collect(),
        add: each.filter(|each| rows.len() < each.max).map(|_| format!("{path}/new")),
        broken: broken
            .into_iter()
            .filter(|rule| is_here(&rule.at))
            .map(|rule| page.of(&rule.message).to_owned())
            .collect(),
        next: after(filled, section),
    };
    page.html(LIST, &view)
}

/// Where the list leads on: to the section behind it, where that is still to be done.
fn after(filled: &Filled, section: &Section) -> String {
    let sections = &filled.programme.form.sections;
    let mut behind = sections.iter().skip_while(|other| other.name != section.name).skip(1);
    let next = behind.next().filter(|next| {
        matches!(place::progress(filled, next).0, place::Progress::ToDo | place::Progress::Begun)
    });
    match next {
        Some(next) => place::section_path(filled.view.id, next),
        None => format!("/applications/{}", filled.view.id),
    }
}

/// The answers after the first that tell a row from others, with ages for days of birth.
fn details(
    page: &Page,
    places: &Places,
    (section, today): (&Section, NaiveDate),
    row: &Value,
) -> Vec<Detail> {
    let name =
        section.questions.iter().position(|question| matches!(question.kind, QuestionKind::Text { .. }));
    let telling = section.questions.iter().enumerate().filter(|(at, _)| Some(*at) != name);
    let detail = |question: &Question| {
        let stored = row.get(&question.name)?;
        let is_aged = matches!(question.kind, QuestionKind::Date { age_as: Some(_) });
        let born = stored.as_str().and_then(|day| day.parse::<NaiveDate>().ok());
        match (is_aged, born) {
            (true, Some(born)) => Some(Detail::Age { years: today.years_since(born)? }),
            _ => Some(Detail::Words(words(page, places, question, Some(stored)))),
        }
    };
    telling.take(TELLING - 1).filter_map(|(_, question)| detail(question)).collect()
}

/// The row that an address names.
fn whose(row: &str) -> Result<Whose> {
    match row {
        "new" => Ok(Whose::New),
        number => number.parse().map(Whose::Row).map_err(|_| Error::NotFound),
    }
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path((id, section, row)): Path<(Uuid, String, String)>,
    Query(way): Query<Way>,
) -> Result<Response> {
    let filled = match open(&app, &actor, id).await? {
        Opened::Draft(filled) => filled,
        Opened::Elsewhere(path) => return see_other(&path),
    };
    let asking = Asking::of(&filled, &section, whose(&row)?)?.at(&filled, way.step())?;
    let then = Then::of(way.then.as_deref());
    step::show(&app, &page, (&filled, asking, then))
}

async fn save(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path((id, section, row)): Path<(Uuid, String, String)>,
    form: Form,
) -> Result<Response> {
    let filled = match open(&app, &actor, id).await? {
        Opened::Draft(filled) => filled,
        Opened::Elsewhere(path) => return see_other(&path),
    };
    let way = Way::of(&form);
    let asking = Asking::of(&filled, &section, whose(&row)?)?.at(&filled, way.step())?;
    form.entries.only(&asking.field_names().iter().map(String::as_str).collect::<Vec<_>>())?;
    let then = Then::of(way.then.as_deref());
    step::save(&app, &page, &actor, (&filled, asking, then), &form).await
}

/// What is shown before a row is taken off.
#[derive(Debug, Serialize)]
struct Removal {
    programme: String,
    title: String,
    action: String,
    back: String,
    version: i32,
    errors: Vec<Line>,
}

async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path((id, section, row)): Path<(Uuid, String, usize)>,
) -> Result<Response> {
    let filled = match open(&app, &actor, id).await? {
        Opened::Draft(filled) => filled,
        Opened::Elsewhere(path) => return see_other(&path),
    };
    let asking = Asking::of(&filled, &section, Whose::Row(row))?;
    page.html(REMOVAL, &removal(&page, &filled, asking))
}

async fn remove(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path((id, section, row)): Path<(Uuid, String, usize)>,
    form: Form,
) -> Result<Response> {
    let filled = match open(&app, &actor, id).await? {
        Opened::Draft(filled) => filled,
        Opened::Elsewhere(path) => return see_other(&path),
    };
    form.entries.only(&["_version"])?;
    let version = form.entries.version()?;
    let asking = Asking::of(&filled, &section, Whose::Row(row))?;
    let list = place::section_path(id, asking.section);
    let number = i16::try_from(row).map_err(|_| Error::NotFound)?;
    match apply::remove_row(&app, &actor, (id, version), (&section, number)).await {
        Ok(_) => see_other_telling(&list, "row-removed"),
        Err(Error::Refused(Refusal::DraftChanged { .. })) => {
            // Whoever stands there now may be somebody else: it is asked anew.
            let problems = Problems::of(Refusal::field("", "list-changed").into(), page.language)?;
            let mut view = removal(&page, &filled, asking);
            view.errors = problems.beside(&mut []);
            page.html_with(axum::http::StatusCode::CONFLICT, REMOVAL, &view)
        }
        Err(error) => Err(error),
    }
}

fn removal(page: &Page, filled: &Filled, asking: Asking<'_>) -> Removal {
    Removal {
        programme: page.of(&filled.programme.title).to_owned(),
        title: asking.title(page, filled),
        action: format!("{}/removal", asking.address(filled)),
        back: place::section_path(filled.view.id, asking.section),
        version: filled.view.version,
        errors: Vec::new(),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let text = |text: &str| Detail::Words(Words::Text { text: text.to_owned() });
    let row = |is_whole| Row {
        title: "رشیدہ بی بی".to_owned(),
        details: vec![text("والدہ"), Detail::Age { years: 70 }],
        is_whole,
        change: "/x/0".to_owned(),
        remove: "/x/0/removal".to_owned(),
    };
    let list = |rows: Vec<Row>| List {
        id: Uuid::nil(),
        programme: "نقد امداد".to_owned(),
        title: "آپ کے ساتھ رہنے والے افراد".to_owned(),
        hint: Some("آپ کے علاوہ".to_owned()),
        what: "فرد".to_owned(),
        add: (rows.len() < 2).then(|| "/x/new".to_owned()),
        broken: if rows.is_empty() {
            Vec::new()
        } else {
            vec!["گھرانے کا ایک ہی سربراہ ہوتا ہے۔".to_owned()]
        },
        rows,
        next: "/applications/1".to_owned(),
    };
    let removal = Removal {
        programme: "نقد امداد".to_owned(),
        title: "فرد 1: رشیدہ بی بی".to_owned(),
        action: "/x/0/removal".to_owned(),
        back: "/x".to_owned(),
        version: 3,
        errors: vec![Line { text: "فہرست بدل گئی ہے۔".to_owned(), id: None }],
    };
    vec![
        Sample::new(LIST, Signed::Citizen, &list(Vec::new())),
        Sample::new(LIST, Signed::Citizen, &list(vec![row(true), row(false)])),
        Sample::new(REMOVAL, Signed::Citizen, &removal),
    ]
}

//! `/supervision/figures`: how many cases are where and for how long, which deadlines were missed, who has how much, why
//! cases went back and how they ended, and the money, each drawn and as a table; and each table as a file. As of now or as
//! it was when a day ended, of everything or of a programme or an area.

mod asked;
pub(super) mod chart;
pub(super) mod figure;
pub(super) mod sheet;
mod tables;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use self::asked::{Asked, Selected};
use self::figure::Figure;
use crate::app::App;
use crate::casework::report::{self, Choices};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::texts;
use crate::web::address::{Path, Query};
use crate::web::extract::Caller;
use crate::web::page::problems::Line;
use crate::web::page::{Field, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "supervision/figures.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/supervision/figures", get(show)).route("/supervision/figures/{file}", get(download))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    fields: Vec<Field>,
    selected: Vec<Selected>,
    /// As of when, in words; none where it could not be read.
    as_at: Option<String>,
    /// What is left out of the figures, in words.
    without: Option<String>,
    figures: Vec<Figure>,
    /// The query that the files carry along.
    query: String,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let choices = report::choices(&app, &actor)?;
    let read = match asked.day() {
        Ok(day) => report::figures(&app, &actor, &asked.of(day)).await.map(|figures| (day, figures)),
        Err(refusal) => Err(refusal.into()),
    };
    match read {
        Ok((day, figures)) => {
            page.html(TEMPLATE, &View::of(&app, &page, (&asked, &choices), (day, &figures)))
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let mut fields = asked.fields(&app, &page, &choices);
            let status = problems.status();
            let errors = problems.beside(&mut fields);
            page.html_with(status, TEMPLATE, &View { errors, fields, ..View::empty() })
        }
    }
}

/// One table as a file of comma-separated values.
async fn download(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let name = file.strip_suffix(".csv").ok_or(Error::NotFound)?;
    let figures = read(&app, &actor, &asked).await?;
    let tables = tables::of(&app, &page, &figures);
    let figure = tables.into_iter().find(|figure| figure.name == name).ok_or(Error::NotFound)?;
    let as_at = figures.as_at.day;
    sheet::response(&figure, Some((&page.say("figures-as-of"), as_at)), &asked.file(name, as_at))
}

async fn read(app: &App, actor: &Actor, asked: &Asked) -> Result<report::Figures> {
    report::choices(app, actor)?;
    report::figures(app, actor, &asked.of(asked.day()?)).await
}

impl View {
    fn of(
        app: &App,
        page: &Page,
        (asked, choices): (&Asked, &Choices),
        (day, figures): (Option<NaiveDate>, &report::Figures),
    ) -> Self {
        let day = day.filter(|_| figures.as_at.is_past);
        let fields = asked.fields(app, page, choices);
        let as_at = match day {
            Some(day) => page.say_with("figures-lead-past", [("day", json!(texts::day(day, page.language)))]),
            None => page.say("figures-lead"),
        };
        Self {
            errors: Vec::new(),
            selected: asked.selected(page, &fields, day),
            fields,
            as_at: Some(as_at),
            without: figures.leaves_out_money.then(|| page.say("figures-without-money")),
            figures: tables::of(app, page, figures),
            query: asked.query(day, ""),
        }
    }

    fn empty() -> Self {
        Self {
            errors: Vec::new(),
            fields: Vec::new(),
            selected: Vec::new(),
            as_at: None,
            without: None,
            figures: Vec::new(),
            query: String::new(),
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let (fields, selected) = asked::sample();
    let full = View {
        fields,
        selected,
        as_at: Some("2 مارچ 2026 کے آخر تک۔".to_owned()),
        without: Some("رقم شامل نہیں۔".to_owned()),
        figures: figure::sample(),
        query: "as-at=2026-03-02".to_owned(),
        ..View::empty()
    };
    let none = View { as_at: Some("اس وقت۔".to_owned()), ..View::empty() };
    let (fields, _) = asked::sample();
    let line = Line {
        text: "یہ تاریخ مستقبل کی ہے۔".to_owned(), id: Some("as-at-day".to_owned())
    };
    let wrong = View { errors: vec![line], fields, ..View::empty() };
    [full, none, wrong].iter().map(|view| Sample::new(TEMPLATE, Signed::Staff, view)).collect()
}

//! `/supervision/second-looks`: how often each officer's decisions were judged alike by a second officer, drawn, as a table and
//! as a file, and the decisions that were not.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::figures::chart::{self, Across};
use super::figures::figure::{Cell, Figure, PLAIN};
use super::figures::sheet;
use super::words::{self, Tag};
use crate::app::App;
use crate::casework::second_look::{self, DAYS};
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::second_looks::{Agreement, Counts, Difference, Judgement};
use crate::texts::Language;
use crate::web::address::{Path, Query};
use crate::web::extract::Caller;
use crate::web::page::Page;
use crate::web::page::places::Places;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "supervision/second_looks.html";
const NAME: &str = "agreement";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/supervision/second-looks", get(show))
        .route("/supervision/second-looks/{file}", get(download))
}

/// Which span is read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// One of `DAYS`; the shortest where nothing is asked.
    days: Option<u64>,
}

#[derive(Debug, Serialize)]
struct View {
    days: u64,
    spans: [Span; 3],
    /// Where each count stands under its name.
    counts: [(&'static str, i64); 5],
    /// None where nobody's decision was looked at again yet.
    figure: Option<Figure>,
    differences: Vec<Row>,
}

/// A span that can be read.
#[derive(Debug, Serialize)]
struct Span {
    text: String,
    href: String,
    is_current: bool,
}

/// A decision that was not judged alike.
#[derive(Debug, Serialize)]
struct Row {
    reference: String,
    programme: String,
    area: String,
    first: Side,
    second: Side,
}

/// What one of the two officers made of it.
#[derive(Debug, Serialize)]
struct Side {
    said: Tag,
    by: String,
    at: String,
    reason: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let days = asked.days.unwrap_or(DAYS[0]);
    let review = second_look::review(&app, &actor, days).await?;
    let places = Places::of(&app, &page);
    let view = View {
        days,
        spans: spans(&page, days),
        counts: counts(&review.counts),
        figure: (!review.officers.is_empty()).then(|| agreement(&page, &review.officers)),
        differences: review.differences.into_iter().map(|one| Row::of(&app, &page, &places, one)).collect(),
    };
    page.html(TEMPLATE, &view)
}

/// The table as a file of comma-separated values.
async fn download(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if file.strip_suffix(".csv") != Some(NAME) {
        return Err(Error::NotFound);
    }
    let days = asked.days.unwrap_or(DAYS[0]);
    let review = match second_look::review(&app, &actor, days).await {
        // A file has no page on which a wrong span could be mended.
        Err(Error::Refused(Refusal::Invalid(_))) => return Err(Error::NotFound),
        review => review?,
    };
    sheet::response(&agreement(&page, &review.officers), None, &format!("pser-{NAME}-{days}-days.csv"))
}

fn spans(page: &Page, shown: u64) -> [Span; 3] {
    DAYS.map(|days| Span {
        text: page.say_with("second-looks-days", [("days", days.into())]),
        href: format!("/supervision/second-looks?days={days}"),
        is_current: days == shown,
    })
}

fn counts(counts: &Counts) -> [(&'static str, i64); 5] {
    [
        ("drawn", counts.drawn),
        ("waiting", counts.waiting),
        ("taken", counts.taken),
        ("answered", counts.answered),
        ("unable", counts.unable),
    ]
}

/// Of each officer how many decisions were judged alike, drawn as a part of those that were judged.
fn agreement(page: &Page, officers: &[Agreement]) -> Figure {
    let bar = |officer: &Agreement| Across {
        label: officer.name.clone(),
        value: if officer.judged > 0 { officer.alike * 100 / officer.judged } else { 0 },
        shown: format!("{}/{}", officer.alike, officer.judged),
        class: PLAIN,
    };
    let bars: Vec<Across> = officers.iter().map(bar).collect();
    let row = |officer: &Agreement| {
        let of = [("alike", officer.alike.into()), ("judged", officer.judged.into())];
        vec![
            Cell::Name(officer.name.clone()),
            Cell::Count(officer.judged),
            Cell::Count(officer.alike),
            Cell::Text(page.say_with("second-looks-share", of)),
            Cell::Count(officer.unable),
        ]
    };
    let head = [
        "second-looks-officer",
        "second-looks-judged",
        "second-looks-alike",
        "second-looks-agreement",
        "second-looks-unable",
    ];
    let mut figure = Figure::new(page, NAME, &[], &head, officers.iter().map(row).collect());
    figure.drawing = chart::across_of(&bars, 100, page.language == Language::Ur);
    figure
}

impl Row {
    fn of(app: &App, page: &Page, places: &Places, one: Difference) -> Self {
        let said = |judgement: &str| Tag {
            text: page.say(&format!("second-looks-said-{judgement}")),
            colour: match judgement {
                "for" => "green",
                "against" => "red",
                _ => "grey",
            },
        };
        Self {
            programme: words::programme(app, page, &one.programme),
            area: places.name(&one.area),
            reference: one.reference,
            first: Side {
                said: said(one.decision.as_str()),
                by: one.decided_by,
                at: one.decided_at.to_rfc3339(),
                reason: one.decided_reason,
            },
            second: Side {
                said: said(Judgement::as_str(one.judgement)),
                by: one.judged_by,
                at: one.judged_at.to_rfc3339(),
                reason: one.judged_reason,
            },
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let page = Page::sample(Language::Ur);
    let officer = |judged, alike| Agreement {
        person: uuid::Uuid::nil(),
        name: "آمنہ".to_owned(),
        judged,
        alike,
        unable: 1,
    };
    let side = |text: &str, reason: Option<&str>| Side {
        said: Tag { text: text.to_owned(), colour: "green" },
        by: "آمنہ".to_owned(),
        at: "2026-03-02T06:00:00Z".to_owned(),
        reason: reason.map(str::to_owned),
    };
    let row = || Row {
        reference: "C-7M3QK-0T8XW-2".to_owned(),
        programme: "نقد امداد".to_owned(),
        area: "شالیمار، لاہور".to_owned(),
        first: side("منظور", None),
        second: side("مسترد", Some("آمدنی زیادہ ہے۔")),
    };
    let drawn = Counts { drawn: 24, waiting: 2, taken: 1, answered: 21, unable: 1 };
    let full = View {
        days: 30,
        spans: spans(&page, 30),
        counts: counts(&drawn),
        figure: Some(agreement(&page, &[officer(20, 17), officer(0, 0)])),
        differences: vec![row()],
    };
    let empty = View {
        days: 365,
        spans: spans(&page, 365),
        counts: counts(&Counts::default()),
        figure: None,
        differences: Vec::new(),
    };
    [full, empty].iter().map(|view| Sample::new(TEMPLATE, Signed::Staff, view)).collect()
}

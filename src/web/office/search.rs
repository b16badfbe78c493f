//! `/office/search`: the office looks for a case. The form is sent by POST and the answer is the page itself, never kept by
//! a browser: what is typed is a CNIC, a mobile or somebody's name, and an address with it would stay in histories and logs.
//! So a search cannot be bookmarked; its cases can.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::{Staff, words};
use crate::app::App;
use crate::cases::search::MOST;
use crate::casework::search::{self, Answer, Asked, Hit};
use crate::catalogue::form::AreaLevel;
use crate::error::Result;
use crate::web::address::given;
use crate::web::page::field::{FieldKind, day_of};
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/search.html";
/// What the form sends; a date of birth comes in three boxes.
const FIELDS: [&str; 7] =
    ["q", "date_of_birth-day", "date_of_birth-month", "date_of_birth-year", "area", "programme", "state"];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/search", get(ask).post(find))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    q: Field,
    /// What narrows the search.
    more: Vec<Field>,
    is_narrowed: bool,
    answer: Option<Shown>,
}

/// What was found.
#[derive(Debug, Serialize)]
struct Shown {
    rows: Vec<Row>,
    /// How many are shown, where there are more.
    most: Option<usize>,
    is_alike: bool,
}

/// A case that was found.
#[derive(Debug, Serialize)]
struct Row {
    reference: String,
    applicant: String,
    cnic: String,
    programme: String,
    stage: String,
    area: String,
    handed_in: String,
    is_open: bool,
    holder: Option<String>,
}

async fn ask(State(app): State<Arc<App>>, page: Page, Staff(_): Staff) -> Result<Response> {
    page.html(TEMPLATE, &view(&app, &page, &Entries::default(), Problems::default(), None))
}

async fn find(State(app): State<Arc<App>>, page: Page, Staff(actor): Staff, form: Form) -> Result<Response> {
    let entries = &form.entries;
    entries.only(&FIELDS)?;
    let (q, born) = (entries.typed_if_any("q"), day_of(entries, "date_of_birth"));
    let asked = Asked {
        q: q.as_ref(),
        date_of_birth: given(&born),
        area: given(entries.text("area")),
        programme: given(entries.text("programme")),
        state: given(entries.text("state")),
    };
    match search::search(&app, &actor, &asked).await {
        Ok(answer) => {
            let shown = shown(&app, &page, answer);
            page.html(TEMPLATE, &view(&app, &page, entries, Problems::default(), Some(shown)))
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&app, &page, entries, problems, None))
        }
    }
}

fn view(app: &App, page: &Page, entries: &Entries, problems: Problems, answer: Option<Shown>) -> View {
    let offers = app.catalogue.offers();
    let programmes =
        offers.iter().map(|offer| (offer.programme.code.as_str(), page.of(&offer.programme.title)));
    let fields = fields(page, &Places::of(app, page), programmes);
    filled(entries, fields, problems, answer)
}

/// The one box, and what narrows the search.
fn fields<'a>(
    page: &Page,
    places: &Places,
    programmes: impl Iterator<Item = (&'a str, &'a str)>,
) -> [Field; 5] {
    let area = Field::new(FieldKind::Select, "area", page.say("search-area"))
        .option("", page.say("search-area-any"));
    let programme = Field::new(FieldKind::Select, "programme", page.say("search-programme"))
        .option("", page.say("search-programme-any"));
    let state = Field::new(FieldKind::Select, "state", page.say("search-state"))
        .option("", page.say("search-state-any"))
        .option("open", page.say("search-state-open"))
        .option("closed", page.say("search-state-closed"));
    [
        Field::text("q", page.say("search-q")).hint(page.say("search-q-hint")).autocomplete("off"),
        Field::new(FieldKind::Date, "date_of_birth", page.say("search-born"))
            .hint(page.say("search-born-hint")),
        places.tehsils(places.options(area, AreaLevel::District)),
        programmes.fold(programme, |field, (code, title)| field.option(code, title)),
        state,
    ]
}

fn filled(entries: &Entries, fields: [Field; 5], problems: Problems, answer: Option<Shown>) -> View {
    let mut fields = fields.map(|field| field.filled(entries));
    let errors = problems.beside(&mut fields);
    let [q, more @ ..] = fields;
    let is_narrowed = FIELDS.iter().skip(1).any(|name| !entries.text(name).trim().is_empty());
    View { errors, q, more: more.into(), is_narrowed, answer }
}

fn shown(app: &App, page: &Page, answer: Answer) -> Shown {
    let places = Places::of(app, page);
    let row = |hit: Hit| {
        let (programme, stage) = words::titles(app, page, (&hit.programme, &hit.stage));
        Row {
            programme,
            stage,
            area: places.name(&hit.area),
            reference: hit.reference,
            applicant: hit.applicant,
            cnic: hit.cnic,
            handed_in: hit.handed_in.to_rfc3339(),
            is_open: hit.is_open,
            holder: hit.holder,
        }
    };
    Shown {
        most: answer.has_more.then_some(MOST),
        is_alike: answer.is_alike,
        rows: answer.hits.into_iter().map(row).collect(),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let places = Places::sample(Language::Ur);
    let view = |entries: &Entries, problems, answer| {
        let programmes = [("cash-assistance", "نقد امداد")].into_iter();
        filled(entries, fields(&page, &places, programmes), problems, answer)
    };
    let row = |is_open| Row {
        reference: "C-7M3QK-0T8XW-2".to_owned(),
        applicant: "غلام فاطمہ".to_owned(),
        cnic: "*****-*****67-1".to_owned(),
        programme: "نقد امداد".to_owned(),
        stage: "تصدیق جاری ہے".to_owned(),
        area: "شالیمار، لاہور".to_owned(),
        handed_in: "2026-03-02T06:00:00Z".to_owned(),
        is_open,
        holder: is_open.then(|| "آمنہ".to_owned()),
    };
    let many = Shown { rows: vec![row(true), row(false)], most: Some(MOST), is_alike: false };
    let alike = Shown { rows: vec![row(true)], most: None, is_alike: true };
    let none = Shown { rows: Vec::new(), most: None, is_alike: false };
    let typed = Entries::of([("q", "غلام فاطمہ".to_owned()), ("state", "open".to_owned())]);
    let wrong = Problems::of(Refusal::field("q", "search-nothing-asked").into(), Language::Ur);
    [
        view(&Entries::default(), Problems::default(), None),
        view(&typed, Problems::default(), Some(many)),
        view(&typed, Problems::default(), Some(alike)),
        view(&typed, Problems::default(), Some(none)),
        view(&Entries::default(), wrong.expect("it is the form's"), None),
    ]
    .map(|view| Sample::new(TEMPLATE, Signed::Staff, &view))
    .into()
}

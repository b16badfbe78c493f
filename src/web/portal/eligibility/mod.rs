//! `/eligibility`: what may I get? A household that has told of itself sees what each programme makes of that; anybody else
//! is asked a few questions, of which nothing is kept: earlier answers travel in the form itself.

mod verdict;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::casework::prospects;
use crate::catalogue::form::{Form as Questions, Question};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::refusal::{FieldError, Refusal};
use crate::web::extract::Caller;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::questions::{self, Shown, named};

pub(in crate::web::portal) use verdict::Verdict;

const ASK: &str = "portal/eligibility/ask.html";
const RESULT: &str = "portal/eligibility/result.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/eligibility", get(show).post(answer))
}

/// A page of the few questions.
#[derive(Debug, Serialize)]
struct Ask {
    title: String,
    /// From 1.
    step: usize,
    steps: usize,
    /// Names and answers of the pages before.
    earlier: Vec<(String, String)>,
    fields: Vec<Field>,
    errors: Vec<Line>,
}

/// What comes of it.
#[derive(Debug, Serialize)]
struct Outcome {
    verdicts: Vec<Verdict>,
    /// The household's own answers, or those just given.
    is_own: bool,
    /// The programme by which a household tells of itself.
    registration: Option<String>,
}

async fn show(State(app): State<Arc<App>>, page: Page, Caller(actor): Caller) -> Result<Response> {
    if matches!(actor, Actor::Citizen { .. }) {
        let prospects = prospects::of_household(&app, &actor).await?;
        if !prospects.is_empty() {
            let verdicts = prospects.iter().map(|prospect| Verdict::of(&page, prospect)).collect();
            return page.html(RESULT, &Outcome { verdicts, is_own: true, registration: None });
        }
    }
    let programme = prospects::screener(&app).ok_or(Error::NotFound)?;
    let screener = programme.screener.as_ref().ok_or(Error::NotFound)?;
    let asking = Asking { screener, steps: &steps(screener), step: 0 };
    page.html(ASK, &asking.page(&app, &page, &Entries::default()))
}

async fn answer(State(app): State<Arc<App>>, page: Page, form: Form) -> Result<Response> {
    let programme = prospects::screener(&app).ok_or(Error::NotFound)?;
    let screener = programme.screener.as_ref().ok_or(Error::NotFound)?;
    let entries = &form.entries;
    let steps = steps(screener);
    let asking = Asking::named(screener, &steps, entries.text("_step"));
    let names = asking.so_far().map(|(_, question)| question.name.as_str());
    entries.only(&names.chain(["_step"]).collect::<Vec<_>>())?;

    let typed = asking.typed(entries);
    if let Err(error) = asking.judged(&app, &typed).await {
        let problems = Problems::of(asking.renamed(error), page.language)?;
        let mut view = asking.page(&app, &page, entries);
        let status = problems.status();
        view.errors = problems.beside(&mut view.fields);
        return page.html_with(status, ASK, &view);
    }
    if let Some(next) = asking.next() {
        return page.html(ASK, &next.page(&app, &page, entries));
    }
    let prospects = prospects::screen(&app, &typed).await?;
    let outcome = Outcome {
        verdicts: prospects.iter().map(|prospect| Verdict::of(&page, prospect)).collect(),
        is_own: false,
        registration: Some(programme.code.clone()),
    };
    page.html(RESULT, &outcome)
}

/// The pages of the screener: of each its section and its questions.
type Steps<'a> = Vec<(&'a str, &'a [Question])>;

fn steps(screener: &Questions) -> Steps<'_> {
    let sections = screener.sections.iter();
    sections
        .flat_map(|section| section.steps().into_iter().map(|step| (section.name.as_str(), step)))
        .collect()
}

/// A page of the screener, by its number from 0.
#[derive(Clone, Copy)]
struct Asking<'a> {
    screener: &'a Questions,
    steps: &'a Steps<'a>,
    step: usize,
}

impl<'a> Asking<'a> {
    /// The page of a number from 1; the first where there is none of that number.
    fn named(screener: &'a Questions, steps: &'a Steps<'a>, number: &str) -> Self {
        let step = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        Self { screener, steps, step: step.filter(|step| *step < steps.len()).unwrap_or(0) }
    }

    fn next(self) -> Option<Self> {
        let next = Self { step: self.step + 1, ..self };
        (next.step < self.steps.len()).then_some(next)
    }

    /// The questions of the first so many pages, each with its section.
    fn first(self, pages: usize) -> impl Iterator<Item = (&'a str, &'a Question)> {
        let pages = self.steps.iter().take(pages);
        pages.flat_map(|(section, questions)| questions.iter().map(move |one| (*section, one)))
    }

    /// The questions up to this page and with it.
    fn so_far(self) -> impl Iterator<Item = (&'a str, &'a Question)> {
        self.first(self.step + 1)
    }

    fn typed(self, entries: &Entries) -> Value {
        let mut sections = Map::new();
        for (section, question) in self.so_far() {
            let answers = sections.entry(section.to_owned()).or_insert_with(|| json!({}));
            answers[&question.name] = questions::answer(question, entries);
        }
        Value::Object(sections)
    }

    /// Whether what was typed so far can be taken.
    async fn judged(self, app: &App, typed: &Value) -> Result<()> {
        prospects::check(app, self.screener, typed).await?;
        let open = self.so_far().filter(|(section, question)| typed[section][&question.name].is_null());
        let open: Vec<FieldError> =
            open.map(|(_, question)| FieldError::new(&question.name, "field-missing")).collect();
        if open.is_empty() { Ok(()) } else { Err(Refusal::Invalid(open).into()) }
    }

    fn renamed(self, error: Error) -> Error {
        let sections = self.screener.sections.iter();
        sections.fold(error, |error, section| named(error, &section.name, &section.questions))
    }

    fn page(self, app: &App, page: &Page, entries: &Entries) -> Ask {
        let places = Places::of(app, page);
        self.page_with(page, &places, entries)
    }

    fn page_with(self, page: &Page, places: &Places, entries: &Entries) -> Ask {
        let shown = Shown { page, places };
        let field = |question| questions::field(shown, question, false, None).filled(entries);
        let earlier = self.first(self.step).map(|(_, question)| question.name.clone());
        let title = self.screener.sections.first().map(|section| page.of(&section.title).to_owned());
        Ask {
            title: title.unwrap_or_default(),
            step: self.step + 1,
            steps: self.steps.len(),
            earlier: earlier.map(|name| (name.clone(), entries.text(&name).to_owned())).collect(),
            fields: self.steps[self.step].1.iter().map(field).collect(),
            errors: Vec::new(),
        }
    }
}

/// Something to fill the templates with.
#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let yaml = include_str!("../../../../workflows/household-registration/screener.yaml");
    let screener =
        Questions::load_screener("screener.yaml", yaml).expect("the screener that is shipped loads");
    let (page, places) = (Page::sample(Language::Ur), Places::sample(Language::Ur));
    let steps = steps(&screener);
    let mut samples = Vec::new();
    for step in 0..steps.len() {
        let asking = Asking { screener: &screener, steps: &steps, step };
        let mut view = asking.page_with(&page, &places, &Entries::default());
        samples.push(Sample::new(ASK, Signed::Nobody, &view));
        let missing = view.fields.iter().map(|field| FieldError::new(&field.name, "field-missing")).collect();
        let problems = Problems::of(Refusal::Invalid(missing).into(), Language::Ur).expect("it is a refusal");
        view.errors = problems.beside(&mut view.fields);
        samples.push(Sample::new(ASK, Signed::Nobody, &view));
    }
    let outcome = |verdicts, is_own: bool| Outcome {
        verdicts,
        is_own,
        registration: (!is_own).then(|| "household-registration".to_owned()),
    };
    samples.push(Sample::new(RESULT, Signed::Nobody, &outcome(Verdict::samples(), false)));
    samples.push(Sample::new(RESULT, Signed::Citizen, &outcome(Verdict::samples(), true)));
    samples.push(Sample::new(RESULT, Signed::Nobody, &outcome(Vec::new(), false)));
    samples
}

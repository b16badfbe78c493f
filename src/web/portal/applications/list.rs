//! `/applications`: the citizen's applications, each with where it stands and what to do next, and the beginning of one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::casework::apply::{self, Beginning, OnDesk, Place};
use crate::error::{Error, Result};
use crate::payments::instruction::Item;
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::web::extract::Caller;
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::wording;
use crate::workflow::Clock;

const TEMPLATE: &str = "portal/applications/list.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/applications", get(show).post(begin))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    applications: Vec<Card>,
    /// Programmes to which one may apply now.
    offers: Vec<Offered>,
    errors: Vec<Line>,
}

/// One application.
#[derive(Debug, Serialize)]
struct Card {
    title: String,
    path: String,
    /// The stage of its case.
    stage: Option<String>,
    reference: Option<String>,
    /// The case that it is about.
    about: Option<String>,
    wording: &'static str,
    /// What is to be done, and by whom: the end of a sentence's name.
    next: &'static str,
    questions: usize,
    documents: usize,
    due_at: Option<String>,
    payment: Option<Payment>,
    at: String,
}

/// The last payment.
#[derive(Debug, Serialize)]
struct Payment {
    /// In paisa.
    amount: i64,
    state: &'static str,
    at: Option<String>,
}

#[derive(Debug, Serialize)]
struct Offered {
    code: String,
    title: String,
}

async fn show(State(app): State<Arc<App>>, page: Page, Caller(actor): Caller) -> Result<Response> {
    page.html(TEMPLATE, &view(&app, &page, &actor).await?)
}

async fn begin(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["programme"])?;
    let programme = form.entries.text("programme").to_owned();
    match apply::begin(&app, &actor, form.key, Beginning { programme: &programme, about: None }).await {
        Ok(answer) => see_other(&format!("/applications/{}", answer.id()?)),
        Err(Error::Refused(Refusal::ApplicationExists)) => {
            let desk = apply::desk(&app, &actor).await?;
            let open = desk.iter().find(|line| line.application.programme == programme);
            see_other(&open.map_or_else(|| "/applications".to_owned(), path))
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let mut view = view(&app, &page, &actor).await?;
            let status = problems.status();
            view.errors = problems.beside(&mut []);
            page.html_with(status, TEMPLATE, &view)
        }
    }
}

async fn view(app: &App, page: &Page, actor: &Actor) -> Result<View> {
    let desk = apply::desk(app, actor).await?;
    let is_on_desk = |code: &str| {
        let mut lines = desk.iter().filter(|line| line.application.programme == code);
        lines.any(|line| line.application.state != "closed")
    };
    let offers = app.catalogue.applied_for();
    let offers = offers.iter().filter(|offer| offer.is_open && !is_on_desk(&offer.programme.code));
    Ok(View {
        offers: offers
            .map(|offer| Offered {
                code: offer.programme.code.clone(),
                title: page.of(&offer.programme.title).to_owned(),
            })
            .collect(),
        applications: desk.iter().map(|line| card(page, line)).collect(),
        errors: Vec::new(),
    })
}

fn card(page: &Page, line: &OnDesk) -> Card {
    let title = page.of(&line.programme.title).to_owned();
    let at = line.application.updated_at.to_rfc3339();
    let (about, wording) = (line.about.clone(), wording(&line.programme.workflow));
    match &line.place {
        Place::Draft { questions, documents } => Card {
            title,
            path: path(line),
            about,
            wording,
            stage: None,
            reference: None,
            next: match (questions, documents) {
                (0, 0) => "hand-in",
                (0, _) => "documents",
                _ => "form",
            },
            questions: *questions,
            documents: *documents,
            due_at: None,
            payment: None,
            at,
        },
        Place::Case { reference, stage, due_at, payment, is_account_wanted } => {
            let stage = line.programme.workflow.stage(stage);
            Card {
                title,
                path: path(line),
                about,
                wording,
                stage: stage.map(|stage| page.of(&stage.title).to_owned()),
                reference: Some(reference.clone()),
                next: match stage.map(|stage| stage.clock) {
                    _ if *is_account_wanted => "bank-details",
                    Some(Clock::Citizen) => "you",
                    Some(Clock::Department) => "department",
                    Some(Clock::Stopped) | None => "ended",
                },
                questions: 0,
                documents: 0,
                due_at: due_at.map(|due| due.to_rfc3339()),
                payment: payment.as_deref().map(Payment::from),
                at,
            }
        }
    }
}

impl From<&Item> for Payment {
    fn from(item: &Item) -> Self {
        let at = item.settled_at.or(item.sent_at);
        Self { amount: item.amount.paisa(), state: item.state.as_str(), at: at.map(|at| at.to_rfc3339()) }
    }
}

/// The page of an application.
pub(in crate::web::portal) fn path(line: &OnDesk) -> String {
    match &line.place {
        Place::Draft { .. } => format!("/applications/{}", line.application.id),
        Place::Case { reference, .. } => format!("/cases/{reference}"),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let card = |next, is_case: bool, due: bool| Card {
        about: due.then(|| "C-7M3QK-0T8XW-2".to_owned()),
        wording: if next == "ended" && due { "-appeal" } else { "" },
        title: "نقد امداد".to_owned(),
        path: "/applications/1".to_owned(),
        stage: is_case.then(|| "تصدیق جاری ہے".to_owned()),
        reference: is_case.then(|| "C-7M3QK-0T8XW-2".to_owned()),
        next,
        questions: 12,
        documents: 3,
        due_at: due.then(|| "2026-03-20T19:00:00Z".to_owned()),
        payment: None,
        at: "2026-03-02T06:00:00Z".to_owned(),
    };
    let paid = |next, state| Card {
        payment: Some(Payment { amount: 2_500_000, state, at: Some("2026-03-02T06:00:00Z".to_owned()) }),
        ..card(next, true, false)
    };
    let full = View {
        applications: vec![
            card("form", false, false),
            card("documents", false, false),
            card("hand-in", false, false),
            card("you", true, true),
            card("department", true, true),
            card("department", true, false),
            paid("department", "held"),
            paid("bank-details", "rejected"),
            paid("ended", "settled"),
            card("ended", true, false),
            card("ended", true, true),
        ],
        offers: vec![Offered { code: "cash-assistance".to_owned(), title: "نقد امداد".to_owned() }],
        errors: vec![Line { text: "یہ پروگرام فی الحال بند ہے۔".to_owned(), id: None }],
    };
    let empty = View { applications: Vec::new(), offers: Vec::new(), errors: Vec::new() };
    vec![Sample::new(TEMPLATE, Signed::Citizen, &full), Sample::new(TEMPLATE, Signed::Citizen, &empty)]
}

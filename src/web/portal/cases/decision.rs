//! `/cases/{reference}/decision`: what was decided, why, on which facts, what would change it, and the way to appeal. Fit
//! for paper.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use crate::app::App;
use crate::casework::appeal::{self, Way};
use crate::casework::apply::{self, Beginning};
use crate::casework::{decision, follow};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::wording;
use crate::web::receipt::Receipt;

const TEMPLATE: &str = "portal/cases/decision.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/cases/{reference}/decision", get(show))
        .route("/cases/{reference}/appeal", post(begin))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    receipt: Receipt,
    /// The end of the names of sentences.
    wording: &'static str,
    /// The end of the name of the first sentence.
    lead: String,
    appeal: Option<Appeal>,
    errors: Vec<Line>,
}

/// The way to appeal.
#[derive(Debug, Serialize)]
struct Appeal {
    /// `open`, `begun`, `filed`, `late`, `decided` or `other`.
    state: &'static str,
    until: String,
    /// The appeal that is there.
    path: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Response> {
    let reference = reference(&text)?;
    let case = follow::case(&app, &actor, &reference).await?;
    match view(&app, &page, &actor, &reference).await {
        Ok(view) => page.html(TEMPLATE, &view),
        // The case is there and nobody has decided it yet: its page says where it stands.
        Err(Error::NotFound) => see_other(&format!("/cases/{}", case.standing.reference)),
        Err(error) => Err(error),
    }
}

/// Begins the appeal, or goes on with the one that was begun.
async fn begin(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    let reference = reference(&text)?;
    let way = appeal::way_of(&app, &actor, &reference).await?;
    let Some(way) = way else { return see_other(&format!("/cases/{reference}/decision")) };
    if let Some(path) = path(&way) {
        return see_other(&path);
    }
    let beginning = Beginning { programme: &way.programme, about: Some(&reference) };
    match apply::begin(&app, &actor, form.key, beginning).await {
        Ok(answer) => see_other(&format!("/applications/{}", answer.id()?)),
        Err(Error::Refused(Refusal::ApplicationExists)) => see_other("/applications"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let page = Page { here: format!("/cases/{reference}/decision"), ..page };
            let mut view = view(&app, &page, &actor, &reference).await?;
            view.errors = problems.beside(&mut []);
            page.html_with(StatusCode::CONFLICT, TEMPLATE, &view)
        }
    }
}

async fn view(app: &App, page: &Page, actor: &Actor, reference: &Reference) -> Result<View> {
    let decision = decision::decision(app, actor, reference).await?;
    let wording = wording(&decision.programme.workflow);
    Ok(View {
        wording,
        lead: if decision.is_merge {
            "merged".to_owned()
        } else {
            format!("{}{wording}", decision.verdict.as_str())
        },
        receipt: Receipt::of(page, &decision),
        appeal: decision.appeal.as_ref().map(shown),
        errors: Vec::new(),
    })
}

fn shown(way: &Way) -> Appeal {
    let state = match (&way.open, &way.refusal) {
        (Some(open), _) if open.reference.is_some() => "filed",
        (_, Some(Refusal::AppealDecided)) => "decided",
        (_, Some(Refusal::AppealTooLate { .. })) => "late",
        (_, Some(_)) => "other",
        (Some(_), None) => "begun",
        (None, None) => "open",
    };
    Appeal { state, until: way.until.to_rfc3339(), path: path(way) }
}

/// Where the appeal is that was begun or filed.
fn path(way: &Way) -> Option<String> {
    let open = way.open.as_ref()?;
    Some(match &open.reference {
        Some(reference) => format!("/cases/{reference}"),
        None => format!("/applications/{}", open.application),
    })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let appeal = |state, path: Option<&str>| Appeal {
        state,
        until: "2026-04-08T19:00:00Z".to_owned(),
        path: path.map(str::to_owned),
    };
    let view = |receipt, appeal| View {
        receipt,
        wording: "",
        lead: "merged".to_owned(),
        appeal,
        errors: Vec::new(),
    };
    let mut all: Vec<View> = ["open", "late", "decided", "other"]
        .map(|state| view(Receipt::sample(), Some(appeal(state, None))))
        .into();
    all.extend(
        ["begun", "filed"].map(|state| view(Receipt::sample(), Some(appeal(state, Some("/cases/x"))))),
    );
    let error = Line { text: "اپیل کی مدت گزر چکی ہے۔".to_owned(), id: None };
    all.push(View { errors: vec![error], ..view(Receipt::sample(), Some(appeal("late", None))) });
    all.push(view(Receipt::sample_for(false), None));
    for wording in ["-appeal", "-complaint"] {
        all.push(View { wording, ..view(Receipt::sample_for(true), None) });
        all.push(View { wording, ..view(Receipt::sample(), None) });
    }
    all.iter().map(|view| Sample::new(TEMPLATE, Signed::Citizen, view)).collect()
}

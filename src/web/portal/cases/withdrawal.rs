//! `/cases/{reference}/withdrawal`: taking an application back, after saying what that means.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use serde_json::json;

use super::show::{WITHDRAW, may_withdraw};
use crate::app::App;
use crate::casework::act::{Act, What, act};
use crate::casework::follow;
use crate::casework::look::CaseView;
use crate::error::{Error, Result};
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::wording;
use crate::workflow::{About, Why};

const TEMPLATE: &str = "portal/cases/withdrawal.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/cases/{reference}/withdrawal", get(ask).post(withdraw))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    reference: String,
    programme: String,
    /// The end of the names of sentences.
    wording: &'static str,
    version: i32,
    errors: Vec<Line>,
}

async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Response> {
    let case = follow::case(&app, &actor, &reference(&text)?).await?;
    if !may_withdraw(&case) {
        return see_other(&format!("/cases/{}", case.standing.reference));
    }
    page.html(TEMPLATE, &view(&page, &case))
}

async fn withdraw(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let reference = reference(&text)?;
    let case = follow::case(&app, &actor, &reference).await?;
    form.entries.only(&["_version"])?;
    let version = form.entries.version()?;
    let path = format!("/cases/{}", case.standing.reference);
    let taken_back = Act {
        actor: &actor,
        case: case.standing.id,
        what: What::Action { name: WITHDRAW, why: Why::NOTHING },
        expected_version: Some(version),
        detail: json!({}),
    };
    match act(&app, &taken_back).await {
        Ok(_) => see_other_telling(&path, told(&case)),
        Err(Error::Refused(refusal)) => {
            let case = follow::case(&app, &actor, &reference).await?;
            if !may_withdraw(&case) {
                // It was taken back by the same button before, or moved on: its page says which.
                return see_other(&path);
            }
            let problems = Problems::of(refusal.into(), page.language)?;
            let mut view = view(&page, &case);
            view.errors = problems.beside(&mut []);
            page.html_with(StatusCode::CONFLICT, TEMPLATE, &view)
        }
        Err(error) => Err(error),
    }
}

/// What the next page says was done.
fn told(case: &CaseView) -> &'static str {
    match case.programme.workflow.about {
        None => "case-withdrawn",
        Some(About::Decision) => "case-withdrawn-appeal",
        Some(About::Case) => "case-withdrawn-complaint",
    }
}

fn view(page: &Page, case: &CaseView) -> View {
    View {
        reference: case.standing.reference.clone(),
        programme: page.of(&case.programme.title).to_owned(),
        wording: wording(&case.programme.workflow),
        version: case.standing.version,
        errors: Vec::new(),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let view = |wording, errors| View {
        wording,
        reference: "C-7M3QK-0T8XW-2".to_owned(),
        programme: "نقد امداد".to_owned(),
        version: 3,
        errors,
    };
    let error = Line { text: "کیس بدل چکا ہے۔".to_owned(), id: None };
    vec![
        Sample::new(TEMPLATE, Signed::Citizen, &view("", Vec::new())),
        Sample::new(TEMPLATE, Signed::Citizen, &view("-appeal", vec![error])),
        Sample::new(TEMPLATE, Signed::Citizen, &view("-complaint", Vec::new())),
    ]
}

//! `/register`: the form of a citizen who has no account yet; what it becomes is proved by a code sent to the mobile.

mod code;
pub(in crate::web) mod questions;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::Value;

use self::questions::Section;
use super::onward::Onward;
use crate::app::App;
use crate::casework::once::RequestKey;
use crate::casework::sign_up;
use crate::error::{Fault, Result};
use crate::web::address::Query;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/register", get(ask).post(register))
        .route("/register/{id}/code", get(code::ask).post(code::prove))
        .route("/register/{id}/code/resend", post(code::resend))
}

#[derive(Debug, Serialize)]
struct Register {
    errors: Vec<Line>,
    sections: Vec<Section>,
    next: String,
    sign_in: String,
}

async fn ask(State(app): State<Arc<App>>, page: Page, Query(onward): Query<Onward>) -> Result<Response> {
    let fresh = questions::fresh(&page);
    let view = view(&page, &Places::of(&app, &page), &fresh, Problems::default(), &onward);
    page.html("portal/register/show.html", &view)
}

async fn register(State(app): State<Arc<App>>, page: Page, sender: Sender, form: Form) -> Result<Response> {
    form.entries.only(&questions::NAMES)?;
    let onward = Onward::of(&form.entries);
    let typed = questions::read(&form.entries, page.language);
    match sign_up::register(&app, &sender.source, key(form.key), &typed).await {
        Ok(answer) => {
            let id = answer.body.get("registration").and_then(Value::as_str);
            let id = id.ok_or_else(|| Fault::broken("a registration was answered without its id"))?;
            see_other(&onward.by_way_of(&format!("/register/{id}/code")))
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            let view = view(&page, &Places::of(&app, &page), &form.entries, problems, &onward);
            page.html_with(status, "portal/register/show.html", &view)
        }
    }
}

/// A form that was changed is another registration, though it be sent from the same page: people go back to mend a number.
fn key(mut key: RequestKey) -> RequestKey {
    key.key = format!("{:.36}{}", key.key, hex::encode(key.request));
    key
}

fn view(page: &Page, places: &Places, entries: &Entries, problems: Problems, onward: &Onward) -> Register {
    let mut fields = questions::fields(page, places, entries);
    Register {
        errors: problems.beside(&mut fields),
        sections: questions::sections(page, fields),
        next: onward.field(),
        sign_in: onward.by_way_of("/sign-in"),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::{FieldError, Refusal};
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let places = Places::sample(Language::Ur);
    let wrong = questions::NAMES.iter().map(|name| FieldError::new(*name, "field-missing")).collect();
    let problems = Problems::of(Refusal::Invalid(wrong).into(), Language::Ur).expect("it is the form's");
    let onward = Onward::to("/programmes/cash-assistance".to_owned());
    let fresh = questions::fresh(&page);
    let sample = |view: &Register| Sample::new("portal/register/show.html", Signed::Nobody, view);
    let mut samples = vec![
        sample(&view(&page, &places, &fresh, Problems::default(), &Onward::default())),
        sample(&view(&page, &places, &fresh, problems, &onward)),
    ];
    samples.extend(code::samples());
    samples
}

//! `/status`: where an application stands, for whoever has its number and the applicant's CNIC and no account at hand. It
//! tells the stage and the day, nothing else; a wrong pair is answered like an unknown one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::casework::status::{self, Status};
use crate::error::{Error, Result};
use crate::web::extract::Caller;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const FORM: &str = "portal/status/ask.html";
const ANSWER: &str = "portal/status/show.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/status", get(ask).post(show))
}

#[derive(Debug, Serialize)]
struct Asking {
    errors: Vec<Line>,
    fields: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Answer {
    reference: String,
    programme: String,
    stage: String,
    changed_at: String,
}

async fn ask(page: Page) -> Result<Response> {
    page.html(FORM, &Asking { errors: Vec::new(), fields: fields(&page) })
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    let entries = form.entries;
    entries.only(&["reference", "cnic"])?;
    let typed = (entries.text("reference"), entries.text("cnic"));
    match status::ask(&app, &actor, &sender.source, typed).await {
        Ok(status) => page.html(ANSWER, &Answer::of(&page, &status)),
        Err(error) => again(&page, &entries, error),
    }
}

fn again(page: &Page, entries: &Entries, error: Error) -> Result<Response> {
    let mut fields: Vec<Field> = fields(page).into_iter().map(|field| field.filled(entries)).collect();
    let problems = Problems::of(error, page.language)?;
    let status = problems.status();
    let errors = problems.beside(&mut fields);
    page.html_with(status, FORM, &Asking { errors, fields })
}

fn fields(page: &Page) -> Vec<Field> {
    vec![
        Field::text("reference", page.say("status-reference"))
            .hint(page.say("status-reference-hint"))
            .autocomplete("off"),
        Field::new(FieldKind::Cnic, "cnic", page.say("status-cnic"))
            .hint(page.say("status-cnic-hint"))
            .autocomplete("off"),
    ]
}

impl Answer {
    fn of(page: &Page, status: &Status) -> Self {
        Self {
            reference: status.reference.clone(),
            programme: page.of(&status.programme).to_owned(),
            stage: page.of(&status.stage).to_owned(),
            changed_at: status.changed_at.to_rfc3339(),
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let fields = || {
        vec![
            Field::text("reference", "درخواست نمبر").hint("مثال"),
            Field::new(FieldKind::Cnic, "cnic", "شناختی کارڈ نمبر"),
        ]
    };
    let line = Line { text: "کوئی درخواست نہیں ملی۔".to_owned(), id: None };
    let answer = Answer {
        reference: "C-7M3QK-0T8XW-2".to_owned(),
        programme: "نقد امداد".to_owned(),
        stage: "تصدیق جاری ہے".to_owned(),
        changed_at: "2026-03-02T06:00:00Z".to_owned(),
    };
    vec![
        Sample::new(FORM, Signed::Nobody, &Asking { errors: Vec::new(), fields: fields() }),
        Sample::new(FORM, Signed::Nobody, &Asking { errors: vec![line], fields: fields() }),
        Sample::new(ANSWER, Signed::Nobody, &answer),
    ]
}

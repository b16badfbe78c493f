//! `/office/help-centre`: somebody has come with papers. The operator finds them by CNIC, which stands in no address.

mod receipt;
mod register;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use super::Staff;
use crate::app::App;
use crate::casework::help_centre::{self, PAPERS};
use crate::error::Result;
use crate::plain;
use crate::refusal::Refusal;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/help_centre/find.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/help-centre", get(ask).post(find))
        .route("/office/help-centre/{id}", get(visit::show))
        .route("/office/help-centre/{id}/recovery", post(visit::send_code))
        .route("/office/help-centre/{id}/session", post(visit::assist))
        .route("/office/help-centre/{id}/receipt", get(receipt::show))
        .route("/office/assisted", get(register::ask).post(register::register))
}

#[derive(Debug, Serialize)]
struct Find {
    errors: Vec<Line>,
    fields: [Field; 2],
}

async fn ask(page: Page, Staff(_): Staff) -> Result<Response> {
    page.html(TEMPLATE, &view(&page, &Entries::default(), Problems::default()))
}

async fn find(State(app): State<Arc<App>>, page: Page, Staff(actor): Staff, form: Form) -> Result<Response> {
    form.entries.only(&["cnic", "reason"])?;
    let found = match plain::reason("reason", Some(form.entries.text("reason"))) {
        Ok(reason) => help_centre::find(&app, &actor, &form.entries.typed("cnic"), reason.as_deref()).await,
        Err(error) => Err(Refusal::from(error).into()),
    };
    match found {
        Ok(visit) => see_other(&format!("/office/help-centre/{visit}")),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&page, &form.entries, problems))
        }
    }
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> Find {
    let cnic = Field::new(FieldKind::Cnic, "cnic", page.say("register-cnic"));
    let reason = Field::new(FieldKind::Text, "reason", page.say("centre-reason"));
    let mut fields = [
        cnic.autocomplete("off").filled(entries),
        reason.hint(page.say("centre-reason-hint")).filled(entries),
    ];
    Find { errors: problems.beside(&mut fields), fields }
}

/// The papers that were seen.
fn papers(page: &Page, entries: &Entries) -> Field {
    let field = Field::new(FieldKind::Choices, "papers", page.say("centre-papers"));
    let field = field.hint(page.say("centre-papers-hint"));
    let field =
        PAPERS.iter().fold(field, |field, paper| field.option(*paper, page.say(&format!("paper-{paper}"))));
    field.filled(entries)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = Refusal::field("cnic", "cnic-not-registered").into();
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    let mut samples: Vec<Sample> = [Problems::default(), wrong]
        .map(|problems| Sample::new(TEMPLATE, Signed::Staff, &view(&page, &Entries::default(), problems)))
        .into();
    samples.extend(visit::samples());
    samples.extend(register::samples());
    samples.extend(receipt::samples());
    samples
}

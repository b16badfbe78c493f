//! `/recover/number`: the PSER ID and the numbers of applications come by SMS to the mobile on file.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::casework::recover;
use crate::error::Result;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/recover/number.html";

#[derive(Debug, Serialize)]
struct Lost {
    errors: Vec<Line>,
    field: Field,
}

pub(super) async fn ask(page: Page) -> Result<Response> {
    page.html(TEMPLATE, &view(&page, &Entries::default(), Problems::default()))
}

pub(super) async fn send(
    State(app): State<Arc<App>>,
    page: Page,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["cnic"])?;
    match recover::send_numbers(&app, &sender.source, &form.entries.typed("cnic")).await {
        Ok(()) => see_other_telling("/recover/number", "numbers-sent"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&page, &form.entries, problems))
        }
    }
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> Lost {
    let mut fields = [Field::new(FieldKind::Cnic, "cnic", page.say("register-cnic")).filled(entries)];
    let errors = problems.beside(&mut fields);
    let [field] = fields;
    Lost { errors, field }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = Refusal::field("cnic", "cnic-malformed").into();
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    [Problems::default(), wrong]
        .map(|problems| Sample::new(TEMPLATE, Signed::Nobody, &view(&page, &Entries::default(), problems)))
        .into()
}

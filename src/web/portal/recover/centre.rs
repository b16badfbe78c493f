//! `/recover/centre`: after papers were shown at a help centre, the person types the code that was sent and chooses a
//! password on whatever device. Nobody of the staff sees or chooses it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::super::onward::code_field;
use super::new_password;
use crate::app::App;
use crate::casework::recover;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/recover/centre.html";

#[derive(Debug, Serialize)]
struct Centre {
    errors: Vec<Line>,
    fields: [Field; 3],
}

pub(super) async fn ask(page: Page) -> Result<Response> {
    page.html(TEMPLATE, &view(&page, &Entries::default(), Problems::default()))
}

pub(super) async fn choose(
    State(app): State<Arc<App>>,
    page: Page,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["cnic", "code", "new_password"])?;
    let proof = (&form.entries.typed("code"), &form.entries.typed("new_password"));
    match recover::at_centre(&app, &sender.source, &form.entries.typed("cnic"), proof).await {
        Ok(()) => see_other_telling("/sign-in", "password-chosen"),
        Err(error) => {
            let problems = Problems::of(at_code(error), page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&page, &form.entries, problems))
        }
    }
}

/// No code can be sent anew from here.
fn at_code(error: Error) -> Error {
    match error {
        Error::Refused(Refusal::WrongCode) => Refusal::field("code", "centre-code-wrong").into(),
        other => other,
    }
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> Centre {
    let cnic = Field::new(FieldKind::Cnic, "cnic", page.say("register-cnic")).autocomplete("username");
    let mut fields = [cnic.filled(entries), code_field(page), new_password(page)];
    Centre { errors: problems.beside(&mut fields), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = Problems::of(at_code(Refusal::WrongCode.into()), Language::Ur).expect("it is the form's");
    [Problems::default(), wrong]
        .map(|problems| Sample::new(TEMPLATE, Signed::Nobody, &view(&page, &Entries::default(), problems)))
        .into()
}

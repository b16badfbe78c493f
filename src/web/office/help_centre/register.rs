//! `/office/assisted`: a person who has come with papers is registered on their behalf. There is no field for a password.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;

use super::super::Staff;
use super::papers;
use crate::app::App;
use crate::casework::assist;
use crate::error::{Fault, Result};
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::register::questions;

const TEMPLATE: &str = "office/help_centre/register.html";

#[derive(Debug, Serialize)]
struct Register {
    errors: Vec<Line>,
    fields: Vec<Field>,
}

pub(super) async fn ask(State(app): State<Arc<App>>, page: Page, Staff(_): Staff) -> Result<Response> {
    let places = Places::of(&app, &page);
    page.html(TEMPLATE, &view(&page, &places, &questions::fresh(&page), Problems::default()))
}

pub(super) async fn register(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    form: Form,
) -> Result<Response> {
    let asked: Vec<&str> =
        questions::NAMES.into_iter().filter(|name| !["password", "next"].contains(name)).collect();
    form.entries.only(&[asked.as_slice(), &["papers"]].concat())?;
    let seen: Vec<String> = form.entries.all("papers").map(str::to_owned).collect();
    let typed = questions::read(&form.entries, page.language);
    // A form that was changed is another registration.
    let mut key = form.key;
    key.key = format!("{:.36}{}", key.key, hex::encode(key.request));
    match assist::register(&app, &actor, key, (&typed, &seen)).await {
        Ok(answer) => {
            let visit = answer.body.get("visit").and_then(Value::as_str);
            let visit =
                visit.ok_or_else(|| Fault::broken("a registration was answered without its visit"))?;
            see_other_telling(&format!("/office/help-centre/{visit}"), "centre-registered")
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            page.html_with(status, TEMPLATE, &view(&page, &Places::of(&app, &page), &form.entries, problems))
        }
    }
}

fn view(page: &Page, places: &Places, entries: &Entries, problems: Problems) -> Register {
    let asked = questions::fields(page, places, entries);
    let mut fields: Vec<Field> = asked.into_iter().filter(|field| field.name != "password").collect();
    fields.push(papers(page, entries));
    Register { errors: problems.beside(&mut fields), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let (page, places) = (Page::sample(Language::Ur), Places::sample(Language::Ur));
    let wrong = Refusal::field("cnic", "cnic-registered").into();
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    [Problems::default(), wrong]
        .map(|problems| {
            Sample::new(TEMPLATE, Signed::Staff, &view(&page, &places, &Entries::default(), problems))
        })
        .into()
}

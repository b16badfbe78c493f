//! `/recover/password`: where the link in a mail leads, to choose a new password.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::super::link;
use super::new_password;
use crate::app::App;
use crate::casework::recover;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/recover/password.html";

#[derive(Debug, Serialize)]
struct Choose {
    errors: Vec<Line>,
    /// None where the link is over.
    field: Option<Field>,
}

pub(super) async fn follow(Path(token): Path<String>) -> Result<Response> {
    link::take(&token, "/recover/password")
}

pub(super) async fn ask(State(app): State<Arc<App>>, page: Page, headers: HeaderMap) -> Result<Response> {
    match recover::is_good(&app, &link::token(&app, &headers)).await {
        Ok(()) => page.html(TEMPLATE, &view(&page, Problems::default())),
        Err(error) => again(&page, error),
    }
}

pub(super) async fn choose(
    State(app): State<Arc<App>>,
    page: Page,
    headers: HeaderMap,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["new_password"])?;
    let password = form.entries.typed("new_password");
    match recover::by_link(&app, &sender.source, &link::token(&app, &headers), &password).await {
        Ok(()) => {
            let mut response = see_other_telling("/sign-in", "password-chosen")?;
            link::forget(&mut response);
            Ok(response)
        }
        Err(error) => again(&page, error),
    }
}

fn again(page: &Page, error: Error) -> Result<Response> {
    if matches!(error, Error::Refused(Refusal::LinkOver)) {
        let over = Choose { errors: Vec::new(), field: None };
        return page.html_with(StatusCode::NOT_FOUND, TEMPLATE, &over);
    }
    let problems = Problems::of(error, page.language)?;
    page.html_with(problems.status(), TEMPLATE, &view(page, problems))
}

fn view(page: &Page, problems: Problems) -> Choose {
    let mut fields = [new_password(page)];
    let errors = problems.beside(&mut fields);
    let [field] = fields;
    Choose { errors, field: Some(field) }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = Refusal::field("new_password", "password-too-short").into();
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    let over = Choose { errors: Vec::new(), field: None };
    [view(&page, Problems::default()), view(&page, wrong), over]
        .map(|view| Sample::new(TEMPLATE, Signed::Nobody, &view))
        .into()
}

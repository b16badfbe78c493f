//! `/confirm-email`: where the link in a mail leads, and the button by which whoever reads it says that the address is
//! theirs. It may be another device than the one they are signed in on.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::link;
use crate::app::App;
use crate::casework::own_account::email;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const HERE: &str = "/confirm-email";
const TEMPLATE: &str = "portal/confirm_email.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/confirm-email/{token}", get(follow)).route("/confirm-email", get(ask).post(confirm))
}

#[derive(Debug, Serialize)]
struct Confirm {
    errors: Vec<Line>,
    /// Whether there is something to confirm.
    is_good: bool,
}

async fn follow(Path(token): Path<String>) -> Result<Response> {
    link::take(&token, HERE)
}

async fn ask(State(app): State<Arc<App>>, page: Page, headers: HeaderMap) -> Result<Response> {
    match email::is_good(&app, &link::token(&app, &headers)).await {
        Ok(()) => page.html(TEMPLATE, &Confirm { errors: Vec::new(), is_good: true }),
        Err(error) => over(&page, error),
    }
}

async fn confirm(
    State(app): State<Arc<App>>,
    page: Page,
    headers: HeaderMap,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match email::confirm(&app, &sender.source, &link::token(&app, &headers)).await {
        Ok(()) => {
            let mut response = see_other_telling(page.home(), "email-confirmed")?;
            link::forget(&mut response);
            Ok(response)
        }
        Err(error) => over(&page, error),
    }
}

fn over(page: &Page, error: Error) -> Result<Response> {
    if matches!(error, Error::Refused(Refusal::LinkOver)) {
        let view = Confirm { errors: Vec::new(), is_good: false };
        return page.html_with(StatusCode::NOT_FOUND, TEMPLATE, &view);
    }
    let problems = Problems::of(error, page.language)?;
    let status = problems.status();
    page.html_with(status, TEMPLATE, &Confirm { errors: problems.beside(&mut []), is_good: true })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let line = Line { text: "بہت زیادہ کوششیں ہوئیں۔".to_owned(), id: None };
    let view = |errors, is_good| Confirm { errors, is_good };
    [view(Vec::new(), true), view(Vec::new(), false), view(vec![line], true)]
        .map(|view| Sample::new(TEMPLATE, Signed::Nobody, &view))
        .into()
}

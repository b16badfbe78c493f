//! `/recover/{id}`: a link or a code is on its way, to whoever is known.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::onward::code_field;
use super::{anew, new_password};
use crate::app::App;
use crate::casework::recover;
use crate::error::{Error, Result};
use crate::people::recovery::Way;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/recover/sent.html";

#[derive(Debug, Serialize)]
struct Sent {
    errors: Vec<Line>,
    here: String,
    /// The code and the new password; none where a link was sent.
    fields: Vec<Field>,
}

pub(super) async fn show(State(app): State<Arc<App>>, page: Page, Path(id): Path<Uuid>) -> Result<Response> {
    again(&app, &page, id, Problems::default()).await
}

pub(super) async fn choose(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["code", "new_password"])?;
    let proof = (&form.entries.typed("code"), &form.entries.typed("new_password"));
    match recover::by_code(&app, &sender.source, id, proof).await {
        Ok(()) => see_other_telling("/sign-in", "password-chosen"),
        Err(error) => again(&app, &page, id, Problems::of(error, page.language)?.at("code")).await,
    }
}

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match recover::resend(&app, &sender.source, id).await {
        Ok(_) => see_other_telling(&format!("/recover/{id}"), "sent-again"),
        Err(error @ Error::Refused(Refusal::BegunTooLongAgo)) => anew(&page, error),
        Err(error) => again(&app, &page, id, Problems::of(error, page.language)?).await,
    }
}

async fn again(app: &App, page: &Page, id: Uuid, problems: Problems) -> Result<Response> {
    match recover::way_of(app, id).await {
        Ok(Way::Email) => page.html_with(problems.status(), TEMPLATE, &view(id, Vec::new(), problems)),
        Ok(Way::Sms) => {
            let fields = vec![code_field(page), new_password(page)];
            page.html_with(problems.status(), TEMPLATE, &view(id, fields, problems))
        }
        Ok(Way::Centre | Way::Claim) => anew(page, Refusal::BegunTooLongAgo.into()),
        Err(error) => anew(page, error),
    }
}

fn view(id: Uuid, mut fields: Vec<Field>, problems: Problems) -> Sent {
    Sent { errors: problems.beside(&mut fields), here: format!("/recover/{id}"), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample =
        |fields, problems| Sample::new(TEMPLATE, Signed::Nobody, &view(Uuid::nil(), fields, problems));
    let wrong = Problems::of(Refusal::WrongCode.into(), Language::Ur).expect("it is the form's").at("code");
    vec![
        sample(Vec::new(), Problems::default()),
        sample(vec![code_field(&page), new_password(&page)], Problems::default()),
        sample(vec![code_field(&page), new_password(&page)], wrong),
    ]
}

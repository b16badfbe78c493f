//! `/recover`: somebody has forgotten the password. They say who they are and how they want to be reached; what comes next
//! looks the same whether or not they are known.

mod centre;
mod number;
mod password;
mod sent;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use crate::app::App;
use crate::casework::recover;
use crate::error::{Error, Result};
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/recover/show.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/recover", get(ask).post(begin))
        .route("/recover/{id}", get(sent::show).post(sent::choose))
        .route("/recover/{id}/resend", post(sent::resend))
        .route("/recover/link/{token}", get(password::follow))
        .route("/recover/password", get(password::ask).post(password::choose))
        .route("/recover/number", get(number::ask).post(number::send))
        .route("/recover/centre", get(centre::ask).post(centre::choose))
}

#[derive(Debug, Serialize)]
struct Show {
    errors: Vec<Line>,
    fields: [Field; 2],
}

async fn ask(page: Page) -> Result<Response> {
    let fresh = Entries::of([("way", "sms".to_owned())]);
    page.html(TEMPLATE, &view(&page, &fresh, Problems::default()))
}

async fn begin(State(app): State<Arc<App>>, page: Page, sender: Sender, form: Form) -> Result<Response> {
    form.entries.only(&["identifier", "way"])?;
    let (identifier, way) = (form.entries.typed("identifier"), form.entries.text("way"));
    match recover::begin(&app, &sender.source, &identifier, way).await {
        Ok(begun) => see_other(&format!("/recover/{}", begun.recovery)),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&page, &form.entries, problems))
        }
    }
}

/// The form again, for a recovery that is over.
fn anew(page: &Page, error: Error) -> Result<Response> {
    let page = page.at("/recover");
    let problems = Problems::of(error, page.language)?;
    page.html_with(problems.status(), TEMPLATE, &view(&page, &Entries::default(), problems))
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> Show {
    let identifier = Field::new(FieldKind::Cnic, "identifier", page.say("sign-in-identifier"));
    let way = Field::new(FieldKind::Choice, "way", page.say("recover-way"));
    let mut fields = [
        identifier.hint(page.say("sign-in-identifier-hint")).autocomplete("username").filled(entries),
        way.option("sms", page.say("recover-way-sms"))
            .option("email", page.say("recover-way-email"))
            .filled(entries),
    ];
    Show { errors: problems.beside(&mut fields), fields }
}

/// The field for a new password.
pub(super) fn new_password(page: &Page) -> Field {
    Field::new(FieldKind::Password, "new_password", page.say("password-new"))
        .hint(page.say("register-password-hint"))
        .autocomplete("new-password")
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample =
        |problems| Sample::new(TEMPLATE, Signed::Nobody, &view(&page, &Entries::default(), problems));
    let wrong = |refusal: Refusal| Problems::of(refusal.into(), Language::Ur).expect("it is the form's");
    let mut samples = vec![
        sample(Problems::default()),
        sample(wrong(Refusal::field("identifier", "identifier-malformed"))),
        sample(wrong(Refusal::BegunTooLongAgo)),
    ];
    samples.extend(sent::samples());
    samples.extend(password::samples());
    samples.extend(number::samples());
    samples.extend(centre::samples());
    samples
}

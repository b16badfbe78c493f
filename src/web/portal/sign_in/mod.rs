//! `/sign-in`: a citizen signs in by CNIC or PSER ID and password; on a new device also by a code.

mod code;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use super::onward::{Onward, let_in};
use crate::app::App;
use crate::casework::sign_in::{self, Offered, SignIn};
use crate::error::Result;
use crate::web::address::Query;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sign-in", get(ask).post(enter))
        .route("/sign-in/{attempt}/code", get(code::ask).post(code::prove))
        .route("/sign-in/{attempt}/code/resend", post(code::resend))
}

#[derive(Debug, Serialize)]
struct Show {
    errors: Vec<Line>,
    fields: [Field; 2],
    /// Whether somebody came from a page for which one has to be signed in.
    was_sent: bool,
    next: String,
    register: String,
}

async fn ask(page: Page, Query(onward): Query<Onward>) -> Result<Response> {
    page.html("portal/sign_in/show.html", &view(&page, &Entries::default(), &onward, Problems::default()))
}

async fn enter(State(app): State<Arc<App>>, page: Page, sender: Sender, form: Form) -> Result<Response> {
    form.entries.only(&["identifier", "password", "next"])?;
    let onward = Onward::of(&form.entries);
    let offered = Offered {
        identifier: &form.entries.typed("identifier"),
        password: &form.entries.typed("password"),
        device: sender.device.as_ref(),
        device_name: sender.device_name.as_deref(),
    };
    match sign_in::sign_in(&app, &sender.source, offered).await {
        Ok(SignIn::Done(session)) => let_in(onward.path(), &session, None),
        Ok(SignIn::CodeNeeded { attempt, .. }) => {
            see_other(&onward.by_way_of(&format!("/sign-in/{attempt}/code")))
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            let view = view(&page, &form.entries, &onward, problems);
            page.html_with(status, "portal/sign_in/show.html", &view)
        }
    }
}

fn view(page: &Page, entries: &Entries, onward: &Onward, problems: Problems) -> Show {
    let identifier = Field::new(FieldKind::Cnic, "identifier", page.say("sign-in-identifier"));
    let password = Field::new(FieldKind::Password, "password", page.say("sign-in-password"));
    let mut fields = [
        identifier.hint(page.say("sign-in-identifier-hint")).autocomplete("username").filled(entries),
        password.autocomplete("current-password"),
    ];
    let is_fresh = problems.is_empty();
    Show {
        errors: problems.beside(&mut fields),
        fields,
        was_sent: is_fresh && onward.wanted().is_some(),
        next: onward.field(),
        register: onward.by_way_of("/register"),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample = |onward: &Onward, problems| {
        let view = view(&page, &Entries::default(), onward, problems);
        Sample::new("portal/sign_in/show.html", Signed::Nobody, &view)
    };
    let wrong = |refusal: Refusal| Problems::of(refusal.into(), Language::Ur).expect("it is the form's");
    let sent = Onward::to("/account".to_owned());
    let mut samples = vec![
        sample(&Onward::default(), Problems::default()),
        sample(&sent, Problems::default()),
        sample(&sent, wrong(Refusal::WrongCredentials)),
        sample(&sent, wrong(Refusal::field("identifier", "identifier-malformed"))),
    ];
    samples.extend(code::samples());
    samples
}

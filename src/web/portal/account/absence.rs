//! `/account/absence`: somebody of the staff says that they are away, or back.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::casework::absence;
use crate::error::Result;
use crate::people::absence::Absence;
use crate::people::sessions::Session;
use crate::web::away;
use crate::web::page::problems::Line;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/account/absence.html";

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    /// What was said and is not over, in words.
    now: Option<String>,
    fields: Vec<Field>,
}

pub(super) async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
) -> Result<Response> {
    respond(&app, &page, &session, (None, Problems::default())).await
}

pub(super) async fn declare(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    form: Form,
) -> Result<Response> {
    form.entries.only(&away::NAMES)?;
    let done = match away::read(&form.entries) {
        Ok(absence) => absence::declare_own(&app, &session, absence).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => see_other_telling("/account", "away-said"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            respond(&app, &page, &session, (Some(&form.entries), problems)).await
        }
    }
}

/// Back to where one works: whoever is back wants to.
pub(super) async fn end(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    absence::end_own(&app, &session).await?;
    see_other_telling(page.home(), "away-ended")
}

async fn respond(
    app: &App,
    page: &Page,
    session: &Session,
    (entries, problems): (Option<&Entries>, Problems),
) -> Result<Response> {
    let said = absence::own(app, session).await?;
    page.html_with(problems.status(), TEMPLATE, &view(page, said, (entries, problems)))
}

fn view(page: &Page, said: Option<Absence>, (entries, problems): (Option<&Entries>, Problems)) -> View {
    let mut fields = away::fields(page, entries, said).to_vec();
    let errors = problems.beside(&mut fields);
    View { errors, now: said.map(|said| away::words(page, said)), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let page = Page::sample(crate::texts::Language::Ur);
    let day = |text: &str| text.parse().expect("a day");
    let said = Absence { first_day: day("2026-03-05"), last_day: day("2026-03-09") };
    let wrong = crate::refusal::Refusal::field("last_day", "last-day-first").into();
    let wrong = Problems::of(wrong, page.language).expect("it is the form's");
    [view(&page, Some(said), (None, wrong)), view(&page, None, (None, Problems::default()))]
        .map(|view| Sample::new(TEMPLATE, Signed::Staff, &view))
        .into()
}

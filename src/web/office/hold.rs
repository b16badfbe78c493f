//! `/office/cases/{reference}/hold`: an officer puts a case of theirs on hold until a day, for a reason that stays in its
//! history, and takes it up again.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::json;

use super::Staff;
use super::case::{self, Bar, Open};
use crate::app::App;
use crate::casework::hold::{self, LONGEST};
use crate::error::Result;
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::field::{self, FieldKind};
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/hold.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/cases/{reference}/hold", get(show).post(put))
        .route("/office/cases/{reference}/hold/end", post(end))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    bar: Bar,
    fields: Vec<Field>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
) -> Result<Response> {
    respond(&app, &page, &actor, (&reference(&text)?, &Entries::default()), Problems::default()).await
}

async fn put(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["until-day", "until-month", "until-year", "reason"])?;
    let reference = reference(&text)?;
    let done = match field::given_day(&entries, "until") {
        Ok(until) => hold::hold(&app, &actor, &reference, (until, entries.text("reason"))).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => see_other_telling(&format!("/office/cases/{reference}"), "office-held"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            respond(&app, &page, &actor, (&reference, &entries), problems).await
        }
    }
}

async fn end(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    let reference = reference(&text)?;
    let done = hold::resume(&app, &actor, &reference).await;
    case::after(&app, &page, &actor, &reference, (done, "office-resumed")).await
}

async fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    (reference, entries): (&Reference, &Entries),
    problems: Problems,
) -> Result<Response> {
    let open = Open::read(app, page, actor, reference).await?;
    let mut fields = fields(page).map(|field| field.filled(entries)).to_vec();
    let status = problems.status();
    let errors = problems.beside(&mut fields);
    page.html_with(status, TEMPLATE, &View { errors, bar: Bar::of(page, actor, &open), fields })
}

fn fields(page: &Page) -> [Field; 2] {
    let until = Field::new(FieldKind::Date, "until", page.say("office-hold-until"))
        .hint(page.say_with("office-hold-until-hint", [("days", json!(LONGEST))]));
    let reason = Field::new(FieldKind::LongText, "reason", page.say("office-hold-reason"))
        .hint(page.say("office-hold-reason-hint"))
        .max_length(plain::LONGEST_REASON);
    [until, reason]
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let page = Page::sample(crate::texts::Language::Ur);
    let line = Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let view = |errors| View { errors, bar: Bar::sample(), fields: fields(&page).to_vec() };
    [view(Vec::new()), view(vec![line])].map(|view| Sample::new(TEMPLATE, Signed::Staff, &view)).into()
}

//! `/office/cases/{reference}/assignment`: a supervisor gives the case to an officer, or takes it back into its queue, for a
//! reason that stays in its history.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::Staff;
use super::case::{Bar, Open};
use crate::app::App;
use crate::casework::assign;
use crate::error::Result;
use crate::people::staff::Colleague;
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/assignment.html";
/// What stands for nobody in the list.
const QUEUE: &str = "queue";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/cases/{reference}/assignment", get(show).post(give))
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

async fn give(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["to", "reason"])?;
    let reference = reference(&text)?;
    let to = match entries.text("to") {
        QUEUE => Ok(None),
        "" => Err(Refusal::field("to", "field-missing")),
        account => account.parse().map(Some).map_err(|_| Refusal::field("to", "colleague-unfit")),
    };
    let done = match to {
        Ok(to) => assign::assign(&app, &actor, &reference, (to, entries.text("reason"))).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => see_other_telling(&format!("/office/cases/{reference}"), "case-assigned"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            respond(&app, &page, &actor, (&reference, &entries), problems).await
        }
    }
}

async fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    (reference, entries): (&Reference, &Entries),
    problems: Problems,
) -> Result<Response> {
    let colleagues = assign::assignees(app, actor, reference).await?;
    let open = Open::read(app, page, actor, reference).await?;
    let holder = open.case.standing.claimed_by;
    let others = colleagues.iter().filter(|one| holder != Some(one.account));
    let mut fields = fields(page, (others, holder.is_some())).map(|field| field.filled(entries)).to_vec();
    let status = problems.status();
    let errors = problems.beside(&mut fields);
    page.html_with(status, TEMPLATE, &View { errors, bar: Bar::of(page, actor, &open), fields })
}

fn fields<'a>(page: &Page, (colleagues, is_held): (impl Iterator<Item = &'a Colleague>, bool)) -> [Field; 2] {
    let mut to = Field::new(FieldKind::Select, "to", page.say("office-assign-to")).option("", "");
    if is_held {
        to = to.option(QUEUE, page.say("office-assign-queue"));
    }
    let to = colleagues.fold(to, |field, one| field.option(one.account.to_string(), &one.name));
    let reason = Field::new(FieldKind::LongText, "reason", page.say("office-assign-reason"))
        .hint(page.say("office-assign-reason-hint"))
        .max_length(plain::LONGEST_REASON);
    [to, reason]
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let fields = || {
        let to = Field::new(FieldKind::Select, "to", "کس کو").option("", "").option(QUEUE, "واپس قطار میں");
        vec![to, Field::new(FieldKind::LongText, "reason", "وجہ").max_length(1000)]
    };
    let line = Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let view = |errors| View { errors, bar: Bar::sample(), fields: fields() };
    [view(Vec::new()), view(vec![line])].map(|view| Sample::new(TEMPLATE, Signed::Staff, &view)).into()
}

//! Notes among colleagues and messages with the citizen, on the page of a case.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use serde::Serialize;

use super::{Asked, Mishap, Open, Staff, respond};
use crate::app::App;
use crate::cases::messages::Message;
use crate::casework::correspond;
use crate::casework::look::OfficeView;
use crate::casework::once::Answer;
use crate::error::Result;
use crate::reference::Reference;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::field::FieldKind;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};

const NOTE: &str = "note";
const MESSAGE: &str = "message";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/cases/{reference}/notes", post(note))
        .route("/office/cases/{reference}/messages", post(message))
        .route("/office/cases/{reference}/messages/settled", post(settle))
}

/// What was written, and what may be.
#[derive(Debug, Default, Serialize)]
pub(super) struct Letters {
    messages: Vec<Shown>,
    /// Whether a message of the citizen waits for an answer.
    is_waiting: bool,
    /// Where a message may be written, and where a note.
    message: Option<Field>,
    note: Option<Field>,
}

#[derive(Debug, Serialize)]
struct Shown {
    /// `citizen` or `staff`.
    side: String,
    author: String,
    at: String,
    text: String,
    is_waiting: bool,
}

impl From<&Message> for Shown {
    fn from(message: &Message) -> Self {
        Self {
            side: message.side.clone(),
            author: message.author.clone(),
            at: message.at.to_rfc3339(),
            text: message.text.clone(),
            is_waiting: message.side == "citizen" && message.settled_at.is_none(),
        }
    }
}

impl Letters {
    pub(super) fn of(page: &Page, office: &OfficeView, written: Option<&Field>) -> Self {
        let (may_message, may_note) = office.may_write;
        let messages: Vec<Shown> = office.messages.iter().map(Shown::from).collect();
        let place = |name: &'static str| match written {
            Some(field) if field.name == name => field.clone(),
            _ => field(page, name),
        };
        Self {
            is_waiting: messages.iter().any(|message| message.is_waiting),
            messages,
            message: may_message.then(|| place(MESSAGE)),
            note: may_note.then(|| place(NOTE)),
        }
    }
}

fn field(page: &Page, name: &'static str) -> Field {
    Field::new(FieldKind::LongText, name, page.say(&format!("office-{name}-label")))
        .hint(page.say(&format!("office-{name}-hint")))
        .max_length(correspond::LONGEST)
}

async fn note(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let Form { entries, key, .. } = form;
    entries.only(&[NOTE])?;
    let reference = reference(&text)?;
    let done = correspond::note(&app, &actor, key, (&reference, entries.text(NOTE))).await;
    let after = After { page, actor, reference, anchor: "history" };
    after.respond(&app, (NOTE, &entries), (done, "note-written")).await
}

async fn message(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let Form { entries, key, .. } = form;
    entries.only(&[MESSAGE])?;
    let reference = reference(&text)?;
    let done = correspond::message(&app, &actor, key, (&reference, entries.text(MESSAGE))).await;
    let after = After { page, actor, reference, anchor: "messages" };
    after.respond(&app, (MESSAGE, &entries), (done, "message-sent")).await
}

async fn settle(
    State(app): State<Arc<App>>,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    let reference = reference(&text)?;
    correspond::settle(&app, &actor, &reference).await?;
    see_other_telling(&format!("/office/cases/{reference}#messages"), "message-settled")
}

/// Where something was written.
struct After {
    page: Page,
    actor: crate::policy::Actor,
    reference: Reference,
    /// The part of the page on which it stands.
    anchor: &'static str,
}

impl After {
    /// Back to the page, or the page with what is wrong beside the field.
    async fn respond(
        self,
        app: &App,
        (name, entries): (&'static str, &Entries),
        (done, told): (Result<Answer>, &'static str),
    ) -> Result<Response> {
        let Self { page, actor, reference, anchor } = self;
        let Err(error) = done else {
            return see_other_telling(&format!("/office/cases/{reference}#{anchor}"), told);
        };
        let problems = Problems::of(error, page.language)?.renamed(|_| name.to_owned());
        let status = problems.status();
        let mut fields = [field(&page, name).filled(entries)];
        let errors = problems.beside(&mut fields);
        let [written] = fields;
        let page = Page { here: format!("/office/cases/{reference}"), ..page };
        let open = Open::read(app, &page, &actor, &reference).await?;
        let mishap = Mishap { status, errors, written: Some(written), ..Mishap::default() };
        respond(app, &page, &actor, (&open, &Asked::default()), mishap)
    }
}

#[cfg(test)]
impl Letters {
    pub(super) fn sample(is_waiting: bool) -> Self {
        let shown = |side: &str, is_waiting| Shown {
            side: side.to_owned(),
            author: "غلام فاطمہ".to_owned(),
            at: "2026-03-02T06:00:00Z".to_owned(),
            text: "میرا پتا بدل گیا ہے۔".to_owned(),
            is_waiting,
        };
        let field = |name| Field::new(FieldKind::LongText, name, "پیغام").max_length(1000);
        Self {
            messages: vec![shown("staff", false), shown("citizen", is_waiting)],
            is_waiting,
            message: Some(field(MESSAGE)),
            note: is_waiting.then(|| field(NOTE)),
        }
    }
}

//! Messages between a citizen and the office, on the page of the case.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use serde::Serialize;

use super::show;
use crate::app::App;
use crate::cases::messages::Message;
use crate::casework::{correspond, follow};
use crate::error::Result;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::field::FieldKind;
use crate::web::page::{Field, Form, Page, Problems, see_other_telling};

const MESSAGE: &str = "message";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/cases/{reference}/messages", post(write))
}

/// What was written, and what may be.
#[derive(Debug, Serialize)]
pub(super) struct Letters {
    messages: Vec<Shown>,
    /// Where a message may be written.
    pub(super) field: Option<Field>,
}

#[derive(Debug, Serialize)]
struct Shown {
    /// `citizen` or `staff`; of the staff nobody is named.
    side: String,
    at: String,
    text: String,
}

impl Letters {
    pub(super) fn of(page: &Page, messages: &[Message], may_write: bool) -> Self {
        let shown = |message: &Message| Shown {
            side: message.side.clone(),
            at: message.at.to_rfc3339(),
            text: message.text.clone(),
        };
        Self { messages: messages.iter().map(shown).collect(), field: may_write.then(|| field(page)) }
    }
}

fn field(page: &Page) -> Field {
    Field::new(FieldKind::LongText, MESSAGE, page.say("case-message-label"))
        .hint(page.say("case-message-hint"))
        .max_length(correspond::LONGEST)
}

async fn write(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let Form { entries, key, .. } = form;
    entries.only(&[MESSAGE])?;
    let reference = reference(&text)?;
    follow::case(&app, &actor, &reference).await?;
    let written = correspond::message(&app, &actor, key, (&reference, entries.text(MESSAGE))).await;
    let Err(error) = written else {
        return see_other_telling(&format!("/cases/{reference}#messages"), "message-written");
    };
    let problems = Problems::of(error, page.language)?.renamed(|_| MESSAGE.to_owned()).at(MESSAGE);
    let status = problems.status();
    let page = Page { here: format!("/cases/{reference}"), ..page };
    let mut view = show::view(&app, &page, &actor, follow::all(&app, &actor, &reference).await?);
    let mut fields = [field(&page).filled(&entries)];
    view.errors = problems.beside(&mut fields);
    let [field] = fields;
    view.letters.field = Some(field);
    page.html_with(status, show::TEMPLATE, &view)
}

#[cfg(test)]
impl Letters {
    pub(super) fn sample(is_open: bool) -> Self {
        let shown = |side: &str| Shown {
            side: side.to_owned(),
            at: "2026-03-02T06:00:00Z".to_owned(),
            text: "میرا پتا بدل گیا ہے۔".to_owned(),
        };
        Self {
            messages: if is_open { vec![shown("citizen"), shown("staff")] } else { Vec::new() },
            field: is_open.then(|| Field::new(FieldKind::LongText, MESSAGE, "پیغام").max_length(1000)),
        }
    }
}

//! `/office/cases/{reference}/reveal`: the applicant's CNIC in clear, once, for a reason that is recorded where the
//! applicant reads it.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::Staff;
use super::case::{Bar, Open};
use crate::app::App;
use crate::casework::look;
use crate::error::Result;
use crate::plain;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/cases/{reference}/reveal", get(show).post(reveal))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    bar: Bar,
    reason: Field,
    /// Shown on this page and nowhere else.
    cnic: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
) -> Result<Response> {
    let open = Open::read(&app, &page, &actor, &reference(&text)?).await?;
    let view = View {
        errors: Vec::new(),
        bar: Bar::of(&page, &actor, &open),
        reason: field(&page, &Entries::default()),
        cnic: None,
    };
    page.html("office/reveal.html", &view)
}

async fn reveal(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["reason"])?;
    let reference = reference(&text)?;
    let typed = plain::reason("reason", Some(entries.text("reason")));
    let revealed = match typed {
        Ok(reason) => look::reveal_cnic(&app, &actor, &reference, &reason.unwrap_or_default()).await,
        Err(error) => Err(Refusal::from(error).into()),
    };
    let mut fields = [field(&page, &entries)];
    let (problems, cnic) = match revealed {
        Ok(cnic) => (Problems::default(), Some(cnic.written())),
        Err(error) => (Problems::of(error, page.language)?, None),
    };
    let status = problems.status();
    let errors = problems.beside(&mut fields);
    let open = Open::read(&app, &page, &actor, &reference).await?;
    let [reason] = fields;
    let view = View { errors, bar: Bar::of(&page, &actor, &open), reason, cnic };
    page.html_with(status, "office/reveal.html", &view)
}

fn field(page: &Page, entries: &Entries) -> Field {
    Field::new(FieldKind::LongText, "reason", page.say("office-reveal-reason"))
        .hint(page.say("office-reveal-reason-hint"))
        .max_length(plain::LONGEST_REASON)
        .filled(entries)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let reason = Field::new(FieldKind::LongText, "reason", "وجہ").max_length(1000);
    let line = Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let view = |errors, cnic: Option<&str>| View {
        errors,
        bar: Bar::sample(),
        reason: reason.clone(),
        cnic: cnic.map(str::to_owned),
    };
    [view(Vec::new(), None), view(vec![line], None), view(Vec::new(), Some("35202-1234567-1"))]
        .map(|view| Sample::new("office/reveal.html", Signed::Staff, &view))
        .into()
}

//! `/verify`: whoever was shown a certificate asks whether it is valid, and reads what is printed on it, no more.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::certificates::{self, Printable};
use crate::error::Result;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::{Path, Query};
use crate::web::extract::Caller;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const FORM: &str = "portal/verify/ask.html";
const ANSWER: &str = "portal/verify/show.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/verify", get(ask)).route("/verify/{number}", get(show))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    number: Option<String>,
}

#[derive(Debug, Serialize)]
struct Asking {
    errors: Vec<Line>,
    number: Field,
}

#[derive(Debug, Serialize)]
struct Answer {
    /// `valid`, `revoked` or `unknown`: the end of a sentence's name.
    state: &'static str,
    /// As it was asked for.
    number: String,
    printed: Option<Printed>,
}

/// What is printed on the certificate.
#[derive(Debug, Serialize)]
struct Printed {
    number: String,
    name: String,
    /// Masked.
    cnic: String,
    programme: String,
    area: String,
    issued_at: String,
    revoked_at: Option<String>,
}

async fn ask(page: Page, Query(asked): Query<Asked>) -> Result<Response> {
    let Some(typed) = asked.number else {
        return page.html(FORM, &Asking { errors: Vec::new(), number: field(&page, "") });
    };
    if let Ok(number) = typed.parse::<Reference>() {
        return see_other(&format!("/verify/{number}"));
    }
    let code = if typed.trim().is_empty() { "field-missing" } else { "certificate-number" };
    let mut fields = [field(&page, &typed)];
    let problems = Problems::of(Refusal::field("number", code).into(), page.language)?;
    let errors = problems.beside(&mut fields);
    let [number] = fields;
    page.html_with(StatusCode::UNPROCESSABLE_ENTITY, FORM, &Asking { errors, number })
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    sender: Sender,
    Path(text): Path<String>,
) -> Result<Response> {
    let found = match text.parse::<Reference>() {
        Ok(number) => certificates::check(&app, &actor, &sender.source, &number).await?,
        Err(_) => None,
    };
    page.html(ANSWER, &Answer::of(&page, &Places::of(&app, &page), text, found))
}

fn field(page: &Page, typed: &str) -> Field {
    Field::text("number", page.say("verify-number"))
        .hint(page.say("verify-number-hint"))
        .autocomplete("off")
        .filled(&Entries::of([("number", typed.chars().take(100).collect())]))
}

impl Answer {
    fn of(page: &Page, places: &Places, number: String, found: Option<Printable>) -> Self {
        let Some(Printable { certificate, cnic, programme }) = found else {
            return Self { state: "unknown", number, printed: None };
        };
        let printed = Printed {
            number: certificate.number,
            name: certificate.name,
            cnic: cnic.masked(),
            programme: page.of(&programme.title).to_owned(),
            area: places.name(&certificate.area),
            issued_at: certificate.issued_at.to_rfc3339(),
            revoked_at: certificate.revoked.map(|revoked| revoked.at.to_rfc3339()),
        };
        let state = if printed.revoked_at.is_some() { "revoked" } else { "valid" };
        Self { state, number, printed: Some(printed) }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let number = Field::text("number", "سرٹیفکیٹ نمبر").hint("مثال");
    let line = Line { text: "نمبر درست نہیں۔".to_owned(), id: Some("number".to_owned()) };
    let asking = |errors| Asking { errors, number: number.clone() };
    let printed = |revoked: bool| Printed {
        number: "R-7M3QK-0T8XW-2".to_owned(),
        name: "غلام فاطمہ".to_owned(),
        cnic: "*****-*****67-1".to_owned(),
        programme: "گھرانے کی رجسٹریشن".to_owned(),
        area: "شالیمار، لاہور".to_owned(),
        issued_at: "2026-03-02T06:00:00Z".to_owned(),
        revoked_at: revoked.then(|| "2026-04-02T06:00:00Z".to_owned()),
    };
    let answer = |state, printed| Answer { state, number: "R-7M3QK-0T8XW-2".to_owned(), printed };
    vec![
        Sample::new(FORM, Signed::Nobody, &asking(Vec::new())),
        Sample::new(FORM, Signed::Nobody, &asking(vec![line])),
        Sample::new(ANSWER, Signed::Nobody, &answer("valid", Some(printed(false)))),
        Sample::new(ANSWER, Signed::Staff, &answer("revoked", Some(printed(true)))),
        Sample::new(ANSWER, Signed::Citizen, &answer("unknown", None)),
    ]
}

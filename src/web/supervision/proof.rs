//! `/supervision/proof`: before money moves, whoever signs proves once more that it is they who sit there, and goes back to
//! where they were.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::own_account::{self, Proof};
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::address::Query;
use crate::web::page::field::FieldKind;
use crate::web::page::gate::local_path;
use crate::web::page::problems::Line;
use crate::web::page::visitor::{Sender, SignedIn};
use crate::web::page::{Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

/// Where to go when nothing else is said.
const HOME: &str = "/supervision/batches";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/supervision/proof", get(show).post(prove))
}

/// The address of the proof that leads back to `next`.
pub(super) fn path(next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/supervision/proof?next={next}")
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Next {
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct Prove {
    field: Field,
    next: String,
    errors: Vec<Line>,
}

async fn show(page: Page, Query(Next { next }): Query<Next>) -> Result<Response> {
    let next = back(next.as_deref().unwrap_or_default());
    page.html("supervision/proof.html", &Prove { field: field(&page), next, errors: Vec::new() })
}

async fn prove(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["totp", "next"])?;
    let next = back(form.entries.text("next"));
    let code = form.entries.typed("totp");
    let error = match own_account::prove_again(&app, &sender.source, &session, Proof::Totp(&code)).await {
        Ok(()) => return see_other_telling(&next, "proved-again"),
        // Said of the code: the sentence of this refusal is about names and passwords.
        Err(Error::Refused(Refusal::WrongCredentials)) => Refusal::field("totp", "totp-wrong").into(),
        Err(error) => error,
    };
    let problems = Problems::of(error, page.language)?;
    let mut fields = [field(&page)];
    let errors = problems.beside(&mut fields);
    let [field] = fields;
    let view = Prove { field, next, errors };
    page.html_with(StatusCode::UNPROCESSABLE_ENTITY, "supervision/proof.html", &view)
}

fn field(page: &Page) -> Field {
    Field::new(FieldKind::Code, "totp", page.say("proof-code")).hint(page.say("proof-code-hint"))
}

fn back(next: &str) -> String {
    match local_path(next) {
        "/" => HOME,
        path => path,
    }
    .to_owned()
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let field = || Field::new(FieldKind::Code, "totp", "کوڈ").hint("چھ ہندسے");
    let next = || "/supervision/batches/B-7K2M9-4TQX3-8".to_owned();
    let wrong = Line { text: "کوڈ درست نہیں۔".to_owned(), id: Some("totp".to_owned()) };
    let asked = Prove { field: field(), next: next(), errors: Vec::new() };
    let mut again = Prove { field: field(), next: next(), errors: vec![wrong] };
    again.field.error = Some("کوڈ درست نہیں۔".to_owned());
    [asked, again].iter().map(|view| Sample::new("supervision/proof.html", Signed::Staff, view)).collect()
}

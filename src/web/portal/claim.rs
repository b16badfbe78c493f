//! `/claim`: who was registered at a help centre takes the account over: the numbers on the receipt, the code that comes
//! by SMS, and a password of their own.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use uuid::Uuid;

use super::onward::{code_field, let_in};
use super::recover::new_password;
use crate::app::App;
use crate::casework::recover;
use crate::error::{Error, Result};
use crate::people::recovery::Way;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const ASK: &str = "portal/claim/show.html";
const CODE: &str = "portal/claim/code.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/claim", get(ask).post(begin))
        .route("/claim/{id}", get(show).post(claim))
        .route("/claim/{id}/resend", post(resend))
}

#[derive(Debug, Serialize)]
struct Show {
    errors: Vec<Line>,
    here: String,
    fields: Vec<Field>,
}

async fn ask(page: Page) -> Result<Response> {
    page.html(ASK, &receipt(&page, &Entries::default(), Problems::default()))
}

async fn begin(State(app): State<Arc<App>>, page: Page, sender: Sender, form: Form) -> Result<Response> {
    form.entries.only(&["cnic", "pser_id"])?;
    let (cnic, pser_id) = (form.entries.typed("cnic"), form.entries.typed("pser_id"));
    match recover::begin_claim(&app, &sender.source, &cnic, &pser_id).await {
        Ok(begun) => see_other(&format!("/claim/{}", begun.recovery)),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            page.html_with(problems.status(), ASK, &receipt(&page, &form.entries, problems))
        }
    }
}

async fn show(State(app): State<Arc<App>>, page: Page, Path(id): Path<Uuid>) -> Result<Response> {
    again(&app, &page, id, Problems::default()).await
}

async fn claim(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["code", "new_password"])?;
    let proof = (&form.entries.typed("code"), &form.entries.typed("new_password"));
    let device = sender.device_name.as_deref();
    match recover::claim(&app, &sender.source, id, proof, device).await {
        Ok((session, device)) => let_in("/applications", &session, Some(&device)),
        Err(error) => again(&app, &page, id, Problems::of(error, page.language)?.at("code")).await,
    }
}

async fn resend(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match recover::resend(&app, &sender.source, id).await {
        Ok(_) => see_other_telling(&format!("/claim/{id}"), "sent-again"),
        Err(error) => again(&app, &page, id, Problems::of(error, page.language)?).await,
    }
}

async fn again(app: &App, page: &Page, id: Uuid, problems: Problems) -> Result<Response> {
    let error = match recover::way_of(app, id).await {
        Ok(Way::Claim) => return page.html_with(problems.status(), CODE, &proof(page, id, problems)),
        Ok(Way::Email | Way::Sms | Way::Centre) => Refusal::BegunTooLongAgo.into(),
        Err(error) => error,
    };
    anew(page, error)
}

fn anew(page: &Page, error: Error) -> Result<Response> {
    let page = page.at("/claim");
    let problems = Problems::of(error, page.language)?;
    page.html_with(problems.status(), ASK, &receipt(&page, &Entries::default(), problems))
}

fn receipt(page: &Page, entries: &Entries, problems: Problems) -> Show {
    let cnic = Field::new(FieldKind::Cnic, "cnic", page.say("register-cnic"));
    let pser_id = Field::new(FieldKind::Iban, "pser_id", page.say("account-pser-id"));
    let mut fields =
        vec![cnic.filled(entries), pser_id.hint(page.say("claim-pser-id-hint")).width(20).filled(entries)];
    Show { errors: problems.beside(&mut fields), here: "/claim".to_owned(), fields }
}

fn proof(page: &Page, id: Uuid, problems: Problems) -> Show {
    let mut fields = vec![code_field(page), new_password(page)];
    Show { errors: problems.beside(&mut fields), here: format!("/claim/{id}"), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = |refusal: Refusal| Problems::of(refusal.into(), Language::Ur).expect("it is the form's");
    let ask = |problems| Sample::new(ASK, Signed::Nobody, &receipt(&page, &Entries::default(), problems));
    let code = |problems| Sample::new(CODE, Signed::Nobody, &proof(&page, Uuid::nil(), problems));
    vec![
        ask(Problems::default()),
        ask(wrong(Refusal::BegunTooLongAgo)),
        code(Problems::default()),
        code(wrong(Refusal::WrongCode).at("code")),
    ]
}

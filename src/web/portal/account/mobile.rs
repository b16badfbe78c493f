//! `/account/mobile`: another mobile, proved by the code that is sent to it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::onward::{CodeForm, Onward};
use super::password::wrong_password;
use crate::app::App;
use crate::casework::own_account::mobile;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::{Sender, SignedIn};
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const ASK: &str = "portal/account/mobile.html";
const CODE: &str = "portal/account/mobile_code.html";

#[derive(Debug, Serialize)]
struct Mobile {
    errors: Vec<Line>,
    fields: [Field; 2],
}

#[derive(Debug, Serialize)]
struct Code {
    #[serde(flatten)]
    form: CodeForm,
    /// The new number, masked.
    mobile: String,
}

pub(super) async fn ask(page: Page, SignedIn(session): SignedIn) -> Result<Response> {
    session.account.citizen().ok_or(Error::NotFound)?;
    page.html(ASK, &view(&page, &Entries::default(), Problems::default()))
}

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["mobile", "password"])?;
    let (mobile, password) = (form.entries.typed("mobile"), form.entries.typed("password"));
    match mobile::begin(&app, &sender.source, &session, (&password, &mobile)).await {
        Ok(begun) => see_other(&format!("/account/mobile/{}/code", begun.change)),
        Err(error) => {
            let problems = Problems::of(wrong_password(error, "password"), page.language)?;
            page.html_with(problems.status(), ASK, &view(&page, &form.entries, problems))
        }
    }
}

pub(super) async fn ask_code(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    Path(change): Path<Uuid>,
) -> Result<Response> {
    match mobile::code_goes_to(&app, &session, change).await {
        Ok(mobile) => page.html(CODE, &code(&page, change, mobile, Problems::default())),
        Err(error) => begin_anew(&page, error),
    }
}

pub(super) async fn prove(
    State(app): State<Arc<App>>,
    page: Page,
    (SignedIn(session), sender): (SignedIn, Sender),
    Path(change): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["code", "next"])?;
    let typed = form.entries.typed("code");
    match mobile::prove(&app, &sender.source, &session, (change, &typed)).await {
        Ok(()) => see_other_telling("/account", "mobile-changed"),
        Err(error) => again(&app, &page, (&session, change), error).await,
    }
}

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    Path(change): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["next"])?;
    match mobile::resend(&app, &session, change).await {
        Ok(_) => see_other_telling(&format!("/account/mobile/{change}/code"), "code-sent"),
        Err(error) => again(&app, &page, (&session, change), error).await,
    }
}

/// The page for the code with what was wrong; the form before it where the change is over.
async fn again(
    app: &App,
    page: &Page,
    (session, change): (&crate::people::sessions::Session, Uuid),
    error: Error,
) -> Result<Response> {
    if matches!(error, Error::Refused(Refusal::BegunTooLongAgo)) {
        return begin_anew(page, error);
    }
    let problems = Problems::of(error, page.language)?.at("code");
    let mobile = mobile::code_goes_to(app, session, change).await?;
    page.html_with(problems.status(), CODE, &code(page, change, mobile, problems))
}

fn begin_anew(page: &Page, error: Error) -> Result<Response> {
    let page = page.at("/account/mobile");
    let problems = Problems::of(error, page.language)?;
    page.html_with(problems.status(), ASK, &view(&page, &Entries::default(), problems))
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> Mobile {
    let mobile = Field::new(FieldKind::Mobile, "mobile", page.say("mobile-new"));
    let password = Field::new(FieldKind::Password, "password", page.say("settings-password"));
    let mut fields = [
        mobile.hint(page.say("mobile-new-hint")).filled(entries),
        password.hint(page.say("settings-password-hint")).autocomplete("current-password"),
    ];
    Mobile { errors: problems.beside(&mut fields), fields }
}

fn code(page: &Page, change: Uuid, mobile: String, problems: Problems) -> Code {
    let here = (format!("/account/mobile/{change}/code"), "/account/mobile");
    Code { form: CodeForm::of(page, here, &Onward::default(), problems), mobile }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = |refusal: Refusal| Problems::of(refusal.into(), Language::Ur).expect("it is the form's");
    let ask = |problems| Sample::new(ASK, Signed::Citizen, &view(&page, &Entries::default(), problems));
    let code = |problems| {
        let view = code(&page, Uuid::nil(), "+92 3** *****67".to_owned(), problems);
        Sample::new(CODE, Signed::Citizen, &view)
    };
    vec![
        ask(Problems::default()),
        ask(wrong(Refusal::field("mobile", "mobile-unchanged"))),
        ask(wrong(Refusal::BegunTooLongAgo)),
        code(Problems::default()),
        code(wrong(Refusal::WrongCode).at("code")),
    ]
}

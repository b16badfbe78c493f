//! `/register/{id}/code`: the six digits that came by SMS. The page is the same whether or not the CNIC has an account.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::onward::{CodeForm, Onward, let_in};
use crate::app::App;
use crate::casework::sign_up;
use crate::error::{Error, Result};
use crate::web::address::{Path, Query};
use crate::web::page::visitor::Sender;
use crate::web::page::{Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

#[derive(Debug, Serialize)]
struct Code {
    #[serde(flatten)]
    form: CodeForm,
    /// The number that was typed, masked.
    mobile: String,
}

/// For a registration that is over or never was.
#[derive(Debug, Serialize)]
struct Over {
    again: String,
}

pub(super) async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    Query(onward): Query<Onward>,
) -> Result<Response> {
    show(&app, &page, id, &onward, Problems::default()).await
}

pub(super) async fn prove(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["code", "next"])?;
    let onward = Onward::of(&form.entries);
    let (code, device) = (form.entries.typed("code"), sender.device_name.as_deref());
    match sign_up::prove(&app, &sender.source, id, &code, device).await {
        Ok(registered) => {
            let path = onward.by_way_of("/registered");
            let_in(&path, &registered.session, Some(&registered.device))
        }
        Err(error) => show(&app, &page, id, &onward, Problems::of(error, page.language)?.at("code")).await,
    }
}

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    page: Page,
    Path(id): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["next"])?;
    let onward = Onward::of(&form.entries);
    match sign_up::resend_code(&app, &sender.source, id).await {
        Ok(_) => {
            let path = onward.by_way_of(&format!("/register/{id}/code"));
            see_other_telling(&path, "code-sent")
        }
        Err(Error::NotFound) => over(&page, &onward),
        Err(error) => show(&app, &page, id, &onward, Problems::of(error, page.language)?).await,
    }
}

async fn show(app: &App, page: &Page, id: Uuid, onward: &Onward, problems: Problems) -> Result<Response> {
    let mobile = match sign_up::code_goes_to(app, id).await {
        Ok(mobile) => mobile,
        Err(Error::NotFound) => return over(page, onward),
        Err(error) => return Err(error),
    };
    let status = problems.status();
    page.html_with(status, "portal/register/code.html", &view(page, id, mobile, onward, problems))
}

fn over(page: &Page, onward: &Onward) -> Result<Response> {
    let over = Over { again: onward.by_way_of("/register") };
    page.html_with(StatusCode::NOT_FOUND, "portal/register/over.html", &over)
}

fn view(page: &Page, id: Uuid, mobile: String, onward: &Onward, problems: Problems) -> Code {
    Code { form: CodeForm::of(page, (format!("/register/{id}/code"), "/register"), onward, problems), mobile }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let code = |problems| {
        let view = view(&page, Uuid::nil(), "+92 3** *****67".to_owned(), &Onward::default(), problems);
        Sample::new("portal/register/code.html", Signed::Nobody, &view)
    };
    let wrong = Problems::of(Refusal::WrongCode.into(), Language::Ur).expect("it is the form's").at("code");
    let over = Over { again: "/register".to_owned() };
    vec![
        code(Problems::default()),
        code(wrong),
        Sample::new("portal/register/over.html", Signed::Nobody, &over),
    ]
}

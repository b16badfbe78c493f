//! `/sign-in/{attempt}/code`: the code that makes a new device known. Any attempt has the page, whether it is one or not.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::super::onward::{CodeForm, Onward, let_in};
use crate::app::App;
use crate::casework::sign_in;
use crate::error::Result;
use crate::web::address::{Path, Query};
use crate::web::page::visitor::Sender;
use crate::web::page::{Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) async fn ask(
    page: Page,
    Path(attempt): Path<Uuid>,
    Query(onward): Query<Onward>,
) -> Result<Response> {
    page.html("portal/sign_in/code.html", &view(&page, attempt, &onward, Problems::default()))
}

pub(super) async fn prove(
    State(app): State<Arc<App>>,
    page: Page,
    Path(attempt): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["code", "next"])?;
    let onward = Onward::of(&form.entries);
    let (code, device) = (form.entries.typed("code"), sender.device_name.as_deref());
    match sign_in::prove_device(&app, &sender.source, attempt, &code, device).await {
        Ok((session, device)) => let_in(onward.path(), &session, Some(&device)),
        Err(error) => {
            let problems = Problems::of(error, page.language)?.at("code");
            let status = problems.status();
            page.html_with(status, "portal/sign_in/code.html", &view(&page, attempt, &onward, problems))
        }
    }
}

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    mut page: Page,
    Path(attempt): Path<Uuid>,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["next"])?;
    let onward = Onward::of(&form.entries);
    let here = format!("/sign-in/{attempt}/code");
    match sign_in::resend_code(&app, &sender.source, attempt).await {
        Ok(_) => see_other_telling(&onward.by_way_of(&here), "code-sent"),
        Err(error) => {
            page.here = here;
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            page.html_with(status, "portal/sign_in/code.html", &view(&page, attempt, &onward, problems))
        }
    }
}

fn view(page: &Page, attempt: Uuid, onward: &Onward, problems: Problems) -> CodeForm {
    CodeForm::of(page, (format!("/sign-in/{attempt}/code"), "/sign-in"), onward, problems)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample = |problems| {
        let view = view(&page, Uuid::nil(), &Onward::default(), problems);
        Sample::new("portal/sign_in/code.html", Signed::Nobody, &view)
    };
    let wrong = Problems::of(Refusal::WrongCode.into(), Language::Ur).expect("it is the form's").at("code");
    vec![sample(Problems::default()), sample(wrong)]
}

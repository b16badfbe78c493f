//! `/account/password`: a new password in place of the old. Every other session ends.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::casework::own_account;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::{Sender, SignedIn};
use crate::web::page::{Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

#[derive(Debug, Serialize)]
struct Password {
    errors: Vec<Line>,
    fields: [Field; 2],
}

pub(super) async fn ask(page: Page) -> Result<Response> {
    page.html("portal/account/password.html", &view(&page, Problems::default()))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["old_password", "new_password"])?;
    let (old, new) = (form.entries.typed("old_password"), form.entries.typed("new_password"));
    let by = (&session, Some(form.key));
    match own_account::change_password(&app, &sender.source, by, (&old, &new)).await {
        Ok(()) => see_other_telling("/account", "password-changed"),
        Err(error) => {
            let problems = Problems::of(at_field(error), page.language)?;
            page.html_with(problems.status(), "portal/account/password.html", &view(&page, problems))
        }
    }
}

/// Here nothing but the old password can be wrong.
fn at_field(error: Error) -> Error {
    wrong_password(error, "old_password")
}

/// Of a form that asks for the password nothing else can be a wrong proof.
pub(super) fn wrong_password(error: Error, field: &str) -> Error {
    match error {
        Error::Refused(Refusal::WrongCredentials) => Refusal::field(field, "password-wrong").into(),
        other => other,
    }
}

fn view(page: &Page, problems: Problems) -> Password {
    let old = Field::new(FieldKind::Password, "old_password", page.say("password-old"));
    let new = Field::new(FieldKind::Password, "new_password", page.say("password-new"));
    let mut fields = [
        old.autocomplete("current-password"),
        new.hint(page.say("register-password-hint")).autocomplete("new-password"),
    ];
    Password { errors: problems.beside(&mut fields), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample =
        |signed, problems| Sample::new("portal/account/password.html", signed, &view(&page, problems));
    let wrong = at_field(Refusal::WrongCredentials.into());
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    vec![sample(Signed::Citizen, Problems::default()), sample(Signed::Staff, wrong)]
}

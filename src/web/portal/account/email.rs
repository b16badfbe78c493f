//! `/account/email`: another e-mail address, which counts once its link is followed; or none.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::password::wrong_password;
use crate::app::App;
use crate::casework::own_account::{self, Profile, email};
use crate::error::{Error, Result};
use crate::people::contact::Email as Address;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::{Sender, SignedIn};
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/account/email.html";

#[derive(Debug, Serialize)]
struct Email {
    errors: Vec<Line>,
    fields: [Field; 2],
    /// The address there is; an empty field removes it.
    now: Option<String>,
}

pub(super) async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
) -> Result<Response> {
    let Profile::Citizen(profile) = own_account::profile(&app, &session).await? else {
        return Err(Error::NotFound);
    };
    let waiting = profile.email_waiting.or(profile.contact.email.clone());
    let entries = waiting.map(|email| Entries::of([("email", email.reveal().to_owned())]));
    let now = profile.contact.email.as_ref().map(Address::reveal).map(str::to_owned);
    page.html(TEMPLATE, &view(&page, now, &entries.unwrap_or_default(), Problems::default()))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["email", "password"])?;
    let (email, password) = (form.entries.typed_if_any("email"), form.entries.typed("password"));
    match email::change(&app, &sender.source, &session, (&password, email.as_ref())).await {
        Ok(()) if email.is_some() => see_other_telling("/account", "email-link-sent"),
        Ok(()) => see_other_telling("/account", "email-removed"),
        Err(error) => {
            let problems = Problems::of(wrong_password(error, "password"), page.language)?;
            let Profile::Citizen(profile) = own_account::profile(&app, &session).await? else {
                return Err(Error::NotFound);
            };
            let now = profile.contact.email.as_ref().map(Address::reveal).map(str::to_owned);
            page.html_with(problems.status(), TEMPLATE, &view(&page, now, &form.entries, problems))
        }
    }
}

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match email::resend_link(&app, &session).await {
        Ok(()) => see_other_telling("/account", "email-link-sent"),
        Err(error) => {
            let mut page = page;
            "/account/email".clone_into(&mut page.here);
            let problems = Problems::of(error, page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&page, None, &Entries::default(), problems))
        }
    }
}

fn view(page: &Page, now: Option<String>, entries: &Entries, problems: Problems) -> Email {
    let email = Field::new(FieldKind::Email, "email", page.say("email-new"));
    let password = Field::new(FieldKind::Password, "password", page.say("settings-password"));
    let mut fields = [
        email.hint(page.say("email-new-hint")).filled(entries),
        password.hint(page.say("settings-password-hint")).autocomplete("current-password"),
    ];
    Email { errors: problems.beside(&mut fields), fields, now }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample = |now: Option<&str>, problems| {
        let view = view(&page, now.map(str::to_owned), &Entries::default(), problems);
        Sample::new(TEMPLATE, Signed::Citizen, &view)
    };
    let wrong = Refusal::field("email", "email-unchanged").into();
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    vec![
        sample(None, Problems::default()),
        sample(Some("fatima@example.org"), Problems::default()),
        sample(None, wrong),
    ]
}

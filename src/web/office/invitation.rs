//! `/office/invitation`: somebody takes up an invitation with its token, which is typed and never stands in an address,
//! chooses a password, feeds the authenticator, and is in with its first code.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use super::sign_in::signed_in;
use crate::app::App;
use crate::casework::staff_entry;
use crate::error::{Error, Result};
use crate::refusal::Refusal;
use crate::web::page::field::FieldKind;
use crate::web::page::picture::Picture;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/invitation", get(show).post(accept))
        .route("/office/invitation/code", post(confirm))
}

/// Token and password.
#[derive(Debug, Serialize)]
struct Invitation {
    errors: Vec<Line>,
    fields: Vec<Field>,
}

/// The authenticator's part.
#[derive(Debug, Serialize)]
struct Enrolment {
    errors: Vec<Line>,
    token: String,
    /// Shown once: none where the code was wrong.
    secret: Option<Secret>,
    code: Field,
}

#[derive(Debug, Serialize)]
struct Secret {
    /// In groups of four.
    typed: String,
    url: String,
    picture: Picture,
}

async fn show(page: Page) -> Result<Response> {
    page.html("office/invitation.html", &Invitation { errors: Vec::new(), fields: fields(&page) })
}

async fn accept(State(app): State<Arc<App>>, page: Page, sender: Sender, form: Form) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["token", "password"])?;
    let (token, password) = (entries.typed("token"), entries.typed("password"));
    match staff_entry::accept(&app, &sender.source, &token, &password).await {
        Ok(enrolment) => {
            let secret = Secret {
                typed: in_fours(&enrolment.secret),
                picture: Picture::of(&enrolment.url)?,
                url: enrolment.url.to_string(),
            };
            let token = entries.text("token").to_owned();
            let view = Enrolment { errors: Vec::new(), token, secret: Some(secret), code: code(&page) };
            page.html("office/enrolment.html", &view)
        }
        Err(error) => {
            let problems = problems(&page, error)?;
            let status = problems.status();
            let mut fields: Vec<Field> =
                fields(&page).into_iter().map(|field| field.filled(&entries)).collect();
            let errors = problems.beside(&mut fields);
            page.html_with(status, "office/invitation.html", &Invitation { errors, fields })
        }
    }
}

async fn confirm(
    State(app): State<Arc<App>>,
    mut page: Page,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["token", "totp"])?;
    let (token, totp) = (entries.typed("token"), entries.typed("totp"));
    let device = sender.device_name.as_deref();
    match staff_entry::confirm(&app, &sender.source, &token, &totp, device).await {
        Ok(session) => signed_in(&session, ""),
        Err(error) => {
            "/office/invitation".clone_into(&mut page.here);
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            let errors = problems.beside(&mut []);
            let token = entries.text("token").to_owned();
            let view = Enrolment { errors, token, secret: None, code: code(&page) };
            page.html_with(status, "office/enrolment.html", &view)
        }
    }
}

/// A token is no code that could be sent anew: it has a sentence of its own.
fn problems(page: &Page, error: Error) -> Result<Problems> {
    let error = match error {
        Error::Refused(Refusal::WrongCode) => Refusal::field("token", "invitation-token").into(),
        other => other,
    };
    Problems::of(error, page.language)
}

fn fields(page: &Page) -> Vec<Field> {
    vec![
        Field::text("token", page.say("office-invitation-token"))
            .hint(page.say("office-invitation-token-hint"))
            .autocomplete("off"),
        Field::new(FieldKind::Password, "password", page.say("office-invitation-password"))
            .hint(page.say("office-invitation-password-hint"))
            .autocomplete("new-password"),
    ]
}

fn code(page: &Page) -> Field {
    Field::new(FieldKind::Code, "totp", page.say("office-enrolment-code"))
        .hint(page.say("office-totp-hint"))
        .autocomplete("one-time-code")
}

fn in_fours(secret: &str) -> String {
    let groups: Vec<&str> =
        secret.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(" ")
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let fields = vec![
        Field::text("token", "دعوت کا کوڈ"),
        Field::new(FieldKind::Password, "password", "پاس ورڈ").hint("بارہ حروف"),
    ];
    let line = || vec![Line { text: "درست نہیں۔".to_owned(), id: None }];
    let code = Field::new(FieldKind::Code, "totp", "پہلا کوڈ");
    let secret = Secret {
        typed: "GEZD GNBV".to_owned(),
        url: "otpauth://totp/PSER:x".to_owned(),
        picture: Picture::sample(),
    };
    let invitation = |errors| Invitation { errors, fields: fields.clone() };
    let enrolment = |errors, secret| Enrolment { errors, token: "x".to_owned(), secret, code: code.clone() };
    vec![
        Sample::new("office/invitation.html", Signed::Nobody, &invitation(Vec::new())),
        Sample::new("office/invitation.html", Signed::Nobody, &invitation(line())),
        Sample::new("office/enrolment.html", Signed::Nobody, &enrolment(Vec::new(), Some(secret))),
        Sample::new("office/enrolment.html", Signed::Nobody, &enrolment(line(), None)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_shown_in_groups_that_can_be_read_aloud() {
        assert_eq!(in_fours("GEZDGNBVGY3T"), "GEZD GNBV GY3T");
    }
}

//! `/office/sign-in`: e-mail, password and the code of the authenticator, all at once and with one answer for every
//! mistake.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::staff_entry::{self, Offered};
use crate::error::{Error, Result};
use crate::people::sessions::Opened;
use crate::refusal::Refusal;
use crate::web::address::Query;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, cookies, gate, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

/// Where the day begins.
const DAY: &str = "/office";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/sign-in", get(show).post(enter))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The page that wanted somebody signed in.
    #[serde(default)]
    next: String,
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    fields: Vec<Field>,
    next: String,
}

async fn show(page: Page, Query(asked): Query<Asked>) -> Result<Response> {
    let fields = fields(&page, &Entries::default());
    page.html("office/sign_in.html", &View { errors: Vec::new(), fields, next: asked.next })
}

async fn enter(State(app): State<Arc<App>>, page: Page, sender: Sender, form: Form) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["email", "password", "totp", "next"])?;
    let offered = Offered {
        email: &entries.typed("email"),
        password: &entries.typed("password"),
        totp: &entries.typed("totp"),
        device_name: sender.device_name.as_deref(),
    };
    match staff_entry::sign_in(&app, &sender.source, offered).await {
        Ok(session) => signed_in(&session, entries.text("next")),
        Err(error) => {
            let (status, errors) = mistake(&page, error)?;
            let next = entries.text("next").to_owned();
            let view = View { errors, fields: fields(&page, &entries), next };
            page.html_with(status, "office/sign_in.html", &view)
        }
    }
}

/// Sends somebody who has just proved who they are to the page they wanted.
pub(super) fn signed_in(session: &Opened, next: &str) -> Result<Response> {
    let next = match gate::local_path(next) {
        "/" => DAY,
        path => path,
    };
    let mut response = see_other(next)?;
    cookies::set(response.headers_mut(), cookies::SESSION, session.token.reveal());
    Ok(response)
}

/// What is said of a failed attempt: of a mistake always the same, so that nobody learns which part was right.
fn mistake(page: &Page, error: Error) -> Result<(axum::http::StatusCode, Vec<Line>)> {
    let is_mistake = matches!(&error, Error::Refused(Refusal::WrongCredentials | Refusal::Invalid(_)));
    let problems = Problems::of(error, page.language)?;
    let status = problems.status();
    if is_mistake {
        let text = page.say("office-sign-in-wrong");
        return Ok((status, vec![Line { text, id: Some("email".to_owned()) }]));
    }
    Ok((status, problems.beside(&mut [])))
}

fn fields(page: &Page, entries: &Entries) -> Vec<Field> {
    let field = |kind, name, label: &str| Field::new(kind, name, page.say(label)).filled(entries);
    vec![
        field(FieldKind::Email, "email", "office-email").autocomplete("username"),
        field(FieldKind::Password, "password", "office-password"),
        Field::new(FieldKind::Code, "totp", page.say("office-totp"))
            .hint(page.say("office-totp-hint"))
            .autocomplete("one-time-code"),
    ]
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let field = |kind, name: &str| Field::new(kind, name, "ای میل");
    let fields = vec![
        field(FieldKind::Email, "email"),
        field(FieldKind::Password, "password"),
        field(FieldKind::Code, "totp").hint("چھ ہندسے"),
    ];
    let line = Line { text: "درست نہیں۔".to_owned(), id: Some("email".to_owned()) };
    let view = |errors| View { errors, fields: fields.clone(), next: "/office".to_owned() };
    [view(Vec::new()), view(vec![line])]
        .map(|view| Sample::new("office/sign_in.html", Signed::Nobody, &view))
        .into()
}

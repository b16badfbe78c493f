//! `/account/data`: everything that is kept about the citizen, to take away as a file, after the password was given again.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::password::wrong_password;
use crate::app::App;
use crate::casework::own_account::{self, Proof};
use crate::casework::own_record::{self, Record};
use crate::error::Result;
use crate::people::sessions::Session;
use crate::refusal::Refusal;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::{Sender, SignedIn};
use crate::web::page::{Entries, Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::record;

const TEMPLATE: &str = "portal/account/data.html";

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    fields: [Field; 2],
}

/// What the file is to be.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Paper,
    Json,
}

pub(super) async fn ask(page: Page) -> Result<Response> {
    page.html(TEMPLATE, &view(&page, &Entries::default(), Problems::default()))
}

pub(super) async fn take(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    sender: Sender,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["password", "kind"])?;
    let taken = match kind(&form.entries) {
        Ok(kind) => proved(&app, &sender, &session, &form.entries).await.map(|record| (kind, record)),
        Err(refusal) => Err(refusal.into()),
    };
    match taken {
        Ok((Kind::Json, record)) => record::json(&record),
        Ok((Kind::Paper, record)) => record::printed(&app, record.profile.contact.language, &record).await,
        Err(error) => {
            let problems = Problems::of(wrong_password(error, "password"), page.language)?;
            page.html_with(problems.status(), TEMPLATE, &view(&page, &form.entries, problems))
        }
    }
}

async fn proved(app: &App, sender: &Sender, session: &Session, entries: &Entries) -> Result<Record> {
    let password = entries.typed("password");
    own_account::prove_again(app, &sender.source, session, Proof::Password(&password)).await?;
    own_record::take(app, session).await
}

fn kind(entries: &Entries) -> Result<Kind, Refusal> {
    match entries.text("kind") {
        "paper" => Ok(Kind::Paper),
        "json" => Ok(Kind::Json),
        "" => Err(Refusal::field("kind", "field-missing")),
        _ => Err(Refusal::field("kind", "choice-unknown")),
    }
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> View {
    let kind = Field::new(FieldKind::Choice, "kind", page.say("data-kind"))
        .option("paper", page.say("data-kind-paper"))
        .option("json", page.say("data-kind-json"))
        .filled(entries);
    let password = Field::new(FieldKind::Password, "password", page.say("data-password"))
        .hint(page.say("data-password-hint"))
        .autocomplete("current-password");
    let mut fields = [kind, password];
    View { errors: problems.beside(&mut fields), fields }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let wrong = wrong_password(Refusal::WrongCredentials.into(), "password");
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    let view = |problems| view(&page, &Entries::default(), problems);
    [view(Problems::default()), view(wrong)].map(|view| Sample::new(TEMPLATE, Signed::Citizen, &view)).into()
}

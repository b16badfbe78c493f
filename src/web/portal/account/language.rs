//! `/account/language`: in which language somebody is written to. The language of the pages is chosen on top of each.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::casework::own_account::{self, Profile};
use crate::error::Result;
use crate::refusal::Refusal;
use crate::texts::Language;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/account/language.html";

#[derive(Debug, Serialize)]
struct Chosen {
    errors: Vec<Line>,
    field: Field,
}

pub(super) async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
) -> Result<Response> {
    let language = match own_account::profile(&app, &session).await? {
        Profile::Citizen(profile) => profile.contact.language,
        Profile::Staff(profile) => profile.language,
    };
    let entries = Entries::of([("language", language.code().to_owned())]);
    page.html(TEMPLATE, &view(&page, &entries, Problems::default()))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    page: Page,
    SignedIn(session): SignedIn,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["language"])?;
    let typed = form.entries.text("language");
    let Some(language) = Language::ALL.into_iter().find(|language| language.code() == typed) else {
        let wrong = Refusal::field("language", "choice-unknown");
        let problems = Problems::of(wrong.into(), page.language)?;
        return page.html_with(problems.status(), TEMPLATE, &view(&page, &form.entries, problems));
    };
    own_account::change_language(&app, &session, language).await?;
    see_other_telling("/account", "language-changed")
}

fn view(page: &Page, entries: &Entries, problems: Problems) -> Chosen {
    let field = Field::new(FieldKind::Choice, "language", page.say("language-title")).heading();
    let field = Language::ALL.into_iter().fold(field, |field, language| {
        let code = language.code();
        field.option(code, page.say(&format!("register-language-{code}")))
    });
    let mut fields = [field.hint(page.say("register-language-hint")).filled(entries)];
    let errors = problems.beside(&mut fields);
    let [field] = fields;
    Chosen { errors, field }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let page = Page::sample(Language::Ur);
    let sample =
        |signed, problems| Sample::new(TEMPLATE, signed, &view(&page, &Entries::default(), problems));
    let wrong = Refusal::field("language", "choice-unknown").into();
    let wrong = Problems::of(wrong, Language::Ur).expect("it is the form's");
    vec![sample(Signed::Citizen, Problems::default()), sample(Signed::Staff, wrong)]
}

//! `/cases/{reference}/account`: another account, after the bank could not pay to the one that was given.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::casework::disburse::{self, CORRECT_ACCOUNT, NewAccount};
use crate::casework::follow;
use crate::casework::look::CaseView;
use crate::casework::own_account::{self, Proof};
use crate::error::{Error, Result};
use crate::people::sessions::Session;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::{Caller, reference};
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::visitor::{Sender, SignedIn};
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/cases/account.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/cases/{reference}/account", get(ask).post(correct))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    reference: String,
    programme: String,
    version: i32,
    fields: Vec<Field>,
    errors: Vec<Line>,
}

async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    SignedIn(session): SignedIn,
    Path(text): Path<String>,
) -> Result<Response> {
    let case = follow::case(&app, &actor, &reference(&text)?).await?;
    if !may_correct(&case) {
        return see_other(&format!("/cases/{}", case.standing.reference));
    }
    page.html(
        TEMPLATE,
        &view(&page, &case, session.recently_proved, &Entries::default(), Problems::default()),
    )
}

async fn correct(
    State(app): State<Arc<App>>,
    page: Page,
    (SignedIn(session), sender): (SignedIn, Sender),
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    let actor = session.actor();
    let reference = reference(&text)?;
    follow::case(&app, &actor, &reference).await?;
    form.entries.only(&["_version", "iban", "password"])?;
    let version = form.entries.version()?;
    let proved = proved(&app, &sender, &session, &form.entries).await;
    let iban = form.entries.typed_if_any("iban");
    let is_proved = matches!(proved, Ok(true)) || session.recently_proved;
    let corrected = match proved {
        Ok(recently_proved) => {
            let new = NewAccount { iban: iban.as_ref(), expected_version: Some(version), recently_proved };
            disburse::correct_account(&app, &actor, &reference, &new).await.map(drop)
        }
        Err(error) => Err(error),
    };
    let case = follow::case(&app, &actor, &reference).await?;
    let path = format!("/cases/{}", case.standing.reference);
    match corrected {
        Ok(()) => see_other_telling(&path, "account-corrected"),
        // It was given by the same button before, or the case moved on: its page says which.
        Err(Error::Refused(_)) if !may_correct(&case) => see_other(&path),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            page.html_with(status, TEMPLATE, &view(&page, &case, is_proved, &form.entries, problems))
        }
    }
}

/// Whether the session was proved lately, or is by the password in the form.
async fn proved(app: &App, sender: &Sender, session: &Session, entries: &Entries) -> Result<bool> {
    if session.recently_proved || !entries.has("password") {
        return Ok(session.recently_proved);
    }
    let password = entries.typed("password");
    match own_account::prove_again(app, &sender.source, session, Proof::Password(&password)).await {
        Ok(()) => Ok(true),
        // Here nothing but the password can be wrong.
        Err(Error::Refused(Refusal::WrongCredentials)) => {
            Err(Refusal::field("password", "password-wrong").into())
        }
        Err(error) => Err(error),
    }
}

/// Whether another account may be given for the case now.
pub(super) fn may_correct(case: &CaseView) -> bool {
    case.actions.iter().any(|action| action.name == CORRECT_ACCOUNT && action.refusal.is_none())
}

fn view(page: &Page, case: &CaseView, is_proved: bool, entries: &Entries, problems: Problems) -> View {
    let mut fields = fields(page, is_proved, entries);
    View {
        reference: case.standing.reference.clone(),
        programme: page.of(&case.programme.title).to_owned(),
        version: case.standing.version,
        errors: problems.beside(&mut fields),
        fields,
    }
}

fn fields(page: &Page, is_proved: bool, entries: &Entries) -> Vec<Field> {
    let iban = Field::new(FieldKind::Iban, "iban", page.say("case-account-iban"));
    let mut fields = vec![iban.hint(page.say("case-account-iban-hint")).filled(entries)];
    if !is_proved {
        let password = Field::new(FieldKind::Password, "password", page.say("sign-in-password"));
        let password = password.hint(page.say("case-account-password-hint"));
        fields.push(password.autocomplete("current-password"));
    }
    fields
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample = |problems: Problems| {
        let mut fields = fields(&page, false, &Entries::default());
        let view = View {
            reference: "C-7M3QK-0T8XW-2".to_owned(),
            programme: "نقد امداد".to_owned(),
            version: 9,
            errors: problems.beside(&mut fields),
            fields,
        };
        Sample::new(TEMPLATE, Signed::Citizen, &view)
    };
    let wrong = Refusal::field("iban", "iban-check-digits").into();
    vec![sample(Problems::default()), sample(Problems::of(wrong, Language::Ur).expect("it is the form's"))]
}

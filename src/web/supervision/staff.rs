//! `/supervision/staff`: the staff whom a supervisor sees, how much each has at hand and when they were here last; and
//! saying that one of them is away, or back.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::casework::absence::{self, Member};
use crate::error::Result;
use crate::policy::Actor;
use crate::web::address::Path;
use crate::web::away;
use crate::web::extract::Caller;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const LIST: &str = "supervision/staff.html";
const FORM: &str = "supervision/absence.html";
const HERE: &str = "/supervision/staff";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/supervision/staff", get(show))
        .route("/supervision/staff/{id}/absence", get(ask).post(declare))
        .route("/supervision/staff/{id}/absence/end", post(end))
}

#[derive(Debug, Serialize)]
struct List {
    members: Vec<Row>,
}

/// Somebody of the staff as a line.
#[derive(Debug, Serialize)]
struct Row {
    account: Uuid,
    name: String,
    roles: Vec<String>,
    working: i64,
    on_hold: i64,
    seen: Option<String>,
    /// An absence that holds, or is to come, in words.
    away: Option<String>,
    is_away: bool,
}

impl Row {
    fn of(app: &App, page: &Page, member: Member) -> Self {
        let Member { colleague, held, absence, seen_at } = member;
        let title = |role: &str| app.policy.title_of(role).map_or(role, |title| page.of(title)).to_owned();
        let mut roles: Vec<String> = colleague.grants.iter().map(|grant| title(&grant.role)).collect();
        roles.sort();
        roles.dedup();
        Self {
            account: colleague.account,
            is_away: !colleague.is_here(),
            name: colleague.name,
            roles,
            working: held.working,
            on_hold: held.on_hold,
            seen: seen_at.map(|at| at.to_rfc3339()),
            away: absence.map(|absence| away::words(page, absence)),
        }
    }
}

#[derive(Debug, Serialize)]
struct Declaring {
    errors: Vec<Line>,
    account: Uuid,
    name: String,
    /// What was said and is not over, in words.
    now: Option<String>,
    fields: Vec<Field>,
}

async fn show(State(app): State<Arc<App>>, page: Page, Caller(actor): Caller) -> Result<Response> {
    let members = absence::members(&app, &actor).await?;
    let members = members.into_iter().map(|member| Row::of(&app, &page, member)).collect();
    page.html(LIST, &List { members })
}

async fn ask(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(account): Path<Uuid>,
) -> Result<Response> {
    respond(&app, &page, &actor, account, (None, Problems::default())).await
}

async fn declare(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(account): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&away::NAMES)?;
    let done = match away::read(&form.entries) {
        Ok(absence) => absence::declare(&app, &actor, account, absence).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => see_other_telling(HERE, "away-said"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            respond(&app, &page, &actor, account, (Some(&form.entries), problems)).await
        }
    }
}

async fn end(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(account): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    absence::end(&app, &actor, account).await?;
    see_other_telling(HERE, "away-ended")
}

async fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    account: Uuid,
    (entries, problems): (Option<&Entries>, Problems),
) -> Result<Response> {
    let (colleague, said) = absence::member(app, actor, account).await?;
    let mut fields = away::fields(page, entries, said).to_vec();
    let status = problems.status();
    let errors = problems.beside(&mut fields);
    let now = said.map(|said| away::words(page, said));
    page.html_with(status, FORM, &Declaring { errors, account, name: colleague.name, now, fields })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let page = Page::sample(crate::texts::Language::Ur);
    let row = |is_away: bool| Row {
        account: Uuid::nil(),
        name: "آمنہ".to_owned(),
        roles: vec!["تصدیقی افسر".to_owned()],
        working: 12,
        on_hold: 2,
        seen: is_away.then(|| "2026-03-02T06:00:00Z".to_owned()),
        away: is_away.then(|| "5 مارچ 2026 سے 9 مارچ 2026 تک چھٹی".to_owned()),
        is_away,
    };
    let form = |now: Option<&str>, errors| Declaring {
        errors,
        account: Uuid::nil(),
        name: "آمنہ".to_owned(),
        now: now.map(str::to_owned),
        fields: away::fields(&page, None, None).to_vec(),
    };
    let line =
        Line { text: "براہِ کرم دن لکھیں۔".to_owned(), id: Some("last_day-day".to_owned()) };
    vec![
        Sample::new(LIST, Signed::Staff, &List { members: vec![row(true), row(false)] }),
        Sample::new(LIST, Signed::Staff, &List { members: Vec::new() }),
        Sample::new(FORM, Signed::Staff, &form(Some("5 مارچ 2026 سے 9 مارچ 2026 تک چھٹی"), vec![line])),
        Sample::new(FORM, Signed::Staff, &form(None, Vec::new())),
    ]
}

//! `/grievances`: complaining, about one of one's own cases or about something else. The complaint is an application to a
//! programme of its own; this page says what it is and begins it.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::casework::apply::{self, Beginning, Place};
use crate::casework::{appeal, follow};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::Query;
use crate::web::extract::{Caller, reference};
use crate::web::page::problems::Line;
use crate::web::page::{Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/grievances.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/grievances", get(show).post(begin))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The case that is complained of.
    about: Option<String>,
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    about: Option<About>,
    errors: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct About {
    reference: String,
    programme: String,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let about = asked.about.as_deref().map(reference).transpose()?;
    page.html(TEMPLATE, &view(&app, &page, &actor, about.as_ref()).await?)
}

async fn begin(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["about"])?;
    let about =
        Some(form.entries.text("about")).filter(|text| !text.is_empty()).map(reference).transpose()?;
    let programme = appeal::complaints(&app).ok_or(Error::NotFound)?;
    let beginning = Beginning { programme: &programme, about: about.as_ref() };
    match apply::begin(&app, &actor, form.key, beginning).await {
        Ok(answer) => see_other(&format!("/applications/{}", answer.id()?)),
        Err(Error::Refused(Refusal::ApplicationExists)) => {
            see_other(&open_one(&app, &actor, (&programme, about.as_ref())).await?)
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let status = problems.status();
            let mut view = view(&app, &page, &actor, about.as_ref()).await?;
            view.errors = problems.beside(&mut []);
            page.html_with(status, TEMPLATE, &view)
        }
    }
}

/// The page of the complaint about the same that is open.
async fn open_one(
    app: &App,
    actor: &Actor,
    (programme, about): (&str, Option<&Reference>),
) -> Result<String> {
    let desk = apply::desk(app, actor).await?;
    let open = desk.iter().find(|line| {
        line.application.programme == programme
            && line.application.state != "closed"
            && line.about.as_deref() == about.map(Reference::as_str)
    });
    Ok(match open.map(|line| (&line.place, line.application.id)) {
        Some((Place::Draft { .. }, id)) => format!("/applications/{id}"),
        Some((Place::Case { reference, .. }, _)) => format!("/cases/{reference}"),
        None => "/applications".to_owned(),
    })
}

async fn view(app: &App, page: &Page, actor: &Actor, about: Option<&Reference>) -> Result<View> {
    let about = match about {
        Some(reference) => Some(follow::case(app, actor, reference).await?),
        None => None,
    };
    let about = about.map(|case| About {
        programme: page.of(&case.programme.title).to_owned(),
        reference: case.standing.reference,
    });
    Ok(View { about, errors: Vec::new() })
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let about = About { reference: "C-7M3QK-0T8XW-2".to_owned(), programme: "نقد امداد".to_owned() };
    let error = Line { text: "یہ پروگرام فی الحال بند ہے۔".to_owned(), id: None };
    vec![
        Sample::new(TEMPLATE, Signed::Citizen, &View { about: None, errors: Vec::new() }),
        Sample::new(TEMPLATE, Signed::Citizen, &View { about: Some(about), errors: vec![error] }),
    ]
}

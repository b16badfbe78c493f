//! `/applications/{id}/sections/{section}`: a section that is asked once, step by step; of a repeated one the list.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::asking::{Asking, Whose};
use super::place::Then;
use super::{Opened, open, rows, step};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::address::{Path, Query};
use crate::web::extract::Caller;
use crate::web::page::{Form, Page, see_other};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/applications/{id}/sections/{section}", get(show).post(save))
}

/// Which step, from 1, and where to go afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    pub(super) step: Option<usize>,
    pub(super) then: Option<String>,
}

impl Way {
    /// The number of the step, from 0.
    pub(super) fn step(&self) -> usize {
        self.step.unwrap_or(1).saturating_sub(1)
    }

    /// The way that a form came.
    pub(super) fn of(form: &Form) -> Self {
        let text = |name| Some(form.entries.text(name)).filter(|text| !text.is_empty());
        Self {
            step: text("_step").and_then(|step| step.parse().ok()),
            then: text("_then").map(str::to_owned),
        }
    }
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path((id, section)): Path<(Uuid, String)>,
    Query(way): Query<Way>,
) -> Result<Response> {
    let filled = match open(&app, &actor, id).await? {
        Opened::Draft(filled) => filled,
        Opened::Elsewhere(path) => return see_other(&path),
    };
    let section = filled.programme.form.section(&section).ok_or(Error::NotFound)?;
    if section.each.is_some() {
        return rows::list(&app, &page, (&filled, section));
    }
    let asking = Asking::of(&filled, &section.name, Whose::Once)?.at(&filled, way.step())?;
    let then = Then::of(way.then.as_deref());
    step::show(&app, &page, (&filled, asking, then))
}

async fn save(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path((id, section)): Path<(Uuid, String)>,
    form: Form,
) -> Result<Response> {
    let filled = match open(&app, &actor, id).await? {
        Opened::Draft(filled) => filled,
        Opened::Elsewhere(path) => return see_other(&path),
    };
    let way = Way::of(&form);
    let asking = Asking::of(&filled, &section, Whose::Once)?.at(&filled, way.step())?;
    form.entries.only(&asking.field_names().iter().map(String::as_str).collect::<Vec<_>>())?;
    let then = Then::of(way.then.as_deref());
    step::save(&app, &page, &actor, (&filled, asking, then), &form).await
}

//! Taking somebody off a list: the rows behind move up, and their documents with them.

use serde_json::{Value, json};
use uuid::Uuid;

use super::view::ApplicationView;
use super::{authorize, resource};
use crate::app::App;
use crate::applications;
use crate::catalogue::form::Answers;
use crate::catalogue::requirements::Per;
use crate::db;
use crate::documents;
use crate::error::{Error, Result};
use crate::policy::Actor;

/// Takes the row of this number, from 0, off a repeated section. Documents that were sent for it count no more.
///
/// # Errors
/// `DraftChanged`; `NoLongerADraft`; `NotFound` where there is no such row or the draft is somebody else's.
pub async fn remove_row(
    app: &App,
    actor: &Actor,
    (id, version): (Uuid, i32),
    (section, row): (&str, i16),
) -> Result<ApplicationView> {
    let mut tx = db::begin(&app.db).await?;
    let application = applications::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    authorize(app, actor, "edit", &resource(&application.programme, Some(application.person), None))?;
    let programme = app.catalogue.version(&mut tx, &application.bundle).await?;
    let mut answers = application.answers.clone();
    let mut rows: Vec<Value> = answers.rows(section).into_iter().cloned().map(Value::Object).collect();
    let place = usize::try_from(row).ok().filter(|place| *place < rows.len()).ok_or(Error::NotFound)?;
    rows.remove(place);
    let behind = rows.len() - place;
    answers.merge(Answers::stored(json!({ section: rows })));
    applications::save(&mut tx, id, version, answers).await?;
    let is_per_row = |per: &Per| matches!(per, Per::Each(of) if of == section);
    let requirements = programme.form.requirements.iter().filter(|one| is_per_row(&one.per));
    let requirements: Vec<String> = requirements.map(|one| one.name.clone()).collect();
    documents::retire_row(&mut tx, id, &requirements, row).await?;
    for later in (row + 1..).take(behind) {
        documents::move_row_up(&mut tx, id, &requirements, later).await?;
    }
    let saved = applications::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let view = ApplicationView::of(&mut tx, &programme, &saved, None).await?;
    tx.commit().await?;
    Ok(view)
}

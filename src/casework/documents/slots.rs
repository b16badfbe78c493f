//! The places for documents of an application, each with what lies there, what an officer asked for, and whether
//! something is taken now.

use uuid::Uuid;

use super::folder::Folder;
use super::view::DocumentView;
use crate::app::App;
use crate::calendar;
use crate::catalogue::requirements;
use crate::documents::{self, Slot};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::refusal::Refusal;

/// A place for one document.
#[derive(Debug)]
pub struct Place {
    pub slot: Slot,
    /// Welcome, but not missed.
    pub is_optional: bool,
    /// What lies there now.
    pub document: Option<DocumentView>,
    /// What the officer wrote who asked for it.
    pub asked: Option<String>,
    /// Whether a document is taken for it now.
    pub is_open: bool,
}

/// Every place of an application: those its answers open, in the order of the form, then others that were asked for.
///
/// # Errors
/// `NotFound` where the actor may not see its documents.
pub async fn places(app: &App, actor: &Actor, application: Uuid) -> Result<Vec<Place>> {
    let mut conn = app.db.acquire().await?;
    let folder = Folder::open(app, &mut conn, (actor, "see"), application).await?;
    let programme = app.catalogue.version(&mut conn, &folder.application.bundle).await?;
    let reading = programme.form.read(&folder.application.answers, calendar::today(&mut conn).await?)?;
    let requests = documents::open_requests(&mut conn, application).await?;
    let mut current = documents::current(&mut conn, application).await?;
    let mut slots: Vec<(Slot, bool)> = requirements::slots(&programme.form, &reading)?
        .into_iter()
        .map(|slot| (Slot { requirement: slot.requirement, member: slot.member }, slot.optional))
        .collect();
    for request in &requests {
        if !slots.iter().any(|(slot, _)| *slot == request.slot) {
            slots.push((request.slot.clone(), false));
        }
    }
    let mut places = Vec::with_capacity(slots.len());
    for (slot, is_optional) in slots {
        let is_open = match folder.takes(app, &mut conn, &slot).await {
            Ok(()) => true,
            Err(Error::Refused(Refusal::DocumentsClosed)) => false,
            Err(other) => return Err(other),
        };
        let lies = current.iter().position(|document| document.slot == slot);
        let document = lies.map(|at| DocumentView::from(current.swap_remove(at)));
        let asked = requests.iter().find(|request| request.slot == slot);
        let asked = asked.map(|request| request.reason.clone());
        places.push(Place { slot, is_optional, document, asked, is_open });
    }
    Ok(places)
}

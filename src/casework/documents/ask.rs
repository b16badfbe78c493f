//! Asking a citizen for documents, as part of an action on the case: the requests are made in the action's transaction.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::applications;
use crate::catalogue::requirements;
use crate::documents::{self, NewRequest, Slot};
use crate::error::{Error, Result};
use crate::refusal::{FieldError, Refusal};

/// What is asked for, of whom and by whom.
#[derive(Debug)]
pub struct Ask<'a> {
    pub application: Uuid,
    pub slots: &'a [Slot],
    /// What the citizen reads.
    pub reason: &'a str,
    /// The officer's person.
    pub officer: Uuid,
}

/// Opens a request for each slot. The caller authorized the action and touches the case with it.
///
/// # Errors
/// `Invalid` on `documents.<n>` for slots that the application does not have.
pub async fn ask(app: &App, conn: &mut PgConnection, ask: &Ask<'_>) -> Result<()> {
    let application = applications::find(conn, ask.application).await?.ok_or(Error::NotFound)?;
    let programme = app.catalogue.version(conn, &application.bundle).await?;
    let today = crate::people::person::today(conn).await?;
    let reading = programme.form.read(&application.answers, today)?;
    let slots = requirements::slots(&programme.form, &reading)?;
    let is_known = |asked: &Slot| {
        slots.iter().any(|slot| slot.requirement == asked.requirement && slot.member == asked.member)
    };
    let unknown = ask.slots.iter().enumerate().filter(|(_, slot)| !is_known(slot));
    let errors: Vec<FieldError> =
        unknown.map(|(at, _)| FieldError::new(format!("documents.{at}"), "requirement-unknown")).collect();
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors).into());
    }
    for slot in ask.slots {
        let request =
            NewRequest { application: ask.application, slot, reason: ask.reason, requested_by: ask.officer };
        documents::open(conn, &request).await?;
    }
    Ok(())
}

//! Asking where an application stands without an account: by its number and the CNIC of whoever applied. Tells the stage and
//! the day it came there, and of a pair that does not belong together no more than of one that is unknown.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::cases;
use crate::error::{Fault, Result};
use crate::limits::{self, Source};
use crate::people::Cnic;
use crate::policy::{Actor, Resource};
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};
use crate::workflow::Text;

/// Where an application stands.
#[derive(Debug, Clone)]
pub struct Status {
    pub reference: String,
    pub programme: Text,
    pub stage: Text,
    /// When it came to this stage.
    pub changed_at: DateTime<Utc>,
}

/// Where the application of this number and CNIC stands, both as typed.
///
/// # Errors
/// `Invalid` where one cannot be a number of its kind; `StatusUnknown` where the two do not belong together, or there is
/// no such application; `TooManyRequests` per source and per number.
pub async fn ask(
    app: &App,
    actor: &Actor,
    source: &Source,
    (reference, cnic): (&str, &str),
) -> Result<Status> {
    app.policy.authorize(actor, "see", &Resource::of("page")).map_err(|no| no.into_error("see"))?;
    let (reference, cnic) = read(reference, cnic)?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::STATUS_LOOKUPS, source).await?;
    let subject = reference.as_str().as_bytes();
    limits::count_subject(&mut conn, &app.sealer, &limits::STATUS_LOOKUPS_OF_A_CASE, subject).await?;
    // One statement for every pair, so that the time tells nothing either.
    let found = cases::stands(&mut conn, &reference, &cnic.index(&app.sealer)).await?;
    let found = found.ok_or(Refusal::StatusUnknown)?;
    let programme = app.catalogue.version(&mut conn, &found.bundle).await?;
    let stage = programme.workflow.stage(&found.stage);
    let stage =
        stage.ok_or_else(|| Fault::broken("a case stands in a stage that its workflow does not have"))?;
    Ok(Status {
        reference: reference.to_string(),
        programme: programme.title.clone(),
        stage: stage.title.clone(),
        changed_at: found.since,
    })
}

fn read(reference: &str, cnic: &str) -> Result<(Reference, Cnic), Refusal> {
    let number = match reference.trim() {
        "" => Err(FieldError::new("reference", "field-missing")),
        typed => typed.parse().map_err(|_| FieldError::new("reference", "reference-malformed")),
    };
    match (number, Cnic::parse("cnic", cnic)) {
        (Ok(number), Ok(cnic)) => Ok((number, cnic)),
        (number, cnic) => Err(Refusal::Invalid(number.err().into_iter().chain(cnic.err()).collect())),
    }
}

//! What was done as counts, for those who answer for the works; nothing about anybody in particular.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::error::Result;
use crate::notices::{self, Count};
use crate::policy::{Actor, Resource};

/// How many notices were written since a moment (without one: within the last day), by kind, channel and state.
///
/// # Errors
/// `NotAllowed` for those who read no reports.
pub async fn notices(app: &App, actor: &Actor, since: Option<DateTime<Utc>>) -> Result<Vec<Count>> {
    let resource = Resource::of("report");
    app.policy.authorize(actor, "see", &resource).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    Ok(notices::counts(&mut conn, since).await?)
}

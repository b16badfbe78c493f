//! The areas of the province, for whoever has to say where they live or reads where somebody does.

use crate::app::App;
use crate::areas::{self, Area};
use crate::error::Result;
use crate::policy::{Actor, Resource};

/// All areas, in the order of their codes.
///
/// # Errors
/// When the database fails.
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<Area>> {
    app.policy.authorize(actor, "see", &Resource::of("area")).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    Ok(areas::all(&mut conn).await?)
}

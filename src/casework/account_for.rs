//! Accounting for who looked: to the person concerned, to auditors per case, and the head of the sealed history to keep
//! elsewhere.

use super::act::person_of;
use super::look;
use crate::app::App;
use crate::error::Result;
use crate::history::{self, Head, Looked, LooksAt};
use crate::policy::{Actor, Resource};
use crate::reference::Reference;
use crate::refusal::Refusal;

/// Entries on one page.
pub const PAGE: i64 = 100;

/// Who looked at the actor's own data, newest first, before the entry numbered `before`.
///
/// # Errors
/// `SignInRequired`; `NotFound` for those who have no such list.
pub async fn looks_at_me(app: &App, actor: &Actor, before: Option<i64>) -> Result<Vec<Looked>> {
    let person = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let own = Resource { owner: Some(person), ..Resource::of("access-log") };
    app.policy.authorize(actor, "see", &own).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    Ok(history::looks(&mut conn, LooksAt::Person(person), before, PAGE).await?)
}

/// Who looked at a case, newest first.
///
/// # Errors
/// `NotFound` for those who may not see the case or the log.
pub async fn looks_at_case(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    before: Option<i64>,
) -> Result<Vec<Looked>> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    let log = Resource {
        programme: Some(&standing.programme),
        area: Some(&standing.area),
        owner: Some(standing.applicant.person),
        ..Resource::of("access-log")
    };
    app.policy.authorize(actor, "see", &log).map_err(|no| no.into_error("see"))?;
    Ok(history::looks(&mut conn, LooksAt::Case(standing.id), before, PAGE).await?)
}

/// The newest seal, to be kept where nobody here can reach it; `None` before the first event was sealed.
///
/// # Errors
/// `NotFound` for those who may not see the history as a whole.
pub async fn head(app: &App, actor: &Actor) -> Result<Option<Head>> {
    app.policy.authorize(actor, "see", &Resource::of("history")).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    Ok(history::export_head(&mut conn).await?)
}

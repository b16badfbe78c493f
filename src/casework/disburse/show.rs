//! Looking at batches and payments: what an approver reads before signing, and what a citizen sees of their money.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Line, authorize, lines};
use crate::app::App;
use crate::cases::{self, Standing};
use crate::casework::act::person_of;
use crate::casework::second_look;
use crate::error::{Error, Result};
use crate::payments::batch::{self, Batch, Listing};
use crate::payments::instruction::{self, Item};
use crate::policy::{Actor, Resource};
use crate::reference::Reference;

/// Batches of one page.
pub const PAGE: i64 = 50;

/// A batch with its lines and the names of those who signed.
#[derive(Debug)]
pub struct Shown {
    pub batch: Batch,
    pub maker: String,
    pub decider: Option<String>,
    pub lines: Vec<Line>,
}

/// One batch with everything on it.
///
/// # Errors
/// `NotFound` when there is none or the actor may not see it.
pub async fn batch(app: &App, actor: &Actor, reference: &Reference) -> Result<Shown> {
    let mut conn = app.db.acquire().await?;
    let batch = batch::find(&mut conn, reference.as_str()).await?.ok_or(Error::NotFound)?;
    authorize(app, actor, "see", &batch, None)?;
    let lines = lines::of(&mut conn, &batch).await?;
    let maker = name(&mut conn, batch.made_by).await?;
    let decider = match batch.decided_by {
        Some(decider) => Some(name(&mut conn, decider).await?),
        None => None,
    };
    Ok(Shown { batch, maker, decider, lines })
}

/// A page of the batches within the actor's areas and programmes, newest first.
///
/// # Errors
/// When the database fails.
pub async fn batches(app: &App, actor: &Actor, after: Option<Uuid>) -> Result<Vec<Batch>> {
    let scope = app.policy.scope(actor, "batch", "see");
    let (areas, programmes) = scope.columns();
    let listing = Listing { areas, programmes, after, limit: PAGE };
    let mut conn = app.db.acquire().await?;
    batch::list(&mut conn, &listing).await
}

/// The approved payments of a case, newest first.
///
/// # Errors
/// `NotFound` when there is no such case or the actor may not see its payments.
pub async fn payments_of(app: &App, actor: &Actor, reference: &Reference) -> Result<Vec<Item>> {
    let mut conn = app.db.acquire().await?;
    let id = cases::find_id(&mut conn, reference).await?.ok_or(Error::NotFound)?;
    let standing = cases::read(&mut conn, id, person_of(actor)).await?.ok_or(Error::NotFound)?;
    second_look::keep_blind(&standing)?;
    payments_in(app, &mut conn, actor, &standing).await
}

/// The approved payments of a case that was read.
pub(in crate::casework) async fn payments_in(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    standing: &Standing,
) -> Result<Vec<Item>> {
    let resource = Resource {
        kind: "payment",
        programme: Some(&standing.programme),
        area: Some(&standing.area),
        owner: Some(standing.applicant.person),
        kin: &standing.kin_of_applicant,
        hands: &[],
        skill: None,
        amount: None,
    };
    app.policy.authorize(actor, "see", &resource).map_err(|no| no.into_error("see"))?;
    instruction::of_case(conn, standing.id).await
}

async fn name(conn: &mut PgConnection, person: Uuid) -> Result<String> {
    Ok(sqlx::query_scalar!("select name from persons where id = $1", person).fetch_one(conn).await?)
}

//! Watching: who else has a case open, and what waits in the queues at this moment. It shows nothing of a case that its
//! page has not shown, and is therefore not recorded as a look.

use uuid::Uuid;

use super::look;
use crate::app::App;
use crate::cases::Standing;
use crate::error::{Error, Result};
use crate::live::{News, presence};
use crate::policy::{Actor, Resource};
use crate::queues::{Count, board};
use crate::reference::Reference;
use crate::refusal::Refusal;

/// A case as it is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    pub case: Uuid,
    /// Grows with every change.
    pub version: i32,
    /// The names of the others who have it open.
    pub others: Vec<String>,
}

/// Notes that an officer has opened a case that they have read.
///
/// # Errors
/// When the database fails.
pub async fn enter(app: &App, actor: &Actor, standing: &Standing) -> Result<Vec<String>> {
    let account = account(actor)?;
    let mut conn = app.db.acquire().await?;
    if presence::come(&mut conn, standing.id, account).await? {
        app.live.tell(News::Case(standing.id));
    }
    Ok(presence::others(&mut conn, standing.id, account).await?)
}

/// The case of a reference at this moment; the officer counts as present for the next minute and a half.
///
/// # Errors
/// `NotFound` where the actor may not see it.
pub async fn case(app: &App, actor: &Actor, reference: &Reference) -> Result<Watched> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    drop(conn);
    let others = enter(app, actor, &standing).await?;
    Ok(Watched { case: standing.id, version: standing.version, others })
}

/// Notes that the officer has closed a case.
///
/// # Errors
/// When the database fails.
pub async fn leave(app: &App, actor: &Actor, case: Uuid) -> Result<()> {
    presence::go(&mut *app.db.acquire().await?, case, account(actor)?).await?;
    app.live.tell(News::Case(case));
    Ok(())
}

/// What waits in every queue the actor works on, at most a second old.
///
/// # Errors
/// `NotAllowed` for those who work on none.
pub async fn queues(app: &App, actor: &Actor) -> Result<Vec<Count>> {
    let queue = Resource::of("queue");
    app.policy.authorize(actor, "see", &queue).map_err(|no| no.into_error("see"))?;
    let tallies = app.board.read(&app.db).await?;
    Ok(board::within(&tallies, &app.policy.scope(actor, "case", "see")))
}

fn account(actor: &Actor) -> Result<Uuid> {
    match actor {
        Actor::Staff { account, .. } => Ok(*account),
        Actor::Citizen { .. } | Actor::System | Actor::Anonymous => {
            Err(Error::Refused(Refusal::SignInRequired))
        }
    }
}

//! Second looks: some of the decisions of a day are drawn, and an officer who does not know them says how they would have
//! decided. Supervisors read whether officers judge alike. Nothing in a case changes by it, and nobody but supervisors learns
//! whose decision it was.

mod answer;
mod blind;
mod draw;
mod review;
mod take;

use sqlx::PgConnection;
use uuid::Uuid;

use super::act::{person_of, resource};
use super::allocate::officer;
use crate::app::App;
use crate::cases::{self, Standing};
use crate::catalogue::Programme;
use crate::error::{Error, Result};
use crate::policy::{Actor, Resource};
use crate::refusal::Refusal;
use crate::second_looks::{self, Look};
use crate::workflow::Verdict;
use crate::workflow::vocabulary::MERGE;

pub use answer::answer;
pub use blind::{Blind, Paper, open};
pub use draw::draw_all;
pub use review::{DAYS, Review, review};
pub use take::{KEPT_DAYS, Mine, give_back, give_back_idle, mine, next};

const KIND: &str = "second-look";
const TAKE: &str = "take";

/// Refuses where the reader has a second look at this case open: until they have answered they see nothing of it but that.
pub(super) fn keep_blind(standing: &Standing) -> Result<(), Refusal> {
    standing.second_look.map_or(Ok(()), |look| Err(Refusal::SecondLookOpen { look }))
}

/// The case that the actor sees only by the second look that they have open.
pub(super) async fn hidden_case(conn: &mut PgConnection, actor: &Actor) -> Result<Option<Uuid>> {
    let Actor::Staff { account, .. } = actor else { return Ok(None) };
    Ok(second_looks::open_of(conn, *account).await?.map(|open| open.case))
}

/// A second look that the actor has open, with its case as it stands.
struct Open {
    look: Look,
    standing: Standing,
    programme: std::sync::Arc<Programme>,
}

/// The second look, if it is with the actor and still theirs to judge.
async fn own(app: &App, conn: &mut PgConnection, actor: &Actor, id: Uuid) -> Result<Open> {
    let look = second_looks::find(conn, id).await?.ok_or(Error::NotFound)?;
    let standing = cases::read(conn, look.case, person_of(actor)).await?.ok_or(Error::NotFound)?;
    let programme = app.catalogue.version(conn, &standing.bundle).await?;
    authorize(app, actor, &programme, &standing)?;
    if look.taken_by != Some(officer(actor)?.account) {
        return Err(Refusal::NotYourSecondLook.into());
    }
    Ok(Open { look, standing, programme })
}

/// Whether the actor may take second looks at the case: those may who could decide for what is applied for.
fn authorize(app: &App, actor: &Actor, programme: &Programme, standing: &Standing) -> Result<()> {
    let asked = Resource { kind: KIND, ..resource(standing) };
    app.policy.authorize(actor, TAKE, &asked).map_err(|no| no.into_error(TAKE))?;
    let workflow = &programme.workflow;
    let mut granting = workflow
        .deciding()
        .into_iter()
        .filter(|action| *action != MERGE && workflow.verdict(action) == Some(Verdict::For));
    if granting.any(|action| app.policy.authorize(actor, action, &resource(standing)).is_ok()) {
        return Ok(());
    }
    Err(Refusal::NotAllowed { deed: TAKE.to_owned() }.into())
}

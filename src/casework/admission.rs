//! The first line of the use cases around accounts: whether the policy lets anybody in by this door, or a person do this
//! with what is their own.

use crate::app::App;
use crate::error::Result;
use crate::people::sessions::Session;
use crate::policy::{Actor, Resource};

/// What somebody does who is not signed in.
pub(super) fn anybody(app: &App, kind: &str, deed: &str) -> Result<()> {
    allow(app, &Actor::Anonymous, deed, &Resource::of(kind))
}

/// What somebody does with their own account or sessions.
pub(super) fn owner(app: &App, session: &Session, kind: &str, deed: &str) -> Result<()> {
    let own = Resource { owner: Some(session.person), ..Resource::of(kind) };
    allow(app, &session.actor(), deed, &own)
}

/// What somebody does with the accounts of others.
pub(super) fn of_accounts(app: &App, actor: &Actor, deed: &str) -> Result<()> {
    allow(app, actor, deed, &Resource::of("account"))
}

fn allow(app: &App, actor: &Actor, deed: &str, resource: &Resource<'_>) -> Result<()> {
    app.policy.authorize(actor, deed, resource).map_err(|denied| denied.into_error(deed))
}

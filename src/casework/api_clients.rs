//! Programs of others: making them known, and knowing them again by the header that they send.

use crate::app::App;
use crate::clients::{self, NewClient};
use crate::error::Result;
use crate::limits::Source;
use crate::people::{Typed, token};
use crate::policy::{Actor, Resource};
use crate::refusal::Refusal;

/// Makes a client known.
///
/// # Errors
/// Every wrong field; `ClientExists`.
pub async fn create(app: &App, actor: &Actor, client: &NewClient<'_>) -> Result<()> {
    let resource = Resource::of("client");
    app.policy.authorize(actor, "create", &resource).map_err(|no| no.into_error("create"))?;
    let mut conn = app.db.acquire().await?;
    clients::create(&mut conn, client).await?;
    tracing::info!(
        client.name = client.name,
        client.allowance = client.allowance,
        "an API client was made known"
    );
    Ok(())
}

/// The client that says `name:secret` of itself, as the source that limits count.
///
/// # Errors
/// `WrongClient` for whatever is no live client with its secret.
pub async fn known(app: &App, presented: &Typed) -> Result<Source> {
    let (name, secret) = presented.reveal().split_once(':').ok_or(Refusal::WrongClient)?;
    let mut conn = app.db.acquire().await?;
    let allowance = clients::allowance(&mut conn, name, token::hash(secret)).await?;
    Ok(Source::client(name, allowance.ok_or(Refusal::WrongClient)?))
}

//! `POST /sign-out`: citizens and staff leave. The session ends on the server, so that a copy of its cookie opens nothing.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::casework::own_account;
use crate::error::{Error, Result};
use crate::people::sessions::Account;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Form, cookies, see_other_telling};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sign-out", post(leave))
}

async fn leave(State(app): State<Arc<App>>, SignedIn(session): SignedIn, form: Form) -> Result<Response> {
    form.entries.only(&[])?;
    match own_account::end_session(&app, &session, session.id).await {
        // It ended meanwhile, by a second press or elsewhere.
        Ok(()) | Err(Error::NotFound) => gone(session.account),
        Err(error) => Err(error),
    }
}

/// Where somebody is who has just left.
pub(super) fn gone(account: Account) -> Result<Response> {
    let path = match account {
        Account::Citizen(_) => "/",
        Account::Staff(_) => "/office/sign-in",
    };
    let mut response = see_other_telling(path, "signed-out")?;
    cookies::forget(response.headers_mut(), cookies::SESSION);
    Ok(response)
}

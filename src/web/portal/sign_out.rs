//! `POST /sign-out`: citizens and staff leave. The session ends on the server, so that a copy of its cookie opens nothing.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::casework::own_account;
use crate::error::{Error, Result};
use crate::people::sessions::Account;
use crate::web::page::cookies::Secure;
use crate::web::page::visitor::SignedIn;
use crate::web::page::{Form, cookies, gate, see_other_telling};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sign-out", post(leave))
}

async fn leave(
    State(app): State<Arc<App>>,
    SignedIn(session): SignedIn,
    headers: HeaderMap,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    match own_account::end_session(&app, &session, session.id).await {
        // It ended meanwhile, by a second press or elsewhere.
        Ok(()) | Err(Error::NotFound) if session.assistant.is_some() => back(&app, &headers),
        Ok(()) | Err(Error::NotFound) => gone(session.account),
        Err(error) => Err(error),
    }
}

/// An operator who typed for a citizen is back at the counter, in the session that waited behind.
fn back(app: &App, headers: &HeaderMap) -> Result<Response> {
    let mut response = see_other_telling("/office/help-centre", "assistance-ended")?;
    match cookies::find(headers, cookies::BEHIND, Secure::of(app)) {
        Some(token) if gate::is_token(&token) => {
            cookies::set(response.headers_mut(), cookies::SESSION, &token);
        }
        _ => cookies::forget(response.headers_mut(), cookies::SESSION),
    }
    cookies::forget(response.headers_mut(), cookies::BEHIND);
    Ok(response)
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

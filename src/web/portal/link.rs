//! Links from mails. The token leaves the address at once for a cookie: no history of a browser and no log of a server
//! keeps it. Following a link changes nothing; the button on the page that it leads to does.

use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::error::Result;
use crate::people::Typed;
use crate::web::page::cookies::{self, LINK, Secure};
use crate::web::page::see_other;

/// The token, as the browser holds it; an empty one where it holds none.
pub(super) fn token(app: &App, headers: &HeaderMap) -> Typed {
    Typed::new(cookies::find(headers, LINK, Secure::of(app)).unwrap_or_default())
}

/// Has the browser hold the token and leads to the page with the button.
///
/// # Errors
/// As `see_other`.
pub(super) fn take(token: &str, page: &str) -> Result<Response> {
    let mut response = see_other(page)?;
    // What is no token has no page of its own: the next one says that the link is over.
    if token.len() == 43 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        cookies::set(response.headers_mut(), LINK, token);
    }
    Ok(response)
}

/// Has the browser forget the token: it was used.
pub(super) fn forget(response: &mut Response) {
    cookies::forget(response.headers_mut(), LINK);
}

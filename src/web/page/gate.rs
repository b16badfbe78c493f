//! The gate before every page: finds out who is looking and in which language, and whether the policy lets anybody like
//! them through. Who is not signed in is sent to sign in, and back afterwards.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::cookies::{self, Secure};
use super::{Door, Page, Signed, doors};
use crate::app::App;
use crate::canonical::ContentHash;
use crate::error::{Error, Result};
use crate::people::Token;
use crate::people::sessions::{self, Session, Sign};
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::texts::Language;
use crate::web::office::LIVE;

/// The longest path to which somebody is sent back.
const PATH_LENGTH: usize = 500;

/// The token to which forms are tied: of the session, or before there is one of the visit.
#[derive(Clone)]
pub struct Bearer(String);

impl std::fmt::Debug for Bearer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Bearer(…)")
    }
}

impl Bearer {
    /// Names the bearer without telling the token.
    pub(super) fn digest(&self) -> ContentHash {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl Secure {
    /// As the public address of the program says.
    pub fn of(app: &App) -> Self {
        Self(app.public_url.scheme() == "https")
    }
}

/// Lets the request through with its `Page`, `Actor` and `Session` attached, or answers why not.
pub async fn keep(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let secure = Secure::of(&app);
    let visit = cookies::find(request.headers(), cookies::VISIT, secure).filter(|visit| is_token(visit));
    let is_new = visit.is_none();
    let visit = visit.unwrap_or_else(|| Token::fresh().reveal().to_owned());
    let (page, answer) = match admit(&app, &mut request, &visit, secure).await {
        Ok((page, None)) => (Some(page), next.run(request).await),
        Ok((page, Some(elsewhere))) => (Some(page), elsewhere),
        Err(error) => (None, error.into_response()),
    };
    let mut response = answer;
    if let Some(page) = page {
        response.extensions_mut().insert(page);
    }
    if is_new {
        cookies::set(response.headers_mut(), cookies::VISIT, &visit);
    }
    cookies::seal(response.headers_mut(), secure);
    response
}

/// Attaches what handlers need; an answer of its own where the visitor has to go elsewhere first.
async fn admit(
    app: &App,
    request: &mut Request,
    visit: &str,
    secure: Secure,
) -> Result<(Page, Option<Response>)> {
    let presented = cookies::find(request.headers(), cookies::SESSION, secure);
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = path.ok_or(Error::NotFound)?;
    let sign = if path == LIVE { Sign::Nobody } else { Sign::Of };
    let session = match &presented {
        Some(token) => sessions::find(&mut *app.db.acquire().await?, token, sign).await?,
        None => None,
    };
    let actor = session.as_ref().map_or(Actor::Anonymous, Session::actor);
    let bearer = match (&session, presented) {
        (Some(_), Some(token)) => token,
        _ => visit.to_owned(),
    };
    let who = session.as_ref().map(|session| session.name.clone());
    let is_assisted = session.as_ref().is_some_and(|session| session.assistant.is_some());
    let page = Page { who, is_assisted, ..page(app, request, &actor, &bearer, secure) };
    let Some(door) = doors().find(|door| door.is(request.method(), &path)) else {
        tracing::error!(http.method = %request.method(), http.route = %path, "a page has no door in the policy and stays shut");
        return Ok((page, Some(Error::from(Refusal::NotAllowed { deed: path }).into_response())));
    };
    if !door.opens_for(&app.policy, &actor) {
        tracing::info!(http.route = %path, policy.kind = door.kind, policy.deed = door.deed, "the policy denied a page");
        let answer = match actor {
            Actor::Anonymous => super::see_other(&sign_in(request))?,
            // They are in already.
            _ if is_way_in(door) => super::see_other(page.home())?,
            _ => {
                let deed = format!("{}:{}", door.kind, door.deed);
                Error::from(Refusal::NotAllowed { deed }).into_response()
            }
        };
        return Ok((page, Some(answer)));
    }
    if !request.method().is_safe() && !is_from_here(request.headers()) {
        return Ok((page, Some(Error::from(Refusal::FormExpired).into_response())));
    }
    let extensions = request.extensions_mut();
    extensions.insert(actor);
    extensions.insert(page.clone());
    extensions.insert(Bearer(bearer));
    if let Some(session) = session {
        extensions.insert(session);
    }
    Ok((page, None))
}

fn page(app: &App, request: &Request, actor: &Actor, bearer: &str, secure: Secure) -> Page {
    let headers = request.headers();
    let mut may: Vec<String> = doors()
        .filter(|door| door.opens_for(&app.policy, actor))
        .map(|door| format!("{}:{}", door.kind, door.deed))
        .collect();
    may.sort_unstable();
    may.dedup();
    Page {
        language: language(headers, secure),
        saves_data: headers
            .get("save-data")
            .is_some_and(|asked| asked.as_bytes().eq_ignore_ascii_case(b"on")),
        signed: match actor {
            Actor::Citizen { .. } => Signed::Citizen,
            Actor::Staff { .. } => Signed::Staff,
            Actor::Anonymous | Actor::System => Signed::Nobody,
        },
        who: None,
        is_assisted: false,
        here: here(request),
        csrf: hex::encode(app.sealer.index("csrf", bearer.as_bytes())),
        told: cookies::find(headers, cookies::TOLD, secure).filter(|told| is_told(told)),
        may: may.into(),
    }
}

/// The language that somebody chose, or else the one their browser asks for.
pub(in crate::web) fn language(headers: &HeaderMap, secure: Secure) -> Language {
    match cookies::find(headers, cookies::LANGUAGE, secure).as_deref() {
        Some("en") => Language::En,
        Some("ur") => Language::Ur,
        _ => {
            let list = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok());
            list.map_or(Language::En, Language::preferred)
        }
    }
}

/// A path of ours to go back to; the front page for anything else.
pub fn local_path(text: &str) -> &str {
    let is_local = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= PATH_LENGTH
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_local { text } else { "/" }
}

fn is_way_in(door: &Door) -> bool {
    matches!((door.kind, door.deed), ("session", "start") | ("account", "register"))
}

fn sign_in(request: &Request) -> String {
    let at = if is_office(request.uri().path()) { "/office/sign-in" } else { "/sign-in" };
    if request.method() != Method::GET {
        return at.to_owned();
    }
    let next: String = form_urlencoded::byte_serialize(here(request).as_bytes()).collect();
    format!("{at}?next={next}")
}

/// Whether a path leads to the pages of staff.
pub(super) fn is_office(path: &str) -> bool {
    ["/office", "/supervision"].iter().any(|part| path.starts_with(part))
}

fn here(request: &Request) -> String {
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str());
    // Where a form came back, its page is asked for anew.
    let here = if request.method().is_safe() { here } else { request.uri().path() };
    local_path(here).to_owned()
}

/// Browsers say where a form comes from. One that says nothing is judged by the form's own token alone.
fn is_from_here(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    site.is_none_or(|site| site == "same-origin")
}

/// The sentence names a page may be asked to say: nobody else's words.
fn is_told(told: &str) -> bool {
    told.len() <= 60
        && told.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && crate::texts::say(Language::En, &format!("told-{told}"), []).is_some()
}

/// Whether a cookie may be the token of a session or visit.
pub(in crate::web) fn is_token(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (text, path) in [
            ("/cases/C-1?a=b", "/cases/C-1?a=b"),
            ("//evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example/", "/"),
            ("", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ] {
            assert_eq!(local_path(text), path);
        }
    }

    #[test]
    fn a_form_of_another_site_is_told_by_the_browser() {
        let from = |site: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("sec-fetch-site", site.parse().unwrap());
            is_from_here(&headers)
        };
        assert!(from("same-origin") && is_from_here(&HeaderMap::new()));
        assert!(!from("cross-site") && !from("same-site"));
    }
}

//! Error pages: what a problem document says to programs, said to people, with the way on.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::{Page, gate};
use crate::texts::Language;
use crate::web::error::{Problem, Said};
use crate::web::page::cookies::Secure;

/// What an error page shows.
#[derive(Debug, Serialize)]
pub struct ErrorPage {
    pub status: u16,
    /// The sentence of the refusal or problem.
    pub sentence: String,
    /// What is wrong with which field, where a form could not be shown again.
    pub wrong: Vec<String>,
    /// Under which the log has a fault.
    pub number: Option<String>,
    /// Where signing in is, for those whose session ended.
    pub sign_in: Option<&'static str>,
    /// The second look by which alone somebody of the staff sees the case that they asked for.
    pub second_look: Option<String>,
}

/// The page that takes the place of a problem document.
pub(in crate::web) fn page_of(said: &Said, response: &Response, request: &Asked) -> Response {
    let page = response.extensions().get::<Page>().cloned().unwrap_or_else(|| Page::bare(request.language));
    let problem = said.in_language(page.language);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let view = ErrorPage::of(problem, request.is_office);
    let made = page.html_with(status, "error.html", &view).unwrap_or_else(|_| {
        // The page itself is broken: the sentence is said without it.
        (status, view.sentence.clone()).into_response()
    });
    let (mut parts, body) = made.into_parts();
    for name in [header::RETRY_AFTER, header::SET_COOKIE] {
        for value in response.headers().get_all(&name) {
            parts.headers.append(&name, value.clone());
        }
    }
    Response::from_parts(parts, body)
}

/// What of a request an error page needs when the gate was not reached.
#[derive(Debug)]
pub(in crate::web) struct Asked {
    language: Language,
    is_office: bool,
}

impl Asked {
    pub(in crate::web) fn of(path: &str, headers: &HeaderMap) -> Self {
        let plain = gate::language(headers, Secure(false));
        let sealed = gate::language(headers, Secure(true));
        let browser = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok());
        let browser = browser.map_or(Language::En, Language::preferred);
        let language = if plain == browser { sealed } else { plain };
        Self { language, is_office: gate::is_office(path) }
    }
}

impl ErrorPage {
    fn of(problem: Problem, is_office: bool) -> Self {
        let second_look = problem.params["look"].as_str().map(str::to_owned);
        let sign_in = if is_office { "/office/sign-in" } else { "/sign-in" };
        Self {
            status: problem.status,
            sentence: problem.title,
            wrong: problem.errors.into_iter().map(|error| error.message).collect(),
            number: problem.instance.map(|urn| urn.trim_start_matches("urn:uuid:").to_owned()),
            sign_in: (problem.status == StatusCode::UNAUTHORIZED.as_u16()).then_some(sign_in),
            second_look,
        }
    }

    #[cfg(test)]
    pub(super) fn sample(status: u16) -> Self {
        Self {
            status,
            sentence: "۔".to_owned(),
            wrong: vec!["۔".to_owned()],
            number: Some("019a-17".to_owned()),
            sign_in: (status == 403).then_some("/sign-in"),
            second_look: (status == 409).then(|| "019a-17".to_owned()),
        }
    }
}

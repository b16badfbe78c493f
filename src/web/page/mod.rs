//! What every page stands on: who is looking and in which language, how a template becomes a response, how a form comes
//! back. Pages themselves are in `portal`, `office` and `supervision`.

pub mod cookies;
pub mod doors;
pub mod environment;
pub mod error;
pub mod field;
pub mod form;
pub mod gate;
pub mod picture;
pub mod places;
pub mod problems;
#[cfg(test)]
pub(in crate::web) mod samples;
pub mod visitor;

use axum::http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use crate::entropy;
use crate::error::{Fault, Result};
use crate::texts::{self, Language};
pub use doors::{Door, doors};
pub use field::Field;
pub use form::{Entries, Form};
pub use problems::Problems;

/// What a page may load and do: only what this server sends, and nothing written inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Whose pages the visitor sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Signed {
    Nobody,
    Citizen,
    Staff,
}

/// The request as pages need it: a handler takes it as an extractor and answers with it.
#[derive(Debug, Clone)]
pub struct Page {
    pub language: Language,
    /// Whether the browser asks for as little as will do (`Save-Data`).
    pub saves_data: bool,
    pub signed: Signed,
    /// The name of whoever is signed in.
    pub who: Option<String>,
    /// Whether an operator types for them.
    pub is_assisted: bool,
    /// The path with its query, for the way back after a change of language.
    pub here: String,
    /// Ties forms to this visitor.
    pub(super) csrf: String,
    /// What was just done, from the page before: the name of a sentence.
    pub(super) told: Option<String>,
    /// The deeds of the policy that this visitor may do somewhere, as `kind:deed`; the menus ask.
    pub(super) may: std::sync::Arc<[String]>,
}

/// What the layout shows; `page` in templates.
#[derive(Serialize)]
struct Layout<'a> {
    lang: &'static str,
    dir: &'static str,
    /// Whether the font is worth its hundred kilobytes: in Urdu, for whoever does not save data.
    loads_font: bool,
    other_lang: &'static str,
    signed: Signed,
    who: Option<&'a str>,
    is_assisted: bool,
    home: &'static str,
    /// Whether it is one of the staff's pages, which have styles of their own.
    is_office: bool,
    here: &'a str,
    csrf: &'a str,
    key: String,
    told: Option<&'a str>,
    may: &'a [String],
}

#[derive(Serialize)]
struct Context<'a, T> {
    page: Layout<'a>,
    view: &'a T,
}

impl Page {
    /// A page before which no gate stands: nobody is known to look, and it has no form that changes anything.
    pub(in crate::web) fn bare(language: Language) -> Self {
        Self {
            language,
            saves_data: false,
            signed: Signed::Nobody,
            who: None,
            is_assisted: false,
            here: "/".to_owned(),
            csrf: String::new(),
            told: None,
            may: [].into(),
        }
    }

    /// The page of a template, filled with what the handler prepared: `view` in the template.
    ///
    /// # Errors
    /// A fault when the template asks for what the view does not have.
    pub fn html<T: Serialize>(&self, template: &str, view: &T) -> Result<Response> {
        self.html_with(StatusCode::OK, template, view)
    }

    /// As `html`, with another status: 422 for a form that comes back.
    ///
    /// # Errors
    /// As `html`.
    pub fn html_with<T: Serialize>(&self, status: StatusCode, template: &str, view: &T) -> Result<Response> {
        let text = self.rendered(template, view)?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(self.language.code()));
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        let mut response = (status, headers, text).into_response();
        if self.told.is_some() {
            cookies::forget(response.headers_mut(), cookies::TOLD);
        }
        Ok(response)
    }

    /// The text of a page, as `html` would send it.
    ///
    /// # Errors
    /// As `html`.
    pub fn rendered<T: Serialize>(&self, template: &str, view: &T) -> Result<String, Fault> {
        let page = Layout {
            lang: self.language.code(),
            dir: environment::direction(self.language),
            loads_font: self.language == Language::Ur && !self.saves_data,
            other_lang: environment::other(self.language).code(),
            signed: self.signed,
            who: self.who.as_deref(),
            is_assisted: self.is_assisted,
            home: self.home(),
            is_office: gate::is_office(&self.here) || self.signed == Signed::Staff,
            here: &self.here,
            csrf: &self.csrf,
            key: entropy::id().to_string(),
            told: self.told.as_deref(),
            may: &self.may,
        };
        environment::render(self.language, template, &Context { page, view })
    }

    /// A sentence in the visitor's language. What is not there is shown by its name; a test finds it.
    pub fn say(&self, id: &str) -> String {
        self.say_with(id, [])
    }

    /// A sentence with parameters.
    pub fn say_with<'a>(&self, id: &str, params: impl IntoIterator<Item = (&'a str, Value)>) -> String {
        texts::say(self.language, id, params).unwrap_or_else(|| id.to_owned())
    }

    /// The one of two texts that is in the visitor's language.
    pub fn of<'a>(&self, text: &'a crate::workflow::Text) -> &'a str {
        match self.language {
            Language::En => &text.en,
            Language::Ur => &text.ur,
        }
    }

    /// The page as it stands at another path than the form that was sent: there it is shown again.
    #[must_use]
    pub fn at(&self, path: impl Into<String>) -> Self {
        Self { here: path.into(), ..self.clone() }
    }

    /// Where this visitor begins.
    pub fn home(&self) -> &'static str {
        match self.signed {
            Signed::Nobody => "/",
            Signed::Citizen => "/applications",
            Signed::Staff if self.may("queue", "see") => "/office",
            Signed::Staff if self.may("citizen", "see") => "/office/help-centre",
            Signed::Staff => "/account",
        }
    }

    /// Whether the visitor may do this deed somewhere.
    pub fn may(&self, kind: &str, deed: &str) -> bool {
        self.may.iter().any(|may| may.split_once(':') == Some((kind, deed)))
    }
}

/// Sends the browser on to another page, which it gets anew.
///
/// # Errors
/// A fault when the path cannot stand in a header.
pub fn see_other(path: &str) -> Result<Response> {
    let location = HeaderValue::from_str(path)
        .map_err(|error| Fault::caused("a path cannot stand in a header", error))?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response())
}

/// As `see_other`; the next page says what was done. `told` names a sentence `told-<told>`.
///
/// # Errors
/// As `see_other`.
pub fn see_other_telling(path: &str, told: &'static str) -> Result<Response> {
    let mut response = see_other(path)?;
    cookies::tell(response.headers_mut(), told);
    Ok(response)
}

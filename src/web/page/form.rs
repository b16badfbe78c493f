//! Forms as they come back: what was typed, by name, tied to the visitor who was given the form, and sent once however
//! often the button was pressed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use subtle::ConstantTimeEq as _;

use super::Page;
use super::gate::Bearer;
use crate::app::App;
use crate::casework::once::RequestKey;
use crate::error::{Error, Fault, Result};
use crate::people::Typed;
use crate::refusal::Refusal;
use crate::web::extract::{digest, pepper};

/// The hidden field that ties a form to its visitor.
pub const CSRF: &str = "_csrf";
/// The hidden field that makes two presses of a button one.
pub const KEY: &str = "_key";

/// What was typed, in the order of the form. `Debug` shows names only.
#[derive(Clone, Default)]
pub struct Entries(Vec<(String, String)>);

/// A form that came back from the visitor it was given to.
#[derive(Debug)]
pub struct Form {
    pub entries: Entries,
    pub key: RequestKey,
}

impl std::fmt::Debug for Entries {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Entries {
    /// Entries by name, for forms that a page fills in.
    pub fn of<'a>(entries: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        Self(entries.into_iter().map(|(name, text)| (name.to_owned(), text)).collect())
    }

    /// What was typed into a field; nothing where it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, text)| text)
    }

    /// As `text`, for what no log may show.
    pub fn typed(&self, name: &str) -> Typed {
        Typed::new(self.text(name))
    }

    /// As `typed`; none where nothing but spaces was typed.
    pub fn typed_if_any(&self, name: &str) -> Option<Typed> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty()).map(Typed::new)
    }

    /// Everything ticked under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, text)| text.as_str())
    }

    /// Whether the form had the field at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| other == name)
    }

    /// The names and texts, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Refuses a form with a field that the page does not have.
    ///
    /// # Errors
    /// `Invalid`, naming the field.
    pub fn only(&self, names: &[&str]) -> Result<(), Refusal> {
        match self.0.iter().find(|(name, _)| !names.contains(&name.as_str())) {
            Some((name, _)) => Err(Refusal::field(name.clone(), "field-unknown")),
            None => Ok(()),
        }
    }

    /// The version of what the page showed, which its form carries along.
    ///
    /// # Errors
    /// `Invalid` where it does not.
    pub fn version(&self) -> Result<i32, Refusal> {
        self.text("_version").parse().map_err(|_| Refusal::field("_version", "field-type"))
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let place = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.remove(place).1)
    }
}

/// The page and the bearer to which a form must be tied, before its body is known.
#[derive(Debug)]
pub struct Seal {
    csrf: String,
    bearer: Bearer,
    line: String,
}

impl Seal {
    /// Takes what the gate left.
    ///
    /// # Errors
    /// A fault outside the gate.
    pub async fn of(parts: &mut Parts) -> Result<Self> {
        let page = Page::from_request_parts(parts, &()).await?;
        let bearer = parts.extensions.get::<Bearer>().cloned();
        let bearer = bearer.ok_or_else(|| Fault::broken("a form stands outside the gate"))?;
        Ok(Self { csrf: page.csrf, bearer, line: format!("{} {}", parts.method, parts.uri.path()) })
    }

    /// Whether the form was given to this visitor.
    ///
    /// # Errors
    /// `FormExpired`.
    pub fn check(&self, csrf: Option<&str>) -> Result<(), Refusal> {
        let is_ours = csrf.is_some_and(|csrf| bool::from(csrf.as_bytes().ct_eq(self.csrf.as_bytes())));
        if is_ours { Ok(()) } else { Err(Refusal::FormExpired) }
    }

    /// The key of the request: two presses of one button are one, in one session.
    ///
    /// # Errors
    /// `FormExpired` where the form brought none.
    pub fn key(&self, app: &App, key: Option<String>, body: &[u8]) -> Result<RequestKey, Refusal> {
        let key = key.filter(|key| (8..=100).contains(&key.len())).ok_or(Refusal::FormExpired)?;
        let request = digest(pepper(app, &key), &self.line, body);
        Ok(RequestKey { scope: self.bearer.digest(), key, request })
    }
}

impl FromRequest<Arc<App>> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let seal = Seal::of(&mut parts).await?;
        let is_form = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Refusal::ContentTypeNotTaken.into());
        }
        let bytes =
            Bytes::from_request(Request::from_parts(parts, body), app).await.map_err(|rejection| {
                match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Refusal::BodyTooLarge,
                    _ => Refusal::field("", "body-unreadable"),
                }
            })?;
        let mut entries = read(&bytes)?;
        seal.check(entries.take(CSRF).as_deref())?;
        let key = entries.take(KEY);
        let body: String = entries.iter().flat_map(|(name, text)| [name, "\0", text, "\0"]).collect();
        Ok(Self { key: seal.key(app, key, body.as_bytes())?, entries })
    }
}

/// Reads a body of names and texts. Line ends become one character; a NUL is unfit for the database.
fn read(bytes: &[u8]) -> Result<Entries, Refusal> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(bytes).map_err(|_| Refusal::field("", "body-unreadable"))?;
    let mut entries = Vec::with_capacity(pairs.len());
    for (name, text) in pairs {
        if name.contains('\0') || text.contains('\0') {
            return Err(Refusal::field(name.replace('\0', ""), "text-unfit"));
        }
        entries.push((name, text.replace("\r\n", "\n")));
    }
    Ok(Entries(entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_by_name() {
        let entries = read("name=Ghulam+Fatima&tick=a&tick=b&note=one%0D%0Atwo&empty=".as_bytes()).unwrap();
        assert_eq!(entries.text("name"), "Ghulam Fatima");
        assert_eq!(entries.all("tick").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(entries.text("note"), "one\ntwo");
        assert_eq!(entries.text("not there"), "");
        assert!(entries.has("empty") && entries.typed_if_any("empty").is_none());
        assert_eq!(format!("{entries:?}"), r#"["name", "tick", "tick", "note", "empty"]"#);
    }

    #[test]
    fn a_field_that_the_page_does_not_have_is_refused_by_name() {
        let entries = read(b"name=x&role=administrator").unwrap();
        assert_eq!(entries.only(&["name"]), Err(Refusal::field("role", "field-unknown")));
        assert_eq!(entries.only(&["name", "role"]), Ok(()));
        assert_eq!(read(b"name=%00").err(), Some(Refusal::field("name", "text-unfit")));
    }
}

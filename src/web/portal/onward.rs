//! What the ways in have in common: the code, the cookies of a session, and where somebody goes on afterwards, carried in
//! addresses and hidden fields and never to another site.

use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::people::Token;
use crate::people::sessions::Opened;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Page, Problems, cookies, gate, see_other};

/// The hidden field and the part of an address that carry it.
pub(super) const NEXT: &str = "next";
/// Where citizens begin.
const HOME: &str = "/applications";

/// The page that somebody wanted before they had to get in; none where they wanted no particular one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Onward {
    #[serde(default)]
    next: String,
}

impl Onward {
    pub(super) fn of(entries: &Entries) -> Self {
        Self { next: entries.text(NEXT).to_owned() }
    }

    pub(super) fn to(path: String) -> Self {
        Self { next: path }
    }

    /// The path, if it is one of ours.
    pub(super) fn wanted(&self) -> Option<&str> {
        Some(gate::local_path(&self.next)).filter(|path| *path != "/")
    }

    /// As a hidden field holds it.
    pub(super) fn field(&self) -> String {
        self.wanted().unwrap_or_default().to_owned()
    }

    /// The address of a page on the way, from which one still gets there.
    pub(super) fn by_way_of(&self, path: &str) -> String {
        match self.wanted() {
            Some(next) => {
                let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
                format!("{path}?{NEXT}={next}")
            }
            None => path.to_owned(),
        }
    }

    /// Where it goes on in the end.
    pub(super) fn path(&self) -> &str {
        self.wanted().unwrap_or(HOME)
    }
}

/// The form for the six digits that came by SMS.
#[derive(Debug, Serialize)]
pub(super) struct CodeForm {
    errors: Vec<Line>,
    field: Field,
    here: String,
    next: String,
    /// Where to begin anew.
    again: String,
}

impl CodeForm {
    /// The form of the page at `here`, to which `again` led.
    pub(super) fn of(
        page: &Page,
        (here, again): (String, &str),
        onward: &Onward,
        problems: Problems,
    ) -> Self {
        let mut fields = [code_field(page)];
        let errors = problems.beside(&mut fields);
        let [field] = fields;
        Self { errors, field, here, next: onward.field(), again: onward.by_way_of(again) }
    }
}

/// The field for the digits that came by SMS.
pub(super) fn code_field(page: &Page) -> Field {
    Field::new(FieldKind::Code, "code", page.say("code-label")).hint(page.say("code-hint")).max_length(12)
}

/// Lets somebody in whose session has just begun, and has the browser keep what makes it a known device.
///
/// # Errors
/// As `see_other`.
pub(super) fn let_in(path: &str, session: &Opened, device: Option<&Token>) -> Result<Response> {
    let mut response = see_other(path)?;
    cookies::set(response.headers_mut(), cookies::SESSION, session.token.reveal());
    if let Some(device) = device {
        cookies::keep(response.headers_mut(), cookies::DEVICE, device.reveal());
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_is_carried_and_stays_on_this_site() {
        let onward = |next: &str| Onward { next: next.to_owned() };
        assert_eq!(
            onward("/programmes/a?b=c&d").by_way_of("/register"),
            "/register?next=%2Fprogrammes%2Fa%3Fb%3Dc%26d"
        );
        for next in ["", "/", "//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"] {
            assert_eq!(onward(next).by_way_of("/register"), "/register", "{next}");
            assert_eq!((onward(next).field().as_str(), onward(next).path()), ("", "/applications"), "{next}");
        }
    }
}

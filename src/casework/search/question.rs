//! What somebody searches for: what was typed into the one box is recognised by its form.

use chrono::NaiveDate;

use super::Asked;
use crate::app::App;
use crate::cases::search::{WORDS, Within};
use crate::error::Result;
use crate::people::sounds::{self, Word};
use crate::people::{Cnic, Mobile, name};
use crate::plain;
use crate::policy::Scope;
use crate::reference::Reference;
use crate::refusal::{FieldError, Refusal};

/// The longest text that is searched for, in characters: of the longest name.
const LONGEST: usize = 100;
/// A name of fewer letters would be half the province's.
const LETTERS: usize = 3;
/// Characters of a reference without dashes, one too few or too many included.
const NUMBER: std::ops::RangeInclusive<usize> = 11..=13;

/// By what.
#[derive(Debug)]
pub(super) enum By {
    Reference(Reference),
    PserId(Reference),
    Cnic(Cnic),
    Mobile(Mobile),
    Name(Vec<Word>),
    /// By the day of birth alone.
    Birth,
}

impl By {
    /// As the log calls it.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Reference(_) => "reference",
            Self::PserId(_) => "pser-id",
            Self::Cnic(_) => "cnic",
            Self::Mobile(_) => "mobile",
            Self::Name(_) => "name",
            Self::Birth => "date-of-birth",
        }
    }

    /// Whether it means somebody in particular.
    pub(super) const fn is_personal(&self) -> bool {
        !matches!(self, Self::Name(_) | Self::Birth)
    }
}

/// A search that makes sense.
#[derive(Debug)]
pub(super) struct Question<'a> {
    pub(super) by: By,
    born: Option<NaiveDate>,
    area: Option<&'a str>,
    programme: Option<&'a str>,
    is_open: Option<bool>,
}

impl<'a> Question<'a> {
    /// Reads every field, and names each that is wrong.
    pub(super) fn read(app: &App, asked: &Asked<'a>, today: NaiveDate) -> Result<Self, Refusal> {
        let mut wrong = Vec::new();
        let q = asked.q.map(|typed| plain::line("q", typed.reveal(), LONGEST)).transpose();
        let by = match q.map(|text| text.filter(|text| !text.is_empty())) {
            Ok(text) => text.map(|text| recognise(&text)).transpose(),
            Err(error) => Err(error),
        };
        let by = by.map_err(|error| wrong.push(error)).ok().flatten();
        let born = asked.date_of_birth.map(|typed| name::date_of_birth("date_of_birth", typed, today));
        let born = born.transpose().map_err(|error| wrong.push(error)).ok().flatten();
        if asked.area.is_some_and(|code| app.areas.now().find(code).is_none()) {
            wrong.push(FieldError::new("area", "area-unknown"));
        }
        if asked.programme.is_some_and(|code| app.catalogue.current(code).is_none()) {
            wrong.push(FieldError::new("programme", "programme-unknown"));
        }
        let is_open = asked.state.map(|state| state == "open");
        if asked.state.is_some_and(|state| !matches!(state, "open" | "closed")) {
            wrong.push(FieldError::new("state", "choice-unknown"));
        }
        let by = match (by, born) {
            _ if !wrong.is_empty() => return Err(Refusal::Invalid(wrong)),
            (Some(by), _) => by,
            (None, Some(_)) => By::Birth,
            (None, None) => return Err(Refusal::field("q", "search-nothing-asked")),
        };
        Ok(Self { by, born, area: asked.area, programme: asked.programme, is_open })
    }

    pub(super) fn within<'s>(&'s self, scope: &'s Scope) -> Within<'s> {
        let Self { born, area, programme, is_open, .. } = *self;
        Within { scope, area, programme, is_open, born }
    }

    /// What was given besides, as the log calls it.
    pub(super) fn narrowed_by(&self) -> Vec<&'static str> {
        let given = [
            (self.born.is_some() && !matches!(self.by, By::Birth), "date-of-birth"),
            (self.area.is_some(), "area"),
            (self.programme.is_some(), "programme"),
            (self.is_open.is_some(), "state"),
        ];
        given.into_iter().filter(|(is_given, _)| *is_given).map(|(_, name)| name).collect()
    }
}

fn recognise(text: &str) -> Result<By, FieldError> {
    let text: String = text.chars().map(plain_separator).collect();
    let is_numbered = text.chars().any(char::is_numeric);
    let is_lettered = text.chars().any(char::is_alphabetic);
    if is_numbered && !is_lettered {
        return number(&text);
    }
    // Twelve letters of a name may by chance pass for a reference; its first dash or a digit tells them apart.
    if is_numbered || text.chars().filter(|letter| *letter != ' ').nth(1) == Some('-') {
        match text.parse::<Reference>() {
            Ok(reference) if reference.as_str().starts_with('C') => return Ok(By::Reference(reference)),
            Ok(reference) if reference.as_str().starts_with('P') => return Ok(By::PserId(reference)),
            Ok(_) => return Err(FieldError::new("q", "search-number-of-another-kind")),
            Err(_) if is_numbered && is_like_a_reference(&text) => {
                return Err(FieldError::new("q", "search-number-mistyped"));
            }
            Err(_) => {}
        }
    }
    let mut words = sounds::words(&text);
    // Of a longer name the first ones will do.
    words.truncate(WORDS);
    if words.is_empty() || text.chars().filter(|letter| letter.is_alphabetic()).count() < LETTERS {
        return Err(FieldError::new("q", "search-name-too-short"));
    }
    Ok(By::Name(words))
}

fn number(text: &str) -> Result<By, FieldError> {
    match (Cnic::parse("q", text), Mobile::parse("q", text)) {
        (Ok(cnic), _) => Ok(By::Cnic(cnic)),
        (Err(_), Ok(mobile)) => Ok(By::Mobile(mobile)),
        (Err(error), Err(_)) if error.code == "cnic-not-issued" => Err(error),
        _ => Err(FieldError::new("q", "search-number-unreadable")),
    }
}

fn is_like_a_reference(text: &str) -> bool {
    let folded: String = text.chars().filter(|letter| !matches!(letter, '-' | ' ')).collect();
    NUMBER.contains(&folded.len())
        && folded.is_ascii()
        && folded.starts_with(['C', 'c', 'P', 'p', 'R', 'r', 'B', 'b'])
}

/// Dashes and spaces that word processors put in place of ours.
const fn plain_separator(letter: char) -> char {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Kind;

    fn kind(text: &str) -> Result<&'static str, &'static str> {
        recognise(text).map(|by| by.kind()).map_err(|error| error.code)
    }

    #[test]
    fn what_was_typed_is_recognised_by_its_form() {
        let reference = Reference::random(Kind::Case).to_string();
        let pser_id = Reference::random(Kind::Citizen).to_string();
        for text in [
            reference.clone(),
            reference.to_lowercase(),
            reference.replace('-', " - "),
            reference.replace('-', "\u{2013}"),
        ] {
            assert_eq!(kind(&text), Ok("reference"), "{text}");
        }
        assert_eq!(kind(&pser_id), Ok("pser-id"));
        for text in ["35202-1234567-1", "3520212345671", "35202 1234567 1", "۳۵۲۰۲-۱۲۳۴۵۶۷-۱"] {
            assert_eq!(kind(text), Ok("cnic"), "{text}");
        }
        for text in ["0300-1234567", "+92 300 1234567", "00923001234567", "۰۳۰۰۱۲۳۴۵۶۷"] {
            assert_eq!(kind(text), Ok("mobile"), "{text}");
        }
        for text in ["Ali", "غلام فاطمہ", "Umm-e-Habiba", "O'Brien", "Rehana Parvin", "%%%abc%%%", "Ali 2"]
        {
            assert_eq!(kind(text), Ok("name"), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_searched_for_is_refused_with_a_reason() {
        for (text, code) in [
            ("al", "search-name-too-short"),
            ("% _", "search-name-too-short"),
            ("123", "search-number-unreadable"),
            ("042-35761234", "search-number-unreadable"),
            ("0520212345671", "cnic-not-issued"),
            ("C-7M3QK-0T8XW-3", "search-number-mistyped"),
            ("C-7M3QK-0T8X-2", "search-number-mistyped"),
        ] {
            assert_eq!(kind(text), Err(code), "{text}");
        }
        let batch = Reference::random(Kind::Batch).to_string();
        assert_eq!(kind(&batch), Err("search-number-of-another-kind"));
    }
}

//! Places in an application: where each section, row and question stands among the pages, and how far each section is.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::casework::apply::Filled;
use crate::catalogue::form::{Form, QuestionKind, Section};
use crate::web::page::Page;

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Progress {
    Done,
    Begun,
    ToDo,
    /// A list with nobody on it, which may be right.
    Empty,
    /// Nothing of it is asked so far.
    Waiting,
}

/// How far a section is, and how many of its questions are still to be answered.
pub(super) fn progress(filled: &Filled, section: &Section) -> (Progress, usize) {
    let prefix = format!("{}.", section.name);
    let missing = filled.view.missing.iter();
    let missing = missing.filter(|path| path.starts_with(&prefix) || **path == section.name).count();
    let is_asked = filled.reading.asked().iter().any(|asked| asked.path.starts_with(&prefix));
    let answers = &filled.view.answers[&section.name];
    let is_bare = match answers {
        Value::Array(rows) => rows.is_empty(),
        Value::Object(row) => row.is_empty(),
        _ => true,
    };
    let progress = match (&section.each, missing) {
        (Some(_), 0) if is_bare => Progress::Empty,
        (None, _) if !is_asked => Progress::Waiting,
        (_, 0) => Progress::Done,
        _ if is_bare => Progress::ToDo,
        _ => Progress::Begun,
    };
    (progress, missing)
}

/// The page on which a section begins.
pub(super) fn section_path(id: Uuid, section: &Section) -> String {
    format!("/applications/{id}/sections/{}", section.name)
}

/// The page that asks what a path names: `bank.iban`, `members.2.cnic`, or a whole section or row. `None` where the form has
/// no such thing.
pub(super) fn question_path(id: Uuid, form: &Form, path: &str, then: Option<Then>) -> Option<String> {
    let mut parts = path.split('.');
    let section = form.section(parts.next()?)?;
    let mut page = section_path(id, section);
    let mut rest = parts.next();
    if section.each.is_some()
        && let Some(row) = rest
    {
        page = format!("{page}/{row}");
        rest = parts.next();
    }
    let Some(question) = rest else { return Some(page) };
    let step = section.steps().iter().position(|step| has(step, question))?;
    let then = if then.is_some() { "&then=review" } else { "" };
    let step = step + 1;
    let asked = section.question(question)?;
    // Of several boxes the first.
    let anchor = match asked.kind {
        QuestionKind::Date { .. } => format!("{question}-day"),
        _ => question.to_owned(),
    };
    Some(format!("{page}?step={step}{then}#{anchor}"))
}

/// The earlier application whose answers a draft began with.
#[derive(Debug, Serialize)]
pub(super) struct TakenFrom {
    programme: String,
    at: String,
}

impl TakenFrom {
    pub(super) fn of(page: &Page, filled: &Filled) -> Option<Self> {
        let taken = filled.view.taken.as_ref()?;
        let programme = filled.taken_programme.as_ref()?;
        Some(Self { programme: page.of(programme).to_owned(), at: taken.handed_in_at.to_rfc3339() })
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        Self { programme: "گھرانے کا اندراج".to_owned(), at: "2026-03-02T06:00:00Z".to_owned() }
    }
}

/// Where a page leads when its questions are answered, if not to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    Review,
}

impl Then {
    pub(super) fn of(word: Option<&str>) -> Option<Self> {
        (word == Some("review")).then_some(Self::Review)
    }
}

/// What a row of a repeated section is called: by its number, and by its first answer where there is one.
pub(super) fn row_title(page: &Page, section: &Section, rows: &Value, row: usize) -> String {
    let what = section.each.as_ref().map_or_else(String::new, |each| page.of(&each.title).to_owned());
    let params = [("what", Value::from(what)), ("number", Value::from(row + 1))];
    match section.name_of(&rows[row]) {
        Some(name) => {
            page.say_with("apply-row-named", params.into_iter().chain([("name", Value::from(name))]))
        }
        None => page.say_with("apply-row", params),
    }
}

fn has(step: &[crate::catalogue::form::Question], name: &str) -> bool {
    step.iter().any(|question| question.name == name)
}

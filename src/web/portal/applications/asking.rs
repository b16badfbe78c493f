//! A few questions of a section, or of one of its rows, as they are asked: which they are now, what is stored of them, and
//! the change that answers to them are.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::place;
use crate::casework::apply::Filled;
use crate::catalogue::form::{Question, QuestionKind, Reading, Section};
use crate::error::{Error, Result};
use crate::web::page::{Entries, Page};
use crate::web::portal::questions::{self, keep_name, latin_digits};

/// Whose answers they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Of a section that is asked once.
    Once,
    Row(usize),
    /// Of a row that is to be added.
    New,
}

/// A step of a section: its questions and whose answers they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) section: &'a Section,
    pub(super) whose: Whose,
    /// From 0.
    pub(super) step: usize,
}

impl<'a> Asking<'a> {
    /// The step of a section, or of the row that is there under this number.
    ///
    /// # Errors
    /// `NotFound` where the form has no such section or the list no such row.
    pub(super) fn of(filled: &'a Filled, section: &str, whose: Whose) -> Result<Self> {
        let section = filled.programme.form.section(section).ok_or(Error::NotFound)?;
        let rows = filled.view.answers[&section.name].as_array().map_or(0, Vec::len);
        let is_there = match (&section.each, whose) {
            (None, Whose::Once) => true,
            (Some(_), Whose::Row(row)) => row < rows,
            (Some(each), Whose::New) => rows < each.max,
            _ => false,
        };
        if is_there { Ok(Self { section, whose, step: 0 }) } else { Err(Error::NotFound) }
    }

    /// The step of this number, or where nothing of it is asked the first of which something is.
    pub(super) fn at(self, filled: &Filled, step: usize) -> Result<Self> {
        let reading = self.reading(filled)?;
        let steps = self.section.steps().len();
        let is_asked = |step: &usize| !Self { step: *step, ..self }.asked_in(&reading, filled).is_empty();
        let step = Some(step).filter(|step| *step < steps).filter(is_asked);
        Ok(Self { step: step.or_else(|| (0..steps).find(is_asked)).unwrap_or(0), ..self })
    }

    /// The next step of which something is asked.
    pub(super) fn next(self, filled: &Filled) -> Result<Option<Self>> {
        self.among(filled, self.step + 1..self.section.steps().len())
    }

    /// The step before, of which something is asked.
    pub(super) fn previous(self, filled: &Filled) -> Result<Option<Self>> {
        self.among(filled, (0..self.step).rev())
    }

    fn among(self, filled: &Filled, steps: impl Iterator<Item = usize>) -> Result<Option<Self>> {
        let reading = self.reading(filled)?;
        let mut steps = steps.map(|step| Self { step, ..self });
        Ok(steps.find(|asking| !asking.asked_in(&reading, filled).is_empty()))
    }

    /// The questions of the step, whether asked or not.
    pub(super) fn questions(&self) -> &'a [Question] {
        self.section.steps().get(self.step).copied().unwrap_or_default()
    }

    /// The questions that are asked, each with whether it may be left.
    pub(super) fn asked(&self, filled: &Filled) -> Result<Vec<(&'a Question, bool)>> {
        let reading = self.reading(filled)?;
        Ok(self.asked_in(&reading, filled))
    }

    fn asked_in(&self, reading: &Reading, filled: &Filled) -> Vec<(&'a Question, bool)> {
        let path = self.path(filled);
        let asked = |question: &Question| {
            let path = format!("{path}.{}", question.name);
            reading.asked().iter().find(|asked| asked.path == path).map(|asked| asked.is_optional)
        };
        self.questions().iter().filter_map(|question| Some((question, asked(question)?))).collect()
    }

    fn reading<'f>(&self, filled: &'f Filled) -> Result<Cow<'f, Reading>> {
        Ok(match self.whose {
            Whose::New => Cow::Owned(filled.with_new_row(&self.section.name)?),
            Whose::Once | Whose::Row(_) => Cow::Borrowed(&filled.reading),
        })
    }

    /// The path of the answers: `household`, or `members.2`.
    pub(super) fn path(&self, filled: &Filled) -> String {
        let name = &self.section.name;
        match self.whose {
            Whose::Once => name.clone(),
            Whose::Row(row) => format!("{name}.{row}"),
            Whose::New => format!("{name}.{}", self.rows(filled).len()),
        }
    }

    /// What is stored of the answers, identifiers masked; null where nothing is.
    pub(super) fn stored<'f>(&self, filled: &'f Filled) -> &'f Value {
        let answers = &filled.view.answers[&self.section.name];
        match self.whose {
            Whose::Once => answers,
            Whose::Row(row) => &answers[row],
            Whose::New => &Value::Null,
        }
    }

    /// Where the page of these questions is.
    pub(super) fn address(&self, filled: &Filled) -> String {
        let section = place::section_path(filled.view.id, self.section);
        match self.whose {
            Whose::Once => section,
            Whose::Row(row) => format!("{section}/{row}"),
            Whose::New => format!("{section}/new"),
        }
    }

    /// The answers as typed, by question.
    pub(super) fn typed(&self, filled: &Filled, entries: &Entries) -> Result<Map<String, Value>> {
        let asked = self.asked(filled)?;
        let typed = asked.iter();
        Ok(typed.map(|(question, _)| (question.name.clone(), questions::answer(question, entries))).collect())
    }

    /// The change of the application that these answers are. A list is sent as a whole, its other rows as they stand.
    pub(super) fn change(&self, filled: &Filled, typed: &Map<String, Value>) -> Value {
        let name = &self.section.name;
        let mut rows = rows_as_kept(self.rows(filled));
        match self.whose {
            Whose::Once => return json!({ name: typed }),
            Whose::Row(row) => {
                if let Some(Value::Object(kept)) = rows.get_mut(row) {
                    kept.extend(typed.clone());
                }
            }
            Whose::New => rows.push(Value::Object(typed.clone())),
        }
        json!({ name: rows })
    }

    fn rows<'f>(&self, filled: &'f Filled) -> &'f [Value] {
        filled.view.answers[&self.section.name].as_array().map_or(&[], Vec::as_slice)
    }

    /// The same after it was saved: what was added is the last row.
    pub(super) fn saved(self, filled: &Filled) -> Self {
        match self.whose {
            Whose::New => Self { whose: Whose::Row(self.rows(filled).len().saturating_sub(1)), ..self },
            Whose::Once | Whose::Row(_) => self,
        }
    }

    /// Whether just these answers are stored: the form was sent twice.
    pub(super) fn is_stored(&self, filled: &Filled, typed: &Map<String, Value>) -> bool {
        let stored = self.saved(filled).stored(filled);
        let mut asked = self.questions().iter().filter(|question| typed.contains_key(&question.name));
        !stored.is_null()
            && asked.all(|question| is_same(question, &typed[&question.name], &stored[&question.name]))
    }

    /// The fields that the form may send.
    pub(super) fn field_names(&self) -> Vec<String> {
        let names = self.questions().iter().flat_map(|question| match &question.kind {
            QuestionKind::Date { .. } => {
                ["day", "month", "year"].map(|part| format!("{}-{part}", question.name)).to_vec()
            }
            kind if kind.identifier().is_some() => vec![question.name.clone(), keep_name(&question.name)],
            _ => vec![question.name.clone()],
        });
        names.chain(["_version", "_step", "_then", "_later"].map(str::to_owned)).collect()
    }

    /// What the page calls whose answers they are.
    pub(super) fn title(&self, page: &Page, filled: &Filled) -> String {
        let rows = &filled.view.answers[&self.section.name];
        match self.whose {
            Whose::Once => page.of(&self.section.title).to_owned(),
            Whose::Row(row) => place::row_title(page, self.section, rows, row),
            Whose::New => place::row_title(page, self.section, rows, self.rows(filled).len()),
        }
    }
}

/// Rows as they are sent back unchanged: of each identifier the word that leaves it as it is.
fn rows_as_kept(rows: &[Value]) -> Vec<Value> {
    let kept = |answer: &Value| match answer.get("keep") {
        Some(word) => json!({ "keep": word }),
        None => answer.clone(),
    };
    let row = |row: &Value| -> Value {
        let answers = row.as_object().into_iter().flatten();
        Value::Object(answers.map(|(name, answer)| (name.clone(), kept(answer))).collect())
    };
    rows.iter().map(row).collect()
}

/// Whether an answer as typed is the one that is stored.
pub(super) fn is_same(question: &Question, typed: &Value, stored: &Value) -> bool {
    if question.kind.identifier().is_none() {
        return typed == stored || typed.as_str() == Some("") && stored.is_null();
    }
    match typed {
        Value::String(text) => {
            let typed: String = latin_digits(text).chars().filter(char::is_ascii_alphanumeric).collect();
            let last = stored["last"].as_str().unwrap_or_default();
            !last.is_empty() && typed.to_ascii_uppercase().ends_with(last)
        }
        Value::Object(kept) => kept.get("keep") == stored.get("keep"),
        other => other == stored,
    }
}

//! Checks typed answers field by field, so that all that is wrong is told at once and nothing unknown is ever stored.
//! A draft may be incomplete; what it holds is sound.

use std::collections::HashSet;

use chrono::{Months, NaiveDate};
use serde_json::{Map, Value};

use super::answers::{Answers, Row, keep_word, sealed_text};
use super::{AreaLevel, Form, Identifier, Question, QuestionKind, Section};
use crate::plain::{Unfit, clean};
use crate::refusal::FieldError;

/// So many errors are told at once.
const MOST_ERRORS: usize = 100;
/// So much of a field name that somebody made up is repeated.
const LONGEST_NAME: usize = 60;
/// Nobody was born earlier than this many years ago.
const OLDEST_YEARS: u32 = 130;

/// What checking needs to know beside the form.
#[expect(missing_debug_implementations, reason = "holds the closure that seals")]
pub struct Checking<'a> {
    /// The day in Punjab.
    pub today: NaiveDate,
    /// The codes of existing areas among those typed; `Form::areas_in` lists the typed ones.
    pub areas: &'a HashSet<String>,
    /// The answers before the change: identifiers may be kept from there.
    pub stored: &'a Answers,
    /// Seals an identifier in its normal spelling.
    pub seal: &'a dyn Fn(Identifier, &str) -> Value,
}

impl Form {
    /// Checks a change of answers. Null takes an answer away.
    ///
    /// # Errors
    /// Every wrong field, by its path.
    pub fn check(&self, typed: &Value, given: &Checking<'_>) -> Result<Answers, Vec<FieldError>> {
        let mut check = Check { given, errors: Vec::new() };
        let answers = check.answers(self, typed);
        if check.errors.is_empty() { Ok(answers) } else { Err(check.errors) }
    }

    /// The texts that were typed where an area is asked for.
    pub fn areas_in(&self, typed: &Value) -> Vec<String> {
        let mut found = Vec::new();
        for section in &self.sections {
            let rows = match typed.get(&section.name) {
                Some(Value::Array(rows)) => rows.as_slice(),
                Some(row) => std::slice::from_ref(row),
                None => continue,
            };
            for question in &section.questions {
                if matches!(question.kind, QuestionKind::Area { .. }) {
                    let texts = rows.iter().filter_map(|row| row.get(&question.name)?.as_str());
                    found.extend(texts.filter(|text| text.len() <= LONGEST_NAME * 3).map(str::to_owned));
                }
            }
        }
        found
    }
}

struct Check<'a> {
    given: &'a Checking<'a>,
    errors: Vec<FieldError>,
}

impl Check<'_> {
    fn wrong(&mut self, error: FieldError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    fn answers(&mut self, form: &Form, typed: &Value) -> Answers {
        let mut answers = Answers::default();
        let Some(sections) = typed.as_object() else {
            self.wrong(FieldError::new("answers", "field-type"));
            return answers;
        };
        for (name, typed) in sections {
            match form.section(name) {
                Some(section) => {
                    let value = self.section(section, typed);
                    answers.set(name, value);
                }
                None => self.wrong(FieldError::new(clip(name), "field-unknown")),
            }
        }
        answers
    }

    fn section(&mut self, section: &Section, typed: &Value) -> Value {
        let name = &section.name;
        match (&section.each, typed) {
            (None, Value::Object(typed)) => Value::Object(self.row(section, name, typed)),
            (Some(each), Value::Array(rows)) => {
                if rows.len() > each.max {
                    self.wrong(FieldError::new(name, "too-many-rows").with("max", each.max));
                    return Value::Null;
                }
                let rows = rows.iter().enumerate().map(|(place, row)| self.one_of(section, place, row));
                Value::Array(rows.collect())
            }
            _ => {
                self.wrong(FieldError::new(name, "field-type"));
                Value::Null
            }
        }
    }

    fn one_of(&mut self, section: &Section, place: usize, typed: &Value) -> Value {
        let path = format!("{}.{place}", section.name);
        if let Value::Object(typed) = typed {
            return Value::Object(self.row(section, &path, typed));
        }
        self.wrong(FieldError::new(path, "field-type"));
        Value::Null
    }

    fn row(&mut self, section: &Section, path: &str, typed: &Map<String, Value>) -> Row {
        let mut row = Row::new();
        for (name, value) in typed {
            let Some(question) = section.question(name) else {
                self.wrong(FieldError::new(format!("{path}.{}", clip(name)), "field-unknown"));
                continue;
            };
            let path = format!("{path}.{name}");
            match self.answer(section, question, &path, value) {
                Ok(answer) => drop(row.insert(name.clone(), answer)),
                Err(error) => self.wrong(error),
            }
        }
        row
    }

    fn answer(
        &self,
        section: &Section,
        question: &Question,
        path: &str,
        typed: &Value,
    ) -> Result<Value, FieldError> {
        if typed.is_null() {
            return Ok(Value::Null);
        }
        if let Some(identifier) = question.kind.identifier() {
            return self.identifier(identifier, &section.name, &question.name, Typed { path, value: typed });
        }
        match (&question.kind, typed) {
            (QuestionKind::YesNo, Value::Bool(flag)) => Ok(Value::Bool(*flag)),
            (
                QuestionKind::Integer { min, max } | QuestionKind::Money { min, max },
                Value::Number(number),
            ) => {
                let number = number.as_i64().ok_or_else(|| FieldError::new(path, "field-type"))?;
                within(path, number, *min, *max)
            }
            (QuestionKind::Text { max_length }, Value::String(text)) => text_answer(path, text, *max_length),
            (QuestionKind::Date { .. }, Value::String(text)) => date_answer(path, text, self.given.today),
            (QuestionKind::Choice { options }, Value::String(text)) => {
                if options.iter().any(|option| option.name == *text) {
                    return Ok(typed.clone());
                }
                let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
                Err(FieldError::new(path, "choice-unknown").with("options", names.join(", ")))
            }
            (QuestionKind::Area { level }, Value::String(code)) => self.area(path, *level, code),
            _ => Err(FieldError::new(path, "field-type")),
        }
    }

    fn area(&self, path: &str, level: AreaLevel, code: &str) -> Result<Value, FieldError> {
        if code.split('/').count() == level.depth() && self.given.areas.contains(code) {
            return Ok(Value::from(code));
        }
        Err(FieldError::new(path, "area-unknown"))
    }

    /// A text is sealed; `{"keep": word}` leaves an identifier of the same question as it was, in whichever row it stood.
    fn identifier(
        &self,
        identifier: Identifier,
        section: &str,
        question: &str,
        typed: Typed<'_>,
    ) -> Result<Value, FieldError> {
        let Typed { path, value } = typed;
        match value {
            Value::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Value::String(text) => {
                let clear = identifier.read(path, text)?;
                Ok((self.given.seal)(identifier, &clear))
            }
            Value::Object(fields) if fields.len() == 1 => {
                let word = fields.get("keep").and_then(Value::as_str);
                let stored = self.given.stored;
                let mut rows = stored.rows(section);
                rows.extend(stored.row(section));
                rows.iter()
                    .filter_map(|row| row.get(question))
                    .find(|kept| word.is_some() && sealed_text(kept).map(keep_word).as_deref() == word)
                    .cloned()
                    .ok_or_else(|| FieldError::new(path, "nothing-to-keep"))
            }
            _ => Err(FieldError::new(path, "field-type")),
        }
    }
}

#[derive(Clone, Copy)]
struct Typed<'a> {
    path: &'a str,
    value: &'a Value,
}

fn within(path: &str, number: i64, min: i64, max: i64) -> Result<Value, FieldError> {
    if number < min {
        return Err(FieldError::new(path, "number-too-small").with("min", min));
    }
    if number > max {
        return Err(FieldError::new(path, "number-too-large").with("max", max));
    }
    Ok(Value::from(number))
}

fn text_answer(path: &str, text: &str, limit: usize) -> Result<Value, FieldError> {
    match clean(text, limit) {
        Ok(text) if text.is_empty() => Ok(Value::Null),
        Ok(text) => Ok(Value::from(text)),
        Err(Unfit::TooLong) => Err(FieldError::new(path, "text-too-long").with("max", limit)),
        Err(Unfit::Control) => Err(FieldError::new(path, "text-unfit")),
    }
}

fn date_answer(path: &str, text: &str, today: NaiveDate) -> Result<Value, FieldError> {
    let is_formed = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = is_formed.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    let date = date.ok_or_else(|| FieldError::new(path, "date-malformed"))?;
    if date > today {
        return Err(FieldError::new(path, "date-in-future"));
    }
    if today.checked_sub_months(Months::new(OLDEST_YEARS * 12)).is_some_and(|oldest| date < oldest) {
        return Err(FieldError::new(path, "date-too-early"));
    }
    Ok(Value::from(text))
}

fn clip(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect()
}

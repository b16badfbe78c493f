//! The answers of a case as people read them: labels from the form, choices by their titles, money in rupees, areas by
//! name, and of identifiers only the last characters.

use serde::Serialize;
use serde_json::Value;

use super::super::words;
use crate::catalogue::form::{self, Form, Question, QuestionKind};
use crate::web::page::Page;
use crate::web::page::places::Places;

/// Questions that belong together, with what was answered.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Section {
    name: String,
    title: String,
    /// Of a section asked once.
    answers: Vec<Answer>,
    /// Of a repeated one: the questions that anybody answered, and a row for each member.
    columns: Vec<String>,
    rows: Vec<Vec<Shown>>,
    is_table: bool,
}

#[derive(Debug, Serialize)]
struct Answer {
    title: String,
    shown: Shown,
}

/// A value, and how the page prints it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(in crate::web::office) struct Shown {
    /// `words`, `typed`, `latin`, `day`, `rupees` or `nothing`.
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) paisa: i64,
}

impl Shown {
    /// In the page's language.
    pub(in crate::web::office) fn words(text: impl Into<String>) -> Self {
        Self { kind: "words", text: text.into(), paisa: 0 }
    }

    /// Numbers and codes.
    pub(in crate::web::office) fn latin(text: impl Into<String>) -> Self {
        Self { kind: "latin", text: text.into(), paisa: 0 }
    }

    /// What somebody typed.
    pub(in crate::web::office) fn typed(text: impl Into<String>) -> Self {
        Self { kind: "typed", text: text.into(), paisa: 0 }
    }

    /// A day, as `YYYY-MM-DD` or with its time.
    pub(in crate::web::office) fn day(text: impl Into<String>) -> Self {
        Self { kind: "day", text: text.into(), paisa: 0 }
    }

    fn nothing() -> Self {
        Self { kind: "nothing", ..Self::default() }
    }
}

/// The answers, section by section in the order of the form.
pub(in crate::web::office) fn sections(
    page: &Page,
    form: &Form,
    answers: &Value,
    places: &Places,
) -> Vec<Section> {
    form.sections.iter().map(|section| of_section(page, section, &answers[&section.name], places)).collect()
}

fn of_section(page: &Page, section: &form::Section, given: &Value, places: &Places) -> Section {
    let (name, title) = (section.name.clone(), words::of(page, &section.title));
    let shown = |question: &Question, row: &Value| shown(page, &question.kind, &row[&question.name], places);
    if section.each.is_none() {
        let answered = section.questions.iter().filter(|question| !given[&question.name].is_null());
        let answers = answered
            .map(|question| Answer { title: words::of(page, &question.title), shown: shown(question, given) })
            .collect();
        return Section { name, title, answers, columns: Vec::new(), rows: Vec::new(), is_table: false };
    }
    let members = given.as_array().map_or(&[][..], Vec::as_slice);
    let asked: Vec<&Question> = section
        .questions
        .iter()
        .filter(|question| members.iter().any(|member| !member[&question.name].is_null()))
        .collect();
    let row = |member: &Value| asked.iter().map(|question| shown(question, member)).collect();
    Section {
        name,
        title,
        answers: Vec::new(),
        columns: asked.iter().map(|question| words::of(page, &question.title)).collect(),
        rows: members.iter().map(row).collect(),
        is_table: true,
    }
}

/// An answer to a question of this kind.
pub(in crate::web::office) fn shown(
    page: &Page,
    kind: &QuestionKind,
    value: &Value,
    places: &Places,
) -> Shown {
    let text = value.as_str().unwrap_or_default();
    if value.is_null() {
        return Shown::nothing();
    }
    match kind {
        QuestionKind::Text { .. } => Shown::typed(text),
        QuestionKind::Integer { .. } => Shown::latin(value.to_string()),
        QuestionKind::Money { .. } => {
            Shown { kind: "rupees", paisa: value.as_i64().unwrap_or_default(), ..Shown::default() }
        }
        QuestionKind::Date { .. } => Shown::day(text),
        QuestionKind::Choice { options } => {
            let chosen = options.iter().find(|option| option.name == text);
            chosen.map_or_else(|| Shown::latin(text), |option| Shown::words(page.of(&option.title)))
        }
        QuestionKind::YesNo => {
            Shown::words(page.say(if value == &Value::Bool(true) { "office-yes" } else { "office-no" }))
        }
        QuestionKind::Cnic | QuestionKind::Iban | QuestionKind::Mobile => {
            let last = value["last"].as_str().unwrap_or_default();
            Shown::latin(format!("•••• {last}"))
        }
        QuestionKind::Area { .. } => Shown::words(places.name(text)),
    }
}

#[cfg(test)]
impl Section {
    pub(in crate::web::office) fn samples() -> Vec<Self> {
        let shown = [
            Shown::words("عورت"),
            Shown { kind: "typed", text: "غلام فاطمہ".to_owned(), paisa: 0 },
            Shown::latin("•••• 6702"),
            Shown { kind: "day", text: "1984-05-07".to_owned(), paisa: 0 },
            Shown { kind: "rupees", paisa: 250_000, ..Shown::default() },
            Shown::nothing(),
        ];
        let answer = |shown: &Shown| Answer { title: "جنس".to_owned(), shown: shown.clone() };
        let title = "آپ کے بارے میں".to_owned();
        let once = Self {
            name: "applicant".to_owned(),
            title: title.clone(),
            answers: shown.iter().map(answer).collect(),
            columns: Vec::new(),
            rows: Vec::new(),
            is_table: false,
        };
        let each = |rows: Vec<Vec<Shown>>, name: &str| Self {
            name: name.to_owned(),
            title: title.clone(),
            answers: Vec::new(),
            columns: vec!["نام".to_owned(); shown.len()],
            rows,
            is_table: true,
        };
        vec![once, each(vec![shown.to_vec()], "members"), each(Vec::new(), "animals")]
    }
}

//! The answers of a case as people read them: labels from the form, choices by their titles, money in rupees, areas by
//! name, and of identifiers only the last characters. Beside them stands what the household told differently another time.

use serde::Serialize;
use serde_json::Value;

use super::super::words;
use crate::catalogue::form::{self, Difference, Form, Question, QuestionKind};
use crate::web::page::Page;
use crate::web::page::places::Places;

/// The kind of an answer that was not given.
const NOTHING: &str = "nothing";

/// Questions that belong together, with what was answered.
#[derive(Debug, Serialize)]
pub(in crate::web::office) struct Section {
    name: String,
    title: String,
    /// Of a section asked once.
    answers: Vec<Answer>,
    /// Of a repeated one: the questions that anybody answered, and a row for each member.
    columns: Vec<String>,
    rows: Vec<Row>,
    is_table: bool,
}

#[derive(Debug, Serialize)]
struct Answer {
    title: String,
    told: Told,
}

/// An answer, and the other one where the household gave another.
#[derive(Debug, Clone, Serialize)]
struct Told {
    here: Shown,
    there: Option<Shown>,
}

/// Somebody or something that was listed.
#[derive(Debug, Serialize)]
struct Row {
    /// `both`, or `here` or `there` where one of two applications lists it only.
    listed: &'static str,
    cells: Vec<Told>,
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
        Self { kind: NOTHING, ..Self::default() }
    }
}

/// The answers, section by section in the order of the form, with what differs from another application.
pub(in crate::web::office) fn sections(
    page: &Page,
    form: &Form,
    (answers, differences): (&Value, &[Difference]),
    places: &Places,
) -> Vec<Section> {
    let section = |section: &form::Section| {
        let differences =
            differences.iter().filter(|difference| difference.section == section.name).collect();
        Given { page, section, given: &answers[&section.name], differences, places }.shown()
    };
    form.sections.iter().map(section).collect()
}

/// What was given in a section.
struct Given<'a> {
    page: &'a Page,
    section: &'a form::Section,
    given: &'a Value,
    differences: Vec<&'a Difference>,
    places: &'a Places,
}

impl Given<'_> {
    fn shown(&self) -> Section {
        let (name, title) = (self.section.name.clone(), words::of(self.page, &self.section.title));
        if self.section.each.is_some() {
            let (columns, rows) = self.table();
            return Section { name, title, answers: Vec::new(), columns, rows, is_table: true };
        }
        let told = |question: &Question| {
            let told = self.told(question, self.given, None);
            let is_said = told.here.kind != NOTHING || told.there.is_some();
            is_said.then(|| Answer { title: words::of(self.page, &question.title), told })
        };
        let answers = self.section.questions.iter().filter_map(told).collect();
        Section { name, title, answers, columns: Vec::new(), rows: Vec::new(), is_table: false }
    }

    /// The titles of the questions that anybody answered, and everybody's answers to them; who is listed in the other
    /// application only comes last.
    fn table(&self) -> (Vec<String>, Vec<Row>) {
        let here = self.given.as_array().map_or(&[][..], Vec::as_slice);
        let there = || self.differences.iter().filter_map(|difference| difference.there.as_ref());
        let is_differing = |question: &Question| {
            self.differences.iter().any(|one| one.question.as_ref() == Some(&question.name))
        };
        let asked: Vec<&Question> = self
            .section
            .questions
            .iter()
            .filter(|question| {
                let is_answered = |row: &Value| row.get(&question.name).is_some_and(|value| !value.is_null());
                here.iter().any(is_answered) || there().any(is_answered) || is_differing(question)
            })
            .collect();
        let whole = |row: Option<usize>| {
            self.differences.iter().filter(move |one| one.question.is_none() && one.row == row)
        };
        let own = here.iter().enumerate().map(|(place, row)| Row {
            listed: if whole(Some(place)).next().is_some() { "here" } else { "both" },
            cells: asked.iter().map(|question| self.told(question, row, Some(place))).collect(),
        });
        let others = whole(None).filter_map(|one| one.there.as_ref()).map(|row| Row {
            listed: "there",
            cells: asked
                .iter()
                .map(|question| Told { here: self.value(question, &row[&question.name]), there: None })
                .collect(),
        });
        let rows = own.chain(others).collect();
        (asked.iter().map(|question| words::of(self.page, &question.title)).collect(), rows)
    }

    /// An answer of a row here.
    fn told(&self, question: &Question, row: &Value, place: Option<usize>) -> Told {
        let mut differences = self.differences.iter();
        let other = differences.find(|one| one.row == place && one.question.as_ref() == Some(&question.name));
        Told {
            here: self.value(question, &row[&question.name]),
            there: other.map(|one| self.value(question, one.there.as_ref().unwrap_or(&Value::Null))),
        }
    }

    fn value(&self, question: &Question, value: &Value) -> Shown {
        shown(self.page, &question.kind, value, self.places)
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
        let told = |(place, here): (usize, &Shown)| Told {
            here: here.clone(),
            there: (place % 2 == 0).then(|| Shown::words("مرد")),
        };
        let answer = |one| Answer { title: "جنس".to_owned(), told: told(one) };
        let title = "آپ کے بارے میں".to_owned();
        let once = Self {
            name: "applicant".to_owned(),
            title: title.clone(),
            answers: shown.iter().enumerate().map(answer).collect(),
            columns: Vec::new(),
            rows: Vec::new(),
            is_table: false,
        };
        let row = |listed| Row { listed, cells: shown.iter().enumerate().map(told).collect() };
        let each = |rows: Vec<Row>, name: &str| Self {
            name: name.to_owned(),
            title: title.clone(),
            answers: Vec::new(),
            columns: vec!["نام".to_owned(); shown.len()],
            rows,
            is_table: true,
        };
        let rows = ["both", "here", "there"].map(row).into();
        vec![once, each(rows, "members"), each(Vec::new(), "animals")]
    }
}

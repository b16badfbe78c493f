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
    /// Of a repeated one.
    listed: Vec<Listed>,
    is_list: bool,
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
struct Listed {
    /// `both`, or `here` or `there` where one of two applications lists it only.
    by: &'static str,
    /// The answer to the first question, which says who it is.
    who: Told,
    answers: Vec<Answer>,
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
        let is_list = self.section.each.is_some();
        Section {
            name: self.section.name.clone(),
            title: words::of(self.page, self.section.for_office()),
            answers: if is_list {
                Vec::new()
            } else {
                self.answers(&self.section.questions, |question| self.told(question, self.given, None))
            },
            listed: if is_list { self.listed() } else { Vec::new() },
            is_list,
        }
    }

    /// Everybody listed here, then who is listed in the other application only.
    fn listed(&self) -> Vec<Listed> {
        let Some((who, questions)) = self.section.questions.split_first() else { return Vec::new() };
        let here = self.given.as_array().map_or(&[][..], Vec::as_slice).iter().enumerate();
        let whole = |row: Option<usize>| {
            self.differences.iter().filter(move |one| one.question.is_none() && one.row == row)
        };
        let own = here.map(|(place, row)| Listed {
            by: if whole(Some(place)).next().is_some() { "here" } else { "both" },
            who: self.told(who, row, Some(place)),
            answers: self.answers(questions, |question| self.told(question, row, Some(place))),
        });
        let others = whole(None).filter_map(|one| one.there.as_ref()).map(|row| {
            let told = |question: &Question| Told { here: self.value(question, row), there: None };
            Listed { by: "there", who: told(who), answers: self.answers(questions, told) }
        });
        own.chain(others).collect()
    }

    /// Those that were given here or there.
    fn answers(&self, questions: &[Question], told: impl Fn(&Question) -> Told) -> Vec<Answer> {
        let answer = |question: &Question| Answer {
            title: words::of(self.page, question.for_office()),
            told: told(question),
        };
        let is_given = |answer: &Answer| answer.told.here.kind != NOTHING || answer.told.there.is_some();
        questions.iter().map(answer).filter(is_given).collect()
    }

    /// An answer of a row here, and the other one.
    fn told(&self, question: &Question, row: &Value, place: Option<usize>) -> Told {
        let mut differences = self.differences.iter();
        let other = differences.find(|one| one.row == place && one.question.as_ref() == Some(&question.name));
        let there = |one: &&Difference| {
            let value = one.there.as_ref().unwrap_or(&Value::Null);
            shown(self.page, &question.kind, value, self.places)
        };
        Told { here: self.value(question, row), there: other.map(there) }
    }

    fn value(&self, question: &Question, row: &Value) -> Shown {
        shown(self.page, &question.kind, &row[&question.name], self.places)
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
        let answers = || {
            let answer = |one| Answer { title: "جنس".to_owned(), told: told(one) };
            shown.iter().enumerate().map(answer).collect()
        };
        let of = |name: &str| Self {
            name: name.to_owned(),
            title: "آپ کے بارے میں".to_owned(),
            answers: Vec::new(),
            listed: Vec::new(),
            is_list: true,
        };
        let listed = |by| Listed { by, who: told((0, &Shown::typed("احمد"))), answers: answers() };
        vec![
            Self { answers: answers(), is_list: false, ..of("applicant") },
            Self { listed: ["both", "here", "there"].map(listed).into(), ..of("members") },
            of("animals"),
        ]
    }
}

//! Answers read in the light of the form: which questions are asked at all, what is still unanswered, and what
//! expressions see. An answer to a question that is not asked any more counts as never given.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::answers::{Answers, Row};
use super::{Each, Form, Optional, Question, QuestionKind, Rule, Section};
use crate::error::Fault;
use crate::expression::{Expression, Fact, Facts, Kind, NoAnswer};

/// The outcome of reading answers on a day.
#[derive(Debug, Clone)]
pub struct Reading {
    facts: Facts,
    /// Per repeated section its word for one row, and its rows.
    rows: BTreeMap<String, (String, Vec<Fact>)>,
    answers: Answers,
    asked: Vec<Asked>,
    missing: Vec<String>,
}

/// A question that is asked of this applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `household.area`, or `members.2.cnic` in a repeated section.
    pub path: String,
    /// Whether it may be left unanswered.
    pub is_optional: bool,
}

impl Form {
    /// Reads answers as they are stored, on a day in Punjab.
    ///
    /// # Errors
    /// A fault when a condition has no answer, which loading rules out but for numbers that are too large.
    pub fn read(&self, answers: &Answers, today: NaiveDate) -> Result<Reading, Fault> {
        let mut reading = Reading {
            facts: Facts::default(),
            rows: BTreeMap::new(),
            answers: Answers::default(),
            asked: Vec::new(),
            missing: Vec::new(),
        };
        for section in &self.sections {
            let kind = self.scope().kind(&section.name).expect("loading declares every section");
            match &section.each {
                None => reading.once(section, kind, answers.row(&section.name), today)?,
                Some(each) => reading.repeated(section, each, Repeated { kind, answers, today })?,
            }
        }
        Ok(reading)
    }

    /// The rules that are broken: first those that refuse, then those that only flag.
    ///
    /// # Errors
    /// As `read`.
    pub fn broken(&self, reading: &Reading) -> Result<(Vec<&Rule>, Vec<&Rule>), Fault> {
        let mut broken = Vec::new();
        for rule in &self.rules {
            if !rule.must.flag(&reading.facts)? {
                broken.push(rule);
            }
        }
        Ok(broken.into_iter().partition(|rule| !rule.flag))
    }

    /// Whether what was answered makes the household's case come sooner.
    ///
    /// # Errors
    /// As `read`.
    pub fn is_vulnerable(&self, reading: &Reading) -> Result<bool, Fault> {
        let Some(vulnerable) = &self.vulnerable else { return Ok(false) };
        Ok(vulnerable.flag(&reading.facts)?)
    }
}

impl Reading {
    /// The questions that are asked, must be answered and are not, as paths.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// Every question that is asked, answered or not, in the order of the form.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The answers to questions that are asked, as they are stored.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// What expressions see.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether a condition holds; none always does.
    pub(crate) fn holds(&self, when: Option<&Expression>) -> Result<bool, NoAnswer> {
        when.map_or(Ok(true), |when| when.flag(&self.facts))
    }

    /// The rows of a repeated section, from 0, for which a condition holds.
    pub(crate) fn rows_where(&self, section: &str, when: Option<&Expression>) -> Result<Vec<i16>, NoAnswer> {
        let Some((word, rows)) = self.rows.get(section) else { return Ok(Vec::new()) };
        let mut facts = self.facts.clone();
        let mut found = Vec::new();
        for (place, row) in (0_i16..).zip(rows) {
            facts.set(word, row);
            if when.map_or(Ok(true), |when| when.flag(&facts))? {
                found.push(place);
            }
        }
        Ok(found)
    }

    fn once(
        &mut self,
        section: &Section,
        kind: &Kind,
        given: Option<&Row>,
        today: NaiveDate,
    ) -> Result<(), NoAnswer> {
        let none = Row::new();
        let mut group = Group { path: &section.name, word: &section.name, fact: kind.empty(), today };
        let kept = self.group(section, &mut group, given.unwrap_or(&none))?;
        self.answers.set(&section.name, Value::Object(kept));
        Ok(())
    }

    fn repeated(&mut self, section: &Section, each: &Each, given: Repeated<'_>) -> Result<(), NoAnswer> {
        let Kind::List(row_kind) = given.kind else {
            unreachable!("a repeated section is declared as a list")
        };
        let rows = given.answers.rows(&section.name);
        if rows.len() < each.min {
            self.missing.push(section.name.clone());
        }
        let (mut facts, mut kept) = (Vec::new(), Vec::new());
        for (place, row) in rows.into_iter().enumerate() {
            let path = format!("{}.{place}", section.name);
            let mut group =
                Group { path: &path, word: &each.name, fact: row_kind.empty(), today: given.today };
            kept.push(Value::Object(self.group(section, &mut group, row)?));
            facts.push(group.fact);
        }
        self.facts.unset(&each.name);
        self.facts.set(&section.name, &Fact::List(facts.clone()));
        self.rows.insert(section.name.clone(), (each.name.clone(), facts));
        self.answers.set(&section.name, Value::Array(kept));
        Ok(())
    }

    fn group(&mut self, section: &Section, group: &mut Group<'_>, given: &Row) -> Result<Row, NoAnswer> {
        let mut kept = Row::new();
        self.facts.set(group.word, &group.fact);
        for question in &section.questions {
            if !self.holds(question.when.as_ref())? {
                continue;
            }
            let (path, is_optional) =
                (format!("{}.{}", group.path, question.name), self.may_be_left(question)?);
            self.asked.push(Asked { path: path.clone(), is_optional });
            match given.get(&question.name).filter(|answer| !answer.is_null()) {
                Some(answer) => {
                    group.take(question, answer);
                    self.facts.set(group.word, &group.fact);
                    kept.insert(question.name.clone(), answer.clone());
                }
                None if is_optional => {}
                None => self.missing.push(path),
            }
        }
        Ok(kept)
    }

    fn may_be_left(&self, question: &Question) -> Result<bool, NoAnswer> {
        match &question.optional {
            Optional::Fixed(flag) => Ok(*flag),
            Optional::When(when) => when.flag(&self.facts),
        }
    }
}

#[derive(Clone, Copy)]
struct Repeated<'a> {
    kind: &'a Kind,
    answers: &'a Answers,
    today: NaiveDate,
}

/// The answers of one section or row while they are read.
struct Group<'a> {
    path: &'a str,
    /// The name under which expressions know it.
    word: &'a str,
    fact: Fact,
    today: NaiveDate,
}

impl Group<'_> {
    fn take(&mut self, question: &Question, answer: &Value) {
        let Fact::Record(fields) = &mut self.fact else { return };
        if let Some(fact) = fact_of(&question.kind, answer) {
            fields.insert(question.name.clone(), fact);
        }
        if let QuestionKind::Date { age_as: Some(age) } = &question.kind {
            let born = answer.as_str().and_then(|text| text.parse::<NaiveDate>().ok());
            let years = born.and_then(|born| self.today.years_since(born)).map_or(0, i64::from);
            fields.insert(age.clone(), Fact::Number(years));
        }
    }
}

fn fact_of(kind: &QuestionKind, answer: &Value) -> Option<Fact> {
    if kind.identifier().is_some() {
        return answer.get("index")?.as_str().map(|index| Fact::Text(index.to_owned()));
    }
    match kind.in_expressions() {
        Kind::Flag => answer.as_bool().map(Fact::Flag),
        Kind::Number => answer.as_i64().map(Fact::Number),
        _ => answer.as_str().map(|text| Fact::Text(text.to_owned())),
    }
}

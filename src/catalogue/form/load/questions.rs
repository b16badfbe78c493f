//! Reads the questions of a section: what each key means depends on the type of the question.

use std::sync::Arc;

use super::Loader;
use crate::catalogue::form::{AreaLevel, Choice, Optional, Prefill, Question, QuestionKind};
use crate::expression::{Kind, Scope};
use crate::workflow::reader::{Fields, Place};
use crate::workflow::yaml::Mark;

const COMMON: [&str; 7] = ["type", "title", "office", "hint", "optional", "when", "prefill"];
const SPECIFIC: [&str; 6] = ["max_length", "min", "max", "age_as", "options", "level"];
const TYPES: [&str; 10] =
    ["text", "integer", "money", "date", "choice", "yes-no", "cnic", "iban", "mobile", "area"];

const USUAL_LENGTH: i64 = 200;
const LONGEST_TEXT: i64 = 2_000;
const LARGEST_INTEGER: i64 = 1_000_000_000;
/// Ten billion rupees, in paisa: sums over a household stay far below what a number can hold.
const LARGEST_MONEY: i64 = 1_000_000_000_000;

impl Loader {
    /// The questions, and the record they are to expressions. `word` is the record's name in expressions.
    pub(super) fn questions(
        &mut self,
        place: &Place<'_>,
        word: &str,
        is_repeated: bool,
    ) -> (Vec<Question>, Scope) {
        let before = self.scope.clone();
        let mut record = Scope::default();
        let mut questions = Vec::new();
        for (name, mark, place) in self.reader.entries(place) {
            self.scope.declare(word, Kind::Record(Arc::new(record.clone())));
            let Some(question) = self.question(name, mark, &place) else { continue };
            if is_repeated && question.prefill.is_some() {
                self.reader.wrong(&place, "a question of a repeated section has no `prefill`");
            }
            record.declare(&question.name, question.kind.in_expressions());
            if let QuestionKind::Date { age_as: Some(age) } = &question.kind {
                if record.kind(age).is_some() {
                    self.reader.wrong(&place, format!("`{age}` already stands for another question"));
                }
                record.declare(age, Kind::Number);
            }
            questions.push(question);
        }
        self.scope = before;
        (questions, record)
    }

    fn question(&mut self, name: &str, mark: Mark, place: &Place<'_>) -> Option<Question> {
        let keys = [COMMON.as_slice(), SPECIFIC.as_slice()].concat();
        let fields = self.reader.fields(place, &keys);
        let name = self.variable(mark, &place.path, name);
        let title = self.required_both(&fields, "title");
        let hint = fields.get("hint").and_then(|place| self.reader.both_languages(place));
        let office = fields.get("office").and_then(|place| self.reader.both_languages(place));
        let kind = self.reader.required(&fields, "type").and_then(|place| self.kind(&place, &fields));
        let optional =
            fields.get("optional").map_or(Some(Optional::Fixed(false)), |place| self.optional(place));
        let when = match fields.get("when") {
            Some(place) => self.expression(place, &Kind::Flag).map(Some),
            None => Some(None),
        };
        let prefill = fields.get("prefill").map(|place| self.prefill(place, kind.as_ref()));
        Some(Question {
            name: name?,
            title: title?,
            office,
            hint,
            kind: kind?,
            optional: optional?,
            when: when?,
            prefill: prefill.flatten(),
        })
    }

    fn kind(&mut self, place: &Place<'_>, fields: &Fields<'_>) -> Option<QuestionKind> {
        let word = self.reader.word(place, "type of question", &TYPES)?;
        let allowed: &[&str] = match word.as_str() {
            "text" => &["max_length"],
            "integer" | "money" => &["min", "max"],
            "date" => &["age_as"],
            "choice" => &["options"],
            "area" => &["level"],
            _ => &[],
        };
        for key in SPECIFIC {
            if let Some(place) = fields.get(key)
                && !allowed.contains(&key)
            {
                self.reader.wrong(place, format!("`{key}` means nothing for a question of type {word}"));
            }
        }
        match word.as_str() {
            "text" => {
                let length = self.limit(fields, "max_length", USUAL_LENGTH, 1..=LONGEST_TEXT)?;
                Some(QuestionKind::Text { max_length: usize::try_from(length).ok()? })
            }
            "integer" => {
                let min = self.limit(fields, "min", 0, -LARGEST_INTEGER..=LARGEST_INTEGER)?;
                let max = self.limit(fields, "max", LARGEST_INTEGER, min..=LARGEST_INTEGER)?;
                Some(QuestionKind::Integer { min, max })
            }
            "money" => {
                let min = self.limit(fields, "min", 0, 0..=LARGEST_MONEY)?;
                let max = self.limit(fields, "max", LARGEST_MONEY, min..=LARGEST_MONEY)?;
                Some(QuestionKind::Money { min, max })
            }
            "date" => {
                let age_as = match fields.get("age_as") {
                    None => None,
                    Some(place) => {
                        let text = self.reader.text(place)?;
                        Some(self.variable(place.mark(), &place.path, text)?)
                    }
                };
                Some(QuestionKind::Date { age_as })
            }
            "choice" => {
                let place = self.reader.required(fields, "options")?;
                Some(QuestionKind::Choice { options: self.options(&place)? })
            }
            "yes-no" => Some(QuestionKind::YesNo),
            "cnic" => Some(QuestionKind::Cnic),
            "iban" => Some(QuestionKind::Iban),
            "mobile" => Some(QuestionKind::Mobile),
            _ => self.level(fields).map(|level| QuestionKind::Area { level }),
        }
    }

    fn limit(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        usual: i64,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        fields.get(key).map_or(Some(usual), |place| self.whole(place, *range.start(), *range.end()))
    }

    fn options(&mut self, place: &Place<'_>) -> Option<Vec<Choice>> {
        let entries = self.reader.entries(place);
        let count = entries.len();
        let options: Vec<Choice> = entries
            .into_iter()
            .filter_map(|(name, mark, place)| {
                let name = self.reader.name(mark, &place.path, name);
                let title = self.reader.both_languages(&place);
                Some(Choice { name: name?, title: title? })
            })
            .collect();
        if count < 2 {
            self.reader.wrong(place, "a choice has at least two options");
        }
        (options.len() == count && count >= 2).then_some(options)
    }

    fn level(&mut self, fields: &Fields<'_>) -> Option<AreaLevel> {
        let place = self.reader.required(fields, "level")?;
        let word = self.reader.word(&place, "level of area", &["division", "district", "tehsil"])?;
        Some(match word.as_str() {
            "division" => AreaLevel::Division,
            "district" => AreaLevel::District,
            _ => AreaLevel::Tehsil,
        })
    }

    /// `true`, or the condition under which the question may be left unanswered.
    fn optional(&mut self, place: &Place<'_>) -> Option<Optional> {
        match place.value() {
            crate::workflow::yaml::Value::Flag(true) => Some(Optional::Fixed(true)),
            crate::workflow::yaml::Value::Text(_) => self.expression(place, &Kind::Flag).map(Optional::When),
            _ => {
                self.reader.wrong(place, "expected `optional: true` or a condition");
                None
            }
        }
    }

    fn prefill(&mut self, place: &Place<'_>, kind: Option<&QuestionKind>) -> Option<Prefill> {
        let word = self.reader.word(place, "source", &["date-of-birth", "address", "area"])?;
        let (prefill, fits) = match word.as_str() {
            "date-of-birth" => (Prefill::DateOfBirth, matches!(kind, Some(QuestionKind::Date { .. }))),
            "address" => (Prefill::Address, matches!(kind, Some(QuestionKind::Text { .. }))),
            _ => (Prefill::Area, matches!(kind, Some(QuestionKind::Area { level: AreaLevel::Tehsil }))),
        };
        if !fits {
            self.reader.wrong(place, format!("a question of this type cannot begin with the {word}"));
            return None;
        }
        Some(prefill)
    }
}

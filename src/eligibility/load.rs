//! Reads `eligibility.yaml`.

use super::{Criterion, Points, Rule, Scorecard};
use crate::expression::{Expression, Kind, Scope};
use crate::workflow::Problem;
use crate::workflow::reader::{Fields, Place, Reader};
use crate::workflow::yaml::{self, Mark, Value};

/// Points of one rule, and of the threshold, stay within this.
const MOST_POINTS: Points = 10_000;

pub(super) fn load(file: &str, yaml: &str, answers: &Scope) -> Result<Scorecard, Vec<Problem>> {
    let node = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
    let mut loader = Loader { reader: Reader::new(file), scope: answers.clone() };
    let scorecard = loader.scorecard(&Place::root(&node));
    loader.reader.finish(scorecard)
}

struct Loader {
    reader: Reader,
    scope: Scope,
}

impl Loader {
    fn scorecard(&mut self, root: &Place<'_>) -> Option<Scorecard> {
        let fields =
            self.reader.fields(root, &["values", "exclusions", "rules", "threshold", "amount", "gives"]);
        let values = fields.get("values").map(|place| self.values(place)).unwrap_or_default();
        let exclusions = fields.get("exclusions").map(|place| self.exclusions(place)).unwrap_or_default();
        let rules = self.reader.required(&fields, "rules").map(|place| self.rules(&place));
        let threshold =
            self.reader.required(&fields, "threshold").and_then(|place| self.points(&place, 0..=MOST_POINTS));
        let amount = self.expression(&fields, "amount", &Kind::Number);
        let gives = fields.get("gives").and_then(|place| self.reader.both_languages(place));
        Some(Scorecard { values, exclusions, rules: rules?, threshold: threshold?, amount: amount?, gives })
    }

    fn values(&mut self, place: &Place<'_>) -> Vec<(String, Expression)> {
        let mut values = Vec::new();
        for (name, mark, place) in self.reader.entries(place) {
            if self.scope.kind(name).is_some() {
                self.reader.wrong_at(
                    mark,
                    &place.path,
                    format!("`{name}` already stands for something else"),
                );
                continue;
            }
            if !is_variable(name) {
                let message =
                    format!("expected a name of small letters, digits and underscores, found `{name}`");
                self.reader.wrong_at(mark, &place.path, message);
                continue;
            }
            let Some(text) = self.reader.text(&place) else { continue };
            match Expression::compile(text, &self.scope, &Kind::Number) {
                Ok(expression) => values.push((name.to_owned(), expression)),
                Err(message) => self.reader.wrong(&place, message),
            }
            self.scope.declare(name, Kind::Number);
        }
        values
    }

    fn exclusions(&mut self, place: &Place<'_>) -> Vec<Criterion> {
        let entries = self.reader.entries(place);
        entries
            .into_iter()
            .filter_map(|(name, mark, place)| {
                let fields = self.reader.fields(&place, &["title", "when"]);
                self.criterion(name, mark, &fields)
            })
            .collect()
    }

    fn rules(&mut self, place: &Place<'_>) -> Vec<Rule> {
        let entries = self.reader.entries(place);
        entries
            .into_iter()
            .filter_map(|(name, mark, place)| {
                let fields = self.reader.fields(&place, &["title", "when", "points"]);
                let criterion = self.criterion(name, mark, &fields);
                let points = self.reader.required(&fields, "points");
                let points = points.and_then(|place| self.points(&place, -MOST_POINTS..=MOST_POINTS));
                Some(Rule { criterion: criterion?, points: points? })
            })
            .collect()
    }

    fn criterion(&mut self, name: &str, mark: Mark, fields: &Fields<'_>) -> Option<Criterion> {
        let name = self.reader.name(mark, &fields.path, name);
        let title = self.reader.required(fields, "title");
        let title = title.and_then(|place| self.reader.both_languages(&place));
        let when = self.expression(fields, "when", &Kind::Flag);
        Some(Criterion { name: name?, title: title?, when: when? })
    }

    fn expression(&mut self, fields: &Fields<'_>, key: &str, wanted: &Kind) -> Option<Expression> {
        let place = self.reader.required(fields, key)?;
        // A bare number is an expression too, though YAML reads it as a number.
        let text = match place.value() {
            Value::Number(number) => number.to_string(),
            _ => self.reader.text(&place)?.to_owned(),
        };
        match Expression::compile(&text, &self.scope, wanted) {
            Ok(expression) => Some(expression),
            Err(message) => {
                self.reader.wrong(&place, message);
                None
            }
        }
    }

    fn points(&mut self, place: &Place<'_>, range: std::ops::RangeInclusive<Points>) -> Option<Points> {
        let points = match place.value() {
            Value::Number(number) => Points::try_from(*number).ok().filter(|points| range.contains(points)),
            _ => None,
        };
        if points.is_none() {
            let message = format!("expected a whole number from {} to {}", range.start(), range.end());
            self.reader.wrong(place, message);
        }
        points
    }
}

fn is_variable(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

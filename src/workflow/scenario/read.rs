//! How a story is written: who acts, what is given, when it happens.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeZone, Utc, Weekday};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Happening, Standing, Teller, facts};
use crate::workflow::deadline::{WorkingCalendar, ZONE};
use crate::workflow::problem::unknown;
use crate::workflow::reader::{Fields, Place};
use crate::workflow::step::{Deed, Trigger, Why};
use crate::workflow::vocabulary::{FACTS, FactKind};
use crate::workflow::yaml::Value;

/// What happens, in the story's words.
pub(super) enum Told<'n> {
    Start,
    Action { name: &'n str, person: Uuid, why: Why<'n> },
    Event(&'n str),
    Timer(&'n str),
    Outcome { effect: &'n str, name: &'n str },
    Appeal { programme: &'n str, person: Uuid },
}

impl Told<'_> {
    pub(super) fn trigger(&self) -> Trigger<'_> {
        match *self {
            Self::Start => Trigger::Start,
            Self::Action { name, person, why } => Trigger::Action { name, person, why },
            Self::Event(name) => Trigger::Event { name },
            Self::Timer(kind) => Trigger::Timer { kind },
            Self::Outcome { effect, name } => Trigger::Outcome { effect, name },
            Self::Appeal { programme, .. } => Trigger::Reopen { programme },
        }
    }

    pub(super) fn person(&self) -> Option<Uuid> {
        match self {
            Self::Action { person, .. } | Self::Appeal { person, .. } => Some(*person),
            _ => None,
        }
    }
}

impl Teller<'_> {
    pub(super) fn beginning(&mut self, fields: &Fields<'_>) -> Option<Standing> {
        let calendar = match fields.get("calendar") {
            Some(place) => self.calendar(place)?,
            None => WorkingCalendar::new(vec![Weekday::Sat, Weekday::Sun], BTreeSet::new())?,
        };
        let mut standing = Standing {
            stage: self.definition.initial.clone(),
            facts: facts::at_rest(),
            deeds: Vec::new(),
            // A Monday; stories whose time matters give their own.
            now: ZONE.with_ymd_and_hms(2026, 11, 2, 9, 0, 0).earliest()?.to_utc(),
            calendar,
        };
        if let Some(given) = fields.get("given") {
            self.given(given, &mut standing)?;
        }
        Some(standing)
    }

    pub(super) fn given(&mut self, place: &Place<'_>, standing: &mut Standing) -> Option<()> {
        let fields = self.reader.fields(place, &["stage", "now", "facts", "deeds"]);
        if let Some(place) = fields.get("stage") {
            let definition = self.definition;
            let names: Vec<&str> = definition.stages.iter().map(|stage| stage.name.as_str()).collect();
            standing.stage = self.reader.word(place, "stage", &names)?;
        }
        if let Some(place) = fields.get("now") {
            standing.now = self.moment(place)?;
        }
        if let Some(place) = fields.get("facts") {
            for (name, _, place) in self.reader.entries(place) {
                let value = self.fact(name, &place)?;
                facts::set(&mut standing.facts, name, value);
            }
        }
        if let Some(place) = fields.get("deeds") {
            for item in self.reader.list(place) {
                let fields = self.reader.fields(&item, &["action", "by"]);
                let action = self.reader.required(&fields, "action")?;
                let definition = self.definition;
                let action = self.reader.word(&action, "action", &definition.action_names())?;
                let by = self.reader.required(&fields, "by")?;
                let person = self.person(&by)?;
                standing.deeds.push(Deed { action, person });
            }
        }
        Some(())
    }

    pub(super) fn when<'n>(&mut self, place: &Place<'n>) -> Option<Happening<'n>> {
        let keys = [
            "start",
            "action",
            "by",
            "household",
            "code",
            "reason",
            "event",
            "timer",
            "effect",
            "outcome",
            "appeal",
        ];
        let fields = self.reader.fields(place, &keys);
        let mut household = Vec::new();
        if let Some(place) = fields.get("household") {
            for item in self.reader.list(place) {
                household.extend(self.person(&item));
            }
        }
        let given: Vec<&str> = ["start", "action", "event", "timer", "effect", "appeal"]
            .into_iter()
            .filter(|key| fields.has(key))
            .collect();
        let [kind] = given[..] else {
            self.reader.wrong(
                place,
                "expected exactly one of `start`, `action`, `event`, `timer`, `effect` and `appeal`",
            );
            return None;
        };
        let trigger = self.told(kind, &fields)?;
        Some(Happening { trigger, household })
    }

    fn told<'n>(&mut self, kind: &str, fields: &Fields<'n>) -> Option<Told<'n>> {
        if kind == "start" {
            return self.reader.flag(fields, "start").then_some(Told::Start);
        }
        let name = fields.get(kind).and_then(|place| self.reader.text(place))?;
        Some(match kind {
            "action" => {
                let by = self.reader.required(fields, "by")?;
                let person = self.person(&by)?;
                let mut said = |key| fields.get(key).and_then(|place| self.reader.text(place));
                let why = Why { code: said("code"), words: said("reason") };
                Told::Action { name, person, why }
            }
            "event" => Told::Event(name),
            "timer" => Told::Timer(name),
            "appeal" => {
                let by = self.reader.required(fields, "by")?;
                Told::Appeal { programme: name, person: self.person(&by)? }
            }
            _ => {
                let outcome = self.reader.required(fields, "outcome")?;
                Told::Outcome { effect: name, name: self.reader.text(&outcome)? }
            }
        })
    }

    /// People of a story are numbered in the order in which it first names them.
    fn person(&mut self, place: &Place<'_>) -> Option<Uuid> {
        let name = self.reader.text(place)?;
        let number = self.people.iter().position(|known| known == name).unwrap_or_else(|| {
            self.people.push(name.to_owned());
            self.people.len() - 1
        });
        Some(Uuid::from_u128(number as u128 + 1))
    }

    fn fact(&mut self, name: &str, place: &Place<'_>) -> Option<Json> {
        let Some(fact) = FACTS.iter().find(|fact| fact.name == name) else {
            let names: Vec<&str> = FACTS.iter().map(|fact| fact.name).collect();
            self.reader.wrong(place, unknown("fact", name, &names));
            return None;
        };
        match (fact.kind, place.value()) {
            (FactKind::Flag, Value::Flag(value)) => Some(json!(value)),
            (FactKind::Number, Value::Number(value)) => Some(json!(value)),
            (FactKind::Text, Value::Text(value)) => Some(json!(value)),
            (_, other) => {
                self.reader.wrong(place, format!("the fact {name} is not {}", other.described()));
                None
            }
        }
    }

    fn moment(&mut self, place: &Place<'_>) -> Option<DateTime<Utc>> {
        let text = self.reader.text(place)?;
        let moment = DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc());
        moment
            .map_err(|_| self.reader.wrong(place, "expected a moment such as 2026-11-02T09:00:00+05:00"))
            .ok()
    }

    fn calendar(&mut self, place: &Place<'_>) -> Option<WorkingCalendar> {
        let fields = self.reader.fields(place, &["weekend", "holidays"]);
        let mut weekend = Vec::new();
        let weekend_place = self.reader.required(&fields, "weekend")?;
        for item in self.reader.list(&weekend_place) {
            weekend.push(self.parsed::<Weekday>(&item, "the name of a day")?);
        }
        let mut holidays = BTreeSet::new();
        if let Some(place) = fields.get("holidays") {
            for item in self.reader.list(place) {
                holidays.insert(self.parsed::<NaiveDate>(&item, "a date such as 2026-03-23")?);
            }
        }
        let calendar = WorkingCalendar::new(weekend, holidays);
        if calendar.is_none() {
            self.reader.wrong(place, "expected a week with a working day");
        }
        calendar
    }

    fn parsed<T: std::str::FromStr>(&mut self, place: &Place<'_>, what: &str) -> Option<T> {
        let text = self.reader.text(place)?;
        text.parse().map_err(|_| self.reader.wrong(place, format!("expected {what}, found `{text}`"))).ok()
    }
}

/// A value as the plain text in which expectations are compared.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| plain(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let pairs: Vec<String> =
                entries.iter().map(|entry| format!("{}: {}", entry.key, plain(&entry.node.value))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

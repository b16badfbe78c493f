//! The stories told beside each workflow, as given, when and then: the author's own examples, run against the workflow
//! so that a change that breaks one is seen before it is published.

mod facts;
mod read;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use uuid::Uuid;

use super::deadline::WorkingCalendar;
use super::decide::decide;
use super::definition::Definition;
use super::problem::Problem;
use super::reader::{Place, Reader};
use super::step::{Deed, Refusal, Situation, Step};
use super::yaml;

pub use facts::at_rest;

/// Runs a story; `file` is the name that problems carry. Answers how many steps it told.
///
/// # Errors
/// A story that cannot be read, or every expectation that was not met, with its line. Telling stops at the first step
/// that went otherwise.
pub fn run(definition: &Definition, file: &str, yaml: &str) -> Result<usize, Vec<Problem>> {
    let root = yaml::parse(file, yaml).map_err(|problem| vec![problem])?;
    let mut teller = Teller { reader: Reader::new(file), definition, people: Vec::new() };
    let told = teller.tell(&Place::root(&root));
    teller.reader.finish(told)
}

/// Reads a story and keeps who is who in it.
struct Teller<'d> {
    reader: Reader,
    definition: &'d Definition,
    people: Vec<String>,
}

/// The case between two steps.
struct Standing {
    stage: String,
    facts: Json,
    deeds: Vec<Deed>,
    now: DateTime<Utc>,
    calendar: WorkingCalendar,
}

/// Something that happens, with who does it.
struct Happening<'n> {
    trigger: read::Told<'n>,
    household: Vec<Uuid>,
}

impl Teller<'_> {
    fn tell(&mut self, root: &Place<'_>) -> Option<usize> {
        let fields = self.reader.fields(root, &["title", "calendar", "given", "steps"]);
        self.reader
            .required(&fields, "title")
            .and_then(|place| self.reader.text(&place).map(str::to_owned))?;
        let mut standing = self.beginning(&fields)?;
        let steps = self.reader.required(&fields, "steps")?;
        let steps = self.reader.list(&steps);
        for place in &steps {
            self.step(place, &mut standing)?;
        }
        Some(steps.len())
    }

    fn step(&mut self, place: &Place<'_>, standing: &mut Standing) -> Option<()> {
        let fields = self.reader.fields(place, &["given", "when", "then"]);
        if let Some(given) = fields.get("given") {
            self.given(given, standing)?;
        }
        let when = self.reader.required(&fields, "when")?;
        let happening = self.when(&when)?;
        let situation = Situation {
            stage: &standing.stage,
            facts: &standing.facts,
            deeds: &standing.deeds,
            kin_of_actor: &happening.household,
            now: standing.now,
            calendar: &standing.calendar,
        };
        let answer = decide(self.definition, &situation, &happening.trigger.trigger());
        let then = self.reader.required(&fields, "then")?;
        let as_told = self.then(&then, &answer);
        if let Ok(step) = answer {
            standing.stage = step.to;
            let person = happening.trigger.person();
            standing.deeds.extend(step.deed.zip(person).map(|(action, person)| Deed { action, person }));
        }
        as_told.then_some(())
    }

    /// Compares each key that the story gives with what happened.
    fn then(&mut self, place: &Place<'_>, answer: &Result<Step, Refusal>) -> bool {
        let keys =
            ["stage", "record", "checks", "notices", "effect", "timers", "escalate", "reopens", "refused"];
        let fields = self.reader.fields(place, &keys);
        let found: BTreeMap<&str, String> = match answer {
            Ok(step) => said_of(step),
            Err(refusal) => BTreeMap::from([("refused", refusal.code().to_owned())]),
        };
        if let Some(place) = fields.get("refused")
            && answer.is_ok()
        {
            self.reader.wrong(place, format!("expected a refusal, but the case is in {}", found["stage"]));
            return false;
        }
        let mut as_told = true;
        for key in keys {
            let Some(place) = fields.get(key) else { continue };
            let expected = read::plain(place.value());
            let found = match (found.get(key), answer) {
                (Some(found), _) => found.clone(),
                (None, Err(refusal)) => format!("a refusal: {refusal}"),
                (None, Ok(_)) => String::new(),
            };
            if expected != found {
                self.reader.wrong(place, format!("expected {expected}, found {found}"));
                as_told = false;
            }
        }
        as_told
    }
}

/// What a story can expect of a step, each as the plain text of its value.
fn said_of(step: &Step) -> BTreeMap<&'static str, String> {
    let timers = step.timers.iter().map(|timer| {
        let due = timer.due_at.with_timezone(&super::ZONE).format("%Y-%m-%dT%H:%M:%S%:z");
        format!("{}: {due}", timer.kind)
    });
    BTreeMap::from([
        ("stage", step.to.clone()),
        ("record", step.event.clone()),
        ("checks", format!("[{}]", step.checks.join(", "))),
        ("notices", format!("[{}]", step.notices.join(", "))),
        ("effect", step.effect.clone().unwrap_or_default()),
        ("timers", format!("{{{}}}", timers.collect::<Vec<_>>().join(", "))),
        ("escalate", step.escalate.to_string()),
        ("reopens", step.reopens.to_string()),
    ])
}

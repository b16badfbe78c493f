//! Whatever people, events and time do in whatever order: no case leaves the declared graph, a refusal changes nothing,
//! and deeds that are kept apart are never done by one household.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc, Weekday};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use pser::workflow::{
    Deed, Definition, Refusal, Situation, Step, Target, Trigger, Why, WorkingCalendar, decide, open_actions,
    scenario,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cash_assistance;

/// Loaded once: thousands of walks go over it.
static DEFINITION: LazyLock<Definition> = LazyLock::new(cash_assistance);

const PEOPLE: u128 = 5;
const PAYMENTS: [&str; 5] = ["none", "proposed", "live", "failed", "settled"];

/// Something that may happen, with the facts as they are by then.
#[derive(Debug, Clone)]
struct Happening {
    kind: Kind,
    facts: Value,
    hours: i64,
}

#[derive(Debug, Clone)]
enum Kind {
    Action { name: String, person: u128, code: Option<&'static str>, words: Option<&'static str> },
    Event(String),
    Timer(String),
    Outcome(String, String),
}

/// Persons 1 and 2 are of one household.
fn kin(person: u128) -> Vec<Uuid> {
    match person {
        1 => vec![Uuid::from_u128(2)],
        2 => vec![Uuid::from_u128(1)],
        _ => Vec::new(),
    }
}

fn household(person: Uuid) -> Uuid {
    if person == Uuid::from_u128(2) { Uuid::from_u128(1) } else { person }
}

fn facts() -> impl Strategy<Value = Value> {
    (any::<[bool; 3]>(), 0_i64..3, 0..PAYMENTS.len()).prop_map(|(flags, missing, payment)| {
        let mut facts = scenario::at_rest();
        facts["documents"]["accepted"] = json!(flags[0]);
        facts["checks"]["settled"] = json!(flags[1]);
        facts["score"]["eligible"] = json!(flags[2]);
        facts["documents"]["missing"] = json!(missing);
        for (index, name) in PAYMENTS.iter().enumerate() {
            facts["payment"][name] = json!(index == payment);
        }
        facts
    })
}

fn happening() -> impl Strategy<Value = Happening> {
    let mut actions: Vec<String> = DEFINITION.action_names().into_iter().map(str::to_owned).collect();
    actions.push("disburse".to_owned());
    let code = prop::sample::select(vec![None, Some("other"), Some("not-eligible"), Some("rain")]);
    let said = prop::sample::select(vec![None, Some(" "), Some("because")]);
    let acting = (prop::sample::select(actions), 1..=PEOPLE, code, said)
        .prop_map(|(name, person, code, words)| Kind::Action { name, person, code, words });
    let words = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned);
    let kind = prop_oneof![
        8 => acting,
        3 => words(&["checks-done", "documents-complete", "rain"]).prop_map(Kind::Event),
        1 => words(&["deadline", "after:1", "after:2"]).prop_map(Kind::Timer),
        2 => (words(&["pay", "post"]), words(&["settled", "failed", "returned", "lost"]))
            .prop_map(|(effect, name)| Kind::Outcome(effect, name)),
    ];
    (kind, facts(), 0_i64..200).prop_map(|(kind, facts, hours)| Happening { kind, facts, hours })
}

impl Kind {
    fn trigger(&self) -> Trigger<'_> {
        match self {
            Self::Action { name, person, code, words } => {
                let why = Why { code: *code, words: *words };
                Trigger::Action { name, person: Uuid::from_u128(*person), why }
            }
            Self::Event(name) => Trigger::Event { name },
            Self::Timer(kind) => Trigger::Timer { kind },
            Self::Outcome(effect, name) => Trigger::Outcome { effect, name },
        }
    }

    fn person(&self) -> Option<u128> {
        if let Self::Action { person, .. } = self { Some(*person) } else { None }
    }
}

/// Every (from, to) that the file declares, read off the definition without the decider.
fn declared(definition: &Definition) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for stage in &definition.stages {
        let mut add = |to: &str| pairs.insert((stage.name.clone(), to.to_owned()));
        for action in &stage.actions {
            let outcomes = action.effect.iter().flat_map(|started| &started.outcomes);
            for target in outcomes.map(|outcome| &outcome.target).chain([&action.target]) {
                add(match target {
                    Target::To(name) => name,
                    Target::Stay => &stage.name,
                });
            }
        }
        let staying = stage.deadline.iter().map(|_| &stage.name);
        let events = stage.branches.iter().map(|branch| &branch.to);
        for to in events.chain(stage.lapses.iter().map(|lapse| &lapse.to)).chain(staying) {
            add(to);
        }
    }
    pairs
}

struct Case {
    stage: String,
    deeds: Vec<Deed>,
    now: DateTime<Utc>,
    calendar: WorkingCalendar,
}

impl Case {
    fn new(stage: &str) -> Self {
        let calendar = WorkingCalendar::new(vec![Weekday::Sat, Weekday::Sun], BTreeSet::new());
        let now = "2026-11-02T04:00:00Z".parse().expect("a moment");
        Self {
            stage: stage.to_owned(),
            deeds: Vec::new(),
            now,
            calendar: calendar.expect("works on five days"),
        }
    }

    fn decide(&self, definition: &Definition, happening: &Happening, kin: &[Uuid]) -> Result<Step, Refusal> {
        let situation = self.situation(&happening.facts, kin);
        decide(definition, &situation, &happening.kind.trigger())
    }

    fn situation<'a>(&'a self, facts: &'a Value, kin_of_actor: &'a [Uuid]) -> Situation<'a> {
        let Self { stage, deeds, now, calendar } = self;
        Situation { stage, facts, deeds, kin_of_actor, now: *now, calendar }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_leaves_the_declared_graph_and_a_refusal_changes_nothing(
        happenings in prop::collection::vec(happening(), 1..60)
    ) {
        let definition = &*DEFINITION;
        let graph = declared(definition);
        let mut case = Case::new(&definition.initial);
        for happening in &happenings {
            case.now += TimeDelta::hours(happening.hours);
            let kin = happening.kind.person().map(kin).unwrap_or_default();
            let answer = case.decide(definition, happening, &kin);
            prop_assert_eq!(&case.decide(definition, happening, &kin), &answer, "asked again, the same answer");
            let Ok(step) = answer else { continue };
            prop_assert_eq!(step.from.as_deref(), Some(case.stage.as_str()));
            prop_assert!(graph.contains(&(case.stage.clone(), step.to.clone())), "{:?}", step);
            prop_assert!(step.timers.iter().all(|timer| timer.due_at > case.now));
            prop_assert!(step.moved || (step.checks.is_empty() && step.timers.is_empty()));
            prop_assert_eq!(step.deed.is_some(), happening.kind.person().is_some());
            let person = happening.kind.person().map(Uuid::from_u128);
            case.deeds.extend(step.deed.zip(person).map(|(action, person)| Deed { action, person }));
            case.stage = step.to;
        }
    }

    #[test]
    fn separated_deeds_are_never_done_by_one_household(
        happenings in prop::collection::vec(happening(), 1..80),
        start in prop::sample::select(vec!["verifying", "approved"]),
    ) {
        let definition = &*DEFINITION;
        let mut case = Case::new(start);
        for happening in &happenings {
            let kin = happening.kind.person().map(kin).unwrap_or_default();
            let Ok(step) = case.decide(definition, happening, &kin) else { continue };
            let person = happening.kind.person().map(Uuid::from_u128);
            case.deeds.extend(step.deed.zip(person).map(|(action, person)| Deed { action, person }));
            // A case that has ended begins again in the middle, deeds and all, so that histories get long.
            case.stage = if step.end { start.to_owned() } else { step.to };
        }
        for set in &definition.separate {
            for one in &case.deeds {
                for other in &case.deeds {
                    let both = set.contains(&one.action) && set.contains(&other.action) && one.action != other.action;
                    prop_assert!(!both || household(one.person) != household(other.person), "{one:?} and {other:?}");
                }
            }
        }
    }

    #[test]
    fn an_action_is_offered_exactly_when_it_would_work(
        happening in happening(),
        stage in prop::sample::select(vec!["submitted", "documents-pending", "verifying", "visiting", "deciding", "approved", "rejected"]),
        deeds in prop::collection::vec((prop::sample::select(vec!["verify", "propose-payment", "approve-payment"]), 1..=PEOPLE), 0..4),
        person in 1..=PEOPLE,
    ) {
        let definition = &*DEFINITION;
        let deeds = deeds.into_iter().map(|(action, person)| Deed { action: action.to_owned(), person: Uuid::from_u128(person) });
        let case = Case { deeds: deeds.collect(), ..Case::new(stage) };
        let kin = kin(person);
        let situation = case.situation(&happening.facts, &kin);
        let person = Uuid::from_u128(person);
        let offered = open_actions(definition, &situation, person);
        for name in definition.action_names() {
            let stage = definition.stage(stage).and_then(|stage| stage.action(name));
            let code = stage.and_then(|action| action.reasons.first()).map(|reason| reason.code.as_str());
            let trigger = Trigger::Action { name, person, why: Why { code, words: Some("because") } };
            let works = decide(definition, &situation, &trigger);
            match offered.iter().find(|action| action.name == name) {
                Some(action) => prop_assert_eq!(&action.refusal, &works.err()),
                None => prop_assert!(works.is_err()),
            }
        }
    }
}

/// What happens to cases that get somewhere: everything is in order, and only the people and their turns differ.
fn way_to_money() -> impl Strategy<Value = Kind> {
    let actions = ["verify", "propose-payment", "approve-payment", "return", "request-documents"];
    let acting = (prop::sample::select(actions.to_vec()), 1..=PEOPLE).prop_map(|(name, person)| {
        let has_reasons = ["return", "request-documents"].contains(&name);
        let code = has_reasons.then_some("other");
        Kind::Action { name: name.to_owned(), person, code, words: Some("because") }
    });
    let outcome = prop::sample::select(&["settled", "failed", "stopped"][..]);
    prop_oneof![
        10 => acting,
        1 => Just(Kind::Event("documents-complete".to_owned())),
        2 => outcome.prop_map(|name| Kind::Outcome("pay".to_owned(), name.to_owned())),
    ]
}

/// What the payments of a case do to its facts: proposed, approved, then the bank's answer.
fn payment_after(payment: &'static str, step: &Step) -> &'static str {
    match step.event.as_str() {
        "payment-proposed" => "proposed",
        "payment-approved" => "live",
        "pay-settled" => "settled",
        "pay-failed" | "pay-returned" | "pay-stopped" => "failed",
        _ => payment,
    }
}

/// Follows the walk and says how many cases were paid on it, each rightly.
fn follow(kinds: Vec<Kind>) -> Result<usize, TestCaseError> {
    let (mut case, mut payment, mut standing) = (Case::new("verifying"), "none", Vec::<Deed>::new());
    let mut paid = 0;
    for kind in kinds {
        // The bank answers only for what it was sent.
        if matches!(kind, Kind::Outcome(..)) && payment != "live" {
            continue;
        }
        let happening = Happening { kind, facts: in_order(payment), hours: 0 };
        let kin = happening.kind.person().map(kin).unwrap_or_default();
        let Ok(step) = case.decide(&DEFINITION, &happening, &kin) else { continue };
        payment = payment_after(payment, &step);
        let person = happening.kind.person().map(Uuid::from_u128);
        let deed = step.deed.clone().zip(person).map(|(action, person)| Deed { action, person });
        standing.extend(deed.clone());
        case.deeds.extend(deed);
        if step.event == "returned" {
            standing.clear();
        }
        if step.to == "disbursed" {
            let needed = ["verify", "propose-payment", "approve-payment"];
            let last = |action| standing.iter().rev().find(|deed| deed.action == action);
            let by: Vec<Uuid> =
                needed.into_iter().filter_map(last).map(|deed| household(deed.person)).collect();
            prop_assert_eq!(by.len(), 3, "{:?}", standing);
            prop_assert_eq!(BTreeSet::from_iter(by).len(), 3, "{:?}", standing);
            paid += 1;
            (case, payment, standing) = (Case::new("verifying"), "none", Vec::new());
        } else {
            case.stage = step.to;
        }
    }
    Ok(paid)
}

/// Facts of a case with nothing against it, whose payment stands somewhere.
fn in_order(payment: &str) -> Value {
    let mut facts = scenario::at_rest();
    for (object, fact) in [("documents", "accepted"), ("checks", "settled"), ("score", "eligible")] {
        facts[object][fact] = json!(true);
    }
    for name in PAYMENTS {
        facts["payment"][name] = json!(name == payment);
    }
    facts
}

#[test]
fn who_is_paid_was_verified_proposed_and_approved_by_three_households_since_the_last_return() {
    let paid = Cell::new(0);
    let config = ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() };
    let walks = prop::collection::vec(way_to_money(), 100..300);
    let outcome = TestRunner::new(config).run(&walks, |kinds| {
        paid.set(paid.get() + follow(kinds)?);
        Ok(())
    });
    outcome.unwrap();
    assert!(paid.get() > 0, "no walk got to the money");
}

#[test]
fn an_outcome_is_not_believed_before_its_effect_was_set_off() {
    let definition = &*DEFINITION;
    let case = Case::new("approved");
    let settled = Happening {
        kind: Kind::Outcome("pay".into(), "settled".into()),
        facts: scenario::at_rest(),
        hours: 0,
    };
    assert!(matches!(case.decide(definition, &settled, &[]), Err(Refusal::NotExpected { .. })));
}

#[test]
fn a_fact_that_was_not_brought_is_the_callers_fault_and_not_a_no() {
    let definition = &*DEFINITION;
    let case = Case::new("submitted");
    let blind = Happening { kind: Kind::Event("checks-done".into()), facts: json!({}), hours: 0 };
    assert!(
        matches!(case.decide(definition, &blind, &[]), Err(Refusal::FactNotGiven { fact, .. }) if fact == "documents.missing")
    );
    let elsewhere = Case::new("archived");
    assert!(matches!(elsewhere.decide(definition, &blind, &[]), Err(Refusal::StageUnknown { .. })));
}

//! The schema for editors and the reference keep up with the loader.

use std::fs;

use pser::workflow::check::PROOFS;
use pser::workflow::vocabulary::{EFFECTS, EVENTS, FACTS};
use serde_json::Value;

use super::{CASH_ASSISTANCE, changed, load};

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
}

/// The keys the loader knows in a place, from what it answers to one that it does not know.
fn keys_loaded(from: &str, to: &str) -> Vec<String> {
    let problems = load(&changed(from, to)).expect_err("an unknown key");
    let unknown = problems.iter().find(|problem| problem.message.contains("unknown key")).expect("found");
    let (_, list) = unknown.message.split_once("expected one of ").expect("no key is near");
    sorted(list.split(", ").map(str::to_owned).collect())
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words
}

#[test]
fn the_schema_knows_exactly_the_keys_that_the_loader_knows() {
    let schema: Value = serde_json::from_str(&read("workflows/workflow.schema.json")).expect("JSON");
    let places = [
        ("/properties", "initial: submitted\n", "initial: submitted\nzzzzzz: 1\n"),
        ("/$defs/stage/properties", "    queue: payments\n", "    queue: payments\n    zzzzzz: 1\n"),
        (
            "/$defs/enter/properties",
            "enter: { notice: payment-sent }",
            "enter: { notice: payment-sent, zzzzzz: 1 }",
        ),
        ("/$defs/action/properties", "        effect: pay\n", "        effect: pay\n        zzzzzz: 1\n"),
        ("/$defs/shared/properties", "      to: withdrawn\n", "      to: withdrawn\n      zzzzzz: 1\n"),
        ("/$defs/outcome/properties", "settled: { to: disbursed }", "settled: { to: disbursed, zzzzzz: 1 }"),
        ("/$defs/deadline/properties", "within: 1 working day,", "within: 1 working day, zzzzzz: 1,"),
        ("/$defs/appeal/properties", "within: 30 days, reopens", "zzzzzz: 1, within: 30 days, reopens"),
        ("/$defs/outcomes/properties", "settled: { to: disbursed }", "zzzzzz: { to: disbursed }"),
    ];
    for (pointer, from, to) in places {
        let declared = schema.pointer(pointer).and_then(Value::as_object).expect(pointer);
        assert_eq!(sorted(declared.keys().cloned().collect()), keys_loaded(from, to), "{pointer}");
    }
}

#[test]
fn the_reference_explains_every_key_fact_event_effect_and_proof() {
    let reference = read("docs/workflow-language.md");
    let keys = keys_loaded("        effect: pay\n", "        effect: pay\n        zzzzzz: 1\n");
    let stage_keys = keys_loaded("    queue: payments\n", "    queue: payments\n    zzzzzz: 1\n");
    let facts = FACTS.iter().map(|fact| fact.name);
    let words =
        facts.chain(EVENTS.iter().map(|event| event.name)).chain(EFFECTS.iter().map(|effect| effect.name));
    let words = words.chain(PROOFS.iter().map(|(name, _)| *name)).map(str::to_owned);
    for word in words.chain(keys).chain(stage_keys) {
        assert!(reference.contains(&format!("`{word}`")), "the reference explains `{word}`");
    }
}

#[test]
fn the_workflow_names_its_schema_for_editors() {
    assert!(CASH_ASSISTANCE.starts_with("# yaml-language-server: $schema=../workflow.schema.json\n"));
}

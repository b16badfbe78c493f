//! The stories beside each workflow hold, and a story that does not hold says where.

use std::fs;

use pser::workflow::scenario;

use super::{cash_assistance, changed, load};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workflows/cash-assistance/scenarios");

#[test]
fn every_story_that_ships_holds() {
    let definition = cash_assistance();
    let mut told = 0;
    for entry in fs::read_dir(FOLDER).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let yaml = fs::read_to_string(&path).expect("a story");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let steps = scenario::run(&definition, &name, &yaml);
        told += steps.unwrap_or_else(|problems| panic!("{problems:#?}"));
    }
    assert!(told >= 25, "{told} steps were told");
}

#[test]
fn a_story_that_went_otherwise_says_so_at_its_line() {
    let story =
        "title: Straight on\nsteps:\n  - when: { event: checks-done }\n    then: { stage: approved }\n";
    let problems = scenario::run(&cash_assistance(), "story.yaml", story).expect_err("goes to verifying");
    assert_eq!(problems[0].line, 4);
    assert_eq!(problems[0].message, "expected approved, found verifying");
}

#[test]
fn a_story_notices_a_change_of_the_workflow() {
    let definition = load(&changed("within: 7 working days", "within: 8 working days")).expect("loads");
    let yaml = fs::read_to_string(format!("{FOLDER}/paid.yaml")).expect("a story");
    let problems = scenario::run(&definition, "paid.yaml", &yaml).expect_err("the deadline moved");
    assert!(problems[0].message.contains("2026-11-12"), "{problems:#?}");
}

#[test]
fn a_story_with_a_misspelt_word_is_not_told() {
    for (story, expected) in [
        ("steps: []\n", "expected the key `title`"),
        ("title: a\nsteps:\n  - when: { event: checks-done, to: x }\n    then: {}\n", "unknown key `to`"),
        ("title: a\ngiven: { facts: { payment.non: true } }\nsteps: []\n", "did you mean `payment.none`?"),
        ("title: a\ngiven: { stage: aproved }\nsteps: []\n", "did you mean `approved`?"),
        ("title: a\nsteps:\n  - when: { action: verify }\n    then: {}\n", "expected the key `by`"),
        ("title: a\nsteps:\n  - when: { start: true, event: x }\n    then: {}\n", "exactly one of"),
        (
            "title: a\nsteps:\n  - when: { event: checks-done }\n    then: { refused: separated }\n",
            "expected a refusal",
        ),
        ("title: a\ngiven: { now: noon }\nsteps: []\n", "expected a moment"),
    ] {
        let problems = scenario::run(&cash_assistance(), "story.yaml", story).expect_err(story);
        assert!(problems[0].message.contains(expected), "{problems:#?}");
    }
}

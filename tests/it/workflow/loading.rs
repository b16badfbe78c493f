//! A mistake in a workflow file is answered with its line, what was expected, and the nearest right word.

use proptest::prelude::*;

use super::{CASH_ASSISTANCE, changed, load};

/// The line of the first place where the changed text stands.
fn line_of(yaml: &str, text: &str) -> usize {
    1 + yaml.lines().position(|line| line.contains(text)).expect("the text stands in the file")
}

#[test]
fn the_workflow_that_ships_loads_with_everything_it_declares() {
    let definition = load(CASH_ASSISTANCE).expect("loads");
    assert_eq!(definition.stages.len(), 11);
    assert_eq!(definition.initial, "submitted");
    let withdrawable: Vec<&str> = definition
        .stages
        .iter()
        .filter(|stage| stage.action("withdraw").is_some())
        .map(|stage| stage.name.as_str())
        .collect();
    assert_eq!(withdrawable, ["submitted", "documents-pending", "verifying", "visiting", "deciding"]);
}

#[test]
fn every_misspelt_word_is_found_at_its_line() {
    for (from, to, expected) in [
        ("clock: citizen", "clok: citizen", "unknown key `clok`; did you mean `clock`?"),
        ("clock: citizen", "clock: citzen", "unknown clock `citzen`; did you mean `citizen`?"),
        ("initial: submitted", "initial: submited", "unknown stage `submited`; did you mean `submitted`?"),
        ("to: lapsed", "to: lapse", "unknown stage `lapse`; did you mean `lapsed`?"),
        ("notice: documents-needed", "notice: document-needed", "did you mean `documents-needed`?"),
        (
            "[identity, duplicates",
            "[identiy, duplicates",
            "unknown check `identiy`; did you mean `identity`?",
        ),
        ("queue: payments", "queue: payment", "unknown queue `payment`; did you mean `payments`?"),
        ("event: documents-complete", "event: documents-completed", "did you mean `documents-complete`?"),
        ("effect: pay", "effect: pya", "unknown effect `pya`; did you mean `pay`?"),
        ("settled: {", "setled: {", "unknown key `setled`; did you mean `settled`?"),
        ("when: documents.missing > 0", "when: documents.mising > 0", "did you mean `documents.missing`?"),
        ("when: payment.proposed", "when: amount.paisa", "a number, not true or false"),
        ("- [verify, approve-payment]", "- [verfy, approve-payment]", "unknown action `verfy`"),
        ("second-look: {", "second-lok: {", "unknown key `second-lok`; did you mean `second-look`?"),
        ("share: 2", "share: 0", "a whole number of percent from 1 to 100"),
        ("share: 2", "share: 101", "a whole number of percent from 1 to 100"),
        ("share: 2", "share: two", "a whole number of percent from 1 to 100"),
        ("programme: cash-assistance", "programme: cash-asistance", "did you mean `cash-assistance`?"),
        ("then: escalate", "then: escalat", "did you mean `escalate`?"),
        ("within: 7 working days", "within: 7 workdays", "expected a time such as `30 days`"),
        ("reason: required", "reason: needed", "expected one of required"),
        ("from: [submitted,", "from: [submited,", "did you mean `submitted`?"),
        ("ur: نقد امداد", "ur: ''", "a text that is not blank"),
        ("stay: true", "stay: false", "expected `stay: true`"),
        ("record: verified", "record: Was Verified", "a name of small letters"),
        ("undo: true", "undo: yes", "expected `undo: true`"),
        ("reasons:", "reason-codes:", "unknown key `reason-codes`"),
        ("        not-eligible: {", "        Not Eligible: {", "a name of small letters"),
    ] {
        let yaml = changed(from, to);
        let problems = load(&yaml).expect_err(to);
        let line = line_of(&yaml, to);
        let found = problems.iter().find(|problem| problem.message.contains(expected));
        let found = found.unwrap_or_else(|| panic!("{to}: {problems:#?}"));
        assert_eq!(found.line, line, "{found}");
        assert_eq!(found.file, "workflow.yaml");
        assert!(found.column > 0, "{found}");
    }
}

#[test]
fn what_is_left_out_is_named() {
    for (from, to, expected) in [
        (
            "title: { en: Cash assistance, ur: نقد امداد }",
            "title: { en: Cash assistance }",
            "expected the key `ur`",
        ),
        ("    clock: citizen\n", "", "expected the key `clock`"),
        ("      record: verified\n", "", "expected the key `record`"),
        ("          settled: { to: disbursed }\n", "", "expected the key `settled`"),
        (
            "          settled: { to: disbursed }",
            "          settled: {}",
            "exactly one of `to` and `stay: true`",
        ),
        ("initial: submitted\n", "", "expected the key `initial`"),
        ("        stay: true\n", "", "exactly one of `to`, `stay: true` and `effect`"),
        (
            "      from: [submitted, documents-pending, verifying, visiting, deciding]\n",
            "",
            "expected the key `from`",
        ),
        (", then: escalate }", " }", "expected the key `then`"),
        ("{ share: 2 }", "{}", "expected the key `share`"),
    ] {
        let problems = load(&changed(from, to)).expect_err(expected);
        assert!(
            problems.iter().any(|problem| problem.message.contains(expected)),
            "{expected}: {problems:#?}"
        );
        assert!(problems.iter().all(|problem| problem.line > 0), "{problems:#?}");
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    for (from, to, expected) in [
        ("      to: rejected\n", "      to: rejected\n      stay: true\n", "exactly one of"),
        ("        effect: pay\n", "        effect: pay\n        to: rejected\n", "exactly one of"),
        ("        effect: pay\n", "        stay: true\n", "`outcomes` belong to an `effect`"),
        (
            "    enter: { notice: payment-sent }\n",
            "    clock: citizen\n    queue: payments\n",
            "an end has no `queue`",
        ),
        ("after: 30 days, to", "after: 30 days, when: checks.settled, to", "time has no condition"),
        ("after: 30 days, to", "to", "either `event` or `after`"),
        ("- [verify, approve-payment]", "- [verify, verify]", "named twice"),
        ("- [verify, approve-payment]", "- [verify]", "at least two actions"),
        (
            "documents-pending, verifying, visiting",
            "documents-pending, lapsed, visiting",
            "the case is over in `lapsed`",
        ),
        ("      report-visit:", "      withdraw:", "declares the action `withdraw` itself"),
        ("  rejected:\n", "  lapsed:\n", "lapsed"),
        ("        stay: true\n", "        stay: true\n        undo: true\n", "`undo` belongs to an action"),
        (
            "      record: case-merged\n",
            "      record: case-merged\n      undo: true\n",
            "`undo` belongs to an action",
        ),
        (
            "        record: payment-approved\n",
            "        record: payment-approved\n        undo: true\n",
            "`undo` belongs",
        ),
        (
            "      reason: required\n      reasons:\n        not-eligible",
            "      reasons:\n        not-eligible",
            "expected `reason: required`",
        ),
        ("    enter: { notice: payment-sent }\n", "    aside: true\n", "an end has no `aside`"),
        (
            "from: [submitted, documents-pending, verifying, visiting, deciding]",
            "from: []",
            "at least one stage",
        ),
        ("      decides: for\n", "", "nothing to look at again: no action `decides: for`"),
        // A merge is judged on two cases.
        (
            "      to: rejected\n      decides: against\n",
            "      to: rejected\n",
            "nothing to look at again: no action `decides: against`",
        ),
    ] {
        let problems = load(&changed(from, to)).expect_err(to);
        assert!(problems.iter().any(|problem| problem.to_string().contains(expected)), "{to}: {problems:#?}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_shown_at_once_in_its_order() {
    let yaml = changed("initial: submitted", "initial: submited").replace("to: lapsed", "to: lapse");
    let yaml = yaml.replace("effect: pay", "effect: pya");
    let lines: Vec<usize> =
        load(&yaml).expect_err("three mistakes").iter().map(|problem| problem.line).collect();
    let expected = ["initial: submited", "to: lapse ", "effect: pya"].map(|text| line_of(&yaml, text));
    assert_eq!(lines, expected);
}

#[test]
fn a_mistake_in_a_shared_action_is_shown_once() {
    let problems =
        load(&changed("      record: withdrawn\n", "      recrd: withdrawn\n")).expect_err("misspelt");
    assert_eq!(problems.len(), 2, "{problems:#?}");
}

#[test]
fn a_problem_reads_as_file_line_column_path_and_sentence() {
    let problems = load(&changed("queue: payments", "queue: payment")).expect_err("a misspelt queue");
    assert_eq!(
        problems[0].to_string(),
        format!(
            "workflow.yaml:{}:12: stages.approved.queue: unknown queue `payment`; did you mean `payments`?",
            line_of(CASH_ASSISTANCE, "queue: payments")
        )
    );
}

#[test]
fn a_file_that_is_no_map_or_no_yaml_is_refused_and_not_a_panic() {
    for yaml in ["", "- a\n- b\n", "stages: 7\n", "a: [1\n", "stages: { x: 1 }\n", "\t- x"] {
        assert!(!load(yaml).expect_err("no workflow").is_empty(), "{yaml:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_spoilt_anywhere_is_refused_or_loads_and_never_panics(
        place in 0..CASH_ASSISTANCE.chars().count(),
        cut in 0_usize..40,
        put in prop_oneof![Just(String::new()), "[ -~]{0,6}", "[{}\\[\\]:,&*!|>'\"%@\n -]{1,4}"],
    ) {
        let spoilt: String = CASH_ASSISTANCE
            .chars()
            .take(place)
            .chain(put.chars())
            .chain(CASH_ASSISTANCE.chars().skip(place + cut))
            .collect();
        match load(&spoilt) {
            Ok(definition) => prop_assert!(definition.draw().starts_with("stateDiagram-v2")),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

#[test]
fn what_is_said_of_decisions_and_appeals_must_make_sense() {
    for (from, to, expected) in [
        ("decides: against", "decides: aginst", "unknown verdict `aginst`; did you mean `against`?"),
        (
            "queue: payments\n",
            "queue: payments\n    appeal: { programme: appeal, within: 30 days, reopens: verifying }\n",
            "only an end has an `appeal`: here the case goes on",
        ),
        ("within: 30 days, reopens", "within: a month, reopens", "expected a time such as `30 days`"),
        ("reopens: verifying", "reopens: verifyng", "unknown stage `verifyng`; did you mean `verifying`?"),
        (
            "      to: rejected\n",
            "      to: rejected\n      reopens: true\n",
            "only a workflow with `about: decision` takes another case up again",
        ),
        ("      propose-payment:\n", "      reopen:\n", "an action cannot be called `reopen`"),
        ("    merge:\n", "    unmerge:\n", "an action cannot be called `unmerge`"),
        ("      record: case-merged\n", "      record: joined\n", "`merge` needs `record: case-merged`"),
        ("      when: payment.none\n      reason: required\n", "", "`merge` needs `record: case-merged`"),
        ("initial: submitted\n", "initial: submitted\nabout: decisions\n", "did you mean `decision`?"),
    ] {
        let problems = load(&changed(from, to)).expect_err(expected);
        assert!(
            problems.iter().any(|problem| problem.message.contains(expected)),
            "{expected}: {problems:#?}"
        );
    }
}

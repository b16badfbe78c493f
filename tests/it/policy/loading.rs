//! A word in a policy file that does not exist is an error with file and line, never a rule that silently never holds.

use pser::policy::{Policy, Sources};

use super::{SOURCES, load, shipped};

/// The file with one passage, which must stand in it, written differently; and the line of the change.
fn changed(text: &str, from: &str, to: &str) -> (String, usize) {
    let place = text.find(from).unwrap_or_else(|| panic!("`{from}` stands in the file"));
    (text.replacen(from, to, 1), 1 + text[..place].matches('\n').count())
}

#[track_caller]
fn refused(sources: &Sources<'_>, file: &str, line: usize, message: &str) {
    let problems = load(sources).expect_err(message);
    let found = problems.iter().find(|problem| problem.message.contains(message));
    let found = found.unwrap_or_else(|| panic!("{message}: {problems:#?}"));
    assert_eq!((found.file.as_str(), found.line), (file, line), "{found}");
}

#[test]
fn a_misspelt_word_in_a_rule_is_found_at_its_line() {
    for (from, to, message) in [
        (
            "p, officer, case, verify",
            "p, oficer, case, verify",
            "unknown role `oficer`; did you mean `officer`?",
        ),
        (
            "p, officer, case, verify",
            "p, officer, cases, verify",
            "unknown kind `cases`; did you mean `case`?",
        ),
        (
            "p, officer, case, verify",
            "p, officer, case, verfy",
            "unknown deed on case `verfy`; did you mean `verify`?",
        ),
        ("verify, cash-assistance", "verify, cash-asistance", "did you mean `cash-assistance`?"),
        ("p, officer, case, verify", "g, officer, case, verify", "expected `p, role, kind, deed, programme`"),
        ("verify, cash-assistance", "verify", "expected `p, role, kind, deed, programme`"),
        (
            "case, reject, cash-assistance",
            "case, reject, sports-support",
            "sports-support declares no action reject",
        ),
        ("p, officer, case, reject", "p, officer, case, verify", "the same rule stands in line"),
    ] {
        let (rules, line) = changed(SOURCES.rules, from, to);
        refused(&Sources { rules: &rules, ..SOURCES }, "policies/policy.csv", line, message);
    }
}

#[test]
fn a_misspelt_word_in_a_condition_is_found_at_its_line() {
    for (from, to, message) in [
        ("resource.owner != actor.person", "resource.ownr != actor.person", "did you mean `resource.owner`?"),
        ("resource.owner != actor.person", "resource.owner", "a text, not true or false"),
        ("otherwise: own-case", "otherwise: own-caes", "unknown answer `own-caes`; did you mean `own-case`?"),
        ("otherwise: own-case", "otherwize: own-case", "unknown key `otherwize`; did you mean `otherwise`?"),
        ("held-by: staff,", "held-by: stuff,", "unknown holder `stuff`; did you mean `staff`?"),
        ("roles: [staff]", "roles: [staf]", "unknown role `staf`; did you mean `staff`?"),
        ("kinds: [case, batch]", "kinds: [case, bach]", "unknown kind `bach`; did you mean `batch`?"),
        ("deeds: [verify,", "deeds: [verfy,", "unknown deed `verfy`; did you mean `verify`?"),
        ("approve-payment, propose", "approve-payment, upload", "unknown deed `upload`"),
    ] {
        let (conditions, line) = changed(SOURCES.conditions, from, to);
        refused(&Sources { conditions: &conditions, ..SOURCES }, "policies/conditions.yaml", line, message);
    }
}

#[test]
fn a_condition_says_for_whom_it_is() {
    let (conditions, _) = changed(SOURCES.conditions, "    roles: [citizen, assisted]\n", "");
    let problems = load(&Sources { conditions: &conditions, ..SOURCES }).expect_err("for nobody");
    assert!(problems[0].message.contains("exactly one of `held-by` and `roles`"), "{problems:#?}");
}

#[test]
fn roles_are_checked_too() {
    for (from, to, message) in [
        ("held-by: citizens", "held-by: everybody", "unknown holder `everybody`"),
        (", title: { en: Citizen, ur: شہری }", "", "expected the key `title`"),
        ("held-by: system", "held-by: citizens", "only staff hold several roles"),
    ] {
        let (roles, line) = changed(SOURCES.roles, from, to);
        refused(&Sources { roles: &roles, ..SOURCES }, "policies/roles.yaml", line, message);
    }
}

#[test]
fn a_model_that_asks_for_other_words_is_refused() {
    for (from, to) in [
        ("r = role, kind, deed, programme", "r = role, kind, deed"),
        ("r.role == p.role", "r.rol == p.role"),
        ("r.role == p.role", "r.role != p.rol"),
        ("p.programme == \"*\" ||", "p.programme != \"*\" ||"),
        (" && r.kind == p.kind", ""),
        ("[matchers]", "[matches]"),
    ] {
        let (model, _) = changed(SOURCES.model, from, to);
        let problems = load(&Sources { model: &model, ..SOURCES }).expect_err(to);
        assert_eq!(problems[0].file, "policies/model.conf", "{problems:#?}");
    }
}

#[test]
fn an_action_may_not_be_called_like_a_deed_on_every_case() {
    let mut programmes = shipped();
    let cash = programmes.iter_mut().find(|programme| programme.name == "cash-assistance").unwrap();
    cash.actions.push("reveal");
    let problems = Policy::load(&SOURCES, &programmes).expect_err("a second meaning");
    assert_eq!(problems[0].file, "workflows/cash-assistance/workflow.yaml");
    assert!(problems[0].message.contains("`reveal`"), "{problems:#?}");
}

//! `pser workflow` and `pser policy`, and a start that is refused because of a declared file.

use std::fs;
use std::path::Path;

use super::serve::settings;
use crate::harness::{Database, Exit, Program, folder};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A copy of what ships with one text changed in one file.
fn changed(kind: &str, file: &str, (from, to): (&str, &str)) -> tempfile::TempDir {
    let copy = folder();
    copy_all(&Path::new(ROOT).join(kind), copy.path());
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).expect("it was copied");
    assert!(text.contains(from), "{file} says {from}");
    fs::write(&path, text.replacen(from, to, 1)).expect("it is ours");
    copy
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir(&target).expect("it can be made");
            copy_all(&path, &target);
        } else {
            fs::copy(&path, &target).expect("it can be copied");
        }
    }
}

/// `pser run` with a folder of workflows or policies; must be refused before anything is made.
fn refused(setting: &str, declared: &Path) -> Exit {
    let folder = folder();
    let data = folder.path().join("var");
    let text = |path: &Path| path.to_str().expect("its name is text").to_owned();
    let exit = Program::run(&["run"], &[("PSER_DATA_DIR", &text(&data)), (setting, &text(declared))]);
    assert_eq!(exit.status.code(), Some(1), "{}", exit.out);
    assert!(!data.exists(), "nothing was made");
    exit
}

/// The number of the line that holds a text.
fn line(file: &Path, text: &str) -> usize {
    let whole = fs::read_to_string(file).expect("it is there");
    whole.lines().position(|line| line.contains(text)).expect("the text is there") + 1
}

#[test]
fn what_ships_passes_every_proof_each_named_with_its_question() {
    let checked = Program::run(&["workflow", "check"], &[]);
    assert!(checked.status.success(), "{}", checked.err);
    assert!(checked.out.contains("\ncash-assistance\n"), "{}", checked.out);
    assert!(checked.out.contains("  ok       reachable  every stage can be reached\n"), "{}", checked.out);
    for (proof, _) in pser::workflow::check::PROOFS {
        assert!(
            checked.out.lines().any(|line| line.trim_start().starts_with(&format!("ok       {proof}"))),
            "{proof}"
        );
    }
}

#[test]
fn a_workflow_that_breaks_a_proof_is_found_and_refused_at_the_start() {
    let declared = changed(
        "workflows",
        "cash-assistance/workflow.yaml",
        ("    deadline: { within: 5 working days, then: escalate }\n", ""),
    );
    let workflows = declared.path().to_str().expect("its name is text");
    let checked = Program::run(&["workflow", "check", "--workflows", workflows], &[]);
    assert_eq!(checked.status.code(), Some(1), "{}", checked.out);
    assert!(checked.out.contains("  FINDING  clocks"), "{}", checked.out);
    assert_eq!(checked.err, "pser: there is one finding\n");
    let exit = refused("PSER_WORKFLOWS_DIR", declared.path());
    assert!(exit.err.starts_with("pser: cash-assistance: clocks: "), "{}", exit.err);
}

#[test]
fn a_mistake_in_a_workflow_is_refused_with_file_and_line() {
    let file = "cash-assistance/workflow.yaml";
    let declared = changed("workflows", file, ("to: verifying }", "to: verifyng }"));
    let number = line(&declared.path().join(file), "verifyng");
    let exit = refused("PSER_WORKFLOWS_DIR", declared.path());
    assert!(exit.err.contains(&format!("{file}:{number}:")), "{}", exit.err);
    assert!(exit.err.contains("did you mean `verifying`?"), "{}", exit.err);
}

#[test]
fn a_mistake_in_a_policy_is_refused_with_file_and_line() {
    let declared =
        changed("policies", "policy.csv", ("p, officer, case, verify,", "p, officer, case, verfy,"));
    let number = line(&declared.path().join("policy.csv"), "verfy");
    let exit = refused("PSER_POLICIES_DIR", declared.path());
    assert!(exit.err.contains(&format!("policy.csv:{number}:")), "{}", exit.err);
}

#[test]
fn stories_are_run_and_diagrams_drawn() {
    let told = Program::run(&["workflow", "scenario"], &[]);
    assert!(told.status.success(), "{}", told.err);
    assert!(told.out.contains("ok       cash-assistance/scenarios/paid.yaml ("), "{}", told.out);
    let drawn = Program::run(&["workflow", "draw", "cash-assistance"], &[]);
    assert!(drawn.out.starts_with("stateDiagram-v2\n"), "{}", drawn.out);
    let unknown = Program::run(&["workflow", "draw", "cash"], &[]);
    assert_eq!(
        unknown.err,
        "pser: there is no programme cash; there are appeal, cash-assistance, grievance, household-registration\n"
    );
}

#[tokio::test]
async fn nothing_is_served_before_something_is_published() {
    let database = Database::fresh().await;
    let data = folder();
    let settings = settings(&database, &data).await;
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for word in ["serve", "work"] {
        let exit = Program::run(&[word], &settings);
        assert_eq!(exit.err, "pser: no programme is published yet: run `pser workflow publish`\n");
    }
    let published = Program::run(&["workflow", "publish"], &settings);
    assert!(published.out.contains("cash-assistance is on offer now (bundle "), "{}", published.err);
    let again = Program::run(&["workflow", "publish"], &settings);
    assert!(again.out.contains("cash-assistance was on offer already"), "{}", again.err);
}

#[test]
fn the_policy_is_shown_and_explained() {
    let matrix = Program::run(&["policy", "matrix"], &[]);
    assert_eq!(matrix.out, include_str!("../../../policies/MATRIX.md"));
    let question =
        ["policy", "explain", "--role", "officer", "--deed", "verify", "--programme", "cash-assistance"];
    let placed = [&question[..], &["--area", "lahore/lahore/shalimar", "--amount", "1500000"]].concat();
    let allowed = Program::run(&placed, &[]);
    assert!(
        allowed.out.starts_with("allowed\n  - officer in the whole province"),
        "{}{}",
        allowed.out,
        allowed.err
    );
    let kin = Program::run(&[&placed[..], &["--of", "kin"]].concat(), &[]);
    assert_eq!(kin.status.code(), Some(1));
    assert!(kin.out.contains("the condition kin does not hold"), "{}", kin.out);
    let unknown = Program::run(&["policy", "explain", "--role", "emperor", "--deed", "verify"], &[]);
    assert!(
        unknown.err.starts_with("pser: there is no role emperor; there are anonymous, "),
        "{}",
        unknown.err
    );
}

//! `pser demo` on an installation of its own and on one that runs, and what an operator does beside it.

use std::path::Path;

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::harness::{Exit, Program, folder};

/// What the demonstration came to.
#[expect(clippy::print_stdout, reason = "shows all that it said when the test fails, here or afterwards")]
fn outcome(played: &Exit) -> Value {
    println!("pser demo ended with {}, having said:\n{}{}", played.status, played.out, played.err);
    assert!(played.status.success());
    assert_eq!(played.out.lines().count(), 1, "one object and nothing else");
    serde_json::from_str(&played.out).expect("the outcome is JSON")
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).expect("the folder is there").count()
}

#[test]
fn every_case_comes_to_rest_and_the_installation_is_cleared_away() {
    let temporary = folder();
    let played = Program::run(
        &["demo", "--cases", "6", "--seed", "1", "--json"],
        &[("TMPDIR", temporary.path().to_str().expect("its name is text"))],
    );
    let outcome = outcome(&played);
    let mut names: Vec<&str> = outcome.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["accounts_corrected", "cases_per_second", "notices", "refusals", "seconds", "stages", "submitted"]
    );
    assert_eq!(outcome["submitted"], 6);
    assert_eq!(outcome["refusals"], 0);
    let stages = outcome["stages"].as_object().expect("counts by stage");
    assert_eq!(stages.values().filter_map(Value::as_u64).sum::<u64>(), 6, "{stages:?}");
    assert!(stages.keys().all(|stage| ["disbursed", "rejected"].contains(&stage.as_str())), "{stages:?}");
    assert!(outcome["stages"]["disbursed"].as_u64() >= Some(1), "{stages:?}");
    for kind in ["registration-code", "registered", "application-received"] {
        assert!(outcome["notices"][kind].as_u64() >= Some(6), "{kind} in {}", outcome["notices"]);
    }
    assert!(outcome["notices"]["payment-sent"].as_u64() >= outcome["stages"]["disbursed"].as_u64());
    assert!(outcome["seconds"].as_f64() > Some(0.0));
    assert_eq!(files(temporary.path()), 0, "nothing is left behind");
}

#[test]
fn it_plays_on_an_installation_that_runs_and_its_history_verifies() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut program = Program::brought_along(&data, &[]);
    let (url, outbox) = (program.address_of("Pages and API"), program.address_of("Messages sent"));
    let people = data.join("demonstration.json");
    let people = people.to_str().expect("its name is text");
    let words = ["demo", "--cases", "3", "--seed", "47", "--json", "--url", &url, "--outbox", &outbox];
    let played = Program::run(&[&words[..], &["--people", people]].concat(), &[]);
    let outcome = outcome(&played);
    assert_eq!(outcome["submitted"], 3);
    // The bank refuses one of these accounts; its citizen gives another, and is told of each once.
    assert_eq!((&outcome["accounts_corrected"], &outcome["stages"]["disbursed"]), (&1.into(), &3.into()));
    let notices = &outcome["notices"];
    assert_eq!(notices["payment-details-needed"], notices["account-corrected"], "{notices}");

    let beside = [("PSER_DATA_DIR", data.to_str().expect("its name is text"))];
    let verified = Program::run(&["history", "verify"], &beside);
    assert!(verified.status.success(), "{}", verified.err);
    assert!(verified.out.starts_with("3 cases, "), "{}", verified.out);
    assert!(verified.out.ends_with("The history is what was written.\n"), "{}", verified.out);

    let looked_over = Program::run(&["doctor"], &beside);
    assert!(looked_over.status.success(), "{}{}", looked_over.out, looked_over.err);

    let client = ["client", "create", "survey", "--allowance", "5"];
    let created = Program::run(&client, &beside);
    assert!(created.out.contains("PSER-Client: survey:"), "{}{}", created.out, created.err);
    let again = Program::run(&client, &beside);
    assert_eq!(again.err, "pser: There is already a program of this name.\n");

    assert!(program.end(Signal::SIGINT).success());
    let alone = Program::run(&["history", "verify"], &beside);
    assert!(alone.err.starts_with("pser: DATABASE_URL is missing:"), "{}", alone.err);
}

#[test]
fn the_demonstration_people_are_made_once_and_are_their_owners_business() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let data = folder.path().join("var");
    let people = data.join("demonstration.json");
    let mut first = Program::brought_along(&data, &[]);
    first.address_of("Pages and API");
    assert!(first.has_said("may approve or refuse batches of payments"));
    assert!(first.end(Signal::SIGINT).success());
    let written = std::fs::read_to_string(&people).expect("it was written");
    assert_eq!(people.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);

    let mut second = Program::brought_along(&data, &[]);
    second.address_of("Pages and API");
    assert!(second.has_said(&format!("Passwords and authenticator secrets are in {}", people.display())));
    assert!(!second.has_said("made just now"));
    assert!(second.end(Signal::SIGINT).success());
    assert_eq!(std::fs::read_to_string(&people).expect("it is there still"), written);
}

#[test]
fn an_interrupted_first_start_is_gone_on_with() {
    let folder = folder();
    let data = folder.path().join("var");
    let (people, draft) = (data.join("demonstration.json"), data.join("demonstration.draft.json"));
    let mut first = Program::brought_along(&data, &[]);
    first.address_of("Pages and API");
    assert!(first.end(Signal::SIGINT).success());
    // As if the program had been killed after the last person was in.
    std::fs::rename(&people, &draft).expect("it is ours");
    let written = std::fs::read_to_string(&draft).expect("it was written");
    let mut second = Program::brought_along(&data, &[]);
    second.address_of("Pages and API");
    assert!(second.end(Signal::SIGINT).success());
    assert_eq!(std::fs::read_to_string(&people).expect("it is there again"), written);
    assert!(!draft.exists());
}

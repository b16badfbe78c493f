//! `pser doctor` beside an installation that runs: what it prints, and how it exits.

use nix::sys::signal::Signal;
use serde_json::Value;

use super::tampers;
use crate::harness::{Program, folder};

#[test]
fn it_finds_an_installation_sound_until_something_breaks() {
    let folder = folder();
    let data = folder.path().join("var");
    let mut program = Program::brought_along(&data, &[]);
    program.address_of("Pages and API");
    let beside = [("PSER_DATA_DIR", data.to_str().expect("its name is text"))];

    let sound = Program::run(&["doctor", "--history"], &beside);
    assert!(sound.status.success(), "{}{}", sound.out, sound.err);
    assert!(sound.out.ends_with("\nNothing is broken.\n"), "{}", sound.out);
    assert!(sound.out.contains("the ledger sums to zero"), "{}", sound.out);

    tampers(&data, "insert into store_uploads values ('documents/1', '2020-01-01')");
    let broken = Program::run(&["doctor"], &beside);
    assert_eq!(broken.status.code(), Some(1));
    assert_eq!(broken.err, "pser: one rule is broken\n");
    let told = "\nBroken: an abandoned upload is swept within an hour and a half\n  object documents/1\n";
    assert!(broken.out.ends_with(told), "{}", broken.out);

    tampers(
        &data,
        "insert into jobs (queue, kind, payload, state, finished_at) values ('slow', 'x', '{}', 'dead', now())",
    );
    let broken = Program::run(&["doctor", "--json"], &beside);
    assert_eq!((broken.status.code(), broken.err.as_str()), (Some(1), "pser: 2 rules are broken\n"));
    assert_eq!(broken.out.lines().count(), 1, "one object and nothing else");
    let object: Value = serde_json::from_str(&broken.out).expect("an object");
    assert_eq!(object["sound"], false);
    let rules = object["rules"].as_array().expect("a list of rules");
    let dead = rules
        .iter()
        .find(|rule| rule["rule"] == "no job is dead whose work was not done since")
        .expect("a rule");
    assert_eq!(dead["broken"]["count"], 1);
    assert!(dead["seconds"].as_f64() >= Some(0.0));
    assert!(program.end(Signal::SIGINT).success());
}

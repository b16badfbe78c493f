//! The reviewed tables are those of the policy that ships.

use super::SOURCES;
use pser::policy::Policy;

#[test]
fn the_matrix_is_current() {
    let policy = Policy::load(&SOURCES, &super::shipped()).expect("loads");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/MATRIX.md");
    let kept = std::fs::read_to_string(path).expect("policies/MATRIX.md is there");
    assert!(
        kept == policy.matrix(),
        "policies/MATRIX.md is not current; write it again with `cargo run -- policy matrix > policies/MATRIX.md`"
    );
}

#[test]
fn the_matrix_shows_rules_programmes_and_conditions() {
    let matrix = super::policy().matrix();
    let row = |deed: &str| {
        let rows: Vec<&str> =
            matrix.lines().filter(|line| line.starts_with(&format!("| {deed} |"))).collect();
        rows.join("\n")
    };
    assert!(row("approve-payment").contains("| cash-assistance |"), "{matrix}");
    assert!(
        row("approve-payment").ends_with("owner-known, own-case, kin, had-a-hand, skill, above-cap |"),
        "{matrix}"
    );
    assert!(row("withdraw").ends_with("| own-only |"), "{matrix}");
    assert!(row("claim").contains("| yes |"), "{matrix}");
    assert!(
        matrix.contains("supervisor, auditor, administrator | `!(actor.person in resource.kin)` | kin |"),
        "{matrix}"
    );
}

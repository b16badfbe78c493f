//! Each proof holds for the workflow that ships, and fails on one that was spoilt, with the path to the mistake.

use pser::workflow::Definition;
use pser::workflow::check::{Against, Finding, PROOFS, Permits, prove, prove_together};

use super::{CASH_ASSISTANCE, changed, load};
use crate::household;

/// A policy that gives every action but one to somebody.
struct AllBut(&'static str);

impl Permits for AllBut {
    fn roles_for(&self, _programme: &str, action: &str) -> Vec<String> {
        if action == self.0 { Vec::new() } else { vec!["officer".to_owned()] }
    }
}

fn findings_against(
    yaml: &str,
    permits: &dyn Permits,
    notice_exists: &dyn Fn(&str, &str) -> bool,
) -> Vec<Finding> {
    let definition = load(yaml).unwrap_or_else(|problems| panic!("{problems:#?}"));
    prove(&definition, &Against { permits, notice_exists })
}

fn findings(yaml: &str) -> Vec<Finding> {
    findings_against(yaml, &AllBut(""), &|_, _| true)
}

/// Asserts that a proof fails with a sentence and a path, and that the path is printed.
#[track_caller]
fn fails(findings: &[Finding], proof: &str, message: &str, path: &[&str]) {
    assert!(PROOFS.iter().any(|(name, _)| *name == proof), "{proof} is a proof");
    let found = findings.iter().find(|finding| finding.proof == proof && finding.message.contains(message));
    let found = found.unwrap_or_else(|| panic!("no such finding: {findings:#?}"));
    assert_eq!(found.path, path);
    assert!(found.to_string().contains(&path.join(" > ")), "{found}");
}

#[test]
fn the_workflow_that_ships_passes_every_proof() {
    assert_eq!(findings(CASH_ASSISTANCE), []);
}

#[test]
fn a_stage_that_no_path_leads_to_is_found() {
    let found = findings(&changed(
        "      - { after: 30 days, to: lapsed }\n",
        "      - { after: 30 days, to: rejected }\n",
    ));
    fails(&found, "reachable", "no path leads from submitted to lapsed", &[]);
}

#[test]
fn a_stage_that_never_ends_is_found() {
    let yaml = changed(
        "  rejected:\n    title: { en: Not approved, ur: منظور نہیں ہوئی }\n    enter: { notice: application-rejected }\n    end: true\n    appeal: { programme: appeal, within: 30 days, reopens: verifying }\n",
        "  rejected:\n    title: { en: Limbo, ur: معلق }\n    clock: citizen\n    enter: { notice: application-rejected }\n    on:\n      - { after: 1 day, to: rejected }\n",
    );
    fails(
        &findings(&yaml),
        "finishes",
        "rejected can never reach an end",
        &["submitted", "checks-done: verifying", "reject: rejected"],
    );
}

#[test]
fn a_case_that_goes_round_by_checks_alone_is_found() {
    let yaml = changed(
        "    enter: { notice: application-verifying }\n",
        "    enter: { checks: [identity], notice: application-verifying }\n    on:\n      - { event: checks-done, to: submitted }\n",
    );
    fails(
        &findings(&yaml),
        "cycles",
        "submitted comes back to itself by checks alone",
        &["submitted", "checks-done: verifying", "checks-done: submitted"],
    );
}

#[test]
fn a_cycle_with_a_person_in_it_is_none() {
    let yaml = changed(
        "to: documents-pending }\n      - { event: checks-done, to: verifying }",
        "to: verifying }\n      - { event: checks-done, to: verifying }",
    );
    assert!(findings(&yaml).iter().all(|finding| finding.proof != "cycles"));
}

#[test]
fn an_event_with_a_hole_is_found() {
    let yaml = changed("      - { event: checks-done, to: verifying }\n", "");
    fails(
        &findings(&yaml),
        "branches",
        "when `documents.missing > 0` does not hold",
        &["submitted", "checks-done"],
    );
}

#[test]
fn a_branch_that_is_never_tried_is_found() {
    let yaml = changed("when: documents.missing > 0, ", "");
    fails(
        &findings(&yaml),
        "branches",
        "after the one to documents-pending are never tried",
        &["submitted", "checks-done"],
    );
}

#[test]
fn a_condition_that_can_never_hold_is_found() {
    let yaml = changed("when: payment.proposed", "when: payment.proposed && payment.none");
    fails(
        &findings(&yaml),
        "branches",
        "can never hold",
        &["submitted", "checks-done: verifying", "verify: approved", "approve-payment"],
    );
}

#[test]
fn a_stage_that_waits_for_checks_it_does_not_start_is_found() {
    let yaml = changed("checks: [identity, duplicates, means-test], ", "");
    fails(&findings(&yaml), "branches", "starts no check", &["submitted", "checks-done"]);
}

#[test]
fn an_action_that_nobody_may_do_is_found() {
    let found = findings_against(CASH_ASSISTANCE, &AllBut("propose-payment"), &|_, _| true);
    fails(
        &found,
        "permits",
        "no role may do propose-payment",
        &["submitted", "checks-done: verifying", "verify: approved", "propose-payment"],
    );
}

#[test]
fn money_without_verification_is_found_with_the_way_around() {
    let yaml = changed(
        "      - { event: documents-complete, to: verifying }\n",
        "      - { event: documents-complete, to: approved }\n",
    );
    fails(
        &findings(&yaml),
        "money",
        "pay can be set off without verify",
        &[
            "submitted",
            "checks-done: documents-pending",
            "documents-complete: approved",
            "propose-payment",
            "approve-payment",
        ],
    );
}

#[test]
fn money_without_a_proposal_is_found() {
    let yaml =
        changed("        when: payment.proposed\n", "        when: payment.proposed || payment.none\n");
    fails(
        &findings(&yaml),
        "money",
        "pay can be set off without propose-payment",
        &["submitted", "checks-done: verifying", "verify: approved", "approve-payment"],
    );
}

#[test]
fn a_verification_that_was_reopened_does_not_count() {
    let yaml = changed(
        "    enter: { notice: application-verifying }\n",
        "    enter: { notice: application-verifying }\n    actions:\n      hurry:\n        title: { en: Hurry, ur: جلدی }\n        record: hurried\n        to: approved\n        when: documents.requested_open > 0\n",
    );
    let found = findings(&yaml);
    fails(
        &found,
        "money",
        "pay can be set off without verify",
        &["submitted", "checks-done: verifying", "hurry: approved", "propose-payment", "approve-payment"],
    );
}

#[test]
fn a_deed_from_before_a_return_does_not_stand_in_for_a_new_one() {
    let returned = changed(
        "        record: returned\n        to: verifying\n",
        "        record: returned\n        to: looking-again\n",
    );
    let yaml = returned.replace(
        "  approved:\n    title",
        "  looking-again:
    title: { en: Being looked at again, ur: دوبارہ جائزہ }
    clock: department
    enter: { notice: application-verifying }
    actions:
      verify-again:
        title: { en: Verify again, ur: دوبارہ تصدیق }
        record: verified-again
        to: approved
      doubt:
        title: { en: Doubt, ur: شک }
        record: doubted
        to: verifying
    deadline: { within: 7 working days, then: escalate }
  approved:
    title",
    );
    // Looking again keeps the verification, since the stage that decided it is not entered.
    assert_eq!(findings(&yaml), []);
    let around = yaml.replace(
        "      - { event: documents-complete, to: verifying }",
        "      - { event: documents-complete, to: looking-again }",
    );
    let found = findings(&around);
    let first =
        found.iter().find(|finding| finding.message == "pay can be set off without verify").expect("found");
    assert_eq!(
        first.path,
        [
            "submitted",
            "checks-done: documents-pending",
            "documents-complete: looking-again",
            "verify-again: approved",
            "propose-payment",
            "approve-payment",
        ]
    );
}

#[test]
fn money_set_off_by_another_action_is_found() {
    let yaml = changed("      approve-payment:\n", "      approve-all:\n")
        .replace("approve-payment]", "approve-all]");
    let found = findings(&yaml);
    assert!(
        found.iter().any(|finding| finding.message.contains("which only approve-payment may")),
        "{found:#?}"
    );
}

#[test]
fn a_case_that_ends_as_paid_without_payment_is_found() {
    let yaml = changed("failed: { stay: true, notice: payment-details-needed }", "failed: { to: disbursed }");
    fails(
        &findings(&yaml),
        "money",
        "disbursed can be reached without money having been paid",
        &[
            "submitted",
            "checks-done: verifying",
            "verify: approved",
            "propose-payment",
            "approve-payment",
            "pay failed: disbursed",
        ],
    );
}

#[test]
fn deeds_that_one_person_may_do_before_money_are_found() {
    let yaml = changed("  - [verify, approve-payment]\n", "");
    let found = findings(&yaml);
    fails(
        &found,
        "separate",
        "one person may do both verify and approve-payment",
        &[
            "submitted",
            "checks-done: verifying",
            "verify: approved",
            "propose-payment",
            "approve-payment",
            "pay settled: disbursed",
        ],
    );
}

#[test]
fn a_separated_deed_that_a_path_goes_around_is_found() {
    let yaml = changed(
        "  - [verify, approve-payment]\n",
        "  - [verify, approve-payment]\n  - [request-documents, approve-payment]\n",
    );
    let found = findings(&yaml);
    assert!(
        found.iter().any(|finding| finding.proof == "separate"
            && finding.message
                == "request-documents is kept apart from approve-payment but a case is paid without it"),
        "{found:#?}"
    );
}

#[test]
fn leaving_while_money_is_under_way_is_found() {
    let yaml = changed(
        "        to: verifying\n        when: payment.none || payment.failed\n",
        "        to: verifying\n        when: '!payment.settled'\n",
    );
    fails(
        &findings(&yaml),
        "flight",
        "return can take the case out of approved while payment.live",
        &["submitted", "checks-done: verifying", "verify: approved", "return: verifying"],
    );
}

#[test]
fn paying_twice_is_found() {
    let yaml =
        changed("        when: payment.proposed\n", "        when: payment.proposed || payment.live\n");
    let found = findings(&yaml);
    assert!(found.iter().any(|finding| finding.message.contains("can set off pay again")), "{found:#?}");
}

#[test]
fn a_clock_without_an_end_is_found() {
    let yaml = changed("    deadline: { within: 7 working days, then: escalate }\n", "");
    fails(
        &findings(&yaml),
        "clocks",
        "the department clock of verifying",
        &["submitted", "checks-done: verifying"],
    );
}

#[test]
fn a_notice_without_a_text_in_one_language_is_found() {
    let exists = |notice: &str, language: &str| (notice, language) != ("payment-details-needed", "ur");
    let found = findings_against(CASH_ASSISTANCE, &AllBut(""), &exists);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("payment-details-needed has no text in the language ur"));
}

#[test]
fn a_move_the_citizen_does_not_hear_of_is_found() {
    let yaml = changed("    enter: { notice: application-lapsed }\n", "");
    fails(
        &findings(&yaml),
        "notices",
        "from documents-pending to lapsed",
        &["submitted", "checks-done: documents-pending", "after 30 days: lapsed"],
    );
    let yaml = changed(", notice: application-received }", " }");
    fails(&findings(&yaml), "notices", "the case began in submitted", &["submitted"]);
}

#[test]
fn money_is_not_reached_around_verifying_by_way_of_an_appeal() {
    let yaml = changed("reopens: verifying", "reopens: approved");
    let findings = findings(&yaml);
    fails(
        &findings,
        "money",
        "pay can be set off without verify",
        &[
            "submitted",
            "checks-done: verifying",
            "reject: rejected",
            "appeal: approved",
            "propose-payment",
            "approve-payment",
        ],
    );
    assert!(findings.iter().any(|finding| finding.proof == "separate"), "{findings:#?}");
}

#[test]
fn an_appeal_that_sets_nothing_right_is_found() {
    let findings = findings(&changed("reopens: verifying", "reopens: lapsed"));
    fails(
        &findings,
        "appeals",
        "an appeal against rejected leads to lapsed, where the case is over",
        &["submitted", "checks-done: verifying", "reject: rejected"],
    );
}

#[test]
fn an_appeal_goes_to_a_programme_that_is_there_and_about_decisions() {
    let shipped = household::all().iter().map(|programme| &programme.workflow);
    let all: Vec<&Definition> = shipped.clone().collect();
    assert_eq!(prove_together(&all), []);
    let elsewhere = [
        ("programme: appeal, within", "programme: complaint, within", "there is no such programme"),
        ("programme: appeal, within", "programme: grievance, within", "which is about no decision"),
    ];
    for (from, to, message) in elsewhere {
        let changed = load(&changed(from, to)).unwrap();
        let all: Vec<&Definition> = shipped
            .clone()
            .map(|one| if one.programme == changed.programme { &changed } else { one })
            .collect();
        let found = prove_together(&all);
        assert!(found.len() == 1 && found[0].1.message.ends_with(message), "{found:?}");
    }
}

#[test]
fn a_merge_that_is_no_end_of_its_own_is_found() {
    for (to, message) in [
        ("withdrawn", "merge ends in withdrawn, where a case can come from submitted as well"),
        ("approved", "merge leads to approved, where the case is not over"),
    ] {
        let found = findings(&changed("      to: merged\n", &format!("      to: {to}\n")));
        fails(&found, "merges", message, &["submitted", &format!("merge: {to}")]);
    }
}

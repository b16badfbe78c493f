//! Two cases that are one: who may close which for which and when, what its citizen hears, that it can be appealed and taken
//! back, and that whatever happens at once ends in one truth.

use serde_json::json;

use super::duplicates::{REASON, beside};
use crate::office::{Answer, Case, Office, Persona};

impl Persona {
    /// Closes the second case for the first, having looked at this revision.
    pub(crate) async fn merges(
        &self,
        office: &Office,
        (kept, closed): (&Case, &Case),
        revision: i32,
    ) -> Answer {
        let body = json!({
            "judgement": "merged", "keep": kept.reference, "revision": revision, "reason": REASON,
        });
        office.asks(Some(self), ("POST", &beside(kept, closed)), Some(&body)).await
    }

    pub(crate) async fn unmerges(
        &self,
        office: &Office,
        (kept, closed): (&Case, &Case),
        revision: i32,
    ) -> Answer {
        let body = json!({ "revision": revision, "reason": REASON });
        office.asks(Some(self), ("POST", &format!("{}/unmerging", beside(kept, closed))), Some(&body)).await
    }
}

/// Whether the case has timers.
async fn runs_out(office: &Office, case: &Case) -> bool {
    office.count(&format!("case_timers where case_id = '{}'", case.id)).await > 0
}

#[tokio::test]
async fn a_case_is_closed_for_another_and_its_citizen_hears_why_and_no_strangers_number() {
    let office = Office::open().await;
    let (one, other) = (office.citizen("Zahida Begum").await, office.citizen("Nadeem Akhtar").await);
    let (kept, closed) = (office.verifying(&one).await, office.verifying(&other).await);
    let officer = office.officer("lahore").await;
    officer.claims(&office, &closed).await.ok();
    officer.merges(&office, (&kept, &closed), 0).await.ok();
    officer.merges(&office, (&kept, &closed), 0).await.ok();
    assert_eq!(
        (office.stage(&kept).await, office.stage(&closed).await),
        ("verifying".into(), "merged".into())
    );
    assert!(!runs_out(&office, &closed).await, "the deadline has stopped");
    assert_eq!(office.history(&closed).await.last().unwrap(), "case-merged");
    assert_eq!(office.history(&kept).await.last().unwrap(), "case-merged");
    assert_eq!(office.notices(&kept).await.len(), 2, "whoever goes on hears nothing of it");
    let told = office.params_of("case-merged", &closed).await;
    assert_eq!((&told["kept"], &told["reference"]), (&json!(null), &json!(closed.reference)));
    assert_eq!(told["reason"], json!("one house, <b>one</b> door {{7*7}}"));
    assert!(!told.to_string().contains(&kept.reference), "{told}");
    let decision = other.reads_decision(&office, &closed).await.ok();
    assert_eq!((&decision["verdict"], &decision["reason"]), (&json!("against"), &told["reason"]));
    for path in ["", "/timeline", "/way", "/decision"] {
        let read = office.asks(Some(&other), ("GET", &format!("{}{path}", closed.path())), None).await.ok();
        assert!(!read.to_string().contains(&kept.reference), "{path}: {read}");
    }
    // Nobody works on it any more, and the other one goes on.
    assert_eq!(officer.does(&office, &closed, "verify").await.problem(), "case-ended");
    assert_eq!(officer.takes_next(&office).await.ok()["reference"], json!(kept.reference));
    officer.does(&office, &kept, "verify").await.ok();
    let supervisor = office.supervisor().await;
    let figures = office.asks(Some(&supervisor), ("GET", "/reports/figures"), None).await.ok();
    let today = &figures["days"][29];
    assert_eq!((&today["decided"], &today["merged"]), (&json!(1), &json!(1)));
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn whoever_shares_a_household_with_the_kept_case_hears_its_number() {
    let office = Office::open().await;
    let (one, other) = (office.citizen("Zahida Begum").await, office.citizen("Nadeem Akhtar").await);
    let (kept, closed) = (office.verifying(&one).await, office.verifying(&other).await);
    office.live_together(&one, &other).await;
    office.officer("lahore").await.merges(&office, (&kept, &closed), 0).await.ok();
    assert_eq!(office.params_of("case-merged", &closed).await["kept"], json!(kept.reference));
    office.jobs_run().await;
}

#[tokio::test]
async fn a_merge_can_be_appealed_as_any_decision_and_leaves_a_pair_to_judge() {
    let office = Office::open().await;
    let other = office.citizen("Nadeem Akhtar").await;
    let kept = office.verifying(&office.citizen("Zahida Begum").await).await;
    let closed = office.verifying(&other).await;
    let officer = office.officer("lahore").await;
    let reviewer = office.staff("Rukhsana", &[("reviewer", None), ("officer", None)]).await;
    officer.merges(&office, (&kept, &closed), 0).await.ok();
    let appeal = other.appeals(&office, &closed).await;
    reviewer.does(&office, &appeal, "allow").await.ok();
    assert_eq!(office.stage(&closed).await, "verifying");
    assert!(runs_out(&office, &closed).await);
    assert_eq!(office.open_duplicates(&kept).await, 1);
    for who in [&officer, &reviewer] {
        assert_eq!(who.does(&office, &closed, "reject").await.problem(), "separated", "{}", who.name);
        let answer = who.merges(&office, (&kept, &closed), 2).await;
        assert_eq!(answer.problem(), "separated", "{}", who.name);
    }
    let fresh = office.officer("lahore").await;
    assert_eq!(fresh.unmerges(&office, (&kept, &closed), 2).await.problem(), "pair-judged");
    fresh.judges(&office, (&kept, &closed), ("dismissed", 2)).await.ok();
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn a_merge_is_taken_back_by_who_made_it_or_a_supervisor_to_where_the_case_was() {
    let office = Office::open().await;
    let (officer, colleague) = (office.officer("lahore").await, office.officer("lahore").await);
    let (supervisor, auditor) = (office.supervisor().await, office.auditor().await);
    let kept = office.verifying(&office.citizen("Zahida Begum").await).await;
    for who in [&officer, &supervisor] {
        let owner = office.citizen("Nadeem Akhtar").await;
        let closed = office.verifying(&owner).await;
        officer.merges(&office, (&kept, &closed), 0).await.ok();
        // Whoever looked at something else hears that first.
        assert_eq!(colleague.unmerges(&office, (&kept, &closed), 2).await.problem(), "pair-judged");
        for no in [&colleague, &auditor] {
            assert_eq!(no.unmerges(&office, (&kept, &closed), 1).await.problem(), "not-allowed");
        }
        let unexplained = json!({ "revision": 1, "reason": " " });
        let path = format!("{}/unmerging", beside(&kept, &closed));
        let answer = office.asks(Some(who), ("POST", &path), Some(&unexplained)).await;
        assert_eq!(answer.wrong_fields(), [("reason", "reason-missing")]);
        assert_eq!(who.unmerges(&office, (&kept, &closed), 2).await.problem(), "pair-judged");
        who.unmerges(&office, (&closed, &kept), 1).await.ok();
        assert_eq!(who.unmerges(&office, (&kept, &closed), 1).await.problem(), "pair-judged");
        assert_eq!(office.stage(&closed).await, "verifying");
        assert!(runs_out(&office, &closed).await);
        let queued =
            format!("cases where id = '{}' and queue = 'verification' and due_at is not null", closed.id);
        assert_eq!(office.count(&queued).await, 1);
        assert_eq!(office.notices(&closed).await.last().unwrap(), "case-unmerged");
        let told = office.params_of("case-unmerged", &closed).await;
        assert_eq!((&told["kept"], &told["stage"]), (&json!(null), &json!("Being verified")));
        let decision = owner.reads_decision(&office, &closed).await.ok();
        assert_eq!(decision["is_open_again"], json!(true));
        colleague.does(&office, &closed, "verify").await.ok();
    }
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test]
async fn a_case_that_was_closed_early_goes_on_early() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let kept = office.verifying(&office.citizen("Zahida Begum").await).await;
    // Its checks are still waiting: they are asked again, and it goes on by itself.
    let submitted = office.citizen("Nadeem Akhtar").await.submits(&office).await;
    officer.merges(&office, (&kept, &submitted), 0).await.ok();
    office.jobs_run().await;
    assert_eq!(office.stage(&submitted).await, "merged");
    officer.unmerges(&office, (&kept, &submitted), 1).await.ok();
    assert_eq!(office.stage(&submitted).await, "submitted");
    office.is_healthy().await;
    office.jobs_run().await;
    assert_eq!(office.stage(&submitted).await, "documents-pending");
    // It waits for its citizen, who had just sent everything when it was closed.
    office.jobs_run().await;
    let due = "select due_at from case_timers where case_id = $1 and kind = 'after:1'";
    let due = || sqlx::query_scalar::<_, chrono::DateTime<chrono::Utc>>(due).bind(submitted.id);
    let before = due().fetch_one(&office.database.owner).await.unwrap();
    officer.merges(&office, (&kept, &submitted), 0).await.ok();
    office.database.days_pass(3).await;
    let officer = office.signs_in(&officer).await;
    officer.unmerges(&office, (&kept, &submitted), 1).await.ok();
    assert_eq!(office.stage(&submitted).await, "documents-pending");
    assert!(due().fetch_one(&office.database.owner).await.unwrap() > before, "the time begins anew");
    sqlx::query("update snapshots set required_documents = '[]' where application_id = $1")
        .bind(submitted.application)
        .execute(&office.database.owner)
        .await
        .unwrap();
    officer.merges(&office, (&kept, &submitted), 0).await.ok();
    officer.unmerges(&office, (&kept, &submitted), 1).await.ok();
    office.jobs_run().await;
    assert_eq!(office.stage(&submitted).await, "verifying", "it hears that nothing is missing");
    office.is_in_order().await;
}

#[tokio::test]
async fn what_must_not_be_merged_is_not() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let (one, other) = (office.citizen("Zahida Begum").await, office.citizen("Nadeem Akhtar").await);
    let (first, second) = (office.verifying(&one).await, office.verifying(&other).await);
    let third = office.verifying(&office.citizen("Rubina").await).await;
    let registration = office.citizen("Shazia Parveen").await.registers_household(&office).await;
    let path = format!("{}/actions/merge", second.path());
    let alone = json!({ "reason": REASON });
    let answer = office.asks(Some(&officer), ("POST", &path), Some(&alone)).await;
    assert_eq!(answer.problem(), "action-not-open", "never on one case alone");
    let names = officer.sees(&office, &second).await.ok()["actions"].to_string();
    assert!(!names.contains("merge"), "{names}");

    let answer = officer.merges(&office, (&first, &registration), 0).await;
    assert_eq!(answer.problem(), "merge-other-programme");
    let colleague = office.officer("lahore").await;
    colleague.claims(&office, &second).await.ok();
    assert_eq!(officer.merges(&office, (&first, &second), 0).await.problem(), "claimed-by-someone-else");
    colleague.releases(&office, &second).await.ok();
    // Money: approved, on its way, or once there.
    colleague.does(&office, &second, "verify").await.ok();
    assert_eq!(officer.merges(&office, (&first, &second), 0).await.problem(), "action-not-open");
    for state in ["held", "rejected"] {
        has_payment(&office, &third, state).await;
        assert_eq!(officer.merges(&office, (&first, &third), 0).await.problem(), "merge-payment", "{state}");
    }
    sqlx::query("delete from payment_instructions where case_id = $1")
        .bind(third.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    // Into one that was approved, yes; on to a third, no; and not into what ended without anything.
    officer.merges(&office, (&second, &first), 0).await.ok();
    office.supervisor().await.does(&office, &second, "return").await.ok();
    assert_eq!(officer.merges(&office, (&third, &second), 0).await.problem(), "merge-keeps-another");
    assert_eq!(officer.merges(&office, (&first, &third), 0).await.problem(), "merge-into-merged");
    assert_eq!(officer.merges(&office, (&third, &first), 0).await.problem(), "case-ended");
    officer.does(&office, &third, "reject").await.ok();
    let fourth = office.verifying(&office.citizen("Farida").await).await;
    assert_eq!(officer.merges(&office, (&third, &fourth), 0).await.problem(), "merge-into-ended");

    for who in [office.supervisor().await, office.auditor().await, office.maker().await] {
        let answer = who.merges(&office, (&second, &fourth), 0).await;
        assert_eq!(answer.problem(), "not-allowed", "{}", who.name);
    }
    let stranger = office.officer("multan").await;
    assert_eq!(stranger.merges(&office, (&second, &fourth), 0).await.problem(), "not-found");
    let kin = office.officer("lahore").await;
    office.live_together(&kin, &other).await;
    for both in [(&second, &fourth), (&fourth, &second)] {
        assert_eq!(kin.merges(&office, both, 0).await.problem(), "kin-case");
    }
    office.is_in_order().await;
}

/// A payment of the case, as far as it got.
async fn has_payment(office: &Office, case: &Case, state: &str) {
    sqlx::query("delete from payment_instructions where case_id = $1")
        .bind(case.id)
        .execute(&office.database.owner)
        .await
        .unwrap();
    let batch: uuid::Uuid = sqlx::query_scalar(
        "insert into batches (id, reference, programme, area, made_by, state)
         select gen_random_uuid(), 'B-' || gen_random_uuid(), programme, area, person_id, 'draft' from cases where id = $1
         returning id",
    )
    .bind(case.id)
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    sqlx::query(
        "insert into payment_instructions (id, batch_id, case_id, end_to_end_id, amount, creditor_name,
             creditor_account_sealed, creditor_account_index, creditor_account_last, content_hash, state)
         values (gen_random_uuid(), $1, $2, left($1::text, 35), 1, 'Nobody', 'x', 'x', '6702', 'x', $3)",
    )
    .bind(batch)
    .bind(case.id)
    .bind(state)
    .execute(&office.database.owner)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_case_whose_citizen_has_applied_again_stays_closed() {
    let office = Office::open().await;
    let owner = office.citizen("Nadeem Akhtar").await;
    let kept = office.verifying(&office.citizen("Zahida Begum").await).await;
    let closed = office.verifying(&owner).await;
    let officer = office.officer("lahore").await;
    officer.merges(&office, (&kept, &closed), 0).await.ok();
    owner.submits(&office).await;
    assert_eq!(officer.unmerges(&office, (&kept, &closed), 1).await.problem(), "another-is-open");
    assert_eq!(office.stage(&closed).await, "merged");
    office.is_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_cases_that_are_closed_for_each_other_at_once_one_goes_on() {
    let office = Office::open().await;
    let (aisha, bilal) = (office.officer("lahore").await, office.officer("lahore").await);
    for round in 0..6 {
        let (first, second) = office.two_verifying().await;
        let (one, other) = tokio::join!(
            aisha.merges(&office, (&first, &second), 0),
            bilal.merges(&office, (&second, &first), 0),
        );
        let lost = match (one.is_ok(), other.is_ok()) {
            (true, false) => other,
            (false, true) => one,
            both => panic!("round {round}: {both:?} {one:?} {other:?}"),
        };
        assert_eq!(lost.problem(), "pair-judged");
        let mut stages = [office.stage(&first).await, office.stage(&second).await];
        stages.sort();
        assert_eq!(stages, ["merged", "verifying"]);
        // Nor does the one that goes on end for a third.
        let third = office.verifying(&office.citizen("Rubina").await).await;
        let kept = if office.stage(&first).await == "merged" { &second } else { &first };
        let (one, other) =
            tokio::join!(aisha.merges(&office, (&third, kept), 0), bilal.merges(&office, (kept, &third), 0),);
        other.ok();
        assert!(["pair-judged", "merge-keeps-another"].contains(&one.problem()), "{one:?}");
    }
    office.is_in_order().await;
    office.is_healthy().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_case_that_is_withdrawn_while_it_is_merged_ends_one_way() {
    let office = Office::open().await;
    let officer = office.officer("lahore").await;
    let kept = office.verifying(&office.citizen("Zahida Begum").await).await;
    let mut ends = Vec::new();
    for _ in 0..8 {
        let owner = office.citizen("Nadeem Akhtar").await;
        let closed = office.verifying(&owner).await;
        let (merged, withdrawn) = tokio::join!(
            officer.merges(&office, (&kept, &closed), 0),
            owner.does_with(&office, &closed, "withdraw", json!({})),
        );
        let stage = office.stage(&closed).await;
        assert_eq!((merged.is_ok(), withdrawn.is_ok()), (stage == "merged", stage == "withdrawn"));
        let lost = if merged.is_ok() { &withdrawn } else { &merged };
        assert!(["case-ended", "stale-case"].contains(&lost.problem()), "{lost:?}");
        ends.push(stage);
    }
    assert!(!ends.is_empty());
    office.is_in_order().await;
    office.is_healthy().await;
}

use futures::future::join_all;
use pser::casework::act::{Act, What, act};
use pser::casework::disburse::{self, Making, NewAccount};
use pser::entropy;
use pser::error::Error;
use pser::payments::Iban;
use pser::people::Typed;
use pser::policy::Actor;
use pser::refusal::Refusal;
use pser::workflow::Why;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::arrange::{AMOUNT, Case, Office, PROGRAMME, iban, key, refusal, role};
use crate::arrange::{Who, citizen};

/// A case of a citizen who can be reached, and its payment that the bank has refused.
async fn refused(office: &Office) -> (Case, Uuid) {
    let owner = citizen(&office.database, &Who::default()).await;
    let case = office.case_of(owner.person, office.person("Officer").await, "01").await;
    let payment = office.approved_payments().await[0];
    assert_eq!(office.ends(payment).await, "rejected");
    (case, payment)
}

/// Another account of the same bank that ends in these two digits.
fn another(ending: &str) -> Iban {
    (2..=98)
        .find_map(|check| Iban::parse(&format!("PK{check:02}SCBL00000087654321{ending}")).ok())
        .expect("some check digits fit")
}

async fn count(office: &Office, what: &str) -> i64 {
    let statement = AssertSqlSafe(format!("select count(*) from {what}"));
    sqlx::query_scalar(statement).fetch_one(&office.database.owner).await.unwrap()
}

async fn told(office: &Office, case: &Case, kind: &str) -> i64 {
    sqlx::query_scalar("select count(*) from notices where case_id = $1 and kind = $2 and channel = 'sms'")
        .bind(case.id)
        .bind(kind)
        .fetch_one(&office.database.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_case_whose_account_the_bank_refused_is_on_no_batch_until_another_is_given() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let (case, payment) = refused(&office).await;
    let maker = office.maker().await;
    assert_eq!(refusal(office.makes_in(&maker, None).await), Refusal::NothingToPay);
    let fine = office.case("11").await;
    let making = Making { programme: PROGRAMME, area: None };
    let made = disburse::make(&office.app, &maker, key(), &making).await.unwrap();
    assert_eq!(made.body["on_hold"], 1, "{}", made.body);
    let batch = made.body["reference"].as_str().unwrap().parse().unwrap();
    let lines = office.looks_at(&maker, &batch).await.lines;
    assert_eq!(lines.iter().map(|line| &line.case).collect::<Vec<_>>(), [&fine.reference]);
    assert_eq!(told(&office, &case, "payment-details-needed").await, 1);

    office.corrects(&case, "22").await.unwrap();
    assert_eq!(told(&office, &case, "account-corrected").await, 1);
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let batch = office.proposes(&maker).await;
    let lines = office.looks_at(&supervisor, &batch).await.lines;
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].item.creditor_account_last.as_str(), lines[0].is_account_corrected), ("6722", true));
    office.approves(&supervisor, &batch).await.unwrap();
    let paid = lines[0].item.id;
    assert_ne!(paid, payment);
    assert_eq!(office.ends(paid).await, "settled");
    assert_eq!(office.stage(&case).await, "disbursed");
    assert_eq!(office.state(payment).await, "rejected", "what failed is never sent again");
    assert_eq!(told(&office, &case, "payment-details-needed").await, 1);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_new_failure_is_told_once_and_holds_the_case_again() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let (case, _) = refused(&office).await;
    office.corrects_as(&case.citizen(), &case, another("01").reveal()).await.unwrap();
    let payment = office.approved_payments().await[0];
    assert_eq!(office.ends(payment).await, "rejected");
    assert_eq!(told(&office, &case, "payment-details-needed").await, 2);
    assert_eq!(refusal(office.makes_in(&office.maker().await, None).await), Refusal::NothingToPay);
    office.corrects(&case, "22").await.unwrap();
    let payment = office.approved_payments().await[0];
    assert_eq!(office.ends(payment).await, "settled");
}

#[tokio::test]
async fn the_same_account_twice_or_twenty_times_at_once_is_given_once() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, _) = refused(&office).await;
    let given = join_all((0..20).map(|_| office.corrects(&case, "22"))).await;
    assert!(given.iter().all(Result::is_ok), "{given:?}");
    office.corrects(&case, "22").await.unwrap();
    assert_eq!(count(&office, "account_corrections").await, 1);
    assert_eq!(office.events(&case, "account-corrected").await, 1);
    assert_eq!(told(&office, &case, "account-corrected").await, 1);
    let mut lines = office.looks_at_new_batch().await;
    assert_eq!(lines.pop().unwrap().item.creditor_account_last, "6722");
}

#[tokio::test]
async fn who_mistyped_gives_yet_another_and_a_draft_with_the_first_is_not_paid() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, _) = refused(&office).await;
    office.corrects(&case, "22").await.unwrap();
    let maker = office.maker().await;
    let draft = office.makes_in(&maker, None).await.unwrap();
    office.corrects(&case, "33").await.unwrap();
    assert!(office.looks_at(&maker, &draft).await.lines[0].is_changed);
    let nothing = disburse::propose(&office.app, &maker, &draft).await;
    assert_eq!(refusal(nothing), Refusal::NothingToPay);
    disburse::discard(&office.app, &maker, &draft).await.unwrap();
    let lines = office.looks_at_new_batch().await;
    assert_eq!(lines[0].item.creditor_account_last, "6733");
}

#[tokio::test]
async fn an_account_that_changes_behind_an_approval_is_not_paid() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, _) = refused(&office).await;
    office.corrects(&case, "22").await.unwrap();
    let payment = office.approved_payments().await[0];
    let forged = "update account_corrections set account_index = 'another account!' where case_id = $1";
    office.tampers(forged, case.id).await;
    assert_eq!(office.ends(payment).await, "rejected");
    assert_eq!(office.bank.submissions(&payment.simple().to_string()), 0);
    assert_eq!(office.events(&case, "pay-stopped").await, 1);
}

#[tokio::test]
async fn no_account_is_taken_before_a_failure_nor_while_a_payment_is_under_way() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let untried = office.case("11").await;
    let not_met = Refusal::GuardNotMet { action: "correct-account".to_owned() };
    assert_eq!(refusal(office.corrects(&untried, "22").await), not_met);
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let batch = office.proposes(&maker).await;
    assert_eq!(refusal(office.corrects(&untried, "22").await), not_met, "proposed");
    office.approves(&supervisor, &batch).await.unwrap();
    let payment = office.looks_at(&maker, &batch).await.lines[0].item.id;
    for state in ["sending", "unknown", "accepted", "held"] {
        let statement =
            format!("update payment_instructions set state = '{state}', ask_at = now() where id = $1");
        office.tampers(&statement, payment).await;
        assert_eq!(refusal(office.corrects(&untried, "22").await), not_met, "{state}");
    }
    assert_eq!(office.ends(payment).await, "settled");
    let ended = Refusal::CaseEnded { stage: "disbursed".to_owned() };
    assert_eq!(refusal(office.corrects(&untried, "22").await), ended);
    assert_eq!(count(&office, "account_corrections").await, 0);
}

#[tokio::test]
async fn only_the_cases_own_citizen_who_has_just_proved_it_gives_an_account() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, _) = refused(&office).await;
    let other =
        Actor::Citizen { account: entropy::id(), person: office.person("Other").await, typed_by: None };
    let elsewhere = office.corrects_as(&other, &case, iban("22").reveal()).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)), "{elsewhere:?}");
    for name in ["officer", "maker", "supervisor", "auditor"] {
        let staff = office.staff(&[role(name)]).await;
        let denied = refusal(office.corrects_as(&staff, &case, iban("22").reveal()).await);
        assert!(matches!(denied, Refusal::NotAllowed { .. }), "{name}: {denied:?}");
    }
    let (typed, reference) = (Typed::new(iban("22").reveal()), case.reference.parse().unwrap());
    let stale = NewAccount { iban: Some(&typed), expected_version: None, recently_proved: false };
    let unproved = disburse::correct_account(&office.app, &case.citizen(), &reference, &stale).await;
    assert_eq!(refusal(unproved), Refusal::ReauthenticationRequired);
    let old = NewAccount { iban: Some(&typed), expected_version: Some(1), recently_proved: true };
    let moved = refusal(disburse::correct_account(&office.app, &case.citizen(), &reference, &old).await);
    assert!(matches!(moved, Refusal::StaleCase { .. }), "{moved:?}");
    assert_eq!(count(&office, "account_corrections").await, 0);
}

#[tokio::test]
async fn what_is_no_account_or_the_one_that_was_refused_is_a_wrong_field() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, _) = refused(&office).await;
    for (typed, code) in [
        ("", "iban-malformed"),
        ("my account", "iban-malformed"),
        ("PK36SCBL0000001123456720", "iban-check-digits"),
        (iban("01").reveal(), "iban-refused"),
    ] {
        let wrong = refusal(office.corrects_as(&case.citizen(), &case, typed).await);
        assert_eq!(wrong, Refusal::field("iban", code), "{typed}");
    }
    let none = NewAccount { iban: None, expected_version: None, recently_proved: true };
    let reference = case.reference.parse().unwrap();
    let missing = disburse::correct_account(&office.app, &case.citizen(), &reference, &none).await;
    assert_eq!(refusal(missing), Refusal::field("iban", "field-missing"));
    assert_eq!(count(&office, "account_corrections").await, 0);
    assert_eq!(office.events(&case, "account-corrected").await, 0, "what is refused leaves nothing behind");
}

#[tokio::test]
async fn the_given_account_stands_nowhere_in_clear() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, payment) = refused(&office).await;
    office.corrects(&case, "22").await.unwrap();
    let detail: Value = sqlx::query_scalar(
        "select detail from case_events where case_id = $1 and kind = 'account-corrected'",
    )
    .bind(case.id)
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    let index = hex::encode(iban("22").index(&office.app.sealer));
    assert_eq!(detail, json!({ "payment": payment, "account": index, "account_last": "6722" }));
    for table in ["account_corrections", "case_events", "notices", "jobs"] {
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(format!("select row_to_json(t)::text from {table} t")))
                .fetch_all(&office.database.owner)
                .await
                .unwrap();
        assert!(rows.iter().all(|row| !row.contains("SCBL")), "{table}");
    }
}

#[tokio::test]
async fn a_supervisor_may_still_return_the_case_and_a_new_verification_ends_the_hold() {
    let office = Office::with_budget(AMOUNT).await;
    let (case, _) = refused(&office).await;
    let supervisor = office.staff(&[role("supervisor")]).await;
    let returning = Act {
        actor: &supervisor,
        case: case.id,
        what: What::Action { name: "return", why: Why { code: Some("account-not-theirs"), words: None } },
        expected_version: None,
        detail: json!({}),
    };
    act(&office.app, &returning).await.unwrap();
    assert_eq!(office.stage(&case).await, "verifying");
    let closed = refusal(office.corrects(&case, "22").await);
    assert!(matches!(closed, Refusal::ActionNotOpen { .. }), "{closed:?}");
    let verified = "update cases set stage = 'approved', queue = 'payments', stage_entered_at = pser_now() where id = $1";
    office.tampers(verified, case.id).await;
    assert_eq!(office.looks_at_new_batch().await.len(), 1, "the office has looked at it anew");
}

use pser::casework::disburse;
use pser::error::Error;
use pser::refusal::Refusal;

use super::arrange::{AMOUNT, Office, person_of, refusal, role};

#[tokio::test]
async fn a_batch_holds_the_approved_cases_of_its_area_that_wait_for_money() {
    let office = Office::open().await;
    let cases = office.cases(["11", "12", "13", "14"]).await;
    office.tampers("update cases set area = 'multan' where id = $1", cases[1].id).await;
    office.tampers("update cases set queue = 'verification' where id = $1", cases[2].id).await;
    office.tampers("update cases set amount = 0 where id = $1", cases[3].id).await;
    let maker = office.maker().await;
    let batch = office.makes_in(&maker, Some("lahore/lahore")).await.unwrap();
    let lines = office.looks_at(&maker, &batch).await.lines;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].case, cases[0].reference);
    assert_eq!(lines[0].item.amount.paisa(), AMOUNT);
    assert_eq!(lines[0].item.creditor_account_last, "6711");
    assert_eq!(office.payment_fact(&cases[0]).await, "none", "a draft binds nobody");
}

#[tokio::test]
async fn a_case_is_on_one_batch_at_a_time() {
    let office = Office::open().await;
    office.cases(["11", "12", "13"]).await;
    let makers = [office.maker().await, office.maker().await];
    let made = futures::future::join_all(makers.iter().map(|maker| office.makes_in(maker, None))).await;
    let mut lines = 0;
    for (maker, batch) in makers.iter().zip(made) {
        match batch {
            Ok(batch) => lines += office.looks_at(maker, &batch).await.lines.len(),
            Err(error) => assert!(matches!(error, Error::Refused(Refusal::NothingToPay)), "{error:?}"),
        }
    }
    assert_eq!(lines, 3);
    assert_eq!(refusal(office.makes_in(&makers[0], None).await), Refusal::NothingToPay);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_maker_is_not_offered_their_own_case_nor_that_of_kin() {
    let office = Office::open().await;
    let (maker, officer) = (office.maker().await, office.person("Officer").await);
    let brother = office.person("Brother").await;
    office.household_of([person_of(&maker), brother]).await;
    office.case_of(person_of(&maker), officer, "11").await;
    office.case_of(brother, officer, "12").await;
    assert_eq!(refusal(office.makes_in(&maker, None).await), Refusal::NothingToPay);
}

#[tokio::test]
async fn a_maker_makes_batches_of_their_own_area_only() {
    let office = Office::open().await;
    office.case("11").await;
    let mut grant = role("maker");
    grant.area = Some("multan".to_owned());
    let maker = office.staff(&[grant]).await;
    for area in [None, Some("lahore")] {
        assert!(office.makes_in(&maker, area).await.is_err(), "{area:?}");
    }
}

#[tokio::test]
async fn an_unknown_area_or_programme_is_a_wrong_field() {
    let office = Office::open().await;
    let maker = office.maker().await;
    let wrong = refusal(office.makes_in(&maker, Some("atlantis")).await);
    assert!(matches!(wrong, Refusal::Invalid(fields) if fields[0].field == "area"));
}

#[tokio::test]
async fn the_account_stands_nowhere_in_clear() {
    let office = Office::open().await;
    office.case("11").await;
    let maker = office.maker().await;
    office.proposes(&maker).await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select row_to_json(i)::text || encode(creditor_account_sealed, 'escape') from payment_instructions i",
    )
    .fetch_all(&office.database.owner)
    .await
    .unwrap();
    assert!(rows.iter().all(|row| !row.contains("SCBL")), "{rows:?}");
}

#[tokio::test]
async fn proposing_freezes_the_control_totals_and_a_deed_stands_on_every_case() {
    let office = Office::open().await;
    let cases = office.cases(["11", "12"]).await;
    let maker = office.maker().await;
    let reference = office.makes_in(&maker, Some("lahore")).await.unwrap();
    let proposed = disburse::propose(&office.app, &maker, &reference).await.unwrap();
    assert_eq!(proposed.left_out, []);
    let batch = office.looks_at(&maker, &reference).await.batch;
    assert_eq!((batch.items, batch.total.paisa()), (2, 2 * AMOUNT));
    assert_eq!(batch.content_hash.unwrap().len(), 32);
    for case in &cases {
        assert_eq!(office.payment_fact(case).await, "proposed");
        assert_eq!(office.events(case, "payment-proposed").await, 1);
    }
    let again = disburse::propose(&office.app, &maker, &reference).await;
    assert_eq!(refusal(again), Refusal::BatchNotOpen { state: "proposed".to_owned() });
}

#[tokio::test]
async fn a_case_that_the_maker_verified_or_that_has_changed_is_left_out() {
    let office = Office::open().await;
    let maker = office.maker().await;
    let verified = office.case_verified_by(person_of(&maker), "11").await;
    let changed = office.case("12").await;
    let fine = office.case("13").await;
    let reference = office.makes_in(&maker, Some("lahore")).await.unwrap();
    office.tampers("update cases set amount = amount + 1 where id = $1", changed.id).await;
    let proposed = disburse::propose(&office.app, &maker, &reference).await.unwrap();
    let mut left_out: Vec<_> =
        proposed.left_out.iter().map(|refusal| (refusal.case.as_str(), refusal.code)).collect();
    left_out.sort_by_key(|(_, code)| *code);
    assert_eq!(
        left_out,
        [(changed.reference.as_str(), "batch-changed"), (verified.reference.as_str(), "separated")]
    );
    let lines = office.looks_at(&maker, &reference).await.lines;
    assert_eq!(lines.iter().map(|line| line.case.as_str()).collect::<Vec<_>>(), [fine.reference.as_str()]);
    assert_eq!(office.payment_fact(&verified).await, "none");
    assert_eq!(office.events(&verified, "payment-proposed").await, 0);
    // Somebody else may propose what was left out.
    let other = office.maker().await;
    let second = office.proposes(&other).await;
    assert_eq!(office.looks_at(&other, &second).await.lines.len(), 2);
}

#[tokio::test]
async fn only_its_maker_proposes_a_draft() {
    let office = Office::open().await;
    office.case("11").await;
    let (maker, other) = (office.maker().await, office.maker().await);
    let reference = office.makes_in(&maker, Some("lahore")).await.unwrap();
    let proposed = disburse::propose(&office.app, &other, &reference).await;
    assert_eq!(refusal(proposed), Refusal::NotAllowed { deed: "propose".to_owned() });
}

#[tokio::test]
async fn the_cases_of_a_discarded_draft_wait_for_payment_again() {
    let office = Office::open().await;
    office.case("11").await;
    let maker = office.maker().await;
    let reference = office.makes_in(&maker, Some("lahore")).await.unwrap();
    disburse::discard(&office.app, &maker, &reference).await.unwrap();
    let again = disburse::discard(&office.app, &maker, &reference).await;
    assert_eq!(refusal(again), Refusal::BatchNotOpen { state: "discarded".to_owned() });
    assert!(office.makes_in(&maker, Some("lahore")).await.is_ok());
    office.is_in_order().await;
}

#[tokio::test]
async fn the_cases_of_a_refused_batch_wait_for_payment_again() {
    let office = Office::open().await;
    let case = office.case("11").await;
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let reference = office.proposes(&maker).await;
    let blank = disburse::refuse(&office.app, &supervisor, &reference, "  ").await;
    assert!(matches!(refusal(blank), Refusal::Invalid(fields) if fields[0].field == "reason"));
    disburse::refuse(&office.app, &supervisor, &reference, "the total is wrong").await.unwrap();
    assert_eq!(office.payment_fact(&case).await, "none");
    let shown = office.looks_at(&maker, &reference).await;
    assert_eq!(shown.batch.decision_reason.as_deref(), Some("the total is wrong"));
    let second = office.proposes(&maker).await;
    assert_eq!(office.looks_at(&maker, &second).await.lines.len(), 1);
    office.is_in_order().await;
}

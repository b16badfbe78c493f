use futures::future::join_all;
use pser::casework::disburse::{self, Approval};
use pser::error::Error;
use pser::refusal::Refusal;

use super::arrange::{AMOUNT, Office, person_of, refusal, role};

#[tokio::test]
async fn an_approval_holds_the_money_and_sends_each_payment_to_the_queue_once() {
    let office = Office::with_budget(3 * AMOUNT).await;
    let cases = office.cases(["11", "12"]).await;
    let payments = office.approved_payments().await;
    assert_eq!(office.books().await, [AMOUNT, 2 * AMOUNT, 0]);
    for case in &cases {
        assert_eq!(office.payment_fact(case).await, "live");
        assert_eq!(office.stage(case).await, "approved");
        assert_eq!(office.events(case, "payment-approved").await, 1);
    }
    let jobs: i64 = sqlx::query_scalar(
        "select count(distinct payload ->> 'instruction') from jobs where kind = 'send-payment' and queue = 'money'",
    )
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    assert_eq!(usize::try_from(jobs).unwrap(), payments.len());
    office.is_in_order().await;
}

#[tokio::test]
async fn twenty_double_clicks_are_one_approval() {
    let office = Office::with_budget(10 * AMOUNT).await;
    office.cases(["11", "12", "13"]).await;
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let batch = office.proposes(&maker).await;
    let content_hash = hex::encode(office.looks_at(&supervisor, &batch).await.batch.content_hash.unwrap());
    let approval = Approval { reference: &batch, content_hash: &content_hash, recently_proved: true };
    let clicks = join_all((0..20).map(|_| disburse::approve(&office.app, &supervisor, &approval))).await;
    assert_eq!(clicks.iter().filter(|click| click.is_ok()).count(), 1);
    for click in clicks.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(click), Refusal::BatchNotOpen { state: "approved".to_owned() });
    }
    assert_eq!(office.books().await, [7 * AMOUNT, 3 * AMOUNT, 0]);
    office.is_in_order().await;
}

#[tokio::test]
async fn of_two_approvers_racing_one_wins() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let case = office.case("11").await;
    let maker = office.maker().await;
    let batch = office.proposes(&maker).await;
    let (one, other) = (office.supervisor().await, office.supervisor().await);
    let (first, second) = tokio::join!(office.approves(&one, &batch), office.approves(&other, &batch));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(office.events(&case, "payment-approved").await, 1);
    assert_eq!(office.books().await, [9 * AMOUNT, AMOUNT, 0]);
    office.is_in_order().await;
}

#[tokio::test]
async fn an_approval_and_a_refusal_racing_leave_one_decision() {
    let office = Office::with_budget(10 * AMOUNT).await;
    office.case("11").await;
    let maker = office.maker().await;
    let batch = office.proposes(&maker).await;
    let (one, other) = (office.supervisor().await, office.supervisor().await);
    let (approved, refused) = tokio::join!(
        office.approves(&one, &batch),
        disburse::refuse(&office.app, &other, &batch, "not this month"),
    );
    assert!(approved.is_ok() != refused.is_ok(), "{approved:?} {refused:?}");
    office.is_in_order().await;
}

#[tokio::test]
async fn the_maker_never_approves_or_refuses_their_own_batch() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let both = office.staff(&[role("maker"), role("supervisor")]).await;
    let batch = office.proposes(&both).await;
    assert_eq!(refusal(office.approves(&both, &batch).await), Refusal::MakerIsChecker);
    let refused = disburse::refuse(&office.app, &both, &batch, "no").await;
    assert_eq!(refusal(refused), Refusal::MakerIsChecker);
    let maker = office.maker().await;
    assert_eq!(
        refusal(office.approves(&maker, &batch).await),
        Refusal::NotAllowed { deed: "approve".to_owned() }
    );
}

#[tokio::test]
async fn who_verified_a_case_does_not_approve_its_payment_nor_do_their_kin() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let (officer, sister) = (office.supervisor().await, office.supervisor().await);
    office.household_of([person_of(&officer), person_of(&sister)]).await;
    let verified = office.case_verified_by(person_of(&officer), "11").await;
    let other = office.case("12").await;
    let maker = office.maker().await;
    let batch = office.proposes(&maker).await;
    for approver in [&officer, &sister] {
        let Refusal::CasesRefused { cases } = refusal(office.approves(approver, &batch).await) else {
            panic!("the batch was refused for another reason");
        };
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].case.as_str(), cases[0].code), (verified.reference.as_str(), "separated"));
        assert_eq!(cases[0].params["earlier"], "verify");
    }
    assert_eq!(office.events(&other, "payment-approved").await, 0, "the whole batch was refused");
    assert_eq!(office.books().await, [10 * AMOUNT, 0, 0]);
    let third = office.supervisor().await;
    office.approves(&third, &batch).await.unwrap();
    office.is_in_order().await;
}

#[tokio::test]
async fn an_approver_is_not_the_applicant_nor_their_kin() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let case = office.case("11").await;
    let (supervisor, maker) = (office.supervisor().await, office.maker().await);
    office.household_of([person_of(&supervisor), case.applicant]).await;
    let batch = office.proposes(&maker).await;
    let Refusal::CasesRefused { cases } = refusal(office.approves(&supervisor, &batch).await) else {
        panic!("the batch was refused for another reason");
    };
    assert_eq!((cases[0].case.as_str(), cases[0].code), (case.reference.as_str(), "kin-case"));
}

#[tokio::test]
async fn what_is_approved_is_what_was_looked_at() {
    let office = Office::with_budget(10 * AMOUNT).await;
    office.case("11").await;
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let first = office.proposes(&maker).await;
    let looked_at = hex::encode(office.looks_at(&supervisor, &first).await.batch.content_hash.unwrap());
    disburse::refuse(&office.app, &office.supervisor().await, &first, "again").await.unwrap();
    let second = office.proposes(&maker).await;
    for wrong in [looked_at.as_str(), "", "00"] {
        let approval = Approval { reference: &second, content_hash: wrong, recently_proved: true };
        let approved = disburse::approve(&office.app, &supervisor, &approval).await;
        assert_eq!(refusal(approved), Refusal::BatchChanged, "{wrong}");
    }
    // Somebody with the owner's password changes the amount between the proposal and the approval.
    let payment = office.looks_at(&supervisor, &second).await.lines[0].item.id;
    office.tampers("update payment_instructions set amount = amount + 1 where id = $1", payment).await;
    assert_eq!(refusal(office.approves(&supervisor, &second).await), Refusal::BatchChanged);
    assert_eq!(office.books().await, [10 * AMOUNT, 0, 0]);
}

#[tokio::test]
async fn a_case_that_changed_since_the_proposal_refuses_the_batch_by_name() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let cases = office.cases(["11", "12"]).await;
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let batch = office.proposes(&maker).await;
    office
        .tampers(
            "with newer as (
                 insert into snapshots (application_id, number, answers, documents, consent, content_hash)
                 select application_id, 2, answers, documents, consent, sha256('newer') from snapshots where application_id = $1
             )
             update cases set snapshot = 2 where application_id = $1",
            cases[1].application,
        )
        .await;
    let Refusal::CasesRefused { cases: refused } = refusal(office.approves(&supervisor, &batch).await) else {
        panic!("the batch was refused for another reason");
    };
    assert_eq!(refused.len(), 1);
    assert_eq!((refused[0].case.as_str(), refused[0].code), (cases[1].reference.as_str(), "batch-changed"));
}

#[tokio::test]
async fn an_approval_needs_a_fresh_proof_of_who_is_at_the_keyboard() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let batch = office.proposes(&maker).await;
    let content_hash = hex::encode(office.looks_at(&supervisor, &batch).await.batch.content_hash.unwrap());
    let approval = Approval { reference: &batch, content_hash: &content_hash, recently_proved: false };
    let approved = disburse::approve(&office.app, &supervisor, &approval).await;
    assert_eq!(refusal(approved), Refusal::ReauthenticationRequired);
}

#[tokio::test]
async fn a_budget_that_does_not_cover_the_batch_refuses_it_and_says_what_is_left() {
    let office = Office::with_budget(2 * AMOUNT - 1).await;
    let cases = office.cases(["11", "12"]).await;
    let (maker, supervisor) = (office.maker().await, office.supervisor().await);
    let batch = office.proposes(&maker).await;
    let approved = office.approves(&supervisor, &batch).await;
    assert_eq!(refusal(approved), Refusal::BudgetExceeded { available: 2 * AMOUNT - 1 });
    assert_eq!(office.payment_fact(&cases[0]).await, "proposed");
    let administrator = office.staff(&[role("administrator")]).await;
    office.appropriates(&administrator, 1).await.unwrap();
    office.approves(&supervisor, &batch).await.unwrap();
    assert_eq!(office.books().await, [0, 2 * AMOUNT, 0]);
    office.is_in_order().await;
}

#[tokio::test]
async fn two_batches_racing_for_the_last_money_get_it_once() {
    let office = Office::with_budget(AMOUNT).await;
    let (makers, supervisor) = ([office.maker().await, office.maker().await], office.supervisor().await);
    office.case("11").await;
    let first = office.proposes(&makers[0]).await;
    office.case("12").await;
    let second = office.proposes(&makers[1]).await;
    let (one, other) =
        tokio::join!(office.approves(&supervisor, &first), office.approves(&supervisor, &second));
    let loser = if one.is_ok() { other } else { one };
    assert_eq!(refusal(loser), Refusal::BudgetExceeded { available: 0 });
    assert_eq!(office.books().await, [0, AMOUNT, 0]);
    office.is_in_order().await;
}

#[tokio::test]
async fn the_ceiling_of_a_grant_covers_every_payment() {
    let office = Office::with_budget(10 * AMOUNT).await;
    office.case("11").await;
    let maker = office.maker().await;
    let batch = office.proposes(&maker).await;
    let mut grant = role("supervisor");
    grant.amount_cap = Some(AMOUNT - 1);
    let capped = office.staff(&[grant.clone()]).await;
    assert_eq!(refusal(office.approves(&capped, &batch).await), Refusal::AboveCap { cap: AMOUNT - 1 });
    grant.amount_cap = Some(AMOUNT);
    let enough = office.staff(&[grant]).await;
    office.approves(&enough, &batch).await.unwrap();
}

#[tokio::test]
async fn a_supervisor_of_another_area_does_not_even_see_the_batch() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let maker = office.maker().await;
    let reference = office.proposes(&maker).await;
    let mut grant = role("supervisor");
    grant.area = Some("multan".to_owned());
    let elsewhere = office.staff(&[grant]).await;
    assert!(matches!(disburse::batch(&office.app, &elsewhere, &reference).await, Err(Error::NotFound)));
    assert_eq!(disburse::batches(&office.app, &elsewhere, None).await.unwrap().len(), 0);
    let mut grant = role("supervisor");
    grant.area = Some("lahore".to_owned());
    let here = office.staff(&[grant]).await;
    assert_eq!(disburse::batches(&office.app, &here, None).await.unwrap().len(), 1);
}

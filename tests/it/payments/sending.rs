use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::any;
use chrono::TimeDelta;
use futures::future::join_all;
use pser::casework::disburse::{self, AskDuePayments, AskPayment, SendPayment};
use pser::jobs;
use pser::queue::{Handlers, Settings, run};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::arrange::{AMOUNT, Office, bank_at, serve};

#[tokio::test]
async fn a_settled_payment_disburses_the_case_and_moves_the_money_to_paid() {
    let office = Office::with_budget(2 * AMOUNT).await;
    let case = office.case("11").await;
    let payment = office.approved_payments().await[0];
    assert_eq!(office.ends(payment).await, "settled");
    assert_eq!(office.stage(&case).await, "disbursed");
    assert_eq!(office.books().await, [AMOUNT, 0, AMOUNT]);
    assert_eq!(office.bank.log().len(), 1);
    // Whatever comes twice changes nothing.
    disburse::send(&office.app, payment).await.unwrap();
    disburse::ask(&office.app, payment).await.unwrap();
    assert_eq!(office.books().await, [AMOUNT, 0, AMOUNT]);
    assert_eq!(office.events(&case, "pay-settled").await, 1);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_rejected_payment_gives_the_money_back_and_is_made_again_only_on_a_new_approval() {
    let office = Office::with_budget(AMOUNT).await;
    let case = office.case("01").await;
    let payment = office.approved_payments().await[0];
    assert_eq!(office.ends(payment).await, "rejected");
    assert_eq!(office.stage(&case).await, "approved");
    assert_eq!(office.payment_fact(&case).await, "failed");
    assert_eq!(office.books().await, [AMOUNT, 0, 0]);
    disburse::send(&office.app, payment).await.unwrap();
    assert_eq!(office.state(payment).await, "rejected");
    office.corrects(&case, "11").await.unwrap();
    let again = office.approved_payments().await;
    assert_eq!(again.len(), 1);
    assert_ne!(again[0], payment);
    assert_eq!(office.events(&case, "payment-approved").await, 2);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_payment_without_an_answer_is_asked_about_and_never_booked_twice() {
    let office = Office::with_budget(10 * AMOUNT).await;
    // Answers late, fails after booking, hangs up.
    for ending in ["02", "03", "04"] {
        let case = office.case(ending).await;
        let payment = office.approved_payments().await[0];
        disburse::send(&office.app, payment).await.unwrap();
        assert_eq!(office.state(payment).await, "unknown", "{ending}");
        assert_eq!(office.payment_fact(&case).await, "live", "{ending}");
        let settled_or_returned = office.ends(payment).await;
        assert!(["settled", "returned"].contains(&settled_or_returned.as_str()), "{settled_or_returned}");
        let id = payment.simple().to_string();
        assert_eq!(office.bank.submissions(&id), 1, "{ending} was sent again");
    }
    assert_eq!(office.bank.log().len(), 3);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_worker_killed_while_the_bank_answers_leaves_one_booking() {
    let office = Office::with_budget(AMOUNT).await;
    let case = office.case("02").await;
    let payment = office.approved_payments().await[0];
    // Dropping the future in the middle of the call is what a kill leaves behind: `sending`, and a booking.
    let killed = tokio::time::timeout(Duration::from_millis(200), disburse::send(&office.app, payment)).await;
    assert!(killed.is_err(), "it was to be killed while it waits");
    assert_eq!(office.state(payment).await, "sending");
    assert_eq!(office.ends(payment).await, "settled");
    assert_eq!(office.bank.submissions(&payment.simple().to_string()), 1);
    assert_eq!(office.stage(&case).await, "disbursed");
    office.is_in_order().await;
}

#[tokio::test]
async fn a_worker_killed_before_the_bank_was_called_leaves_a_payment_that_is_sent_after_asking() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let payment = office.approved_payments().await[0];
    office
        .tampers(
            "update payment_instructions set state = 'sending', sent_at = now(), ask_at = now() where id = $1",
            payment,
        )
        .await;
    assert_eq!(office.ends(payment).await, "settled");
    assert_eq!(office.bank.log().len(), 1);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_bank_that_is_down_is_asked_when_it_is_back_and_then_sent_to() {
    let mut office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let payment = office.approved_payments().await[0];
    let closed = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap();
    let open = office.changes_bank(bank_at(closed));
    for _ in 0..3 {
        disburse::send(&office.app, payment).await.unwrap();
        assert_eq!(office.state(payment).await, "unknown");
    }
    office.changes_bank(open);
    assert_eq!(office.ends(payment).await, "settled");
    assert_eq!(office.bank.submissions(&payment.simple().to_string()), 1);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_not_found_that_is_not_the_banks_own_never_sends_again() {
    let mut office = Office::with_budget(AMOUNT).await;
    office.case("03").await;
    let payment = office.approved_payments().await[0];
    disburse::send(&office.app, payment).await.unwrap();
    let lost = Router::new().fallback(any(|| async { (StatusCode::NOT_FOUND, "no such page") }));
    let bank = office.changes_bank(serve(lost).await);
    disburse::ask(&office.app, payment).await.unwrap();
    assert_eq!(office.state(payment).await, "unknown");
    office.changes_bank(bank);
    assert_eq!(office.ends(payment).await, "settled");
    assert_eq!(office.bank.submissions(&payment.simple().to_string()), 1);
}

#[tokio::test]
async fn a_booking_of_another_amount_is_not_taken_for_ours() {
    let mut office = Office::with_budget(AMOUNT).await;
    office.case("11").await;
    let payment = office.approved_payments().await[0];
    let answer = json!({
        "end_to_end_id": payment.simple().to_string(), "amount_paisa": AMOUNT + 1, "status": "settled",
    });
    let wrong = Router::new().fallback(any(move || async move { axum::Json(answer) }));
    office.changes_bank(serve(wrong).await);
    disburse::send(&office.app, payment).await.unwrap();
    disburse::ask(&office.app, payment).await.unwrap();
    assert_eq!(office.state(payment).await, "unknown");
    assert_eq!(office.books().await, [0, AMOUNT, 0]);
    office.is_in_order().await;
}

#[tokio::test]
async fn twenty_workers_with_the_same_payment_book_it_once() {
    let office = Office::with_budget(AMOUNT).await;
    let case = office.case("11").await;
    let payment = office.approved_payments().await[0];
    for sent in join_all((0..20).map(|_| disburse::send(&office.app, payment))).await {
        sent.unwrap();
    }
    assert_eq!(office.ends(payment).await, "settled");
    for asked in join_all((0..20).map(|_| disburse::ask(&office.app, payment))).await {
        asked.unwrap();
    }
    assert_eq!(office.bank.log().len(), 1);
    assert_eq!(office.events(&case, "pay-settled").await, 1);
    assert_eq!(office.books().await, [0, 0, AMOUNT]);
    office.is_in_order().await;
}

#[tokio::test]
async fn a_case_that_changed_after_the_approval_is_not_paid() {
    let office = Office::with_budget(2 * AMOUNT).await;
    let (changed, fine) = (office.case("11").await, office.case("12").await);
    let payments = office.approved_payments().await;
    office.tampers("update cases set amount = amount - 1 where id = $1", changed.id).await;
    let mut ends = Vec::new();
    for payment in payments {
        ends.push(office.ends(payment).await);
    }
    ends.sort();
    assert_eq!(ends, ["rejected", "settled"]);
    assert_eq!(office.bank.log().len(), 1);
    assert_eq!(office.payment_fact(&changed).await, "failed");
    assert_eq!(office.events(&changed, "pay-stopped").await, 1, "nothing that its citizen could mend");
    assert_eq!(office.stage(&fine).await, "disbursed");
    assert_eq!(office.books().await, [AMOUNT, 0, AMOUNT]);
    assert_eq!(office.approved_payments().await.len(), 1, "the next batch has it as it is now");
    office.is_in_order().await;
}

#[tokio::test]
async fn money_that_comes_back_goes_back_to_the_budget() {
    let office = Office::with_budget(AMOUNT).await;
    let case = office.case("04").await;
    let payment = office.approved_payments().await[0];
    if office.ends(payment).await == "settled" {
        assert_eq!(office.stage(&case).await, "disbursed");
        assert_eq!(office.books().await, [0, 0, AMOUNT]);
        // A day later the bank is asked once more by itself.
        office.database.passes(TimeDelta::hours(25)).await;
        disburse::enqueue_due(&office.app).await.unwrap();
        let asked: i64 = sqlx::query_scalar("select count(*) from jobs where kind = 'ask-payment'")
            .fetch_one(&office.database.owner)
            .await
            .unwrap();
        assert_eq!(asked, 1);
        tokio::time::sleep(Duration::from_millis(250)).await;
        disburse::ask(&office.app, payment).await.unwrap();
    }
    assert_eq!(office.state(payment).await, "returned");
    assert_eq!(office.payment_fact(&case).await, "failed");
    assert_eq!(office.books().await, [AMOUNT, 0, 0]);
    office.is_in_order().await;
}

#[tokio::test]
async fn what_is_open_comes_due_and_is_asked_about_once_per_time() {
    let office = Office::with_budget(AMOUNT).await;
    office.case("03").await;
    let payment = office.approved_payments().await[0];
    disburse::send(&office.app, payment).await.unwrap();
    let due = async || {
        disburse::enqueue_due(&office.app).await.unwrap();
        let jobs: i64 = sqlx::query_scalar("select count(*) from jobs where kind = 'ask-payment'")
            .fetch_one(&office.database.owner)
            .await
            .unwrap();
        jobs
    };
    office.database.passes(TimeDelta::seconds(30)).await;
    assert_eq!(due().await, 1);
    assert_eq!(due().await, 1, "whoever took it has five minutes");
    office.database.passes(TimeDelta::minutes(6)).await;
    assert_eq!(due().await, 2, "an asking that was lost comes due again");
}

#[tokio::test]
async fn the_jobs_pay_a_batch_by_themselves() {
    let office = Office::with_budget(10 * AMOUNT).await;
    let cases = office.cases(["11", "12", "13", "01", "03"]).await;
    let payments = office.approved_payments().await;
    let handlers = Handlers::new(Arc::clone(&office.app))
        .on::<SendPayment>(jobs::payments::send)
        .on::<AskPayment>(jobs::payments::ask)
        .on::<AskDuePayments>(jobs::payments::ask_due)
        .every(Duration::from_secs(1), "ask-due-payments", &AskDuePayments {});
    let stop = CancellationToken::new();
    let (database, stopped) = (office.database.app.clone(), stop.clone().cancelled_owned());
    let worker = tokio::spawn(async move { run(&database, handlers, Settings::default(), stopped).await });
    let all_ended = async {
        loop {
            let mut states = Vec::new();
            for payment in &payments {
                states.push(office.state(*payment).await);
            }
            states.sort();
            if states == ["rejected", "settled", "settled", "settled", "settled"] {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), all_ended).await.expect("the jobs end every payment");
    stop.cancel();
    worker.await.unwrap().unwrap();
    for case in &cases[..3] {
        assert_eq!(office.stage(case).await, "disbursed");
    }
    assert_eq!(office.bank.log().len(), 5);
    assert_eq!(office.books().await, [6 * AMOUNT, 0, 4 * AMOUNT]);
    office.is_in_order().await;
}

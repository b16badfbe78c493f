use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::any;
use pser::adapters::simulators::bank::{Pace, SimulatedBank, router};
use pser::entropy;
use pser::payments::Money;
use pser::payments::bank::{CreditTransfer, Status};

use super::arrange::{PACE, iban, serve};

fn transfer(ending: &str) -> CreditTransfer {
    CreditTransfer {
        end_to_end_id: entropy::id().simple().to_string(),
        amount: Money::from_paisa(500),
        creditor_name: "Amina Bibi".to_owned(),
        creditor_account: iban(ending),
    }
}

#[tokio::test]
async fn a_transfer_is_booked_once_and_settles() {
    let simulated = Arc::new(SimulatedBank::new(PACE));
    let bank = serve(router(Arc::clone(&simulated))).await;
    let transfer = transfer("11");
    assert_eq!(bank.find(&transfer.end_to_end_id).await.unwrap(), None);
    assert_eq!(bank.submit(&transfer).await.unwrap().status, Status::Accepted);
    bank.submit(&transfer).await.unwrap();
    assert_eq!((simulated.submissions(&transfer.end_to_end_id), simulated.log().len()), (2, 1));
    tokio::time::sleep(PACE.settles_after).await;
    let report = bank.find(&transfer.end_to_end_id).await.unwrap().unwrap();
    assert_eq!((report.status, report.amount), (Status::Settled, transfer.amount));
}

#[tokio::test]
async fn the_same_id_for_another_amount_is_no_answer_and_books_nothing() {
    let simulated = Arc::new(SimulatedBank::new(PACE));
    let bank = serve(router(Arc::clone(&simulated))).await;
    let first = transfer("11");
    bank.submit(&first).await.unwrap();
    assert!(bank.submit(&CreditTransfer { amount: Money::from_paisa(501), ..first }).await.is_err());
    assert_eq!(simulated.log().len(), 1);
}

#[tokio::test]
async fn accounts_misbehave_by_their_last_two_digits() {
    let bank = serve(router(Arc::new(SimulatedBank::new(PACE)))).await;
    let closed = bank.submit(&transfer("01")).await.unwrap();
    assert_eq!((closed.status, closed.reason.as_deref()), (Status::Rejected, Some("AC04")));
    for ending in ["02", "03", "04"] {
        let transfer = transfer(ending);
        assert!(bank.submit(&transfer).await.is_err(), "{ending}");
        assert!(bank.find(&transfer.end_to_end_id).await.unwrap().is_some(), "{ending} was booked");
    }
}

#[tokio::test]
async fn a_404_that_does_not_say_so_is_not_the_banks_word() {
    for (status, body) in [
        (StatusCode::NOT_FOUND, ""),
        (StatusCode::NOT_FOUND, "<h1>Not found</h1>"),
        (StatusCode::NOT_FOUND, r#"{"code":"no-such-route"}"#),
        (StatusCode::OK, r#"{"end_to_end_id":"#),
        (StatusCode::FOUND, ""),
        (StatusCode::SERVICE_UNAVAILABLE, r#"{"code":"no-such-payment"}"#),
    ] {
        let bank = serve(Router::new().fallback(any(move || async move { (status, body) }))).await;
        assert!(bank.find("x").await.is_err(), "{status} {body}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let endless = || async {
        let chunks = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 8192]));
        axum::body::Body::from_stream(chunks)
    };
    let bank = serve(Router::new().fallback(any(endless))).await;
    let cut = tokio::time::timeout(Duration::from_secs(5), bank.find("x")).await.unwrap();
    assert!(cut.unwrap_err().why.contains("longer"));
}

#[tokio::test]
async fn a_bank_that_keeps_its_log_goes_on_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.jsonl");
    let transfer = transfer("11");
    let slow = Pace { settles_after: Duration::from_secs(3600), ..PACE };
    let before = serve(router(Arc::new(SimulatedBank::keeping(&path, slow).unwrap()))).await;
    assert_eq!(before.submit(&transfer).await.unwrap().status, Status::Accepted);
    let simulated = Arc::new(SimulatedBank::keeping(&path, slow).unwrap());
    let after = serve(router(Arc::clone(&simulated))).await;
    assert_eq!(after.submit(&transfer).await.unwrap().status, Status::Settled);
    assert_eq!(simulated.log().len(), 1);
    assert!(!std::fs::read_to_string(path).unwrap().contains("SCBL"));
}

use pser::casework::disburse::{self, NewAppropriation};
use pser::entropy;
use pser::error::Error;
use pser::invariant;
use pser::payments::ledger::{self, Kind, Posting};
use pser::payments::{Money, invariants};
use pser::refusal::Refusal;

use super::arrange::{Office, PROGRAMME, key, person_of, refusal, role};

fn posting(paisa: i64) -> Posting {
    Posting { subject: entropy::id(), amount: Money::from_paisa(paisa) }
}

#[tokio::test]
async fn an_appropriation_comes_out_of_the_treasury_and_names_who_made_it() {
    let office = Office::open().await;
    let administrator = office.staff(&[role("administrator")]).await;
    let id = office.appropriates(&administrator, 5_000_000).await.unwrap();
    assert_eq!(office.books().await, [5_000_000, 0, 0]);
    let (by, treasury): (uuid::Uuid, i64) = sqlx::query_as(
        "select made_by, balance from appropriations, ledger_accounts where id = $1 and code = 'treasury'",
    )
    .bind(id)
    .fetch_one(&office.database.owner)
    .await
    .unwrap();
    assert_eq!((by, treasury), (person_of(&administrator), -5_000_000));
    office.is_in_order().await;
}

#[tokio::test]
async fn an_appropriation_needs_a_fresh_proof_a_sound_amount_and_a_programme() {
    let office = Office::open().await;
    let administrator = office.staff(&[role("administrator")]).await;
    let sound = NewAppropriation {
        programme: PROGRAMME,
        amount: Money::from_paisa(100),
        authority: "FD-SO(B)-12/2026",
        recently_proved: true,
    };
    let tried = async |new| disburse::appropriate(&office.app, &administrator, key(), &new).await;
    let unproved = NewAppropriation { recently_proved: false, ..sound };
    assert_eq!(refusal(tried(unproved).await), Refusal::ReauthenticationRequired);
    for paisa in [0, -1, i64::MAX] {
        let odd = NewAppropriation { amount: Money::from_paisa(paisa), ..sound };
        assert!(matches!(refusal(tried(odd).await), Refusal::Invalid(fields) if fields[0].field == "amount"));
    }
    let blank = NewAppropriation { authority: "  ", ..sound };
    assert!(
        matches!(refusal(tried(blank).await), Refusal::Invalid(fields) if fields[0].field == "authority")
    );
    let elsewhere = NewAppropriation { programme: "moon-landing", ..sound };
    assert!(matches!(tried(elsewhere).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn nothing_is_held_beyond_the_budget() {
    let office = Office::with_budget(1000).await;
    let mut conn = office.app.db.acquire().await.unwrap();
    let beyond = ledger::post(&mut conn, PROGRAMME, Kind::Hold, &[posting(600), posting(401)]).await;
    assert!(matches!(refusal(beyond), Refusal::BudgetExceeded { .. }));
    assert_eq!(office.books().await, [1000, 0, 0]);
    ledger::post(&mut conn, PROGRAMME, Kind::Hold, &[posting(600), posting(400)]).await.unwrap();
    assert_eq!(office.books().await, [0, 1000, 0]);
}

#[tokio::test]
async fn the_same_thing_is_never_posted_twice() {
    let office = Office::with_budget(1000).await;
    let mut conn = office.app.db.acquire().await.unwrap();
    let hold = posting(100);
    ledger::post(&mut conn, PROGRAMME, Kind::Hold, &[hold]).await.unwrap();
    assert!(matches!(ledger::post(&mut conn, PROGRAMME, Kind::Hold, &[hold]).await, Err(Error::Fault(_))));
    assert_eq!(office.books().await, [900, 100, 0]);
}

#[tokio::test]
async fn the_app_role_cannot_write_the_books_by_hand() {
    let office = Office::with_budget(1000).await;
    for statement in [
        "update ledger_accounts set balance = 0",
        "insert into ledger_accounts (code) values ('pocket')",
        "delete from ledger_transfers",
        "update ledger_transfers set amount = 1",
        "insert into ledger_transfers (id, debit_account, credit_account, amount, kind, subject_id)
         select gen_random_uuid(), 'treasury', code, 1, 'hold', gen_random_uuid() from ledger_accounts limit 1",
        "update appropriations set amount = 1",
        "delete from appropriations",
        "select post_transfers('cash-assistance', 'gift', '{}', '{}', '{}')",
    ] {
        assert!(sqlx::query(statement).execute(&office.app.db).await.is_err(), "{statement}");
    }
    office.is_in_order().await;
}

#[tokio::test]
async fn twenty_postings_at_once_are_all_counted() {
    let office = Office::with_budget(2000).await;
    let hold = async || {
        let mut tx = office.app.db.begin().await.unwrap();
        ledger::post(&mut tx, PROGRAMME, Kind::Hold, &[posting(150)]).await?;
        tx.commit().await.unwrap();
        Ok::<(), Error>(())
    };
    let held = futures::future::join_all((0..20).map(|_| hold())).await;
    assert_eq!(held.iter().filter(|result| result.is_ok()).count(), 13, "2000 / 150");
    assert_eq!(office.books().await, [50, 1950, 0]);
}

#[tokio::test]
async fn a_wrong_balance_is_named() {
    let office = Office::with_budget(1000).await;
    sqlx::query("update ledger_accounts set balance = balance + 1 where code = 'paid:cash-assistance'")
        .execute(&office.database.owner)
        .await
        .unwrap();
    let mut conn = office.app.db.acquire().await.unwrap();
    let broken = invariant::broken(&mut conn, invariants::RULES).await.unwrap();
    let rules: Vec<&str> = broken.iter().map(|broken| broken.rule).collect();
    assert!(rules.contains(&"the ledger sums to zero"), "{rules:?}");
    assert!(rules.contains(&"a balance is the sum of its transfers"), "{rules:?}");
    assert!(
        rules.contains(&"what is held was approved and is not settled, and what is paid was settled"),
        "{rules:?}"
    );
}

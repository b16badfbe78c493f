//! Money that is not where the books say.

use super::AtWork;

async fn is_told(rule: &str, tamper: &str, place: &str) {
    AtWork::arranged().await.is_told(rule, tamper, place).await;
}

#[tokio::test]
async fn balances_that_are_not_their_transfers_are_named() {
    let tamper = "update ledger_accounts set balance = balance + 1 where code = 'paid:cash-assistance'";
    is_told("the ledger sums to zero", tamper, "1 paisa").await;
    is_told("a balance is the sum of its transfers", tamper, "account paid:cash-assistance").await;
    let rule = "what is held was approved and is not settled, and what is paid was settled";
    is_told(rule, tamper, "account paid:cash-assistance").await;
    is_told(
        "approved payments stay within what was appropriated",
        "update appropriations set amount = 1",
        "programme cash-assistance",
    )
    .await;
}

#[tokio::test]
async fn a_payment_without_its_postings_is_named() {
    let rule = "every payment has the postings of its state, once and in its amount";
    for (tamper, place) in [
        ("delete from ledger_transfers where kind = 'settlement'", "settlement of "),
        ("update ledger_transfers set amount = amount + 1 where kind = 'hold'", "hold of "),
        ("update ledger_transfers set kind = 'release' where kind = 'settlement'", "release of "),
        ("delete from appropriations", "appropriation of "),
    ] {
        is_told(rule, tamper, place).await;
    }
}

#[tokio::test]
async fn a_case_that_would_be_paid_twice_is_named() {
    let at_work = AtWork::arranged().await;
    let case = at_work.disbursed.id;
    let twice = format!(
        "drop index payment_instructions_one_live_per_case;
         insert into payment_instructions
             (id, batch_id, case_id, end_to_end_id, amount, creditor_name, creditor_account_sealed,
              creditor_account_index, creditor_account_last, content_hash)
         select gen_random_uuid(), batch_id, case_id, 'again', amount, creditor_name, creditor_account_sealed,
              creditor_account_index, creditor_account_last, content_hash
         from payment_instructions where case_id = '{case}'"
    );
    at_work.is_told("a case has at most one live payment", &twice, &case.to_string()).await;
}

#[tokio::test]
async fn what_was_not_approved_as_it_is_paid_is_named() {
    let at_work = AtWork::arranged().await;
    let payment = at_work.text("select id::text from payment_instructions where state = 'settled'").await;
    let batch = "select reference from batches where id = (select batch_id from payment_instructions where state = 'settled')";
    let batch = at_work.text(batch).await;
    at_work
        .is_told(
            "an approved batch pays what its control totals say",
            &format!("update batches set total = total - 1 where reference = '{batch}'"),
            &batch,
        )
        .await;
    at_work
        .is_told(
            "nothing is paid but from an approved batch",
            &format!("update batches set state = 'refused' where reference = '{batch}'"),
            &payment,
        )
        .await;
}

#[tokio::test]
async fn a_payment_that_is_at_the_bank_and_never_asked_about_is_named() {
    for asking in ["null", "pser_now() - interval '16 minutes'"] {
        let at_work = AtWork::arranged().await;
        let payment = at_work.text("select id::text from payment_instructions where state = 'held'").await;
        at_work
            .is_told(
                "what is at the bank is asked about",
                &format!("update payment_instructions set state = 'unknown', ask_at = {asking} where id = '{payment}'"),
                &payment,
            )
            .await;
    }
}

#[tokio::test]
async fn a_settlement_that_its_case_does_not_know_is_named_and_the_other_way_round() {
    let rule = "what the bank settled is in the history of its case, once, and nothing else is";
    for tamper in [
        "delete from case_events where kind = 'pay-settled'",
        "update payment_instructions set state = 'accepted', settled_at = null where state = 'settled'",
    ] {
        let at_work = AtWork::arranged().await;
        let payment = at_work.text("select id::text from payment_instructions where state = 'settled'").await;
        at_work.is_told(rule, tamper, &payment).await;
    }
}

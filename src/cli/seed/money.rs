//! The payments of a chunk: on the batches of the runs they fall into, signed by two people, posted as they would have
//! been.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::ground::Ground;
use super::plan::run_at;
use super::rows::Rows;
use crate::canonical::ContentHash;
use crate::entropy;
use crate::payments::instruction::{Item, State};
use crate::payments::ledger::{self, Appropriation, Kind, Posting};
use crate::payments::{Iban, Money, batch, instruction};
use crate::reference::{self, Reference};

/// The batch that waits for its approval.
pub(super) const OPEN: i64 = -1;

/// What is paid to one case.
#[derive(Debug)]
pub(super) struct Payment {
    pub(super) id: Uuid,
    /// How many runs ago, or `OPEN`.
    pub(super) run: i64,
    pub(super) case: Uuid,
    pub(super) amount: i64,
    pub(super) creditor: &'static str,
    pub(super) iban: String,
    pub(super) content_hash: ContentHash,
    pub(super) state: State,
    pub(super) concluded: DateTime<Utc>,
}

/// The batches of a chunk.
#[derive(Debug, Default)]
pub(super) struct Books {
    batches: BTreeMap<i64, (Uuid, Reference)>,
    payments: Vec<Payment>,
}

impl Books {
    /// The reference of the batch of a run.
    pub(super) fn batch(&mut self, now: DateTime<Utc>, run: i64) -> &Reference {
        let made = || {
            let (proposed, _) = signed_at(now, run);
            (entropy::id_of(proposed), Reference::random(reference::Kind::Batch))
        };
        &self.batches.entry(run).or_insert_with(made).1
    }

    pub(super) fn pays(&mut self, payment: Payment) {
        self.payments.push(payment);
    }

    /// Writes batches and payments, then, last of all, the postings: they lock what all payments share.
    pub(super) async fn write(mut self, conn: &mut PgConnection, ground: &Ground) -> Result<()> {
        if self.payments.is_empty() {
            return Ok(());
        }
        self.payments.sort_by_key(|payment| payment.id);
        let (mut batches, mut instructions) = (batch_rows(), instruction_rows());
        for (run, (id, reference)) in &self.batches {
            let items: Vec<Item> = self
                .payments
                .iter()
                .filter(|payment| payment.run == *run)
                .map(|payment| item(ground, *id, payment))
                .collect::<Result<_>>()?;
            add_batch(&mut batches, ground, (*run, *id, reference), &items)?;
        }
        for payment in &self.payments {
            add_instruction(&mut instructions, ground, self.batches[&payment.run].0, payment)?;
        }
        batches.write(conn).await?;
        instructions.write(conn).await?;
        self.post(conn, ground).await
    }

    async fn post(&self, conn: &mut PgConnection, ground: &Ground) -> Result<()> {
        let of = |states: &[State]| -> Vec<Posting> {
            let posted = self.payments.iter().filter(|payment| states.contains(&payment.state));
            posted.map(|payment| Posting { subject: payment.id, amount: money(payment) }).collect()
        };
        let held = of(&[State::Settled, State::Rejected]);
        if held.is_empty() {
            return Ok(());
        }
        let programme = ground.programme.code.as_str();
        let appropriation = Appropriation {
            id: entropy::id(),
            programme,
            amount: held.iter().map(|posting| posting.amount).sum(),
            authority: &format!("Made-up budget of seed {}", ground.seed),
            made_by: ground.administrator,
        };
        ledger::appropriate(conn, &appropriation).await?;
        ledger::post(conn, programme, Kind::Hold, &held).await?;
        for (kind, state) in [(Kind::Settlement, State::Settled), (Kind::Release, State::Rejected)] {
            let postings = of(&[state]);
            if !postings.is_empty() {
                ledger::post(conn, programme, kind, &postings).await?;
            }
        }
        Ok(())
    }
}

/// When a batch is proposed, and when approved.
pub(super) fn signed_at(now: DateTime<Utc>, run: i64) -> (DateTime<Utc>, DateTime<Utc>) {
    let proposed = if run == OPEN { now - TimeDelta::hours(5) } else { run_at(now, run) };
    (proposed, proposed + TimeDelta::hours(20))
}

fn money(payment: &Payment) -> Money {
    Money::from_paisa(payment.amount)
}

fn item(ground: &Ground, batch: Uuid, payment: &Payment) -> Result<Item> {
    let iban = Iban::parse(&payment.iban)?;
    Ok(Item {
        id: payment.id,
        batch_id: batch,
        case_id: payment.case,
        end_to_end_id: payment.id.simple().to_string(),
        amount: money(payment),
        creditor_name: payment.creditor.to_owned(),
        creditor_account_index: iban.index(&ground.app.sealer).to_vec(),
        creditor_account_last: iban.last_four().to_owned(),
        content_hash: payment.content_hash.to_vec(),
        state: payment.state,
        sent_at: None,
        settled_at: None,
        bank_reference: None,
        status_reason: None,
    })
}

const fn batch_rows() -> Rows {
    Rows::of(
        "copy batches (id, reference, programme, state, made_by, made_at, proposed_at, items, total, content_hash,
            decided_by, decided_at) from stdin",
    )
}

fn add_batch(
    rows: &mut Rows,
    ground: &Ground,
    (run, id, reference): (i64, Uuid, &Reference),
    items: &[Item],
) -> Result<()> {
    let (proposed, approved) = signed_at(ground.now, run);
    let is_approved = run != OPEN;
    let total: Money = items.iter().map(|item| item.amount).sum();
    rows.row()
        .plain(id)
        .plain(reference)
        .text(&ground.programme.code)
        .plain(if is_approved { "approved" } else { "proposed" })
        .plain(ground.maker)
        .time(proposed - TimeDelta::hours(1))
        .time(proposed)
        .plain(items.len())
        .plain(total.paisa())
        .bytes(&batch::content_hash(items)?)
        .maybe_id(is_approved.then_some(ground.approver))
        .maybe_time(is_approved.then_some(approved))
        .end();
    Ok(())
}

const fn instruction_rows() -> Rows {
    Rows::of(
        "copy payment_instructions (id, batch_id, case_id, end_to_end_id, amount, creditor_name,
            creditor_account_sealed, creditor_account_index, creditor_account_last, content_hash, state, sent_at,
            asked_at, asks, settled_at, bank_reference, status_reason, version) from stdin",
    )
}

fn add_instruction(rows: &mut Rows, ground: &Ground, batch: Uuid, payment: &Payment) -> Result<()> {
    let (iban, sealer) = (Iban::parse(&payment.iban)?, &ground.app.sealer);
    let concluded = (payment.run != OPEN).then_some(payment.concluded);
    let is_settled = payment.state == State::Settled;
    rows.row()
        .plain(payment.id)
        .plain(batch)
        .plain(payment.case)
        .plain(payment.id.simple())
        .plain(payment.amount)
        .text(payment.creditor)
        .bytes(&sealer.seal(instruction::account_place(payment.id), iban.reveal().as_bytes()))
        .bytes(&iban.index(sealer))
        .text(iban.last_four())
        .bytes(&payment.content_hash)
        .plain(payment.state.as_str())
        .maybe_time(concluded.map(|at| at - TimeDelta::minutes(2)))
        .maybe_time(concluded)
        // Asked about on the first, third and seventh day after the settlement, and then left alone.
        .plain(if is_settled { 3 } else { 0 })
        .maybe_time(concluded.filter(|_| is_settled))
        .maybe_text(is_settled.then(|| bank_reference(payment)).as_deref())
        .maybe_text((payment.state == State::Rejected).then_some(ACCOUNT_CLOSED))
        .plain(if concluded.is_some() { 5 } else { 2 })
        .end();
    Ok(())
}

/// ISO 20022 ExternalStatusReason1Code.
pub(super) const ACCOUNT_CLOSED: &str = "AC04";

/// The bank's own number of a booking.
pub(super) fn bank_reference(payment: &Payment) -> String {
    format!("SIM{}", &payment.id.simple().to_string()[16..])
}

//! No rupee moves twice: the bank's log against instructions and ledger.

use std::collections::BTreeMap;

use pser::adapters::simulators::bank::Manner;
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::gateways::Gateways;
use super::super::story::Story;

#[derive(Debug, sqlx::FromRow)]
struct Instruction {
    end_to_end_id: String,
    case_id: Uuid,
    amount: i64,
    state: String,
}

pub(super) async fn hold(connection: &mut PgConnection, gateways: &Gateways, story: &Story) {
    let instructions: Vec<Instruction> =
        sqlx::query_as("select end_to_end_id, case_id, amount, state from payment_instructions")
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    let mut unbooked: BTreeMap<&str, &Instruction> =
        instructions.iter().map(|instruction| (instruction.end_to_end_id.as_str(), instruction)).collect();
    let mut paid: BTreeMap<Uuid, i64> = BTreeMap::new();
    let mut sum = 0;
    for booking in gateways.bank.log() {
        let Some(instruction) = unbooked.remove(booking.end_to_end_id.as_str()) else {
            story.finds(format!("the bank booked {} once too often", booking.end_to_end_id));
            continue;
        };
        let fits = match booking.manner {
            Manner::Rejects => instruction.state == "rejected",
            _ => ["settled", "returned"].contains(&instruction.state.as_str()),
        };
        if !fits || booking.amount.paisa() != instruction.amount {
            story.finds(format!("the bank has {booking:?}, the office {instruction:?}"));
        }
        if booking.manner != Manner::Rejects {
            *paid.entry(instruction.case_id).or_default() += 1;
            sum += instruction.amount;
        }
    }
    for instruction in unbooked.values().filter(|left| ["settled", "returned"].contains(&left.state.as_str()))
    {
        story.finds(format!("the bank never booked {instruction:?}"));
    }
    for (case, times) in paid.into_iter().filter(|(_, times)| *times > 1) {
        story.finds(format!("case {case} was paid {times} times"));
    }
    let settled: i64 = sqlx::query_scalar(
        "select coalesce(sum(amount), 0)::bigint from ledger_transfers where kind = 'settlement'",
    )
    .fetch_one(connection)
    .await
    .unwrap();
    if settled != sum {
        story.finds(format!("the bank paid {sum} paisa, the ledger says {settled}"));
    }
}

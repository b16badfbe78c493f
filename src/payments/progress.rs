//! An approved instruction at the bank. Each step is recorded before or after the call it belongs to, so that whatever
//! is interrupted is asked about and never sent blindly again.

use std::time::Duration;

use sqlx::PgConnection;
use sqlx::postgres::types::PgInterval;
use uuid::Uuid;

use super::bank::CreditTransfer;
use super::instruction::{State, account_place};
use super::{Iban, Money};
use crate::error::{Fault, Result};
use crate::seal::Sealer;

/// Longer than a call to the bank can take: whoever is still `sending` after it has lost its worker.
const SENDING_AT_MOST: Duration = Duration::from_secs(120);
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// When a settled payment is asked about again, after the settlement and then from one time to the next: creditors'
/// banks send back within days what they cannot credit.
const RETURN_WATCH: [Duration; 3] = [days(1), days(3), days(7)];
/// How long an asking job has before the instruction counts as due again.
const ASKING_AT_MOST: Duration = Duration::from_secs(300);

/// An instruction that is held or at the bank, locked by who reads it.
#[derive(Debug)]
pub struct Instruction {
    pub id: Uuid,
    pub case_id: Uuid,
    pub programme: String,
    pub batch: String,
    pub end_to_end_id: String,
    pub amount: Money,
    pub creditor_name: String,
    creditor_account_sealed: Vec<u8>,
    pub content_hash: Vec<u8>,
    pub state: State,
    asks: i16,
    /// Grows with every step, so that who has asked the bank knows whether somebody else acted meanwhile.
    pub version: i32,
}

/// What is known of a step beside the state it leads to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Note<'a> {
    pub bank_reference: Option<&'a str>,
    pub reason: Option<&'a str>,
}

impl Instruction {
    /// What the bank is told.
    ///
    /// # Errors
    /// When the sealed account does not open.
    pub fn credit_transfer(&self, sealer: &Sealer) -> Result<CreditTransfer, Fault> {
        let account = sealer.open_text(account_place(self.id), &self.creditor_account_sealed)?;
        let account = Iban::parse(&account)
            .map_err(|error| Fault::caused("a sealed creditor account is not an IBAN", error))?;
        Ok(CreditTransfer {
            end_to_end_id: self.end_to_end_id.clone(),
            amount: self.amount,
            creditor_name: self.creditor_name.clone(),
            creditor_account: account,
        })
    }
}

/// Reads an instruction and keeps others from moving it until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Instruction>> {
    let instruction = sqlx::query_as!(
        Instruction,
        r#"
        select instruction.id, instruction.case_id, batch.programme, batch.reference as batch,
            instruction.end_to_end_id, instruction.amount as "amount: Money", instruction.creditor_name,
            instruction.creditor_account_sealed, instruction.content_hash,
            instruction.state as "state: State", instruction.asks, instruction.version
        from payment_instructions instruction
        join batches batch on batch.id = instruction.batch_id
        where instruction.id = $1
        for update of instruction
        "#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(instruction)
}

/// Moves an instruction on, or records that it was asked about and stays where it is.
///
/// # Errors
/// A fault when the step is none that exists or the instruction is not as it was read; else when the database fails.
pub async fn advance(
    conn: &mut PgConnection,
    instruction: &Instruction,
    to: State,
    note: Note<'_>,
) -> Result<()> {
    if !may_become(instruction.state, to) {
        let (from, to) = (instruction.state.as_str(), to.as_str());
        return Err(Fault::broken(format!("a payment instruction cannot go from {from} to {to}")).into());
    }
    let asks =
        if to == State::Settled && instruction.state != to { 0 } else { instruction.asks.saturating_add(1) };
    let pause = pause(to, asks).map(interval).transpose()?;
    let moved = sqlx::query!(
        "
        update payment_instructions
        set state = $3,
            sent_at = case when $3 = 'sending' then pser_now() else sent_at end,
            asked_at = case when $3 = 'sending' then asked_at else pser_now() end,
            settled_at = case when $3 in ('settled', 'returned') then coalesce(settled_at, pser_now()) else settled_at end,
            ask_at = pser_now() + $4::interval,
            asks = $5,
            bank_reference = coalesce($6, bank_reference),
            status_reason = $7,
            version = version + 1
        where id = $1 and version = $2
        ",
        instruction.id,
        instruction.version,
        to.as_str(),
        pause,
        asks,
        note.bank_reference,
        note.reason,
    )
    .execute(conn)
    .await?;
    if moved.rows_affected() == 1 {
        return Ok(());
    }
    Err(Fault::broken("a payment instruction moved while it was locked").into())
}

/// Takes the instructions whose time to be asked about has come. Who takes them asks within five minutes; what is lost
/// on the way comes due again.
///
/// # Errors
/// When the database fails.
pub async fn take_due(conn: &mut PgConnection, limit: i64) -> Result<Vec<Uuid>> {
    let due = sqlx::query_scalar!(
        "
        update payment_instructions
        set ask_at = pser_now() + $2::interval, version = version + 1
        where id in (
            select id from payment_instructions
            where ask_at <= pser_now()
            order by ask_at
            limit $1
            for update skip locked
        )
        returning id
        ",
        limit,
        interval(ASKING_AT_MOST)?,
    )
    .fetch_all(conn)
    .await?;
    Ok(due)
}

/// The steps that exist. Nothing leaves a final state but a settled payment that comes back.
const fn may_become(from: State, to: State) -> bool {
    use State::{Accepted, Held, Rejected, Returned, Sending, Settled, Unknown};
    match from {
        Held => matches!(to, Sending | Rejected),
        // Unknown to sending: the bank said for certain that it never got it.
        Sending | Unknown => matches!(to, Sending | Unknown | Accepted | Settled | Rejected | Returned),
        Accepted => matches!(to, Accepted | Settled | Rejected | Returned),
        Settled => matches!(to, Settled | Returned),
        _ => false,
    }
}

/// How long to wait before the bank is asked; none: not at all.
fn pause(state: State, asks: i16) -> Option<Duration> {
    let asks = u32::try_from(asks).unwrap_or(0);
    match state {
        State::Sending => Some(SENDING_AT_MOST),
        State::Unknown | State::Accepted => Some(
            SHORTEST_PAUSE.saturating_mul(2_u32.saturating_pow(asks.saturating_sub(1))).min(LONGEST_PAUSE),
        ),
        State::Settled => RETURN_WATCH.get(usize::try_from(asks).ok()?).copied(),
        _ => None,
    }
}

fn interval(duration: Duration) -> Result<PgInterval, Fault> {
    PgInterval::try_from(duration).map_err(|error| Fault::caused("a pause is no interval", error))
}

const fn days(count: u64) -> Duration {
    Duration::from_secs(count * 24 * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bank_is_asked_ever_more_rarely_but_never_given_up_on() {
        let pauses: Vec<u64> = [1, 2, 3, 4, 12, 13, i16::MAX]
            .into_iter()
            .map(|asks| pause(State::Unknown, asks).unwrap().as_secs())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8, 2048, 3600, 3600]);
    }

    #[test]
    fn a_settled_payment_is_watched_for_its_return_and_then_left_alone() {
        let watch: Vec<_> =
            (0..5).map(|asks| pause(State::Settled, asks).map(|pause| pause.as_secs())).collect();
        assert_eq!(watch, [Some(86_400), Some(259_200), Some(604_800), None, None]);
    }

    #[test]
    fn nothing_is_sent_once_the_bank_has_it() {
        for state in [State::Accepted, State::Settled, State::Rejected, State::Returned, State::Cancelled] {
            assert!(!may_become(state, State::Sending), "{state:?}");
        }
    }
}

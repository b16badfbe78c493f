//! Payment instructions while people decide on them: one payment of one case, drafted with its batch, frozen with it,
//! held when it is approved. What happens at the bank is in `progress`.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Iban, Money};
use crate::error::Result;
use crate::seal::{Place, Sealer};

/// Where the creditor's account is sealed.
const ACCOUNT_COLUMN: &str = "payment_instruction.creditor_account";

/// Where an instruction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum State {
    /// On a batch that is not proposed yet.
    Drafted,
    /// On a proposed batch.
    Proposed,
    /// Approved; its money is set aside and its job is waiting.
    Held,
    /// The bank is being called.
    Sending,
    /// The bank was called and gave no answer: it may have booked it or not.
    Unknown,
    /// The bank has it.
    Accepted,
    /// The money has arrived.
    Settled,
    /// It will not be paid; a new batch may take the case up once it is not on hold.
    Rejected,
    /// It had settled and came back.
    Returned,
    /// Given up before it was approved.
    Cancelled,
}

impl State {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Proposed => "proposed",
            Self::Held => "held",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
            Self::Settled => "settled",
            Self::Rejected => "rejected",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A payment about to be put on a batch.
#[derive(Debug)]
pub struct Draft {
    pub id: Uuid,
    pub case_id: Uuid,
    pub amount: Money,
    pub creditor_name: String,
    pub creditor_account: Iban,
    /// The submitted snapshot it rests on.
    pub content_hash: Vec<u8>,
}

/// An instruction as it stands on its batch. The account itself stays sealed.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: Uuid,
    pub batch_id: Uuid,
    pub case_id: Uuid,
    pub end_to_end_id: String,
    pub amount: Money,
    pub creditor_name: String,
    pub creditor_account_index: Vec<u8>,
    pub creditor_account_last: String,
    pub content_hash: Vec<u8>,
    pub state: State,
    pub sent_at: Option<DateTime<Utc>>,
    pub settled_at: Option<DateTime<Utc>>,
    pub bank_reference: Option<String>,
    pub status_reason: Option<String>,
}

/// Puts payments on a draft batch. Cases that got another live instruction meanwhile are left out.
///
/// # Errors
/// When the database fails.
pub async fn draft(conn: &mut PgConnection, sealer: &Sealer, batch: Uuid, drafts: &[Draft]) -> Result<u64> {
    let column = |value: fn(&Draft) -> Uuid| drafts.iter().map(value).collect::<Vec<_>>();
    let end_to_end_ids: Vec<String> = drafts.iter().map(|draft| draft.id.simple().to_string()).collect();
    let amounts: Vec<i64> = drafts.iter().map(|draft| draft.amount.paisa()).collect();
    let names: Vec<String> = drafts.iter().map(|draft| draft.creditor_name.clone()).collect();
    let sealed: Vec<Vec<u8>> = drafts
        .iter()
        .map(|draft| sealer.seal(account_place(draft.id), draft.creditor_account.reveal().as_bytes()))
        .collect();
    let indexes: Vec<Vec<u8>> =
        drafts.iter().map(|draft| draft.creditor_account.index(sealer).to_vec()).collect();
    let lasts: Vec<String> =
        drafts.iter().map(|draft| draft.creditor_account.last_four().to_owned()).collect();
    let hashes: Vec<Vec<u8>> = drafts.iter().map(|draft| draft.content_hash.clone()).collect();
    let inserted = sqlx::query!(
        "
        insert into payment_instructions
            (id, batch_id, case_id, end_to_end_id, amount, creditor_name, creditor_account_sealed,
             creditor_account_index, creditor_account_last, content_hash)
        select draft.id, $1, draft.case_id, draft.end_to_end_id, draft.amount, draft.creditor_name, draft.sealed,
            draft.account_index, draft.account_last, draft.content_hash
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::text[], $7::bytea[], $8::bytea[],
            $9::text[], $10::bytea[])
            as draft (id, case_id, end_to_end_id, amount, creditor_name, sealed, account_index, account_last,
                content_hash)
        on conflict (case_id)
            where state in ('drafted', 'proposed', 'held', 'sending', 'unknown', 'accepted', 'settled')
            do nothing
        ",
        batch,
        &column(|draft| draft.id),
        &column(|draft| draft.case_id),
        &end_to_end_ids,
        &amounts,
        &names,
        &sealed,
        &indexes,
        &lasts,
        &hashes,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected())
}

/// What is on a batch, without what was cancelled, in the order of making.
///
/// # Errors
/// When the database fails.
pub async fn of_batch(conn: &mut PgConnection, batch: Uuid) -> Result<Vec<Item>> {
    let items = sqlx::query_as!(
        Item,
        r#"
        select id, batch_id, case_id, end_to_end_id, amount as "amount: Money", creditor_name,
            creditor_account_index, creditor_account_last, content_hash, state as "state: State", sent_at,
            settled_at, bank_reference, status_reason
        from payment_instructions
        where batch_id = $1 and state <> 'cancelled'
        order by id
        "#,
        batch,
    )
    .fetch_all(conn)
    .await?;
    Ok(items)
}

/// The payments of a case that were ever approved, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_case(conn: &mut PgConnection, case: Uuid) -> Result<Vec<Item>> {
    let items = sqlx::query_as!(
        Item,
        r#"
        select id, batch_id, case_id, end_to_end_id, amount as "amount: Money", creditor_name,
            creditor_account_index, creditor_account_last, content_hash, state as "state: State", sent_at,
            settled_at, bank_reference, status_reason
        from payment_instructions
        where case_id = $1 and state not in ('drafted', 'proposed', 'cancelled')
        order by id desc
        "#,
        case,
    )
    .fetch_all(conn)
    .await?;
    Ok(items)
}

/// Freezes what is on a draft batch.
///
/// # Errors
/// When the database fails.
pub async fn propose(conn: &mut PgConnection, batch: Uuid) -> Result<()> {
    sqlx::query!(
        "
        update payment_instructions set state = 'proposed', version = version + 1
        where batch_id = $1 and state = 'drafted'
        ",
        batch,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks what is on a proposed batch as approved. The money is held by the caller, in the same transaction.
///
/// # Errors
/// When the database fails.
pub async fn hold(conn: &mut PgConnection, batch: Uuid) -> Result<()> {
    sqlx::query!(
        "
        update payment_instructions set state = 'held', version = version + 1
        where batch_id = $1 and state = 'proposed'
        ",
        batch,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes payments off a batch that was not approved, saying why.
///
/// # Errors
/// When the database fails.
pub async fn cancel(conn: &mut PgConnection, ids: &[Uuid], why: &str) -> Result<()> {
    sqlx::query!(
        "
        update payment_instructions set state = 'cancelled', status_reason = $2, version = version + 1
        where id = any($1) and state in ('drafted', 'proposed')
        ",
        ids,
        why,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Where the account of an instruction is sealed.
pub const fn account_place(instruction: Uuid) -> Place<'static> {
    Place { column: ACCOUNT_COLUMN, row: instruction }
}

//! Batches: payments of one programme that one person proposes and another approves or refuses as a whole. What is
//! signed is the content hash; a proposed batch never changes.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Money;
use super::instruction::Item;
use crate::canonical::{self, ContentHash};
use crate::error::{Fault, Result};
use crate::refusal::Refusal;

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum State {
    /// Its maker is still looking at it.
    Draft,
    /// Given up by its maker before it was proposed.
    Discarded,
    /// Frozen, waiting for somebody else's decision.
    Proposed,
    Approved,
    Refused,
}

impl State {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Discarded => "discarded",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// A batch without its items.
#[derive(Debug, Clone)]
pub struct Batch {
    pub id: Uuid,
    pub reference: String,
    pub programme: String,
    /// The area whose cases it holds; none: the province.
    pub area: Option<String>,
    pub state: State,
    pub made_by: Uuid,
    pub made_at: DateTime<Utc>,
    pub proposed_at: Option<DateTime<Utc>>,
    /// Control totals; zero until it is proposed.
    pub items: i32,
    pub total: Money,
    /// What is signed; none until it is proposed, and for discarded drafts.
    pub content_hash: Option<Vec<u8>>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_reason: Option<String>,
}

/// What a new batch starts with.
#[derive(Debug)]
pub struct NewBatch<'a> {
    pub id: Uuid,
    pub reference: &'a str,
    pub programme: &'a str,
    pub area: Option<&'a str>,
    pub made_by: Uuid,
}

/// Where in the list of batches to go on, and what the reader may see of it.
#[derive(Debug)]
pub struct Listing<'a> {
    /// Areas and programmes of the reader's grants, pairwise; none stands for all.
    pub areas: &'a [Option<String>],
    pub programmes: &'a [Option<String>],
    /// The last id of the page before.
    pub after: Option<Uuid>,
    pub limit: i64,
}

impl Batch {
    /// Guards a deed that needs the batch in a state.
    ///
    /// # Errors
    /// `BatchNotOpen` when it is in another.
    pub fn must_be(&self, state: State) -> Result<(), Refusal> {
        if self.state == state {
            return Ok(());
        }
        Err(Refusal::BatchNotOpen { state: self.state.as_str().to_owned() })
    }
}

/// The identity of a list of payments: SHA-256 over the canonical list, whose accounts stand by their blind index.
///
/// # Errors
/// Never, as long as amounts are integers.
pub fn content_hash(items: &[Item]) -> Result<ContentHash, Fault> {
    let mut items: Vec<&Item> = items.iter().collect();
    items.sort_by(|one, other| one.end_to_end_id.cmp(&other.end_to_end_id));
    let list: Vec<_> = items
        .into_iter()
        .map(|item| {
            json!({
                "end_to_end_id": item.end_to_end_id,
                "case": item.case_id,
                "amount": item.amount,
                "creditor_name": item.creditor_name,
                "creditor_account": hex::encode(&item.creditor_account_index),
                "content_hash": hex::encode(&item.content_hash),
            })
        })
        .collect();
    canonical::hash(&list)
}

/// Opens a draft.
///
/// # Errors
/// Also when the programme or area does not exist.
pub async fn open(conn: &mut PgConnection, batch: &NewBatch<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into batches (id, reference, programme, area, made_by) values ($1, $2, $3, $4, $5)",
        batch.id,
        batch.reference,
        batch.programme,
        batch.area,
        batch.made_by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The batch of a reference.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut PgConnection, reference: &str) -> Result<Option<Batch>> {
    let batch = sqlx::query_as!(
        Batch,
        r#"
        select id, reference, programme, area, state as "state: State", made_by, made_at, proposed_at, items,
            total as "total: Money", content_hash, decided_by, decided_at, decision_reason
        from batches
        where reference = $1
        "#,
        reference,
    )
    .fetch_optional(conn)
    .await?;
    Ok(batch)
}

/// As `find`, and keeps everybody else from deciding on it until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &mut PgConnection, reference: &str) -> Result<Option<Batch>> {
    sqlx::query!("select id from batches where reference = $1 for update", reference)
        .fetch_optional(&mut *conn)
        .await?;
    // A second statement, because the first saw the row as it was before it waited for the lock.
    find(conn, reference).await
}

/// The batches a reader may see, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &mut PgConnection, listing: &Listing<'_>) -> Result<Vec<Batch>> {
    let batches = sqlx::query_as!(
        Batch,
        r#"
        select id, reference, programme, area, state as "state: State", made_by, made_at, proposed_at, items,
            total as "total: Money", content_hash, decided_by, decided_at, decision_reason
        from batches
        where exists (
                select from unnest($1::text[], $2::text[]) as granted (area, programme)
                where (granted.programme is null or granted.programme = batches.programme)
                    and area_covers(granted.area, batches.area)
            )
            and ($3::uuid is null or id < $3)
        order by id desc
        limit $4
        "#,
        listing.areas as &[Option<String>],
        listing.programmes as &[Option<String>],
        listing.after,
        listing.limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(batches)
}

/// Freezes a draft with its control totals.
///
/// # Errors
/// When the database fails.
pub async fn freeze(conn: &mut PgConnection, batch: Uuid, items: &[Item]) -> Result<()> {
    let total: Money = items.iter().map(|item| item.amount).sum();
    let count = i32::try_from(items.len()).expect("a batch has at most a thousand items");
    let hash = content_hash(items)?;
    sqlx::query!(
        "
        update batches
        set state = 'proposed', proposed_at = pser_now(), items = $2, total = $3, content_hash = $4
        where id = $1
        ",
        batch,
        count,
        total.paisa(),
        hash.as_slice(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a draft up.
///
/// # Errors
/// When the database fails.
pub async fn discard(conn: &mut PgConnection, batch: Uuid) -> Result<()> {
    sqlx::query!("update batches set state = 'discarded' where id = $1", batch).execute(conn).await?;
    Ok(())
}

/// Records who approved or refused a proposed batch, and why.
///
/// # Errors
/// `MakerIsChecker` when it is the maker; else when the database fails.
pub async fn decide(
    conn: &mut PgConnection,
    batch: Uuid,
    state: State,
    by: Uuid,
    reason: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "
        update batches
        set state = $2, decided_by = $3, decided_at = pser_now(), decision_reason = $4
        where id = $1
        ",
        batch,
        state.as_str(),
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::instruction;
    use super::*;
    use crate::entropy;

    fn item(amount: i64) -> Item {
        Item {
            id: entropy::id(),
            batch_id: entropy::id(),
            case_id: entropy::id(),
            end_to_end_id: entropy::id().simple().to_string(),
            amount: Money::from_paisa(amount),
            creditor_name: "Amina Bibi".to_owned(),
            creditor_account_index: vec![7; 16],
            creditor_account_last: "6702".to_owned(),
            content_hash: vec![9; 32],
            state: instruction::State::Drafted,
            sent_at: None,
            settled_at: None,
            bank_reference: None,
            status_reason: None,
        }
    }

    #[test]
    fn the_hash_covers_every_field_that_moves_money_and_no_other() {
        let items = [item(100), item(200)];
        let hash = content_hash(&items).unwrap();
        let mut reversed = items.clone();
        reversed.reverse();
        assert_eq!(content_hash(&reversed).unwrap(), hash, "the order does not matter");

        let changed = |change: fn(&mut Item)| {
            let mut items = items.clone();
            change(&mut items[1]);
            content_hash(&items).unwrap()
        };
        assert_eq!(changed(|item| item.state = instruction::State::Held), hash);
        assert_ne!(changed(|item| item.amount = Money::from_paisa(201)), hash);
        assert_ne!(changed(|item| item.case_id = entropy::id()), hash);
        assert_ne!(changed(|item| item.creditor_name.push('x')), hash);
        assert_ne!(changed(|item| item.creditor_account_index[0] = 8), hash);
        assert_ne!(changed(|item| item.content_hash[0] = 8), hash);
        assert_ne!(content_hash(&items[..1]).unwrap(), hash);
    }
}

//! The lines of a batch: each payment beside its case, and whether the case is still what the payment was drawn up for.

use sqlx::PgConnection;
use uuid::Uuid;

use super::QUEUE;
use crate::error::Result;
use crate::payments::batch::Batch;
use crate::payments::instruction::{self, Item};

/// A payment and its case.
#[derive(Debug, Clone)]
pub struct Line {
    pub item: Item,
    /// Reference of the batch.
    pub batch: String,
    /// Reference of the case.
    pub case: String,
    pub area: String,
    /// Whether the account is not the one submitted and verified, but one given after a payment failed.
    pub is_account_corrected: bool,
    /// Whether the case has another snapshot, amount or account than the payment, or has left the payments queue.
    pub is_changed: bool,
}

/// A case as its payment needs it.
struct Case {
    reference: String,
    area: String,
    is_account_corrected: bool,
    is_changed: bool,
}

/// All lines of a batch, in the order of making.
pub(super) async fn of(conn: &mut PgConnection, batch: &Batch) -> Result<Vec<Line>> {
    let items = instruction::of_batch(conn, batch.id).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let cases = cases(conn, &ids).await?;
    let lines = items.into_iter().zip(cases).map(|(item, case)| Line {
        item,
        batch: batch.reference.clone(),
        case: case.reference,
        area: case.area,
        is_account_corrected: case.is_account_corrected,
        is_changed: case.is_changed,
    });
    Ok(lines.collect())
}

/// Whether the case of one payment has changed since it was drawn up.
pub(super) async fn is_changed(conn: &mut PgConnection, instruction: Uuid) -> Result<bool> {
    let cases = cases(conn, &[instruction]).await?;
    Ok(cases.iter().all(|case| case.is_changed))
}

/// The cases of payments, in the order of the payments' ids.
async fn cases(conn: &mut PgConnection, instructions: &[Uuid]) -> Result<Vec<Case>> {
    let cases = sqlx::query_as!(
        Case,
        r#"
        select c.reference, c.area, account.correction_id is not null as "is_account_corrected!",
            (s.content_hash <> i.content_hash or c.amount <> i.amount or c.queue is distinct from $2
                or account.account_index is distinct from i.creditor_account_index) as "is_changed!"
        from payment_instructions i
        join cases c on c.id = i.case_id
        join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
        join case_accounts account on account.case_id = c.id
        where i.id = any($1)
        order by i.id
        "#,
        instructions,
        QUEUE,
    )
    .fetch_all(conn)
    .await?;
    Ok(cases)
}

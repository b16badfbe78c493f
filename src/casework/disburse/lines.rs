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
    /// Whether the case has another snapshot or amount than the payment, or has left the payments queue.
    pub is_changed: bool,
}

/// All lines of a batch, in the order of making.
pub(super) async fn of(conn: &mut PgConnection, batch: &Batch) -> Result<Vec<Line>> {
    let items = instruction::of_batch(conn, batch.id).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let cases = sqlx::query!(
        r#"
        select c.reference, c.area,
            (s.content_hash <> i.content_hash or c.amount <> i.amount or c.queue is distinct from $2)
                as "is_changed!"
        from payment_instructions i
        join cases c on c.id = i.case_id
        join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
        where i.id = any($1)
        order by i.id
        "#,
        &ids,
        QUEUE,
    )
    .fetch_all(conn)
    .await?;
    let lines = items.into_iter().zip(cases).map(|(item, case)| Line {
        item,
        batch: batch.reference.clone(),
        case: case.reference,
        area: case.area,
        is_changed: case.is_changed,
    });
    Ok(lines.collect())
}

/// Whether the case of one payment has changed since it was drawn up.
pub(super) async fn is_changed(conn: &mut PgConnection, instruction: Uuid) -> Result<bool> {
    let is_changed = sqlx::query_scalar!(
        r#"
        select (s.content_hash <> i.content_hash or c.amount <> i.amount or c.queue is distinct from $2)
            as "is_changed!"
        from payment_instructions i
        join cases c on c.id = i.case_id
        join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
        where i.id = $1
        "#,
        instruction,
        QUEUE,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_changed)
}

//! Making a batch: every approved case of a programme, and of an area, that waits for its money and is on no other batch.
//! A case whose payment the bank refused is on hold: until its citizen gives another account, no batch takes it up.

use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{MOST_ITEMS, QUEUE, person};
use crate::app::App;
use crate::applications;
use crate::casework::once::{Answer, Once, RequestKey};
use crate::db;
use crate::entropy;
use crate::error::{Error, Fault, Result};
use crate::payments::batch::{self, NewBatch};
use crate::payments::instruction::{self, Draft};
use crate::payments::{Iban, Money, account};
use crate::policy::{Actor, Resource};
use crate::reference::{Kind, Reference};
use crate::refusal::Refusal;
use crate::seal::{Place, Sealer};

/// What the batch is to hold.
#[derive(Debug, Clone, Copy)]
pub struct Making<'a> {
    pub programme: &'a str,
    /// Cases of this area and what lies within; none: of the whole province.
    pub area: Option<&'a str>,
}

/// The batch that was drawn up.
#[derive(Debug, Serialize)]
struct Made<'a> {
    reference: &'a Reference,
    /// How many cases wait for their citizens to give another account.
    on_hold: i64,
}

/// Draws up a batch of at most a thousand payments, the most urgent cases first; answers its reference. The maker's own
/// case and those of the maker's household are passed over.
///
/// # Errors
/// `NothingToPay` when no case waits; a wrong field when there is no such programme or area.
pub async fn make(app: &App, actor: &Actor, key: RequestKey, making: &Making<'_>) -> Result<Answer> {
    let resource = Resource {
        kind: "batch",
        programme: Some(making.programme),
        area: making.area,
        ..Resource::default()
    };
    app.policy.authorize(actor, "create", &resource).map_err(|no| no.into_error("create"))?;
    let maker = person(actor)?;
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let conn = pending.connection();
    let reference = Reference::random(Kind::Batch);
    let batch = NewBatch {
        id: entropy::id(),
        reference: reference.as_str(),
        programme: making.programme,
        area: making.area,
        made_by: maker,
    };
    batch::open(conn, &batch).await.map_err(unknown_field)?;
    let drafts = payable(conn, &app.sealer, making, maker).await?;
    let items = instruction::draft(conn, &app.sealer, batch.id, &drafts).await?;
    if items == 0 {
        return Err(Refusal::NothingToPay.into());
    }
    let on_hold = on_hold(conn, making).await?;
    let answer = pending.finish(201, &Made { reference: &reference, on_hold }).await?;
    tracing::info!(
        batch.reference = %reference, batch.items = items, batch.on_hold = on_hold, "a payment batch was drawn up"
    );
    Ok(answer)
}

/// The payments that could be made now.
async fn payable(
    conn: &mut PgConnection,
    sealer: &Sealer,
    making: &Making<'_>,
    maker: Uuid,
) -> Result<Vec<Draft>> {
    let cases = sqlx::query!(
        r#"
        select c.id, c.application_id, c.amount as "amount: Money", s.content_hash,
            coalesce(nullif(s.answers #>> '{bank,title}', ''), p.name) as "creditor_name!",
            account.correction_id, account.account_sealed as "account_sealed!"
        from cases c
        join case_accounts account on account.case_id = c.id
        join persons p on p.id = c.person_id
        join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
        where c.queue = $1 and c.programme = $2 and area_covers($3, c.area) and c.amount > 0
            and c.person_id <> all (array_append(kin_of($4), $4))
            and account.account_sealed is not null and not payment_on_hold(c.id, c.stage_entered_at)
            and not exists (
                select from payment_instructions i
                where i.case_id = c.id
                    and i.state in ('drafted', 'proposed', 'held', 'sending', 'unknown', 'accepted', 'settled')
            )
        order by c.rank, c.id
        limit $5
        "#,
        QUEUE,
        making.programme,
        making.area,
        maker,
        MOST_ITEMS,
    )
    .fetch_all(conn)
    .await?;
    cases
        .into_iter()
        .map(|case| {
            let place = match case.correction_id {
                Some(correction) => Place { column: account::COLUMN, row: correction },
                None => Place { column: applications::COLUMN, row: case.application_id },
            };
            let iban = sealer.open_text(place, &case.account_sealed)?;
            let creditor_account = Iban::parse(&iban)
                .map_err(|error| Fault::caused("the account of a case is not an IBAN", error))?;
            Ok(Draft {
                id: entropy::id(),
                case_id: case.id,
                amount: case.amount,
                creditor_name: case.creditor_name,
                creditor_account,
                content_hash: case.content_hash,
            })
        })
        .collect()
}

/// How many cases of the kind asked for wait for another account.
async fn on_hold(conn: &mut PgConnection, making: &Making<'_>) -> Result<i64> {
    let on_hold = sqlx::query_scalar!(
        r#"
        select count(*) as "on_hold!" from cases c
        where c.queue = $1 and c.programme = $2 and area_covers($3, c.area)
            and payment_on_hold(c.id, c.stage_entered_at)
        "#,
        QUEUE,
        making.programme,
        making.area,
    )
    .fetch_one(conn)
    .await?;
    Ok(on_hold)
}

fn unknown_field(error: sqlx::Error) -> Error {
    if db::violates(&error, "batches_programme_fkey") {
        Refusal::field("programme", "programme-unknown").into()
    } else if db::violates(&error, "batches_area_fkey") {
        Refusal::field("area", "area-unknown").into()
    } else {
        error.into()
    }
}

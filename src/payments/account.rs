//! The account to which a case is paid, when the bank refused the one that was submitted: what failed, and what the
//! citizen gave in its place. Earlier ones stay; the view `case_accounts` says which counts.

use sqlx::PgConnection;
use uuid::Uuid;

use super::Iban;
use crate::entropy;
use crate::error::Result;
use crate::seal::{Place, Sealer};

/// Where accounts given later are sealed; the row is the correction.
pub const COLUMN: &str = "account_correction.account";

/// The payment of a case that has failed, with none under way since.
#[derive(Debug)]
pub struct Failed {
    pub instruction: Uuid,
    /// Blind index of the account that was not paid.
    pub account_index: Vec<u8>,
    /// Blind index of the account given for it since.
    pub corrected_index: Option<Vec<u8>>,
}

/// An account given in place of the one that was not paid.
#[derive(Debug)]
pub struct Correction<'a> {
    pub case_id: Uuid,
    /// The payment that failed.
    pub instruction: Uuid,
    pub account: &'a Iban,
    pub given_by: Uuid,
}

/// The newest payment of a case, if it has failed. Drafts bind nobody and do not count.
///
/// # Errors
/// When the database fails.
pub async fn failed(conn: &mut PgConnection, case: Uuid) -> Result<Option<Failed>> {
    let newest = sqlx::query!(
        r#"
        select id, state in ('rejected', 'returned') as "has_failed!", creditor_account_index,
            (
                select account_index from account_corrections
                where instruction_id = instruction.id order by id desc limit 1
            ) as corrected_index
        from payment_instructions instruction
        where case_id = $1 and state not in ('drafted', 'cancelled')
        order by id desc
        limit 1
        "#,
        case,
    )
    .fetch_optional(conn)
    .await?;
    Ok(newest.filter(|newest| newest.has_failed).map(|newest| Failed {
        instruction: newest.id,
        account_index: newest.creditor_account_index,
        corrected_index: newest.corrected_index,
    }))
}

/// Records the account, sealed. From now on the case is paid to it.
///
/// # Errors
/// When the database fails.
pub async fn correct(conn: &mut PgConnection, sealer: &Sealer, correction: &Correction<'_>) -> Result<()> {
    let id = entropy::id();
    let account = correction.account;
    let index = account.index(sealer);
    sqlx::query!(
        "
        insert into account_corrections
            (id, case_id, instruction_id, account_sealed, account_index, account_last, given_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        ",
        id,
        correction.case_id,
        correction.instruction,
        sealer.seal(Place { column: COLUMN, row: id }, account.reveal().as_bytes()),
        index.as_slice(),
        account.last_four(),
        correction.given_by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

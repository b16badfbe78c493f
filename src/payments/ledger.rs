//! The ledger: per programme a budget, what is held for approved payments, and what was paid. Every movement is one row
//! with both legs; nothing is ever changed or posted twice.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Money;
use crate::db;
use crate::entropy;
use crate::error::{Error, Result};

/// Why money moves; the database derives both accounts from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Treasury to budget.
    Appropriation,
    /// Budget to held: approved, not paid yet.
    Hold,
    /// Held to paid: the bank settled it.
    Settlement,
    /// Held back to budget: the bank rejected it.
    Release,
    /// Paid back to budget: it settled and came back.
    Return,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Appropriation => "appropriation",
            Self::Hold => "hold",
            Self::Settlement => "settlement",
            Self::Release => "release",
            Self::Return => "return",
        }
    }
}

/// An amount and what it is posted for. The same kind is posted once per subject.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// The payment instruction, or the appropriation.
    pub subject: Uuid,
    pub amount: Money,
}

/// Where the money of a programme stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balances {
    /// May still be approved.
    pub available: Money,
    /// Approved, not settled.
    pub held: Money,
    /// Settled.
    pub paid: Money,
}

impl Balances {
    /// All that was ever given to the programme.
    pub fn appropriated(&self) -> Money {
        [self.available, self.held, self.paid].into_iter().sum()
    }
}

/// Money given to a programme.
#[derive(Debug, Clone)]
pub struct Appropriation<'a> {
    pub id: Uuid,
    pub programme: &'a str,
    pub amount: Money,
    /// The release order or letter it rests on.
    pub authority: &'a str,
    pub made_by: Uuid,
}

/// Makes the accounts of a programme; harmless when they exist.
///
/// # Errors
/// `NotFound` when there is no such programme.
pub async fn open_programme(conn: &mut PgConnection, programme: &str) -> Result<()> {
    let opened = sqlx::query!("select open_ledger_accounts($1)", programme).execute(conn).await;
    match opened {
        Ok(_) => Ok(()),
        Err(error) if db::violates(&error, "ledger_accounts_programme_fkey") => Err(Error::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Posts movements of one kind, all or none. Post last in a transaction: the balances of a programme are rows that all
/// its payments share, and are locked from here to the commit.
///
/// # Errors
/// `BudgetExceeded` when an account would be overdrawn; a fault when one of them was posted before.
pub async fn post(conn: &mut PgConnection, programme: &str, kind: Kind, postings: &[Posting]) -> Result<()> {
    let ids: Vec<Uuid> = postings.iter().map(|_| entropy::id()).collect();
    let subjects: Vec<Uuid> = postings.iter().map(|posting| posting.subject).collect();
    let amounts: Vec<i64> = postings.iter().map(|posting| posting.amount.paisa()).collect();
    sqlx::query!(
        "select post_transfers($1, $2, $3, $4, $5)",
        programme,
        kind.as_str(),
        &ids,
        &subjects,
        &amounts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a programme has; all zero before its first appropriation.
///
/// # Errors
/// When the database fails.
pub async fn balances(conn: &mut PgConnection, programme: &str) -> Result<Balances> {
    let balances = sqlx::query_as!(
        Balances,
        r#"
        select
            coalesce(sum(balance) filter (where code = 'budget:' || $1), 0)::bigint as "available!: Money",
            coalesce(sum(balance) filter (where code = 'held:' || $1), 0)::bigint as "held!: Money",
            coalesce(sum(balance) filter (where code = 'paid:' || $1), 0)::bigint as "paid!: Money"
        from ledger_accounts
        where code in ('budget:' || $1, 'held:' || $1, 'paid:' || $1)
        "#,
        programme,
    )
    .fetch_one(conn)
    .await?;
    Ok(balances)
}

/// What a programme had at a moment: what it has now, less what was posted since, read in one statement.
///
/// # Errors
/// When the database fails.
pub async fn balances_at(
    conn: &mut PgConnection,
    programme: &str,
    moment: DateTime<Utc>,
) -> Result<Balances> {
    let balances = sqlx::query_as!(
        Balances,
        r#"
        with moved as (
            select debit_account as code, amount as taken from ledger_transfers where at > $2
            union all
            select credit_account, -amount from ledger_transfers where at > $2
        ), own as (
            select code, balance from ledger_accounts where code in ('budget:' || $1, 'held:' || $1, 'paid:' || $1)
            union all
            select code, taken from moved where code in ('budget:' || $1, 'held:' || $1, 'paid:' || $1)
        )
        select
            coalesce(sum(balance) filter (where code = 'budget:' || $1), 0)::bigint as "available!: Money",
            coalesce(sum(balance) filter (where code = 'held:' || $1), 0)::bigint as "held!: Money",
            coalesce(sum(balance) filter (where code = 'paid:' || $1), 0)::bigint as "paid!: Money"
        from own
        "#,
        programme,
        moment,
    )
    .fetch_one(conn)
    .await?;
    Ok(balances)
}

/// Records an appropriation and posts it.
///
/// # Errors
/// When the database fails.
pub async fn appropriate(conn: &mut PgConnection, appropriation: &Appropriation<'_>) -> Result<()> {
    open_programme(conn, appropriation.programme).await?;
    sqlx::query!(
        "insert into appropriations (id, programme, amount, authority, made_by) values ($1, $2, $3, $4, $5)",
        appropriation.id,
        appropriation.programme,
        appropriation.amount.paisa(),
        appropriation.authority,
        appropriation.made_by,
    )
    .execute(&mut *conn)
    .await?;
    let posting = Posting { subject: appropriation.id, amount: appropriation.amount };
    post(conn, appropriation.programme, Kind::Appropriation, &[posting]).await
}

//! What must hold of the money at every moment, as queries that name what breaks it. Tests ask after every fault they
//! cause; the operator's doctor asks in production.

use sqlx::PgConnection;

use crate::error::Result;

/// Something that must never be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The rule, as a sentence.
    pub rule: String,
    /// What breaks it: an account, a batch, an instruction or a case by its id.
    pub by: String,
}

/// Every breach of every rule; empty when the money is in order.
///
/// # Errors
/// When the database fails.
pub async fn broken(conn: &mut PgConnection) -> Result<Vec<Broken>> {
    let broken = sqlx::query_as!(
        Broken,
        r#"
        with posted as (
            select account.code, account.balance,
                coalesce((select sum(amount) from ledger_transfers where credit_account = account.code), 0)
                - coalesce((select sum(amount) from ledger_transfers where debit_account = account.code), 0)
                    as transferred
            from ledger_accounts account
        ),
        paying as (
            select batch.programme,
                coalesce(sum(amount) filter (where instruction.state in ('held', 'sending', 'unknown', 'accepted')), 0)
                    as held,
                coalesce(sum(amount) filter (where instruction.state = 'settled'), 0) as paid
            from batches batch
            join payment_instructions instruction on instruction.batch_id = batch.id
            group by batch.programme
        )
        select 'the ledger sums to zero' as "rule!", sum(balance)::text as "by!"
        from ledger_accounts having sum(balance) <> 0
        union all
        select 'a balance is the sum of its transfers', code from posted where balance <> transferred
        union all
        select 'what is held is what was approved and is not settled', account.code
        from ledger_accounts account
        left join paying on paying.programme = account.programme
        where account.code = 'held:' || account.programme and account.balance <> coalesce(paying.held, 0)
        union all
        select 'what is paid is what was settled', account.code
        from ledger_accounts account
        left join paying on paying.programme = account.programme
        where account.code = 'paid:' || account.programme and account.balance <> coalesce(paying.paid, 0)
        union all
        select 'approved payments stay within what was appropriated', budget.programme
        from (
            select programme, sum(balance) as spent from ledger_accounts
            where code in ('held:' || programme, 'paid:' || programme) group by programme
        ) budget
        where spent > (select coalesce(sum(amount), 0) from appropriations
            where appropriations.programme = budget.programme)
        union all
        select 'a case has at most one live instruction', case_id::text
        from payment_instructions
        where state in ('drafted', 'proposed', 'held', 'sending', 'unknown', 'accepted', 'settled')
        group by case_id having count(*) > 1
        union all
        select 'nothing is paid but from an approved batch', instruction.id::text
        from payment_instructions instruction
        join batches batch on batch.id = instruction.batch_id
        where instruction.state not in ('drafted', 'proposed', 'cancelled') and batch.state <> 'approved'
        union all
        select 'an approved batch pays what its control totals say', batch.id::text
        from batches batch
        left join payment_instructions instruction
            on instruction.batch_id = batch.id and instruction.state <> 'cancelled'
        where batch.state = 'approved'
        group by batch.id
        having count(instruction.id) <> batch.items or coalesce(sum(instruction.amount), 0) <> batch.total
        union all
        select 'what is at the bank will be asked about', id::text
        from payment_instructions
        where state in ('sending', 'unknown', 'accepted') and ask_at is null
        "#,
    )
    .fetch_all(conn)
    .await?;
    Ok(broken)
}

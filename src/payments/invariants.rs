//! What must hold of the money at every moment.

use crate::invariant::Rule;

/// The rules of ledger, budgets, batches and payments.
pub const RULES: &[Rule] = &[
    Rule {
        says: "the ledger sums to zero",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"select 'the balances of all accounts come to ' || sum(balance) || ' paisa' as "by!"
                from ledger_accounts having sum(balance) <> 0"#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a balance is the sum of its transfers",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with leg as (
                    select credit_account as code, sum(amount) as amount from ledger_transfers group by 1
                    union all
                    select debit_account, -sum(amount) from ledger_transfers group by 1
                ),
                posted as (select code, sum(amount) as amount from leg group by code)
                select 'account ' || account.code as "by!"
                from ledger_accounts account left join posted on posted.code = account.code
                where account.balance <> coalesce(posted.amount, 0)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "what is held was approved and is not settled, and what is paid was settled",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with paying as (
                    select batch.programme,
                        coalesce(sum(amount) filter (where instruction.state in ('held', 'sending', 'unknown', 'accepted')), 0)
                            as held,
                        coalesce(sum(amount) filter (where instruction.state = 'settled'), 0) as paid
                    from payment_instructions instruction
                    join batches batch on batch.id = instruction.batch_id
                    group by batch.programme
                )
                select 'account ' || account.code as "by!"
                from ledger_accounts account
                left join paying on paying.programme = account.programme
                where account.code = 'held:' || account.programme and account.balance <> coalesce(paying.held, 0)
                    or account.code = 'paid:' || account.programme and account.balance <> coalesce(paying.paid, 0)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "approved payments stay within what was appropriated",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'programme ' || budget.programme as "by!"
                from (
                    select programme, sum(balance) as spent from ledger_accounts
                    where code in ('held:' || programme, 'paid:' || programme) group by programme
                ) budget
                where spent > (
                    select coalesce(sum(amount), 0) from appropriations
                    where appropriations.programme = budget.programme
                )
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "every payment has the postings of its state, once and in its amount",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with wanted as (
                    select instruction.id as subject_id, entry.kind, instruction.amount
                    from payment_instructions instruction
                    cross join lateral (
                        select 'hold' as kind
                        union all select 'settlement' where instruction.state in ('settled', 'returned')
                        union all select 'release' where instruction.state = 'rejected'
                        union all select 'return' where instruction.state = 'returned'
                    ) entry
                    where instruction.state not in ('drafted', 'proposed', 'cancelled')
                    union all
                    select id, 'appropriation', amount from appropriations
                )
                select coalesce(transfer.kind, wanted.kind) || ' of '
                    || coalesce(transfer.subject_id, wanted.subject_id)::text as "by!"
                from wanted
                full join ledger_transfers transfer
                    on transfer.subject_id = wanted.subject_id and transfer.kind = wanted.kind
                where transfer.amount is distinct from wanted.amount
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case has at most one live payment",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || case_id::text as "by!" from payment_instructions
                where state in ('drafted', 'proposed', 'held', 'sending', 'unknown', 'accepted', 'settled')
                group by case_id having count(*) > 1
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "nothing is paid but from an approved batch",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'payment ' || instruction.id::text as "by!"
                from payment_instructions instruction
                join batches batch on batch.id = instruction.batch_id
                where instruction.state not in ('drafted', 'proposed', 'cancelled') and batch.state <> 'approved'
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "an approved batch pays what its control totals say",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'batch ' || batch.reference as "by!"
                from batches batch
                left join payment_instructions instruction
                    on instruction.batch_id = batch.id and instruction.state <> 'cancelled'
                where batch.state = 'approved'
                group by batch.id
                having count(instruction.id) <> batch.items or coalesce(sum(instruction.amount), 0) <> batch.total
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "an approved payment has a job that sends it",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with live as materialized (
                    select payload ->> 'instruction' as instruction from jobs
                    where kind = 'send-payment' and state in ('ready', 'held')
                )
                select 'payment ' || id::text as "by!" from payment_instructions
                where state = 'held' and not exists (select from live where live.instruction = payment_instructions.id::text)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "what is at the bank is asked about",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'payment ' || id::text as "by!" from payment_instructions
                where state in ('sending', 'unknown', 'accepted')
                    and (ask_at is null or ask_at < pser_now() - interval '15 minutes')
                "#
            )
            .fetch(conn)
        },
    },
];

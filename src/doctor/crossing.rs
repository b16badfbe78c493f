//! Rules across nouns that change in one transaction: what one of them says, the other says too.

use crate::invariant::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        says: "what the bank settled is in the history of its case, once, and nothing else is",
        breaches: |conn| {
            // A payment that came back before anybody had asked is told as returned only.
            sqlx::query_scalar!(
                r#"
            with told as (
                select detail ->> 'payment' as payment, count(*) as times
                from case_events where kind = 'pay-settled' group by 1
            ),
            paid as (select id, state from payment_instructions where state in ('settled', 'returned'))
            select 'payment ' || coalesce(paid.id::text, told.payment, 'without id') as "by!"
            from paid full join told on told.payment = paid.id::text
            where paid.id is null or told.times > 1 or (told.payment is null and paid.state = 'settled')
            "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case that has not ended waits for an officer, a day, an answer or a job",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with live as materialized (
                    select payload ->> 'case' as case_id from jobs where state in ('ready', 'held')
                )
                select 'case ' || c.reference as "by!"
                from cases c
                where c.ended_at is null and c.queue is null
                    and not exists (select from case_timers where case_id = c.id)
                    and not exists (select from case_checks where case_id = c.id and result = 'waiting')
                    and not exists (select from live where live.case_id = c.id::text)
                "#
            )
            .fetch(conn)
        },
    },
];

//! What must hold of checks at every moment.

use crate::invariant::Rule;

/// The rules of checks.
pub const RULES: &[Rule] = &[Rule {
    says: "a check that waits has a job that runs it",
    breaches: |conn| {
        sqlx::query_scalar!(
            r#"
            with live as materialized (
                select payload ->> 'case' as case_id, payload ->> 'check' as name from jobs
                where kind = 'run-check' and state in ('ready', 'held')
            )
            select 'case ' || coalesce(c.reference, waiting.case_id::text) || ', check ' || waiting.name as "by!"
            from case_checks waiting left join cases c on c.id = waiting.case_id
            where waiting.result = 'waiting' and not exists (
                select from live where live.case_id = waiting.case_id::text and live.name = waiting.name
            )
            "#
        )
        .fetch(conn)
    },
}];

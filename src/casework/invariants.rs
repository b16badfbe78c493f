//! What must hold of acknowledged requests at every moment: what was answered once is there.

use crate::invariant::Rule;

/// The rules of requests that were answered.
pub const RULES: &[Rule] = &[
    Rule {
        says: "a request that was taken was answered",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"select 'request ' || key as "by!" from idempotency_keys where status is null"#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "what an answer names is there",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'request ' || key || ': ' || coalesce(body ->> 'reference', body ->> 'id') as "by!"
                from idempotency_keys
                where case
                    when body ->> 'reference' like 'C-%'
                        then not exists (select from cases where reference = body ->> 'reference')
                    when body ->> 'reference' like 'B-%'
                        then not exists (select from batches where reference = body ->> 'reference')
                    when body ? 'id' then not exists (select from applications where id = (body ->> 'id')::uuid)
                        and not exists (select from documents where id = (body ->> 'id')::uuid)
                        and not exists (select from appropriations where id = (body ->> 'id')::uuid)
                    else false
                end
                "#
            )
            .fetch(conn)
        },
    },
];

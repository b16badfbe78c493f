//! What must hold of notices at every moment.

use crate::invariant::Rule;

/// The rules of notices.
pub const RULES: &[Rule] = &[Rule {
    says: "a notice that is to be sent has a job that sends it",
    breaches: |conn| {
        sqlx::query_scalar!(
            r#"
            with live as materialized (
                select payload ->> 'notice' as notice from jobs
                where kind in ('send-notice', 'send-code') and state in ('ready', 'held')
            )
            select 'notice ' || id::text || ' (' || kind || ')' as "by!" from notices
            where state = 'written' and (expires_at is null or expires_at > pser_now())
                and not exists (select from live where live.notice = notices.id::text)
            "#
        )
        .fetch(conn)
    },
}];

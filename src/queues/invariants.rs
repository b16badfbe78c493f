//! What must hold of the tallies of queues at every moment, summed up or not.

use crate::invariant::Rule;

/// The rules of queues.
pub const RULES: &[Rule] = &[Rule {
    says: "the tallies of a queue are what a count of its cases says",
    breaches: |conn| {
        sqlx::query_scalar!(
            r#"
            with tallied as (
                select queue, programme, area, sum(waiting) as waiting, sum(unclaimed) as unclaimed, sum(escalated) as escalated
                from (
                    select queue, programme, area, waiting, unclaimed, escalated from queue_tallies
                    union all
                    select queue, programme, area, waiting, unclaimed, escalated from queue_changes
                ) piece
                group by queue, programme, area
            ),
            counted as (
                select queue, programme, area, count(*) as waiting, count(*) filter (where claimed_by is null) as unclaimed,
                    count(*) filter (where escalated_at is not null) as escalated
                from cases
                where queue is not null
                group by queue, programme, area
            )
            select 'queue ' || queue || ' of ' || programme || ' in ' || area as "by!"
            from tallied
            full join counted using (queue, programme, area)
            where (coalesce(tallied.waiting, 0), coalesce(tallied.unclaimed, 0), coalesce(tallied.escalated, 0))
                <> (coalesce(counted.waiting, 0), coalesce(counted.unclaimed, 0), coalesce(counted.escalated, 0))
            "#
        )
        .fetch(conn)
    },
}];

//! What must hold of jobs at every moment, as long as somebody works on them.

use crate::invariant::Rule;

/// The rules of jobs.
pub const RULES: &[Rule] = &[
    Rule {
        says: "no job is held by a process that stopped answering a minute ago",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'job ' || id || ' (' || kind || ')' as "by!" from jobs
                where state = 'held' and lease_until < now() - interval '1 minute'
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a job that is due is begun within a quarter of an hour",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'job ' || id || ' (' || kind || ')' as "by!" from jobs
                where state = 'ready' and run_at < now() - interval '15 minutes'
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "no job is dead whose work was not done since",
        breaches: |conn| {
            // What comes round by the clock is made up for by its next tick.
            sqlx::query_scalar!(
                r#"
                select 'job ' || dead.id || ' (' || dead.kind || '): ' || coalesce(dead.last_error, 'no reason was kept') as "by!"
                from jobs dead
                where dead.state = 'dead' and not exists (
                    select from jobs since
                    where since.state = 'done' and since.finished_at > dead.finished_at
                        and since.kind = dead.kind and since.payload = dead.payload
                )
                "#
            )
            .fetch(conn)
        },
    },
];

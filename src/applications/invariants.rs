//! What must hold of applications and their snapshots at every moment.

use crate::invariant::Rule;

/// The rules of applications.
pub const RULES: &[Rule] = &[Rule {
    says: "what was handed in is there as it was, once, and a draft was not handed in",
    breaches: |conn| {
        sqlx::query_scalar!(
            r#"
            with frozen as (
                select application_id, count(*) as snapshots, max(number) as last from snapshots group by application_id
            )
            select 'application ' || coalesce(application.id, frozen.application_id)::text as "by!"
            from applications application
            full join frozen on frozen.application_id = application.id
            where application.id is null
                or (application.state = 'draft') <> (frozen.application_id is null)
                or frozen.snapshots <> frozen.last
                or application.state <> 'draft' and application.answers <> '{}'
            "#
        )
        .fetch(conn)
    },
}];

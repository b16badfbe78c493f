//! What must hold of cases and their timers at every moment, whatever their workflow says.

use crate::invariant::Rule;

/// The rules of cases.
pub const RULES: &[Rule] = &[
    Rule {
        says: "an application that was handed in is one case, and a draft is none",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with opened as (select application_id, count(*) as cases from cases group by application_id)
                select 'application ' || coalesce(application.id, opened.application_id)::text as "by!"
                from applications application
                full join opened on opened.application_id = application.id
                where application.id is null
                    or coalesce(opened.cases, 0) <> case when application.state = 'draft' then 0 else 1 end
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "an application is closed exactly when its case has ended",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference as "by!"
                from cases c join applications application on application.id = c.application_id
                where (application.state = 'closed') <> (c.ended_at is not null)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case stands where its history leads, and its version counts every step",
        breaches: |conn| {
            // Backwards through the primary key, which needs no sorting.
            sqlx::query_scalar!(
                r#"
                with arrived as (
                    select distinct on (case_id) case_id, to_stage, count(*) over (partition by case_id) as steps
                    from case_events
                    where to_stage is not null
                    order by case_id desc, seq desc
                )
                select 'case ' || c.reference as "by!"
                from cases c left join arrived on arrived.case_id = c.id
                where c.stage is distinct from arrived.to_stage or c.version < arrived.steps
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case about another is of the citizen whose case that is",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'application ' || application.id::text as "by!"
                from applications application
                join cases about on about.id = application.about_case
                where application.person_id <> about.person_id
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "whoever did something on a case decided nothing about it afterwards",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference || ', event ' || judged.seq as "by!"
                from applications application
                join cases c on c.application_id = application.id
                join case_events judged on judged.case_id = c.id
                where application.about_case is not null
                    and judged.actor_kind = 'staff' and judged.action is not null
                    and exists (
                        select from case_events hand
                        where hand.case_id = application.about_case and hand.actor_person = judged.actor_person
                            and hand.actor_kind = 'staff' and hand.at < judged.at
                            and (hand.action is not null or hand.kind in ('document-accepted', 'document-refused'))
                    )
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case is taken up again by an appeal that was allowed in the same moment",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference || ', event ' || again.seq as "by!"
                from case_events again
                join cases c on c.id = again.case_id
                where again.kind = 'reopened' and not exists (
                    select from applications application
                    join cases appeal on appeal.application_id = application.id
                    join case_events allowed on allowed.case_id = appeal.id
                    where application.about_case = c.id and appeal.ended_at = allowed.at
                        and allowed.at = again.at and allowed.action is not null
                )
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case that was merged into another has ended by that, and the other was not merged itself",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with merged as (
                    select closed_case,
                        case when closed_case = first_case then second_case else first_case end as kept_case
                    from case_pairs where state = 'merged'
                )
                select 'case ' || coalesce(c.reference, merged.closed_case::text) as "by!"
                from merged
                left join cases c on c.id = merged.closed_case
                left join cases kept on kept.id = merged.kept_case
                left join lateral (
                    select kind from case_events
                    where case_id = merged.closed_case and to_stage is distinct from from_stage and to_stage is not null
                    order by seq desc limit 1
                ) last on true
                where c.ended_at is null or kept.id is null or last.kind is distinct from 'case-merged'
                    or exists (select from merged other where other.closed_case = merged.kept_case)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case that ended by a merge has the other one to go by",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference as "by!"
                from case_events merged
                join cases c on c.id = merged.case_id
                where merged.kind = 'case-merged' and merged.to_stage = c.stage and c.ended_at = merged.at
                    and not exists (select from case_pairs where closed_case = c.id)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case knows how many of its pairs nobody has judged",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with counted as (
                    select id, count(*) as open
                    from (
                        select first_case as id from case_pairs where state = 'open'
                        union all
                        select second_case from case_pairs where state = 'open'
                    ) sides
                    group by id
                )
                select 'case ' || c.reference as "by!"
                from cases c left join counted on counted.id = c.id
                where c.open_duplicates <> coalesce(counted.open, 0)
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a timer that is due is heard within a quarter of an hour",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || coalesce(c.reference, timer.case_id::text) || ', timer ' || timer.kind as "by!"
                from case_timers timer left join cases c on c.id = timer.case_id
                where timer.due_at < pser_now() - interval '15 minutes'
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a claimed case waits in a queue, and whoever holds it still works here",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference as "by!"
                from cases c left join staff_accounts holder on holder.id = c.claimed_by
                where c.claimed_by is not null and (c.queue is null or holder.state is distinct from 'live')
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "whether a case is claimed is what its history says",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference as "by!"
                from cases c
                left join lateral (
                    select event.kind from case_events event
                    where event.case_id = c.id
                        and (event.kind in ('case-claimed', 'case-assigned', 'case-released') or event.from_stage <> event.to_stage)
                    order by event.seq desc limit 1
                ) last on true
                where c.queue is not null
                    and (c.claimed_by is not null) <> (coalesce(last.kind, '') in ('case-claimed', 'case-assigned'))
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "whether a claimed case was put on hold is what its history says",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || c.reference as "by!"
                from cases c
                left join lateral (
                    select event.kind from case_events event
                    where event.case_id = c.id and (
                        event.kind in ('case-claimed', 'case-assigned', 'case-released', 'case-held', 'case-resumed')
                        or event.actor_kind = 'staff' and event.action is not null
                    )
                    order by event.seq desc limit 1
                ) last on true
                where c.claimed_by is not null and (c.on_hold_until is not null) <> (coalesce(last.kind, '') = 'case-held')
                "#
            )
            .fetch(conn)
        },
    },
];

//! What must hold of the history at every moment, as far as SQL can see it: links, gaps, seals. `verify` recomputes every
//! hash as well.

use crate::invariant::Rule;

/// The rules of events and seals.
pub const RULES: &[Rule] = &[
    Rule {
        says: "every event of a case follows the one before it",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || case_id::text || ', event ' || seq as "by!"
                from (
                    select case_id, seq, previous_hash, lag(seq, 1, 0) over of_case as seq_before,
                        lag(hash, 1, decode(repeat('00', 32), 'hex')) over of_case as hash_before
                    from case_events window of_case as (partition by case_id order by seq)
                ) linked
                where seq <> seq_before + 1 or previous_hash <> hash_before
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "a case has a history, and a history its case",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'case ' || coalesce(c.reference, event.case_id::text) as "by!"
                from cases c
                full join (select case_id from case_events where seq = 1) event on event.case_id = c.id
                where c.id is null or event.case_id is null
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "every seal follows the one before it",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'seal ' || number as "by!"
                from (
                    select number, generation, after_xact, previous_hash,
                        lag(number, 1, 0::bigint) over by_number as number_before,
                        lag(hash, 1, decode(repeat('00', 32), 'hex')) over by_number as hash_before,
                        lag(generation) over by_number as generation_before, lag(upto_xact) over by_number as upto_before
                    from history_seals window by_number as (order by number)
                ) linked
                where number <> number_before + 1 or previous_hash <> hash_before
                    or after_xact <> case when generation = generation_before then upto_before else '0'::xid8 end
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "as many events are there as were sealed",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                select 'seal ' || seal.number || ': ' || seal.events || ' sealed, ' || found.events || ' there' as "by!"
                from history_seals seal
                cross join lateral (
                    select count(*) as events from case_events event
                    where event.generation = seal.generation
                        and event.xact >= seal.after_xact and event.xact < seal.upto_xact
                ) found
                where found.events <> seal.events
                "#
            )
            .fetch(conn)
        },
    },
    Rule {
        says: "what happened is sealed within a quarter of an hour",
        breaches: |conn| {
            sqlx::query_scalar!(
                r#"
                with last as (select generation, upto_xact from history_seals order by number desc limit 1)
                select 'case ' || event.case_id::text || ', event ' || event.seq as "by!"
                from case_events event
                where event.at < pser_now() - interval '15 minutes'
                    and (event.generation, event.xact) >= (
                        coalesce((select generation from last), 0::smallint),
                        coalesce((select upto_xact from last), '0'::xid8)
                    )
                "#
            )
            .fetch(conn)
        },
    },
];

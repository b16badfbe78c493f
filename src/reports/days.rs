//! What was handed in, decided and missed on each of the last days.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::AsAt;
use crate::policy::Scope;
use crate::workflow::vocabulary::MERGE;

/// What happened on one day of the calendar in the province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub day: NaiveDate,
    /// Applications handed in.
    pub submitted: i64,
    /// Cases that an officer decided.
    pub decided: i64,
    /// Cases that were closed because another is the same.
    pub merged: i64,
    /// Cases whose deadline passed while it was the department's turn.
    pub missed_by_department: i64,
    /// Cases that went on without the citizen, whose time had run out.
    pub missed_by_citizen: i64,
}

/// The last days of the scope, each with what happened on it, the earliest first. `deciding` are the actions that decide.
///
/// # Errors
/// When the database fails.
pub async fn days(
    conn: &mut PgConnection,
    scope: &Scope,
    as_at: &AsAt,
    deciding: &[String],
) -> sqlx::Result<Vec<Day>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Day,
        r#"
        with days as (
            select day::date as day
            from generate_series(
                ($3::timestamptz at time zone 'Asia/Karachi')::date, ($4::timestamptz at time zone 'Asia/Karachi')::date,
                interval '1 day'
            ) as day
        ), happened as (
            select (created_at at time zone 'Asia/Karachi')::date as day, programme, area,
                count(*) as submitted, 0 as decided, 0 as merged, 0 as department, 0 as citizen
            from cases
            where created_at between $3 and $4
            group by 1, 2, 3
            union all
            select (e.at at time zone 'Asia/Karachi')::date, c.programme, c.area, 0,
                sum(e.times) filter (where e.action = any ($5) and e.action <> $6),
                sum(e.times) filter (where e.action = $6),
                sum(e.times) filter (where e.kind = 'deadline-passed'),
                sum(e.times) filter (where e.kind = 'time-passed')
            from counted_events e
            cross join lateral (select programme, area from cases where id = e.case_id offset 0) c
            where e.known_at between $3 and $4 and e.at >= $3
                and (e.action = any ($5) or e.kind in ('deadline-passed', 'time-passed'))
            group by 1, 2, 3
        ), seen as (
            select * from happened
            where exists (
                select from unnest($1::text[], $2::text[]) as held (area, programme)
                where area_covers(held.area, happened.area)
                    and (held.programme is null or held.programme = happened.programme)
            )
        )
        select days.day as "day!",
            coalesce(sum(seen.submitted), 0)::bigint as "submitted!",
            coalesce(sum(seen.decided), 0)::bigint as "decided!",
            coalesce(sum(seen.merged), 0)::bigint as "merged!",
            coalesce(sum(seen.department), 0)::bigint as "missed_by_department!",
            coalesce(sum(seen.citizen), 0)::bigint as "missed_by_citizen!"
        from days
        left join seen on seen.day = days.day
        group by days.day
        order by days.day
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        as_at.from,
        as_at.moment,
        deciding,
        MERGE,
    )
    .fetch_all(conn)
    .await
}

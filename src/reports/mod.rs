//! Figures for those who supervise: read-only counts of cases within the areas and programmes of whoever looks. Nothing
//! here is about anybody in particular.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::policy::Scope;

/// The days of the figures by day, today among them.
pub const DAYS: i32 = 30;

/// How long an open case has been in its stage, in days of the calendar; the place in this list is `OpenCases::age`.
pub const AGES: [Age; 4] = [
    Age { from: 0, to: Some(2) },
    Age { from: 3, to: Some(7) },
    Age { from: 8, to: Some(30) },
    Age { from: 31, to: None },
];

/// A span of days, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    pub from: i32,
    /// None: as long as it may be.
    pub to: Option<i32>,
}

/// How many open cases of a programme are in a stage, on one clock, for so long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCases {
    pub programme: String,
    pub stage: String,
    /// `department`, `citizen`, `bank` or `stopped`.
    pub clock: String,
    /// A place in `AGES`.
    pub age: usize,
    pub cases: i64,
    /// Those whose deadline has passed.
    pub overdue: i64,
}

/// A group as the database gives it.
struct Row {
    programme: String,
    stage: String,
    clock: String,
    age: i32,
    cases: i64,
    overdue: i64,
}

/// What happened on one day of the calendar in the province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub day: NaiveDate,
    /// Applications handed in.
    pub submitted: i64,
    /// Cases that an officer verified or rejected.
    pub decided: i64,
    /// Cases that were closed because another is the same.
    pub merged: i64,
    /// Cases whose deadline passed while it was the department's turn.
    pub missed_by_department: i64,
    /// Cases that went on without the citizen, whose time had run out.
    pub missed_by_citizen: i64,
}

/// All open cases of the scope, in groups. Grants are matched with the groups, of which there are few, not with cases.
///
/// # Errors
/// When the database fails.
pub async fn open_cases(conn: &mut PgConnection, scope: &Scope) -> sqlx::Result<Vec<OpenCases>> {
    let (areas, programmes) = scope.columns();
    let thresholds: Vec<i32> = AGES[1..].iter().map(|age| age.from).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select open.programme, open.stage, open.clock, open.age as "age!",
            sum(open.cases)::bigint as "cases!", sum(open.overdue)::bigint as "overdue!"
        from (
            select programme, area, stage, clock,
                width_bucket(
                    (pser_now() at time zone 'Asia/Karachi')::date
                        - (stage_entered_at at time zone 'Asia/Karachi')::date,
                    $3::integer[]
                ) as age,
                count(*) as cases,
                count(*) filter (where due_at < pser_now()) as overdue
            from cases
            where ended_at is null
            group by 1, 2, 3, 4, 5
        ) open
        where exists (
            select from unnest($1::text[], $2::text[]) as held (area, programme)
            where area_covers(held.area, open.area) and (held.programme is null or held.programme = open.programme)
        )
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        &thresholds,
    )
    .fetch_all(conn)
    .await?;
    let group = |row: Row| {
        let Row { programme, stage, clock, age, cases, overdue } = row;
        OpenCases { programme, stage, clock, age: usize::try_from(age).unwrap_or_default(), cases, overdue }
    };
    Ok(rows.into_iter().map(group).collect())
}

/// The last days of the scope, each with what happened on it, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn days(conn: &mut PgConnection, scope: &Scope) -> sqlx::Result<Vec<Day>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Day,
        r#"
        with days as (
            select day::date as day
            from (select (pser_now() at time zone 'Asia/Karachi')::date as today) now,
                generate_series(today - ($3::integer - 1), today, interval '1 day') as day
        ), start as (
            select min(day)::timestamp at time zone 'Asia/Karachi' as at from days
        ), happened as (
            select (created_at at time zone 'Asia/Karachi')::date as day, programme, area,
                count(*) as submitted, 0 as decided, 0 as merged, 0 as department, 0 as citizen
            from cases
            where created_at >= (select at from start)
            group by 1, 2, 3
            union all
            select (e.at at time zone 'Asia/Karachi')::date, c.programme, c.area, 0,
                count(*) filter (where e.action in ('verify', 'reject')),
                count(*) filter (where e.action = 'merge'),
                count(*) filter (where e.kind = 'deadline-passed'),
                count(*) filter (where e.kind = 'time-passed')
            from case_events e
            join cases c on c.id = e.case_id
            where e.at >= (select at from start)
                and (e.action in ('verify', 'reject', 'merge') or e.kind in ('deadline-passed', 'time-passed'))
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
        DAYS,
    )
    .fetch_all(conn)
    .await
}

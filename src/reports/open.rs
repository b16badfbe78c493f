//! Open cases that are where they were at the moment of the figures: as of now all that are open. Read from an index
//! (`cases_open`) that says everything asked.

use sqlx::PgConnection;

use super::AsAt;
use crate::policy::Scope;

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
    /// `department`, `citizen` or `stopped`.
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

/// The days at which all ages but the first begin, for `width_bucket`.
pub(super) fn thresholds() -> Vec<i32> {
    AGES[1..].iter().map(|age| age.from).collect()
}

/// The open cases of the scope that have not moved since the moment, in groups. Grants are matched with the groups, of
/// which there are few, not with cases.
///
/// # Errors
/// When the database fails.
pub async fn open_cases(
    conn: &mut PgConnection,
    scope: &Scope,
    as_at: &AsAt,
) -> sqlx::Result<Vec<OpenCases>> {
    let (areas, programmes) = scope.columns();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select open.programme, open.stage, open.clock, open.age as "age!",
            sum(open.cases)::bigint as "cases!", sum(open.overdue)::bigint as "overdue!"
        from (
            select programme, area, stage, clock,
                width_bucket(
                    ($4::timestamptz at time zone 'Asia/Karachi')::date
                        - (stage_entered_at at time zone 'Asia/Karachi')::date,
                    $3::integer[]
                ) as age,
                count(*) as cases,
                count(*) filter (where due_at < $4) as overdue
            from cases
            where ended_at is null and stage_entered_at <= $4
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
        &thresholds(),
        as_at.moment,
    )
    .fetch_all(conn)
    .await?;
    let group = |row: Row| {
        let Row { programme, stage, clock, age, cases, overdue } = row;
        OpenCases { programme, stage, clock, age: usize::try_from(age).unwrap_or_default(), cases, overdue }
    };
    Ok(rows.into_iter().map(group).collect())
}

//! Cases that have moved since the moment of the figures, and where they were then: the last step of their history up to
//! it says so. As of now there are none.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::AsAt;
use super::open::thresholds;
use crate::policy::Scope;

/// How many cases were in a stage for so long, and have left it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub programme: String,
    pub area: String,
    /// Hash of the bundle by which the stage is to be understood.
    pub bundle: Vec<u8>,
    /// May be an end: a case can be taken up again.
    pub stage: String,
    /// A place in `AGES`, as the database counts.
    pub age: i32,
    /// Whether they came to the stage in the last days.
    pub is_recent: bool,
    pub cases: i64,
    /// Those whose deadline in this stage had passed.
    pub overdue: i64,
}

/// The cases of the scope that have moved since the moment, in groups. Read are those that were open then, by the span in
/// which they were (`cases_spans`), and those that are open now; of each the last step before the moment.
///
/// # Errors
/// When the database fails.
pub async fn moved_since(conn: &mut PgConnection, scope: &Scope, as_at: &AsAt) -> sqlx::Result<Vec<Moved>> {
    if !as_at.is_past {
        return Ok(Vec::new());
    }
    let (areas, programmes) = scope.columns();
    let (moment, from): (DateTime<Utc>, DateTime<Utc>) = (as_at.moment, as_at.from);
    sqlx::query_as!(
        Moved,
        r#"
        select c.programme as "programme!", c.area as "area!", step.bundle_hash as bundle, step.stage as "stage!",
            width_bucket(
                ($4::timestamptz at time zone 'Asia/Karachi')::date - (step.at at time zone 'Asia/Karachi')::date,
                $3::integer[]
            ) as "age!",
            step.at >= $5 as "is_recent!",
            count(*) as "cases!", count(*) filter (where step.is_late) as "overdue!"
        from (
            select id, programme, area from cases
            where ended_at is null and stage_entered_at > $4 and created_at <= $4
            union all
            select id, programme, area from cases
            where ended_at is not null and ended_at > $4
                and tstzrange(least(created_at, ended_at), ended_at, '[]') @> $4::timestamptz
        ) c
        cross join lateral (
            select e.at, e.to_stage as stage, e.bundle_hash,
                exists (
                    select from case_events late
                    where late.case_id = c.id and late.seq > e.seq and late.at <= $4 and late.kind = 'deadline-passed'
                ) as is_late
            from case_events e
            where e.case_id = c.id and e.at <= $4 and e.to_stage is not null and e.from_stage is distinct from e.to_stage
            order by e.seq desc
            limit 1
        ) step
        where exists (
            select from unnest($1::text[], $2::text[]) as held (area, programme)
            where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
        )
        group by 1, 2, 3, 4, 5, 6
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        &thresholds(),
        moment,
        from,
    )
    .fetch_all(conn)
    .await
}

//! Deadlines that passed in the last days, by the stage in which the case was.

use sqlx::PgConnection;

use super::AsAt;
use crate::policy::Scope;

/// How often time ran out in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    pub programme: String,
    /// Hash of the bundle by which the stage is to be understood: it says whose time it was.
    pub bundle: Vec<u8>,
    pub stage: String,
    pub cases: i64,
}

/// The deadlines of the scope that passed in the last days, in groups.
///
/// # Errors
/// When the database fails.
pub async fn missed(conn: &mut PgConnection, scope: &Scope, as_at: &AsAt) -> sqlx::Result<Vec<Missed>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Missed,
        r#"
        select passed.programme as "programme!", passed.bundle_hash as bundle, passed.stage as "stage!",
            sum(passed.cases)::bigint as "cases!"
        from (
            select c.programme, c.area, e.bundle_hash, e.from_stage as stage, count(*) as cases
            from case_events e
            cross join lateral (select programme, area from cases where id = e.case_id offset 0) c
            where e.at between $3 and $4 and e.kind in ('deadline-passed', 'time-passed') and e.from_stage is not null
            group by 1, 2, 3, 4
        ) passed
        where exists (
            select from unnest($1::text[], $2::text[]) as held (area, programme)
            where area_covers(held.area, passed.area) and (held.programme is null or held.programme = passed.programme)
        )
        group by 1, 2, 3
        order by 1, 3
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        as_at.from,
        as_at.moment,
    )
    .fetch_all(conn)
    .await
}

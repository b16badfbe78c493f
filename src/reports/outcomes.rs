//! How cases ended in the last days, area by area.

use sqlx::PgConnection;

use super::AsAt;
use crate::policy::Scope;

/// How many cases of an area came to an end in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub area: String,
    /// Hash of the bundle by which the stage is to be understood.
    pub bundle: Vec<u8>,
    pub stage: String,
    pub cases: i64,
}

/// The cases of the scope that ended in the last days and have not been taken up again since, in groups. Those that were,
/// later than the moment, are among `past::moved_since`.
///
/// # Errors
/// When the database fails.
pub async fn ended(conn: &mut PgConnection, scope: &Scope, as_at: &AsAt) -> sqlx::Result<Vec<Ended>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Ended,
        r#"
        select closed.area as "area!", closed.bundle_hash as bundle, closed.stage as "stage!", sum(closed.cases)::bigint as "cases!"
        from (
            select area, programme, bundle_hash, stage, count(*) as cases
            from cases
            where ended_at between $3 and $4
            group by 1, 2, 3, 4
        ) closed
        where exists (
            select from unnest($1::text[], $2::text[]) as held (area, programme)
            where area_covers(held.area, closed.area) and (held.programme is null or held.programme = closed.programme)
        )
        group by 1, 2, 3
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        as_at.from,
        as_at.moment,
    )
    .fetch_all(conn)
    .await
}

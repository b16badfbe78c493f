//! What officers gave as the reason when they refused cases, sent them back, asked for papers or did not accept a document:
//! by its code. What they typed in their own words is nobody's figure.

use sqlx::PgConnection;

use super::AsAt;
use crate::policy::Scope;

/// How often something was done for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub programme: String,
    /// The action; none where a document was not accepted.
    pub action: Option<String>,
    /// None where no code was given.
    pub code: Option<String>,
    pub times: i64,
}

/// The actions of the scope that moved a case in the last days and the documents refused, each by its reason. Which of the
/// actions are asked for reasons is the workflow's to say.
///
/// # Errors
/// When the database fails.
pub async fn reasons(conn: &mut PgConnection, scope: &Scope, as_at: &AsAt) -> sqlx::Result<Vec<Reason>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Reason,
        r#"
        select given.programme as "programme!", given.action, given.code, sum(given.times)::bigint as "times!"
        from (
            select c.programme, c.area, e.action, e.detail ->> 'code' as code, sum(e.times) as times
            from counted_events e
            cross join lateral (select programme, area from cases where id = e.case_id offset 0) c
            where e.known_at between $3 and $4 and e.at >= $3 and e.actor_kind = 'staff'
            group by 1, 2, 3, 4
        ) given
        where exists (
            select from unnest($1::text[], $2::text[]) as held (area, programme)
            where area_covers(held.area, given.area) and (held.programme is null or held.programme = given.programme)
        )
        group by 1, 2, 3
        having sum(given.times) > 0
        order by 4 desc, 1, 2, 3
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        as_at.from,
        as_at.moment,
    )
    .fetch_all(conn)
    .await
}

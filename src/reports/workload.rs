//! Who of the staff has how many cases and moved how many on in the last days. What somebody held on a past date is not
//! known without walking through every history, so it is not told.

use sqlx::PgConnection;
use uuid::Uuid;

use super::AsAt;
use crate::policy::Scope;
use crate::workflow::vocabulary::{REOPEN, UNMERGE};

/// What an account of the staff has claimed of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub account: Uuid,
    pub queue: String,
    /// On hold or not.
    pub cases: i64,
    pub on_hold: i64,
    /// Those whose deadline has passed, on hold or not.
    pub overdue: i64,
}

/// What a person of the staff moved on out of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    pub person: Uuid,
    /// Hash of the bundle by which the stage is to be understood: it says which queue that was.
    pub bundle: Vec<u8>,
    pub stage: String,
    pub cases: i64,
}

/// The claims within the scope as of now, in groups; an index holds the claimed cases alone.
///
/// # Errors
/// When the database fails.
pub async fn held(conn: &mut PgConnection, scope: &Scope, as_at: &AsAt) -> sqlx::Result<Vec<Held>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Held,
        r#"
        select c.claimed_by as "account!", c.queue as "queue!", count(*) as "cases!",
            count(*) filter (where c.on_hold_until > $3) as "on_hold!",
            count(*) filter (where c.due_at < $3) as "overdue!"
        from cases c
        where c.claimed_by is not null and c.queue is not null
            and exists (
                select from unnest($1::text[], $2::text[]) as held (area, programme)
                where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
            )
        group by 1, 2
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        as_at.moment,
    )
    .fetch_all(conn)
    .await
}

/// The cases of the scope that staff moved on by an action in the last days, in groups.
///
/// # Errors
/// When the database fails.
pub async fn decided(conn: &mut PgConnection, scope: &Scope, as_at: &AsAt) -> sqlx::Result<Vec<Decided>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Decided,
        r#"
        select done.actor_person as "person!", done.bundle_hash as "bundle!", done.stage as "stage!",
            sum(done.cases)::bigint as "cases!"
        from (
            select e.actor_person, c.programme, c.area, e.bundle_hash, e.from_stage as stage, sum(e.times) as cases
            from counted_events e
            cross join lateral (select programme, area from cases where id = e.case_id offset 0) c
            where e.known_at between $3 and $4 and e.at >= $3
                and e.actor_kind = 'staff' and e.actor_person is not null and e.action not in ($5, $6)
            group by 1, 2, 3, 4, 5
        ) done
        where exists (
            select from unnest($1::text[], $2::text[]) as held (area, programme)
            where area_covers(held.area, done.area) and (held.programme is null or held.programme = done.programme)
        )
        group by 1, 2, 3
        having sum(done.cases) > 0
        "#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        as_at.from,
        as_at.moment,
        REOPEN,
        UNMERGE,
    )
    .fetch_all(conn)
    .await
}

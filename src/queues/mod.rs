//! Work queues: what waits for officers, most urgent first, within the areas and programmes of whoever looks.

pub mod board;
pub mod declared;
pub mod invariants;
pub mod views;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::policy::Scope;

/// Rows on one page of a queue.
pub const PAGE: i64 = 50;

/// How much waits in one queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub queue: String,
    pub waiting: i64,
    pub unclaimed: i64,
    pub overdue: i64,
}

/// A case in a queue.
#[derive(Debug)]
pub struct Row {
    pub id: Uuid,
    pub reference: String,
    pub programme: String,
    pub area: String,
    pub stage: String,
    pub applicant: String,
    /// In paisa.
    pub amount: i64,
    pub stage_entered_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub is_overdue: bool,
    pub is_escalated: bool,
    /// Whether it comes sooner because the household is vulnerable.
    pub is_vulnerable: bool,
    /// The name of who has it claimed.
    pub claimed_by: Option<String>,
    /// Until when that officer has put it on hold; none once that is over.
    pub on_hold_until: Option<DateTime<Utc>>,
    pub rank: i64,
    /// The moment of reading, for whoever counts the days that are left.
    pub now: DateTime<Utc>,
}

/// Where a page of a queue begins: after this row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct After {
    pub rank: i64,
    pub id: Uuid,
}

/// Exact counts of every queue that has something for this scope, from tallies: no case is read but those whose deadline
/// has passed and which no timer has marked yet.
pub async fn counts(conn: &mut PgConnection, scope: &Scope) -> sqlx::Result<Vec<Count>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Count,
        r#"select piece.queue as "queue!", sum(piece.waiting)::bigint as "waiting!", sum(piece.unclaimed)::bigint as "unclaimed!",
                  sum(piece.overdue)::bigint as "overdue!"
           from queue_pieces piece
           where exists (
               select from unnest($1::text[], $2::text[]) as held (area, programme)
               where area_covers(held.area, piece.area) and (held.programme is null or held.programme = piece.programme)
           )
           group by piece.queue
           having sum(piece.waiting) > 0
           order by piece.queue"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
    )
    .fetch_all(conn)
    .await
}

/// The exact count of one queue for this scope, of one programme or within one area where they are given; from tallies as
/// `counts`.
pub async fn count(
    conn: &mut PgConnection,
    queue: &str,
    scope: &Scope,
    (programme, area): (Option<&str>, Option<&str>),
) -> sqlx::Result<Count> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Count,
        r#"select $1 as "queue!", coalesce(sum(piece.waiting), 0)::bigint as "waiting!",
                  coalesce(sum(piece.unclaimed), 0)::bigint as "unclaimed!", coalesce(sum(piece.overdue), 0)::bigint as "overdue!"
           from queue_pieces piece
           where piece.queue = $1 and exists (
               select from unnest($2::text[], $3::text[]) as held (area, programme)
               where area_covers(held.area, piece.area) and (held.programme is null or held.programme = piece.programme)
           )
           and ($4::text is null or piece.programme = $4) and ($5::text is null or area_covers($5, piece.area))"#,
        queue,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        programme,
        area,
    )
    .fetch_one(conn)
    .await
}

/// Sums up at most `limit` changes of queues into their tallies; how many there were.
pub async fn sum_changes(conn: &mut PgConnection, limit: i32) -> sqlx::Result<i32> {
    sqlx::query_scalar!(r#"select sum_queue_changes($1) as "summed!""#, limit).fetch_one(conn).await
}

/// What somebody wants to see of a queue; everything where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    pub programme: Option<&'a str>,
    /// This area and what lies in it.
    pub area: Option<&'a str>,
    pub stage: Option<&'a str>,
    pub due: Option<Due>,
    pub holder: Option<Holder>,
    /// Only those that may be of the same people as another, and nobody has looked.
    pub has_duplicates: bool,
}

impl Filter<'_> {
    /// Whether the tallies, which know programmes and areas, do not count it.
    pub const fn is_finer_than_tallies(&self) -> bool {
        self.stage.is_some() || self.due.is_some() || self.holder.is_some() || self.has_duplicates
    }

    /// Within how many days cases are due.
    fn days(&self) -> Option<i32> {
        self.due.map(|due| match due {
            Due::Overdue => 0,
            Due::Soon => SOON_DAYS,
        })
    }

    /// Whether somebody has the cases, and who.
    const fn holding(&self) -> (Option<bool>, Option<Uuid>) {
        match self.holder {
            Some(Holder::Nobody) => (Some(false), None),
            Some(Holder::Somebody) => (Some(true), None),
            Some(Holder::One(account)) => (None, Some(account)),
            None => (None, None),
        }
    }
}

/// By when cases are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    Overdue,
    /// Within two days, or overdue.
    Soon,
}

/// Who has the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Nobody,
    Somebody,
    /// This account of the staff.
    One(Uuid),
}

/// How many cases fit a filter, counted no further than to `MOST_COUNTED`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fitting {
    pub count: i64,
    /// Whether there are more.
    pub is_more: bool,
}

/// So many cases that fit a filter are counted one by one.
pub const MOST_COUNTED: i64 = 1000;

/// How many days before its deadline a case is due soon.
pub const SOON_DAYS: i32 = 2;

/// One page of a queue, most urgent first.
pub async fn page(
    conn: &mut PgConnection,
    queue: &str,
    scope: &Scope,
    (filter, after): (Filter<'_>, Option<After>),
) -> sqlx::Result<Vec<Row>> {
    let (areas, programmes) = scope.columns();
    let (is_claimed, holder) = filter.holding();
    sqlx::query_as!(
        Row,
        r#"select c.id, c.reference, c.programme, c.area, c.stage, p.name as applicant, c.amount, c.stage_entered_at, c.due_at,
                  coalesce(c.due_at < pser_now(), false) as "is_overdue!", c.escalated_at is not null as "is_escalated!",
                  c.is_vulnerable, claimer.name as "claimed_by?", c.rank, pser_now() as "now!",
                  case when c.on_hold_until > pser_now() then c.on_hold_until end as on_hold_until
           from (
               select id from queue_page($1, $2, $3, $4, $5, $6, $7, $8, $9, pser_now() + make_interval(days => $10), $11, $12)
               where not $13::boolean
               union all
               select id from queue_page_alike($1, $2, $3, $4, $5, $6, $7, $8, $9, pser_now() + make_interval(days => $10), $11, $12)
               where $13
           ) page
           join cases c on c.id = page.id
           join persons p on p.id = c.person_id
           left join staff_accounts holder on holder.id = c.claimed_by
           left join persons claimer on claimer.id = holder.person_id
           order by c.rank, c.id"#,
        queue,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        after.map_or(i64::MIN, |after| after.rank),
        after.map_or(Uuid::nil(), |after| after.id),
        PAGE,
        filter.programme,
        filter.area,
        filter.stage,
        filter.days(),
        is_claimed,
        holder,
        filter.has_duplicates,
    )
    .fetch_all(conn)
    .await
}

/// How many cases of a queue fit a filter. They are counted as the pages would be read, and not to the end of a long queue.
pub async fn fitting(
    conn: &mut PgConnection,
    queue: &str,
    scope: &Scope,
    filter: Filter<'_>,
) -> sqlx::Result<Fitting> {
    let (areas, programmes) = scope.columns();
    let (is_claimed, holder) = filter.holding();
    let found = sqlx::query_scalar!(
        r#"select (
               select count(*) from queue_page($1, $2, $3, $4, $5, $6, $7, $8, $9, pser_now() + make_interval(days => $10), $11, $12)
               where not $13::boolean
           ) + (
               select count(*) from queue_page_alike($1, $2, $3, $4, $5, $6, $7, $8, $9, pser_now() + make_interval(days => $10), $11, $12)
               where $13
           ) as "found!""#,
        queue,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        i64::MIN,
        Uuid::nil(),
        MOST_COUNTED + 1,
        filter.programme,
        filter.area,
        filter.stage,
        filter.days(),
        is_claimed,
        holder,
        filter.has_duplicates,
    )
    .fetch_one(conn)
    .await?;
    Ok(Fitting { count: found.min(MOST_COUNTED), is_more: found > MOST_COUNTED })
}

/// The cases that an officer has claimed, most urgent first, at most `limit`.
pub async fn held(conn: &mut PgConnection, officer: Uuid, limit: i64) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"select c.id, c.reference, c.programme, c.area, c.stage, p.name as applicant, c.amount, c.stage_entered_at, c.due_at,
                  coalesce(c.due_at < pser_now(), false) as "is_overdue!", c.escalated_at is not null as "is_escalated!",
                  c.is_vulnerable, claimer.name as "claimed_by?", c.rank, pser_now() as "now!",
                  case when c.on_hold_until > pser_now() then c.on_hold_until end as on_hold_until
           from cases c
           join persons p on p.id = c.person_id
           join staff_accounts holder on holder.id = c.claimed_by
           join persons claimer on claimer.id = holder.person_id
           where c.claimed_by = $1
           order by c.rank, c.id
           limit $2"#,
        officer,
        limit,
    )
    .fetch_all(conn)
    .await
}

//! What supervisors read of second looks: how many there are, how often officers were judged alike, and where they were not.
//! All of those that were drawn since a day, within the areas and programmes of whoever reads.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Judgement, stored_verdict};
use crate::error::Fault;
use crate::policy::Scope;
use crate::workflow::Verdict;

/// How many second looks there are, by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub drawn: i64,
    pub waiting: i64,
    pub taken: i64,
    pub answered: i64,
    /// Of those answered: it could not be told.
    pub unable: i64,
}

/// How an officer's decisions were judged by others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub person: Uuid,
    pub name: String,
    /// How many were judged, one way or the other.
    pub judged: i64,
    /// How many of these were judged as the officer had decided.
    pub alike: i64,
    /// How many of which it could not be told.
    pub unable: i64,
}

/// A decision that a second officer did not judge alike.
#[derive(Debug, Clone)]
pub struct Difference {
    pub id: Uuid,
    pub reference: String,
    pub programme: String,
    pub area: String,
    pub action: String,
    pub decision: Verdict,
    pub decided_by: String,
    pub decided_at: DateTime<Utc>,
    pub decided_reason: Option<String>,
    pub judgement: Judgement,
    pub judged_by: String,
    pub judged_at: DateTime<Utc>,
    pub judged_reason: Option<String>,
}

/// How many were drawn since a day, and where they stand.
pub async fn counts(conn: &mut PgConnection, scope: &Scope, since: NaiveDate) -> sqlx::Result<Counts> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Counts,
        r#"select count(*) as "drawn!",
                  count(*) filter (where look.taken_by is null and look.answered_at is null) as "waiting!",
                  count(*) filter (where look.taken_by is not null and look.answered_at is null) as "taken!",
                  count(look.answered_at) as "answered!",
                  count(*) filter (where look.judgement = 'unable') as "unable!"
           from second_looks look join cases c on c.id = look.case_id
           where look.drawn_at >= ($3::date)::timestamp at time zone 'Asia/Karachi'
               and exists (
                   select from unnest($1::text[], $2::text[]) as held (area, programme)
                   where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
               )"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        since,
    )
    .fetch_one(conn)
    .await
}

/// The officers whose decisions were looked at again, by name.
pub async fn agreements(
    conn: &mut PgConnection,
    scope: &Scope,
    since: NaiveDate,
) -> sqlx::Result<Vec<Agreement>> {
    let (areas, programmes) = scope.columns();
    sqlx::query_as!(
        Agreement,
        r#"select look.decided_by as person, officer.name,
                  count(*) filter (where look.judgement <> 'unable') as "judged!",
                  count(*) filter (where look.judgement = look.decision) as "alike!",
                  count(*) filter (where look.judgement = 'unable') as "unable!"
           from second_looks look
           join cases c on c.id = look.case_id
           join persons officer on officer.id = look.decided_by
           where look.drawn_at >= ($3::date)::timestamp at time zone 'Asia/Karachi' and look.answered_at is not null
               and exists (
                   select from unnest($1::text[], $2::text[]) as held (area, programme)
                   where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
               )
           group by look.decided_by, officer.name
           order by officer.name, look.decided_by"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        since,
    )
    .fetch_all(conn)
    .await
}

/// The newest `most` that were not judged alike, or of which it could not be told.
pub async fn differences(
    conn: &mut PgConnection,
    scope: &Scope,
    (since, most): (NaiveDate, i64),
) -> Result<Vec<Difference>, Fault> {
    let (areas, programmes) = scope.columns();
    let rows = sqlx::query!(
        r#"select look.id, c.reference, c.programme, c.area, look.action, look.decision, officer.name as decided_by,
                  look.decided_at, decided.detail ->> 'reason' as decided_reason, look.judgement as "judgement!",
                  second.name as judged_by, look.answered_at as "judged_at!", look.reason as judged_reason
           from second_looks look
           join cases c on c.id = look.case_id
           join case_events decided on decided.case_id = look.case_id and decided.seq = look.seq
           join persons officer on officer.id = look.decided_by
           join staff_accounts taker on taker.id = look.taken_by
           join persons second on second.id = taker.person_id
           where look.drawn_at >= ($3::date)::timestamp at time zone 'Asia/Karachi'
               and look.judgement <> look.decision
               and exists (
                   select from unnest($1::text[], $2::text[]) as held (area, programme)
                   where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
               )
           order by look.answered_at desc, look.id desc
           limit $4"#,
        areas as &[Option<String>],
        programmes as &[Option<String>],
        since,
        most,
    )
    .fetch_all(conn)
    .await?;
    let mut differences = Vec::with_capacity(rows.len());
    for row in rows {
        differences.push(Difference {
            id: row.id,
            reference: row.reference,
            programme: row.programme,
            area: row.area,
            action: row.action,
            decision: stored_verdict(&row.decision)?,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            decided_reason: row.decided_reason,
            judgement: Judgement::stored(&row.judgement)?,
            judged_by: row.judged_by,
            judged_at: row.judged_at,
            judged_reason: row.judged_reason,
        });
    }
    Ok(differences)
}

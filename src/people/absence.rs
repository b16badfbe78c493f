//! Who of the staff is away, from which day until which. Nobody is given work meanwhile; what was said before stays on
//! record.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::entropy;

/// From the first day away to the last, both with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
}

/// Whether somebody of the staff can be given work at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attendance {
    Here,
    /// Until this day and with it.
    Away {
        until: NaiveDate,
    },
    /// The account has ended.
    Gone,
}

/// The absence of an account that holds or is to come.
pub async fn of(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Option<Absence>> {
    sqlx::query_as!(
        Absence,
        "select first_day, last_day from staff_absences
         where account_id = $1 and ended_at is null and last_day >= pser_today()",
        account,
    )
    .fetch_optional(conn)
    .await
}

/// The absences of these accounts that hold or are to come.
pub async fn of_each(conn: &mut PgConnection, accounts: &[Uuid]) -> sqlx::Result<BTreeMap<Uuid, Absence>> {
    let rows = sqlx::query!(
        "select account_id, first_day, last_day from staff_absences
         where account_id = any ($1) and ended_at is null and last_day >= pser_today()",
        accounts,
    )
    .fetch_all(conn)
    .await?;
    let absence = |first_day, last_day| Absence { first_day, last_day };
    Ok(rows.into_iter().map(|row| (row.account_id, absence(row.first_day, row.last_day))).collect())
}

/// Says that somebody is away, in the place of what was said before and is not over.
pub async fn say(
    conn: &mut PgConnection,
    account: Uuid,
    absence: Absence,
    said_by: Uuid,
) -> sqlx::Result<()> {
    end(conn, account).await?;
    sqlx::query!(
        "insert into staff_absences (id, account_id, first_day, last_day, said_by) values ($1, $2, $3, $4, $5)
         on conflict (account_id) where ended_at is null do update set
             first_day = excluded.first_day, last_day = excluded.last_day, said_by = excluded.said_by,
             said_at = excluded.said_at",
        entropy::id(),
        account,
        absence.first_day,
        absence.last_day,
        said_by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends what was said of somebody: they are back, or do not go.
pub async fn end(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update staff_absences set ended_at = pser_now() where account_id = $1 and ended_at is null",
        account,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the account can be given work at this moment.
pub async fn attendance(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Attendance> {
    let live = sqlx::query!(
        r#"select absence.last_day as "last_day?"
           from staff_accounts account
           left join staff_absences absence on absence.account_id = account.id and absence.ended_at is null
               and pser_today() between absence.first_day and absence.last_day
           where account.id = $1 and account.state = 'live'"#,
        account,
    )
    .fetch_optional(conn)
    .await?;
    Ok(match live {
        None => Attendance::Gone,
        Some(row) => row.last_day.map_or(Attendance::Here, |until| Attendance::Away { until }),
    })
}

/// Of these accounts those that are away today, with their last day away.
pub async fn away_of(conn: &mut PgConnection, accounts: &[Uuid]) -> sqlx::Result<Vec<(Uuid, NaiveDate)>> {
    let rows = sqlx::query!(
        "select account_id, last_day from staff_absences
         where account_id = any ($1) and ended_at is null and pser_today() between first_day and last_day
         order by account_id",
        accounts,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id, row.last_day)).collect())
}

/// Of these accounts those that were not away at any time since a moment.
pub async fn here_since(
    conn: &mut PgConnection,
    accounts: &[Uuid],
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select account.id as "id!" from unnest($1::uuid[]) as account (id)
           where not exists (
               select from staff_absences away
               where away.account_id = account.id
                   and away.first_day <= (coalesce(away.ended_at, pser_now()) at time zone 'Asia/Karachi')::date
                   and coalesce(away.ended_at, (away.last_day + 1)::timestamp at time zone 'Asia/Karachi') > $2
           )"#,
        accounts,
        since,
    )
    .fetch_all(conn)
    .await
}

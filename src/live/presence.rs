//! Who has a case open. It is told for courtesy and decides nothing: a claim is what keeps two people apart.

use sqlx::PgConnection;
use uuid::Uuid;

/// So long somebody counts as present after they were last seen there, in seconds.
const SECONDS: f64 = 90.0;

/// Notes that an officer has the case open now; whether they had not before.
pub async fn come(conn: &mut PgConnection, case: Uuid, account: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"with before as (select seen_at from case_presence where case_id = $1 and account_id = $2),
           seen as (
               insert into case_presence (case_id, account_id) values ($1, $2)
               on conflict (case_id, account_id) do update set seen_at = excluded.seen_at
           )
           select not exists (select from before where seen_at > pser_now() - make_interval(secs => $3)) as "is_new!""#,
        case,
        account,
        SECONDS,
    )
    .fetch_one(conn)
    .await
}

/// Notes that an officer has closed it.
pub async fn go(conn: &mut PgConnection, case: Uuid, account: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from case_presence where case_id = $1 and account_id = $2", case, account)
        .execute(conn)
        .await?;
    Ok(())
}

/// The names of the others who have it open, in the order in which they came.
pub async fn others(conn: &mut PgConnection, case: Uuid, account: Uuid) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        "select p.name
         from case_presence here
         join staff_accounts s on s.id = here.account_id
         join persons p on p.id = s.person_id
         where here.case_id = $1 and here.account_id <> $2 and here.seen_at > pser_now() - make_interval(secs => $3)
         order by here.came_at, p.name",
        case,
        account,
        SECONDS,
    )
    .fetch_all(conn)
    .await
}

/// Forgets those who left without a word.
pub async fn forget(conn: &mut PgConnection) -> sqlx::Result<u64> {
    let gone = sqlx::query!("delete from case_presence where seen_at < pser_now() - interval '1 hour'");
    Ok(gone.execute(conn).await?.rows_affected())
}

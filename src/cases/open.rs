//! Bringing a case into being, and telling it that a fact has changed.

use sqlx::PgConnection;
use uuid::Uuid;

use super::names::{Named, enter_names};
use crate::canonical::ContentHash;
use crate::reference::Reference;

/// What a new case is made of. Its first stage is entered by `casework::act` in the same transaction.
#[derive(Debug)]
pub struct NewCase<'a> {
    pub id: Uuid,
    pub reference: &'a Reference,
    pub programme: &'a str,
    pub bundle: ContentHash,
    pub application: Uuid,
    pub snapshot: i16,
    /// The applicant.
    pub person: Uuid,
    pub area: &'a str,
    /// What it is worth if approved, in paisa.
    pub amount: i64,
    /// Whether its household's case comes sooner in queues.
    pub is_vulnerable: bool,
    /// The workflow's initial stage.
    pub initial: &'a str,
}

/// Inserts the case at version 0, before its first event, and enters it under its applicant's name.
pub async fn open(conn: &mut PgConnection, case: &NewCase<'_>) -> sqlx::Result<()> {
    let applicant = sqlx::query!(
        "insert into cases (id, reference, programme, bundle_hash, application_id, snapshot, person_id, area, amount,
                            stage, is_vulnerable, clock, version, rank)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'stopped', 0, 0)
         returning (select name from persons where id = person_id) as \"name!\",
                   (select name_ur from persons where id = person_id) as name_ur",
        case.id,
        case.reference.as_str(),
        case.programme,
        case.bundle.as_slice(),
        case.application,
        case.snapshot,
        case.person,
        case.area,
        case.amount,
        case.initial,
        case.is_vulnerable,
    )
    .fetch_one(&mut *conn)
    .await?;
    let named = Named {
        case: case.id,
        area: case.area.to_owned(),
        programme: case.programme.to_owned(),
        name: applicant.name,
        name_ur: applicant.name_ur,
    };
    enter_names(conn, &[named]).await
}

/// A case by its application.
#[derive(Debug, Clone)]
pub struct Opened {
    pub id: Uuid,
    pub reference: String,
    pub area: String,
}

/// The case that an application became; none while it is a draft.
pub async fn of_application(conn: &mut PgConnection, application: Uuid) -> sqlx::Result<Option<Opened>> {
    sqlx::query_as!(
        Opened,
        "select id, reference, area from cases where application_id = $1 order by id desc limit 1",
        application,
    )
    .fetch_optional(conn)
    .await
}

/// The references of a person's cases that have not ended, the newest first, at most so many.
pub async fn live_references(conn: &mut PgConnection, person: Uuid, most: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        "select reference from cases where person_id = $1 and ended_at is null order by id desc limit $2",
        person,
        most,
    )
    .fetch_all(conn)
    .await
}

/// `touch` for several cases at once; they stay locked until the transaction ends.
pub async fn touch_all(conn: &mut PgConnection, cases: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!("update cases set version = version + 1 where id = any($1)", cases).execute(conn).await?;
    Ok(())
}

/// Says that a fact which guards may read has changed: whoever decides on what they read before must read again. Called
/// in the transaction of the change; the row stays locked until it ends, so that two changes follow each other.
pub async fn touch(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<()> {
    sqlx::query!("update cases set version = version + 1 where id = $1", case).execute(conn).await?;
    Ok(())
}

/// Keeps everybody else from changing the case until the transaction ends; gives its version.
pub async fn lock(conn: &mut PgConnection, case: Uuid) -> sqlx::Result<i32> {
    sqlx::query_scalar!("select version from cases where id = $1 for no key update", case)
        .fetch_one(conn)
        .await
}

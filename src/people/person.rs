//! Human beings, each known by a CNIC, with or without an account.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use super::cnic::Cnic;
use crate::entropy;
use crate::error::{Fault, Result};
use crate::seal::Sealer;

/// What is told of a person when they are first met.
#[derive(Debug)]
pub struct Told<'a> {
    pub cnic: &'a Cnic,
    pub name: &'a str,
    pub father_name: Option<&'a str>,
    pub date_of_birth: Option<NaiveDate>,
}

/// The person with this CNIC, made if unknown. What is known already stays as it is: who types a CNIC has not proved to be
/// that person, so only gaps are filled.
///
/// # Errors
/// When the database fails.
pub async fn meet(conn: &mut PgConnection, sealer: &Sealer, told: Told<'_>) -> Result<Uuid> {
    let (id, index) = (entropy::id(), told.cnic.index(sealer));
    let person = sqlx::query_scalar!(
        "insert into persons as person (id, cnic_sealed, cnic_index, name, father_name, date_of_birth)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (cnic_index) do update set
            father_name = coalesce(person.father_name, excluded.father_name),
            date_of_birth = coalesce(person.date_of_birth, excluded.date_of_birth)
         returning id",
        id,
        told.cnic.seal(sealer, id),
        index.as_slice(),
        told.name,
        told.father_name,
        told.date_of_birth,
    )
    .fetch_one(conn)
    .await?;
    Ok(person)
}

/// The CNIC of a person, opened; for a registry's question, a comparison, a recorded reveal.
///
/// # Errors
/// When the database fails or the value does not open.
pub async fn cnic(conn: &mut PgConnection, sealer: &Sealer, person: Uuid) -> Result<Option<Cnic>> {
    let kept = sqlx::query_scalar!("select cnic_sealed from persons where id = $1", person)
        .fetch_optional(conn)
        .await?;
    Ok(kept.map(|kept| Cnic::open(sealer, person, &kept)).transpose()?)
}

/// Who a person is to a registry of identities.
#[derive(Debug)]
pub struct Identity {
    pub cnic: Cnic,
    pub name: String,
    pub date_of_birth: Option<NaiveDate>,
}

/// The person with the CNIC opened, for a registry's question.
///
/// # Errors
/// When the database fails or the value does not open.
pub async fn identity(
    conn: &mut PgConnection,
    sealer: &Sealer,
    person: Uuid,
) -> Result<Option<Identity>, Fault> {
    let row = sqlx::query!("select cnic_sealed, name, date_of_birth from persons where id = $1", person)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Identity {
            cnic: Cnic::open(sealer, person, &row.cnic_sealed)?,
            name: row.name,
            date_of_birth: row.date_of_birth,
        })
    })
    .transpose()
}

/// What is known of a person beside the CNIC.
#[derive(Debug, Clone)]
pub struct Known {
    pub name: String,
    pub date_of_birth: Option<NaiveDate>,
    pub cnic_index: Vec<u8>,
}

/// What is known of a person.
///
/// # Errors
/// When the database fails.
pub async fn known(conn: &mut PgConnection, person: Uuid) -> Result<Option<Known>> {
    let known =
        sqlx::query_as!(Known, "select name, date_of_birth, cnic_index from persons where id = $1", person)
            .fetch_optional(conn)
            .await?;
    Ok(known)
}

/// Today in Punjab.
///
/// # Errors
/// When the database fails.
pub async fn today(conn: &mut PgConnection) -> Result<NaiveDate> {
    let today = sqlx::query_scalar!(r#"select (pser_now() at time zone 'Asia/Karachi')::date as "today!""#)
        .fetch_one(conn)
        .await?;
    Ok(today)
}

//! Certificates: the proof that a case came to a stage which issues one, valid until it is replaced or revoked. Rows and
//! reading only; they are issued by the step itself (`casework::act`).

pub mod invariants;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::canonical::ContentHash;
use crate::error::{Fault, Result};
use crate::reference::Reference;

/// The most certificates of one person that are listed: one a programme and replacement.
const MOST: i64 = 100;

/// One certificate.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub id: Uuid,
    pub number: String,
    pub case: Uuid,
    /// Of the case.
    pub reference: String,
    pub person: Uuid,
    pub programme: String,
    pub bundle: ContentHash,
    pub area: String,
    /// As printed.
    pub name: String,
    pub issued_at: DateTime<Utc>,
    pub revoked: Option<Revoked>,
}

/// That it is valid no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    pub at: DateTime<Utc>,
    /// `replaced` or `office`.
    pub why: String,
    /// What the office gave as its reason.
    pub reason: Option<String>,
}

struct Row {
    id: Uuid,
    number: String,
    case_id: Uuid,
    reference: String,
    person_id: Uuid,
    programme: String,
    bundle_hash: Vec<u8>,
    area: String,
    name: String,
    issued_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    revoked_why: Option<String>,
    revoked_reason: Option<String>,
}

impl Row {
    fn certificate(self) -> Result<Certificate, Fault> {
        let bundle = ContentHash::try_from(self.bundle_hash)
            .map_err(|_| Fault::broken("the bundle of a certificate has no hash of 32 bytes"))?;
        let revoked = self.revoked_at.map(|at| Revoked {
            at,
            why: self.revoked_why.unwrap_or_default(),
            reason: self.revoked_reason,
        });
        Ok(Certificate {
            id: self.id,
            number: self.number,
            case: self.case_id,
            reference: self.reference,
            person: self.person_id,
            programme: self.programme,
            bundle,
            area: self.area,
            name: self.name,
            issued_at: self.issued_at,
            revoked,
        })
    }
}

/// The certificate of a number.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut PgConnection, number: &Reference) -> Result<Option<Certificate>> {
    let row = sqlx::query_as!(
        Row,
        "select z.id, z.number, z.case_id, c.reference, z.person_id, z.programme, z.bundle_hash, z.area, z.name, z.issued_at,
                z.revoked_at, z.revoked_why, z.revoked_reason
         from certificates z join cases c on c.id = z.case_id where z.number = $1",
        number.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Row::certificate).transpose()?)
}

/// The certificate that a case issued, if it did.
///
/// # Errors
/// When the database fails.
pub async fn of_case(conn: &mut PgConnection, case: Uuid) -> Result<Option<Certificate>> {
    let row = sqlx::query_as!(
        Row,
        "select z.id, z.number, z.case_id, c.reference, z.person_id, z.programme, z.bundle_hash, z.area, z.name, z.issued_at,
                z.revoked_at, z.revoked_why, z.revoked_reason
         from certificates z join cases c on c.id = z.case_id where z.case_id = $1",
        case,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Row::certificate).transpose()?)
}

/// The certificates of a person, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut PgConnection, person: Uuid) -> Result<Vec<Certificate>> {
    let rows = sqlx::query_as!(
        Row,
        "select z.id, z.number, z.case_id, c.reference, z.person_id, z.programme, z.bundle_hash, z.area, z.name, z.issued_at,
                z.revoked_at, z.revoked_why, z.revoked_reason
         from certificates z join cases c on c.id = z.case_id where z.person_id = $1 order by z.id desc limit $2",
        person,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Row::certificate).collect::<Result<_, _>>()?)
}

/// Revokes a certificate for a reason that the citizen reads. False: it was revoked before.
///
/// # Errors
/// When the database fails.
pub async fn revoke(conn: &mut PgConnection, certificate: Uuid, by: Uuid, reason: &str) -> Result<bool> {
    let done = sqlx::query!(
        "update certificates set revoked_at = pser_now(), revoked_why = 'office', revoked_by = $2, revoked_reason = $3
         where id = $1 and revoked_at is null",
        certificate,
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

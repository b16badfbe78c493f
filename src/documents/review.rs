//! An officer's verdict on a document. A refused one counts as missing again.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Document, find};
use crate::error::{Fault, Result};
use crate::refusal::Refusal;

/// Where a document stands with the officers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    None,
    Accepted,
    Refused,
}

impl Review {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    pub(super) fn of(text: &str) -> Result<Self, Fault> {
        match text {
            "none" => Ok(Self::None),
            "accepted" => Ok(Self::Accepted),
            "refused" => Ok(Self::Refused),
            other => Err(Fault::broken(format!("a document has the unknown review {other}"))),
        }
    }
}

/// What an officer says of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    /// With the reason that the citizen reads.
    Refused {
        reason: String,
    },
}

impl Verdict {
    fn columns(&self) -> (Review, Option<&str>) {
        match self {
            Self::Accepted => (Review::Accepted, None),
            Self::Refused { reason } => (Review::Refused, Some(reason)),
        }
    }
}

/// A verdict to be written down.
#[derive(Debug)]
pub struct NewReview<'a> {
    pub document: Uuid,
    pub verdict: &'a Verdict,
    /// The officer's person.
    pub reviewer: Uuid,
}

/// Whether this very verdict of this officer stands: it was sent twice.
///
/// # Errors
/// When the database fails.
pub async fn stands(conn: &mut PgConnection, new: &NewReview<'_>) -> Result<bool> {
    let (review, reason) = new.verdict.columns();
    let stands = sqlx::query_scalar!(
        r#"select exists (
            select from documents
            where id = $1 and review = $2 and review_reason is not distinct from $3 and reviewed_by = $4
                and replaced_at is null
        ) as "stands!""#,
        new.document,
        review.as_str(),
        reason,
        new.reviewer,
    )
    .fetch_one(conn)
    .await?;
    Ok(stands)
}

/// Writes the verdict on a document that is still the current one of its slot. A second verdict takes the place of the
/// first; the history of the case keeps both.
///
/// # Errors
/// `DocumentChanged` when it was replaced meanwhile or is unfit.
pub async fn review(conn: &mut PgConnection, new: &NewReview<'_>) -> Result<Document> {
    let (review, reason) = new.verdict.columns();
    let written = sqlx::query!(
        "update documents set review = $2, review_reason = $3, reviewed_by = $4, reviewed_at = pser_now()
        where id = $1 and replaced_at is null and state = 'stored'",
        new.document,
        review.as_str(),
        reason,
        new.reviewer,
    )
    .execute(&mut *conn)
    .await?;
    if written.rows_affected() == 0 {
        return Err(Refusal::DocumentChanged.into());
    }
    find(conn, new.document).await?.ok_or_else(|| Refusal::DocumentChanged.into())
}

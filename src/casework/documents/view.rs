//! Documents as they are told of: everything but the file and where it lies.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::folder::Folder;
use crate::app::App;
use crate::documents::{self, Document};
use crate::error::{Error, Result};
use crate::policy::Actor;

/// A document of an application.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentView {
    pub id: Uuid,
    pub application: Uuid,
    /// The requirement of the programme that it answers.
    pub requirement: String,
    /// Index of the household member it belongs to, from 0, where the requirement asks one of each.
    pub member: Option<i16>,
    /// The name the file came with, cleaned.
    pub file_name: String,
    /// `image/jpeg`, `image/png` or `application/pdf`.
    pub media_type: String,
    /// Length of the file as it can be downloaded, in bytes.
    pub size_bytes: i64,
    pub uploaded_at: DateTime<Utc>,
    /// `none`, `accepted` or `refused`. A refused document counts as missing.
    pub review: &'static str,
    /// Why it was refused.
    pub review_reason: Option<String>,
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When a newer one took its place; absent for the current one.
    pub replaced_at: Option<DateTime<Utc>>,
}

impl From<Document> for DocumentView {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            application: document.application,
            requirement: document.slot.requirement,
            member: document.slot.member,
            file_name: document.file_name,
            media_type: document.media_type,
            size_bytes: document.size_bytes,
            uploaded_at: document.uploaded_at,
            review: document.review.as_str(),
            review_reason: document.review_reason,
            reviewed_at: document.reviewed_at,
            replaced_at: document.replaced_at,
        }
    }
}

/// The current documents of an application.
///
/// # Errors
/// `NotFound` where the actor may not see them.
pub async fn list(app: &App, actor: &Actor, application: Uuid) -> Result<Vec<DocumentView>> {
    let mut conn = app.db.acquire().await?;
    Folder::open(app, &mut conn, (actor, "see"), application).await?;
    let documents = documents::current(&mut conn, application).await?;
    Ok(documents.into_iter().map(DocumentView::from).collect())
}

/// One document, the current one of its slot or not.
///
/// # Errors
/// `NotFound` where there is none or the actor may not see it.
pub async fn show(app: &App, actor: &Actor, document: Uuid) -> Result<DocumentView> {
    let mut conn = app.db.acquire().await?;
    let document = documents::find(&mut conn, document).await?.ok_or(Error::NotFound)?;
    Folder::open(app, &mut conn, (actor, "see"), document.application).await?;
    Ok(document.into())
}

//! An application as it is told of: answers with identifiers masked, and what is still missing.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::applications::{self, Application, State};
use crate::catalogue::Programme;
use crate::catalogue::requirements::{self, Held, Slot};
use crate::documents::{self, Review};
use crate::error::Result;
use crate::{calendar, cases};

/// An application with its answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicationView {
    pub id: Uuid,
    pub programme: String,
    /// Of an appeal or a complaint: the reference of the case that it is about.
    pub about: Option<String>,
    /// Content hash, in hexadecimal, of the bundle whose form it answers.
    pub bundle: String,
    /// `draft`, `submitted` or `closed`.
    pub state: &'static str,
    /// Name it when saving or handing in.
    pub version: i32,
    /// By section and question. An identifier stands as `{"last", "keep"}`; send `{"keep"}` back to leave it as it is.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// Paths of the questions that are still to be answered.
    pub missing: Vec<String>,
    pub missing_documents: Vec<MissingDocument>,
    /// Whether any document was sent.
    pub has_documents: bool,
    /// The earlier application whose answers and papers it began with, if there was one.
    pub taken: Option<Taken>,
    /// Of the case it became.
    pub reference: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An earlier application whose answers were taken over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Taken {
    pub application: Uuid,
    pub programme: String,
    pub handed_in_at: DateTime<Utc>,
}

/// A document that is asked for and not there, or was refused.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MissingDocument {
    pub requirement: String,
    /// Row of the member it belongs to, from 0.
    pub member: Option<i16>,
}

/// An application in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicationSummary {
    pub id: Uuid,
    pub programme: String,
    /// `draft`, `submitted` or `closed`.
    pub state: &'static str,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Application> for ApplicationSummary {
    fn from(application: Application) -> Self {
        Self {
            id: application.id,
            programme: application.programme,
            state: application.state.as_str(),
            version: application.version,
            created_at: application.created_at,
            updated_at: application.updated_at,
        }
    }
}

impl From<Slot> for MissingDocument {
    fn from(slot: Slot) -> Self {
        Self { requirement: slot.requirement, member: slot.member }
    }
}

impl ApplicationView {
    /// Reads an application for its form.
    pub(super) async fn of(
        conn: &mut PgConnection,
        programme: &Programme,
        application: &Application,
        reference: Option<String>,
    ) -> Result<Self> {
        let today = calendar::today(conn).await?;
        let reading = programme.form.read(&application.answers, today)?;
        let slots = requirements::slots(&programme.form, &reading)?;
        let documents = documents::current(conn, application.id).await?;
        let held: Vec<Held<'_>> = documents
            .iter()
            .filter(|document| document.state == documents::State::Stored)
            .map(|document| Held {
                requirement: &document.slot.requirement,
                member: document.slot.member,
                is_refused: document.review == Review::Refused,
            })
            .collect();
        let about = match application.about {
            Some(case) => cases::reference_of(conn, case).await?,
            None => None,
        };
        let is_draft = application.state == State::Draft;
        Ok(Self {
            id: application.id,
            programme: application.programme.clone(),
            about,
            bundle: hex::encode(application.bundle),
            state: application.state.as_str(),
            version: application.version,
            answers: application.answers.masked(),
            missing: if is_draft { reading.missing().to_vec() } else { Vec::new() },
            missing_documents: requirements::missing(&slots, &held).into_iter().map(Into::into).collect(),
            has_documents: !held.is_empty(),
            taken: taken(conn, application).await?,
            reference,
            created_at: application.created_at,
            updated_at: application.updated_at,
        })
    }
}

async fn taken(conn: &mut PgConnection, application: &Application) -> Result<Option<Taken>> {
    let Some((from, number)) = application.taken else { return Ok(None) };
    let given = applications::given(conn, from, number).await?;
    Ok(given.map(|(programme, handed_in_at)| Taken { application: from, programme, handed_in_at }))
}

//! Applications: what a citizen asks of a programme. A draft is filled over days; handing it in freezes a numbered
//! snapshot that never changes. A draft is not a case, and nothing here moves one.

mod draft;
pub mod invariants;
mod sealed;
mod snapshot;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::canonical::ContentHash;
use crate::catalogue::form::Answers;
use crate::error::{Fault, Result};
use crate::refusal::Refusal;

pub use draft::{NewDraft, create, save};
pub use sealed::{COLUMN, hand_over, open, opened, seal};
pub use snapshot::{
    Frozen, Given, Handed, HandedIn, content_hash, freeze, given, handed_in_besides, last_given, latest,
    read as snapshot,
};

/// An application as it stands.
#[derive(Debug, Clone)]
pub struct Application {
    pub id: Uuid,
    /// The applicant.
    pub person: Uuid,
    pub account: Option<Uuid>,
    pub programme: String,
    /// The case that it is about.
    pub about: Option<Uuid>,
    /// The bundle whose form it answers.
    pub bundle: ContentHash,
    pub state: State,
    pub answers: Answers,
    /// Grows with every save.
    pub version: i32,
    /// The earlier application it began with, and which snapshot of it.
    pub taken: Option<(Uuid, i16)>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Draft,
    Submitted,
    /// Its case has ended; another application may follow.
    Closed,
}

impl State {
    /// Its word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Closed => "closed",
        }
    }

    fn of_column(word: &str) -> Result<Self, Fault> {
        match word {
            "draft" => Ok(Self::Draft),
            "submitted" => Ok(Self::Submitted),
            "closed" => Ok(Self::Closed),
            _ => Err(Fault::broken("an application is in a state this program does not know")),
        }
    }
}

struct Row {
    id: Uuid,
    person_id: Uuid,
    account_id: Option<Uuid>,
    programme: String,
    about_case: Option<Uuid>,
    bundle_hash: Vec<u8>,
    state: String,
    answers: serde_json::Value,
    version: i32,
    taken_from: Option<Uuid>,
    taken_snapshot: Option<i16>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for Application {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let bundle = row.bundle_hash.try_into();
        Ok(Self {
            id: row.id,
            person: row.person_id,
            account: row.account_id,
            programme: row.programme,
            about: row.about_case,
            bundle: bundle.map_err(|_| Fault::broken("the hash of a bundle has not 32 bytes"))?,
            state: State::of_column(&row.state)?,
            answers: Answers::stored(row.answers),
            version: row.version,
            taken: row.taken_from.zip(row.taken_snapshot),
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// The application of this id; its answers are those of its last snapshot, once it was handed in.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<Application>> {
    let row = sqlx::query_as!(
        Row,
        r#"select a.id, person_id, account_id, programme, about_case, bundle_hash, state, version, taken_from, taken_snapshot,
            created_at, updated_at, coalesce(handed.answers, a.answers) as "answers!"
         from applications a
         left join lateral (
            select answers from snapshots where application_id = a.id order by number desc limit 1
         ) handed on a.state <> 'draft'
         where a.id = $1"#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Application::try_from).transpose()?)
}

/// As `find`, and until the transaction ends nobody else saves or hands it in.
///
/// # Errors
/// When the database fails.
pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<Application>> {
    let locked = sqlx::query_scalar!("select id from applications where id = $1 for update", id);
    match locked.fetch_optional(&mut *conn).await? {
        Some(id) => find(conn, id).await,
        None => Ok(None),
    }
}

/// A person's applications, newest first, at most `limit`, older than the one named by `before`.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    conn: &mut PgConnection,
    person: Uuid,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Application>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select a.id, person_id, account_id, programme, about_case, bundle_hash, state, version, taken_from, taken_snapshot,
            created_at, updated_at, coalesce(handed.answers, a.answers) as "answers!"
         from applications a
         left join lateral (
            select answers from snapshots where application_id = a.id order by number desc limit 1
         ) handed on a.state <> 'draft'
         where person_id = $1 and ($2::uuid is null or a.id < $2)
         order by a.id desc limit $3"#,
        person,
        before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Application::try_from).collect::<Result<_, Fault>>()?)
}

/// Closes an application whose case has ended, so that the person may apply anew. Closing twice is harmless.
///
/// # Errors
/// When the database fails.
pub async fn close(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!(
        "update applications set state = 'closed', updated_at = pser_now() where id = $1 and state = 'submitted'",
        id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the person has an application to the programme handed in that is not closed.
///
/// # Errors
/// When the database fails.
pub async fn is_open_to(conn: &mut PgConnection, person: Uuid, programme: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
            select from applications
            where person_id = $1 and programme = $2 and about_case is null and state = 'submitted'
        ) as "is_open!""#,
        person,
        programme,
    )
    .fetch_one(conn)
    .await?)
}

/// Why a draft was not there to be changed.
async fn not_changed(conn: &mut PgConnection, id: Uuid) -> Result<Refusal> {
    let row = sqlx::query!("select version, state from applications where id = $1", id)
        .fetch_optional(conn)
        .await?
        .ok_or(crate::error::Error::NotFound)?;
    Ok(if row.state == "draft" {
        Refusal::DraftChanged { version: row.version }
    } else {
        Refusal::NoLongerADraft
    })
}

//! Everything that is kept about a citizen, for that citizen: read in one go after a fresh proof, a few times a day at
//! most, and written down as a look of their own. Of others it has what the citizen typed, and of the office who looked by
//! its side of the counter, not by name.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{admission, look};
use crate::app::App;
use crate::applications::{self, Application};
use crate::cases::messages::{self, Message};
use crate::cases::{self, Standing};
use crate::catalogue::Programme;
use crate::certificates::{self, Certificate};
use crate::db;
use crate::documents::{self, Document};
use crate::error::{Error, Result};
use crate::history::{self, Access, CitizenEntry, DoerKind, Looked, LooksAt};
use crate::households::{self, Member};
use crate::limits;
use crate::notices::{self, Sent};
use crate::payments::instruction::{self, Item};
use crate::people::citizen::{self, Profile};
use crate::people::sessions::{self, Account, Listed, Session};
use crate::people::staff;
use crate::refusal::Refusal;

/// The most rows of one kind: what goes beyond is older than anybody asks about, and a record stays within a few megabytes.
const MOST: i64 = 1_000;

/// Everything.
#[derive(Debug)]
pub struct Record {
    pub made_at: DateTime<Utc>,
    pub profile: Profile,
    /// As the citizen declared it last.
    pub household: Vec<Member>,
    /// Newest first.
    pub applications: Vec<Filed>,
    pub certificates: Vec<Certificate>,
    pub notices: Vec<Sent>,
    pub sessions: Vec<Listed>,
    pub looks: Vec<Looked>,
}

/// An application with what came of it.
#[derive(Debug)]
pub struct Filed {
    pub application: Application,
    pub programme: Arc<Programme>,
    /// As typed, identifiers in clear.
    pub answers: Value,
    pub documents: Vec<Document>,
    /// None while it is a draft.
    pub case: Option<Came>,
}

/// The case of an application.
#[derive(Debug)]
pub struct Came {
    pub standing: Standing,
    pub timeline: Vec<CitizenEntry>,
    pub payments: Vec<Item>,
    /// Between the citizen and the office, oldest first.
    pub messages: Vec<Message>,
}

/// Reads everything that is kept about whoever is signed in.
///
/// # Errors
/// `NotFound` for the staff; `ReauthenticationRequired` without a fresh proof; `TooManyRequests` after a few a day.
pub async fn take(app: &App, session: &Session) -> Result<Record> {
    admission::owner(app, session, "account", "take-record")?;
    let Account::Citizen(account) = session.account else { return Err(Error::NotFound) };
    let mut conn = app.db.acquire().await?;
    if !sessions::is_proved(&mut conn, session.id).await? {
        return Err(Refusal::ReauthenticationRequired.into());
    }
    limits::count_subject(&mut conn, &app.sealer, &limits::RECORDS_TAKEN, account.as_bytes()).await?;
    drop(conn);

    let mut tx = db::begin(&app.db).await?;
    let access = Access {
        actor_person: session.person,
        actor_kind: DoerKind::Citizen,
        subject_person: session.person,
        case_id: None,
        document_id: None,
        what: history::What::Export,
        reason: None,
    };
    history::log(&mut tx, &access).await?;
    let record = read(app, &mut tx, session, account).await?;
    tx.commit().await?;
    tracing::info!(session.id = %session.id, "A citizen took the record of their own data.");
    Ok(record)
}

async fn read(app: &App, conn: &mut PgConnection, session: &Session, account: Uuid) -> Result<Record> {
    let person = session.person;
    let profile = citizen::profile(conn, &app.sealer, account).await?.ok_or(Error::NotFound)?;
    let mut filed = Vec::new();
    for application in applications::of_person(conn, person, None, MOST).await? {
        filed.push(file(app, conn, application).await?);
    }
    Ok(Record {
        made_at: staff::now(conn).await?,
        profile,
        household: households::declared_by(conn, person).await?,
        applications: filed,
        certificates: certificates::of_person(conn, person).await?,
        notices: notices::of_account(conn, account, MOST).await?,
        sessions: sessions::list(conn, session.account).await?,
        looks: history::looks(conn, LooksAt::Person(person), None, MOST).await?,
    })
}

async fn file(app: &App, conn: &mut PgConnection, application: Application) -> Result<Filed> {
    let programme = app.catalogue.version(conn, &application.bundle).await?;
    let answers = applications::opened(&app.sealer, application.id, application.answers.clone())?;
    let documents = documents::all_of(conn, application.id).await?;
    let opened = cases::of_application(conn, application.id).await?;
    let standing = match opened {
        Some(case) => cases::read(conn, case.id, Some(application.person)).await?,
        None => None,
    };
    let case = match standing {
        Some(standing) => Some(Came {
            timeline: look::told(conn, &programme, &standing).await?,
            payments: instruction::of_case(conn, standing.id).await?,
            messages: messages::of_case(conn, standing.id).await?,
            standing,
        }),
        None => None,
    };
    Ok(Filed { application, programme, answers, documents, case })
}

//! At a help centre an operator registers a person who has come with papers, and fills in applications for them. The
//! account stays unclaimed until the person has proved the mobile and chosen a password; the applications are the
//! person's own, and the history says who typed.

use serde_json::json;
use uuid::Uuid;

use super::help_centre::{Help, authorize, operator, seen, visiting};
use super::once::{Answer, Once, RequestKey};
use super::{letters, own_account, sign_up};
use crate::app::App;
use crate::db;
use crate::error::{Error, Result};
use crate::history::What;
use crate::households;
use crate::limits;
use crate::people::citizen::{self, Contact};
use crate::people::person::{self, Told};
use crate::people::registration::{Details, Form};
use crate::people::sessions::{self, Opened};
use crate::people::visit;
use crate::policy::{Actor, Resource};
use crate::refusal::Refusal;

/// Opens an unclaimed account for a person whose papers were seen, and begins their visit. The person is told the PSER ID.
///
/// # Errors
/// All wrong fields at once, also a CNIC that is registered; `OwnCase`, `KinCase`; `TooManyRequests`.
pub async fn register(
    app: &App,
    actor: &Actor,
    key: RequestKey,
    (form, papers): (&Form, &[String]),
) -> Result<Answer> {
    let operator = operator(actor)?;
    authorize(app, actor, "register", &Resource::of("citizen"))?;
    let mut conn = app.db.acquire().await?;
    let subject = operator.as_bytes();
    limits::count_subject(&mut conn, &app.sealer, &limits::REGISTRATIONS_BY_AN_OPERATOR, subject).await?;
    let details = match (sign_up::read_details(&mut conn, form).await?, seen(papers)) {
        (Ok(details), Ok(())) => details,
        (details, papers) => {
            let wrong = details.err().into_iter().flatten().chain(papers.err()).collect();
            return Err(Refusal::Invalid(wrong).into());
        }
    };
    drop(conn);
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let conn = pending.connection();
    let person = meet(conn, app, actor, &details).await?;
    let opened = citizen::open(conn, &app.sealer, person, (&details, None)).await?;
    let (account, pser_id) = opened.ok_or_else(|| Refusal::field("cnic", "cnic-registered"))?;
    let Details { language, mobile, email, .. } = details;
    let contact = Contact { account, language, mobile, email: None };
    letters::registered_at_centre(conn, &app.sealer, &contact, &pser_id).await?;
    if let Some(email) = &email {
        own_account::email::send_link(conn, app, (account, language), email).await?;
    }
    let deed = Help { actor, person, what: What::Register, reason: "" };
    deed.record(conn, papers).await?;
    let visit = visit::begin(conn, operator, account, "").await?;
    let answer = pending.finish(201, &json!({ "visit": visit })).await?;
    letters::wake(app);
    tracing::info!(account.id = %account, "a person was registered at a help centre");
    Ok(answer)
}

/// Begins half an hour in which the operator types for the person of a visit.
///
/// # Errors
/// `OwnCase`, `KinCase`; `Invalid` on `papers`; `NotFound`.
pub async fn begin(
    app: &App,
    actor: &Actor,
    id: Uuid,
    papers: &[String],
    device_name: Option<&str>,
) -> Result<Opened> {
    let operator = operator(actor)?;
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let visit = visiting(app, conn, actor, "assist", id).await?;
    seen(papers).map_err(Refusal::from)?;
    let deed = Help { actor, person: visit.person, what: What::Assist, reason: &visit.reason };
    deed.record(conn, papers).await?;
    let session = sessions::open_assisted(conn, (visit.account, operator), device_name).await?;
    transaction.commit().await?;
    tracing::info!(account.id = %visit.account, session.id = %session.id, "an operator begins to type for a citizen");
    Ok(session)
}

/// The person with this CNIC, unless it is the operator or lives with them.
async fn meet(
    conn: &mut sqlx::PgConnection,
    app: &App,
    actor: &Actor,
    details: &Details,
) -> Result<Uuid, Error> {
    let told = Told {
        cnic: &details.cnic,
        name: &details.name,
        father_name: Some(&details.father_name),
        date_of_birth: Some(details.date_of_birth),
    };
    let person = person::meet(conn, &app.sealer, told).await?;
    let kin = households::kin(conn, person).await?;
    let citizen = Resource { owner: Some(person), kin: &kin, ..Resource::of("citizen") };
    authorize(app, actor, "register", &citizen)?;
    Ok(person)
}

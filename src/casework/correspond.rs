//! Writing about a case: notes among colleagues, and messages between the office and its citizen. A message is never part
//! of an SMS or e-mail; those only say that there is one.

use serde::Serialize;
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::act::{doer_kind, held_by_another, person_of, resource, tell};
use super::once::{Answer, Once, RequestKey};
use super::{letters, look};
use crate::app::App;
use crate::cases::Standing;
use crate::cases::messages::{self, Message, Waiting};
use crate::error::{Error, Result};
use crate::history::{self, Doer, Happening};
use crate::limits;
use crate::people::citizen;
use crate::plain;
use crate::policy::{Actor, Resource};
use crate::reference::Reference;
use crate::refusal::Refusal;

const NOTE: &str = "note";
const MESSAGE: &str = "message";
/// The longest text, in characters.
pub const LONGEST: usize = plain::LONGEST_REASON;
/// How many waiting messages are listed.
const LISTED: i64 = 20;

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct Written {
    /// Of the message; none of a note.
    id: Option<Uuid>,
}

/// Writes a note for colleagues into the history of the case. Its citizen does not read it.
///
/// # Errors
/// `NotFound` where the actor may not see the case; those of the policy; `Invalid` on `text`, also
/// where it holds a CNIC.
pub async fn note(
    app: &App,
    actor: &Actor,
    key: RequestKey,
    (reference, text): (&Reference, &str),
) -> Result<Answer> {
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let conn = pending.connection();
    let standing = allowed(app, conn, actor, (reference, NOTE)).await?;
    let text = typed(text)?;
    remember(conn, actor, standing.id, ("note-written", &json!({ "note": text }))).await?;
    let answer = pending.finish(201, &Written { id: None }).await?;
    tell(app, standing.id);
    Ok(answer)
}

/// Writes a message: to the citizen, who hears by SMS and e-mail that there is one, or from the citizen to the office. What
/// an officer writes settles what the citizen has asked until then.
///
/// # Errors
/// As `note`; `ClaimedBySomeoneElse` where a colleague works on the case; `NoAccount` where the citizen reads no pages;
/// `TooManyRequests` where a citizen has written ten messages in a day.
pub async fn message(
    app: &App,
    actor: &Actor,
    key: RequestKey,
    (reference, text): (&Reference, &str),
) -> Result<Answer> {
    if let Actor::Citizen { .. } = actor {
        let mut conn = app.db.acquire().await?;
        let standing = allowed(app, &mut conn, actor, (reference, MESSAGE)).await?;
        typed(text)?;
        if !Once::is_known(&mut conn, &key).await? {
            let case = standing.id.as_bytes();
            limits::count_subject(&mut conn, &app.sealer, &limits::MESSAGES_OF_A_CASE, case).await?;
        }
    }
    let mut pending = match Once::begin(&app.db, key).await? {
        Once::First(pending) => pending,
        Once::Repeat(answer) => return Ok(answer),
    };
    let conn = pending.connection();
    let standing = allowed(app, conn, actor, (reference, MESSAGE)).await?;
    if let Some(refusal) = held_by_another(actor, &standing) {
        return Err(refusal.into());
    }
    let text = typed(text)?;
    let author = person_of(actor).ok_or(Refusal::SignInRequired)?;
    let (side, kind) = match actor {
        Actor::Citizen { .. } => ("citizen", "message-received"),
        _ => ("staff", "message-sent"),
    };
    let id = messages::write(conn, standing.id, (side, author), &text).await?;
    let detail = match actor {
        Actor::Citizen { typed_by: Some(operator), .. } => json!({ "message": id, "typed_by": operator }),
        _ => json!({ "message": id }),
    };
    remember(conn, actor, standing.id, (kind, &detail)).await?;
    if side == "staff" {
        messages::settle(conn, standing.id).await?;
        announce(app, conn, &standing).await?;
    }
    let answer = pending.finish(201, &Written { id: Some(id) }).await?;
    letters::wake(app);
    tell(app, standing.id);
    Ok(answer)
}

/// Says that what the citizen has written needs no answer, or got one otherwise.
///
/// # Errors
/// As `message`.
pub async fn settle(app: &App, actor: &Actor, reference: &Reference) -> Result<()> {
    let mut tx = crate::db::begin(&app.db).await?;
    let standing = allowed(app, &mut tx, actor, (reference, MESSAGE)).await?;
    let Actor::Staff { .. } = actor else { return Err(Error::NotFound) };
    if let Some(refusal) = held_by_another(actor, &standing) {
        return Err(refusal.into());
    }
    if messages::settle(&mut tx, standing.id).await? > 0 {
        remember(&mut tx, actor, standing.id, ("message-settled", &json!({}))).await?;
        tx.commit().await?;
        tell(app, standing.id);
    }
    Ok(())
}

/// The messages of a case, oldest first.
///
/// # Errors
/// `NotFound` where the actor may not see the case.
pub async fn messages(app: &App, actor: &Actor, reference: &Reference) -> Result<Vec<Message>> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    Ok(messages::of_case(&mut conn, standing.id).await?)
}

/// The cases whose citizens wait for an answer of somebody like the actor, whoever waits longest first.
///
/// # Errors
/// `NotAllowed` for those who work on no queue.
pub async fn waiting(app: &App, actor: &Actor) -> Result<Vec<Waiting>> {
    app.policy.authorize(actor, "see", &Resource::of("queue")).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    Ok(messages::waiting(&mut conn, &app.policy.scope(actor, "case", MESSAGE), LISTED).await?)
}

/// Whether the actor may write messages about the case, or notes.
pub fn may_write(app: &App, actor: &Actor, standing: &Standing) -> (bool, bool) {
    let may = |deed| app.policy.authorize(actor, deed, &resource(standing)).is_ok();
    let is_free = held_by_another(actor, standing).is_none();
    let has_account = standing.applicant.account.is_some();
    (may(MESSAGE) && is_free && has_account, may(NOTE))
}

/// The case, if the actor may do the deed on it.
async fn allowed(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    (reference, deed): (&Reference, &str),
) -> Result<Standing> {
    let standing = look::seen(app, conn, actor, reference).await?;
    app.policy.authorize(actor, deed, &resource(&standing)).map_err(|no| no.into_error(deed))?;
    Ok(standing)
}

fn typed(text: &str) -> Result<String> {
    let text = plain::line("text", text, LONGEST).map_err(Refusal::from)?;
    if text.is_empty() {
        return Err(Refusal::field("text", "message-missing").into());
    }
    if plain::holds_cnic(&text) {
        return Err(Refusal::field("text", "text-holds-cnic").into());
    }
    Ok(text)
}

/// Tells the citizen that there is a message.
async fn announce(app: &App, conn: &mut PgConnection, standing: &Standing) -> Result<()> {
    let applicant = &standing.applicant;
    let (Some(account), Some(mobile)) = (applicant.account, applicant.mobile_sealed.as_deref()) else {
        return Err(Refusal::field("text", "message-no-account").into());
    };
    let sealed = (mobile, applicant.email_sealed.as_deref());
    let contact = citizen::contact(&app.sealer, account, &applicant.language, sealed)?;
    let reference = &standing.reference;
    let page = app.public_url.join(&format!("/cases/{reference}"));
    let page = page.map_err(|error| crate::error::Fault::caused("a link cannot be made", error))?;
    let told = json!({ "reference": reference, "case": page.as_str() });
    letters::message_waiting(conn, &app.sealer, &contact, standing.id, &told).await
}

async fn remember(
    conn: &mut PgConnection,
    actor: &Actor,
    case_id: Uuid,
    (kind, detail): (&str, &serde_json::Value),
) -> Result<()> {
    let doer = Doer { kind: doer_kind(actor), person: person_of(actor) };
    history::append(conn, &Happening { case_id, kind, action: None, doer, detail }).await?;
    Ok(())
}

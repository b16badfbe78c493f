//! At a help centre an operator finds a person by CNIC, for a reason that is recorded where the person reads it, and helps
//! after having seen papers. Nobody helps themselves or their kin, and nobody of the staff sees or chooses a password.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::act::doer_kind;
use super::letters::{self, CodeLetter};
use crate::app::App;
use crate::db;
use crate::error::{Error, Result};
use crate::history::{self, Access, What};
use crate::limits;
use crate::people::citizen::{self, Identifier, Profile};
use crate::people::codes::{self, Purpose};
use crate::people::recovery::{self, Way};
use crate::people::visit::{self, Visit};
use crate::people::{Cnic, Mobile, Typed};
use crate::policy::{Actor, Resource};
use crate::refusal::{FieldError, Refusal};

/// The papers by which an operator knows somebody, each enough by itself.
pub const PAPERS: [&str; 4] = ["cnic-card", "cnic-slip", "passport", "driving-licence"];

/// A person at the counter, as the operator sees them.
#[derive(Debug)]
pub struct Helped {
    pub visit: Uuid,
    pub profile: Profile,
    pub reason: String,
    pub began_at: DateTime<Utc>,
}

/// Finds a person by CNIC; the look is recorded.
///
/// # Errors
/// `Invalid` on `cnic` or `reason`, also where nobody is registered with the CNIC; `TooManyRequests`; `NotAllowed`.
pub async fn find(app: &App, actor: &Actor, cnic: &Typed, reason: Option<&str>) -> Result<Uuid> {
    let operator = operator(actor)?;
    authorize(app, actor, "see", &Resource::of("citizen"))?;
    let mut conn = app.db.acquire().await?;
    limits::count_subject(&mut conn, &app.sealer, &limits::LOOKUPS_BY_AN_OPERATOR, operator.as_bytes())
        .await?;
    drop(conn);
    let reason = reason.ok_or_else(|| FieldError::new("reason", "reason-missing"));
    let (cnic, reason) = match (Cnic::parse("cnic", cnic.reveal()), reason) {
        (Ok(cnic), Ok(reason)) => (cnic, reason),
        (cnic, reason) => {
            let wrong = cnic.err().into_iter().chain(reason.err()).collect();
            return Err(Refusal::Invalid(wrong).into());
        }
    };
    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let account = citizen::find(conn, &app.sealer, &Identifier::Cnic(cnic)).await?;
    let account = account.ok_or_else(|| Refusal::field("cnic", "cnic-not-registered"))?;
    let look = Help { actor, person: account.person, what: What::Account, reason };
    look.record(conn, &[]).await?;
    let visit = visit::begin(conn, operator, account.id, reason).await?;
    transaction.commit().await?;
    Ok(visit)
}

/// The person of a visit that goes on.
///
/// # Errors
/// `NotFound` where it is over or another operator's.
pub async fn show(app: &App, actor: &Actor, id: Uuid) -> Result<Helped> {
    let mut conn = app.db.acquire().await?;
    let visit = visiting(app, &mut conn, actor, "see", id).await?;
    let profile = citizen::profile(&mut conn, &app.sealer, visit.account).await?.ok_or(Error::NotFound)?;
    Ok(Helped { visit: id, profile, reason: visit.reason, began_at: visit.began_at })
}

/// Has a code sent by which the person chooses a new password, to the mobile on file or to a new one. What is on file is
/// told at once. Gives the number it went to, masked.
///
/// # Errors
/// `OwnCase`, `KinCase`; `Invalid` on `papers` or `mobile`; `TooManyRequests`; `NotFound`.
pub async fn send_code(
    app: &App,
    actor: &Actor,
    id: Uuid,
    (papers, mobile): (&[String], Option<&Typed>),
) -> Result<String> {
    let operator = operator(actor)?;
    let mut conn = app.db.acquire().await?;
    let visit = visiting(app, &mut conn, actor, "recover", id).await?;
    let mobile = mobile.map(|typed| Mobile::parse("mobile", typed.reveal())).transpose();
    let mobile = match (seen(papers), mobile) {
        (Ok(()), Ok(mobile)) => mobile,
        (papers, mobile) => {
            return Err(Refusal::Invalid(papers.err().into_iter().chain(mobile.err()).collect()).into());
        }
    };
    let account = citizen::find_by_id(&mut conn, &app.sealer, visit.account).await?.ok_or(Error::NotFound)?;
    let subject = operator.as_bytes();
    limits::count_subject(&mut conn, &app.sealer, &limits::RECOVERIES_BY_AN_OPERATOR, subject).await?;
    let number = mobile.as_ref().unwrap_or(&account.contact.mobile);
    let index = number.index(&app.sealer);
    limits::count_subject(&mut conn, &app.sealer, &limits::CODES_TO_A_NUMBER, &index).await?;
    drop(conn);
    let code = codes::draw(&app.passwords).await?;

    let mut transaction = db::begin(&app.db).await?;
    let conn = &mut *transaction;
    let (recovery, _) = recovery::begin(conn, (Some(account.id), Way::Centre), None).await?;
    if let Some(mobile) = &mobile {
        recovery::bring_mobile(conn, &app.sealer, (recovery, account.id), mobile).await?;
    }
    let expires_at = codes::issue(conn, Purpose::Recovery, recovery, &code).await?;
    let letter = CodeLetter {
        mobile: number,
        language: account.contact.language,
        purpose: Purpose::Recovery,
        code: &code.digits,
        expires_at,
    };
    letters::code(conn, &app.sealer, letter).await?;
    letters::centre_recovery(conn, &app.sealer, &account.contact).await?;
    let deed = Help { actor, person: visit.person, what: What::Recover, reason: &visit.reason };
    deed.record(conn, papers).await?;
    transaction.commit().await?;
    letters::wake(app);
    tracing::info!(account.id = %account.id, "a help centre had a code sent");
    Ok(number.masked())
}

/// Whether papers were seen, and only such as there are.
pub(super) fn seen(papers: &[String]) -> Result<(), FieldError> {
    if papers.is_empty() {
        return Err(FieldError::new("papers", "papers-missing"));
    }
    let is_known = |paper: &String| PAPERS.contains(&paper.as_str());
    if papers.iter().all(is_known) { Ok(()) } else { Err(FieldError::new("papers", "choice-unknown")) }
}

/// A deed on somebody's account, for the record that they read.
pub(super) struct Help<'a> {
    pub actor: &'a Actor,
    pub person: Uuid,
    pub what: What,
    pub reason: &'a str,
}

impl Help<'_> {
    pub(super) async fn record(&self, conn: &mut PgConnection, papers: &[String]) -> Result<()> {
        let access = Access {
            actor_person: self.actor.person().ok_or(Refusal::SignInRequired)?,
            actor_kind: doer_kind(self.actor),
            subject_person: self.person,
            case_id: None,
            document_id: None,
            what: self.what,
            reason: Some(self.reason).filter(|reason| !reason.is_empty()),
        };
        Ok(history::log_help(conn, &access, papers).await?)
    }
}

/// The operator's visit, if they may do this for its person.
pub(super) async fn visiting(
    app: &App,
    conn: &mut PgConnection,
    actor: &Actor,
    deed: &str,
    id: Uuid,
) -> Result<Visit> {
    let visit = visit::find(conn, operator(actor)?, id).await?.ok_or(Error::NotFound)?;
    let citizen = Resource { owner: Some(visit.person), kin: &visit.kin, ..Resource::of("citizen") };
    authorize(app, actor, deed, &citizen)?;
    Ok(visit)
}

pub(super) fn authorize(app: &App, actor: &Actor, deed: &str, resource: &Resource<'_>) -> Result<()> {
    app.policy.authorize(actor, deed, resource).map_err(|denied| denied.into_error(deed))
}

/// The account of whoever stands behind the counter.
pub(super) fn operator(actor: &Actor) -> Result<Uuid> {
    match actor {
        Actor::Staff { account, .. } => Ok(*account),
        Actor::Anonymous => Err(Refusal::SignInRequired.into()),
        Actor::Citizen { .. } | Actor::System => Err(Error::NotFound),
    }
}

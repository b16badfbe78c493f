//! Certificates in people's hands: their owner lists and downloads them, anybody who was shown one checks it, the office
//! revokes one that should not be relied on any more.

use serde_json::json;
use sqlx::PgConnection;

use super::act::{doer_kind, person_of, wake};
use super::{letters, look};
use crate::app::App;
use crate::catalogue::Programme;
use crate::certificates::{self, Certificate};
use crate::db;
use crate::error::{Error, Fault, Result};
use crate::history::{self, Access, Doer, Happening};
use crate::limits::{self, Source};
use crate::people::{Cnic, citizen, person};
use crate::policy::{Actor, Resource};
use crate::reference::Reference;
use crate::refusal::Refusal;

/// A certificate with everything that is printed on it.
#[derive(Debug)]
pub struct Printable {
    pub certificate: Certificate,
    pub cnic: Cnic,
    pub programme: std::sync::Arc<Programme>,
}

/// The actor's own certificates, newest first.
///
/// # Errors
/// `NotFound` for everybody but citizens.
pub async fn mine(app: &App, actor: &Actor) -> Result<Vec<Printable>> {
    let Actor::Citizen { person: owner, .. } = *actor else { return Err(Error::NotFound) };
    let own = Resource { owner: Some(owner), ..Resource::of("certificate") };
    app.policy.authorize(actor, "see", &own).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    let mut mine = Vec::new();
    for certificate in certificates::of_person(&mut conn, owner).await? {
        mine.push(printable(app, &mut conn, certificate).await?);
    }
    Ok(mine)
}

/// One's own certificate, to be printed; that it was is logged.
///
/// # Errors
/// `NotFound` for everybody else's.
pub async fn download(app: &App, actor: &Actor, number: &Reference) -> Result<Printable> {
    let mut tx = db::begin(&app.db).await?;
    let certificate = certificates::find(&mut tx, number).await?.ok_or(Error::NotFound)?;
    app.policy
        .authorize(actor, "download", &resource(&certificate, &[]))
        .map_err(|no| no.into_error("download"))?;
    let access = Access {
        actor_person: person_of(actor).ok_or(Refusal::SignInRequired)?,
        actor_kind: doer_kind(actor),
        subject_person: certificate.person,
        case_id: Some(certificate.case),
        document_id: None,
        what: history::What::Certificate,
        reason: None,
    };
    history::log(&mut tx, &access).await?;
    let printable = printable(app, &mut tx, certificate).await?;
    tx.commit().await?;
    Ok(printable)
}

/// What whoever was shown a certificate may know: what is printed on it, and whether it is valid. `None`: there is none of
/// this number.
///
/// # Errors
/// `TooManyRequests`.
pub async fn check(
    app: &App,
    actor: &Actor,
    source: &Source,
    number: &Reference,
) -> Result<Option<Printable>> {
    app.policy.authorize(actor, "see", &Resource::of("page")).map_err(|no| no.into_error("see"))?;
    let mut conn = app.db.acquire().await?;
    limits::count_source(&mut conn, &app.sealer, &limits::CERTIFICATES_CHECKED, source).await?;
    match certificates::find(&mut conn, number).await? {
        Some(certificate) => Ok(Some(printable(app, &mut conn, certificate).await?)),
        None => Ok(None),
    }
}

/// The certificate of a case, for the office; `None` where it issued none.
///
/// # Errors
/// `NotFound` for those who may not see the case or its certificate.
pub async fn of_case(app: &App, actor: &Actor, reference: &Reference) -> Result<Option<Certificate>> {
    let mut conn = app.db.acquire().await?;
    let standing = look::seen(app, &mut conn, actor, reference).await?;
    let Some(certificate) = certificates::of_case(&mut conn, standing.id).await? else { return Ok(None) };
    let asked = resource(&certificate, &standing.kin_of_applicant);
    app.policy.authorize(actor, "see", &asked).map_err(|no| no.into_error("see"))?;
    Ok(Some(certificate))
}

/// Revokes the certificate of a case: the public reads that it is not valid, its owner why.
///
/// # Errors
/// `NotFound` where the case issued none; `CertificateRevoked` where it was revoked before; `OwnCase`, `KinCase`; `Invalid`
/// without a reason.
pub async fn revoke(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    reason: Option<&str>,
) -> Result<Certificate> {
    let mut tx = db::begin(&app.db).await?;
    let standing = look::seen(app, &mut tx, actor, reference).await?;
    let certificate = certificates::of_case(&mut tx, standing.id).await?.ok_or(Error::NotFound)?;
    app.policy
        .authorize(actor, "revoke", &resource(&certificate, &standing.kin_of_applicant))
        .map_err(|no| no.into_error("revoke"))?;
    let reason = reason.ok_or_else(|| Refusal::field("reason", "reason-missing"))?;
    let by = person_of(actor).ok_or(Refusal::SignInRequired)?;
    if !certificates::revoke(&mut tx, certificate.id, by, reason).await? {
        return Err(Refusal::CertificateRevoked.into());
    }
    let detail = json!({ "certificate": certificate.number, "reason": reason });
    let happening = Happening {
        case_id: certificate.case,
        kind: "certificate-revoked",
        action: None,
        doer: Doer { person: Some(by), kind: doer_kind(actor) },
        detail: &detail,
    };
    history::append(&mut tx, &happening).await?;
    if let Some(account) = standing.applicant.account
        && let Some(account) = citizen::find_by_id(&mut tx, &app.sealer, account).await?
    {
        let told = json!({ "number": certificate.number, "reason": reason });
        letters::certificate_revoked(&mut tx, &app.sealer, &account.contact, certificate.case, &told).await?;
    }
    tx.commit().await?;
    wake(app);
    tracing::info!(case.reference = certificate.reference, "A certificate was revoked.");
    Ok(certificate)
}

fn resource<'a>(certificate: &'a Certificate, kin: &'a [uuid::Uuid]) -> Resource<'a> {
    Resource {
        programme: Some(&certificate.programme),
        area: Some(&certificate.area),
        owner: Some(certificate.person),
        kin,
        ..Resource::of("certificate")
    }
}

async fn printable(app: &App, conn: &mut PgConnection, certificate: Certificate) -> Result<Printable> {
    let cnic = person::cnic(conn, &app.sealer, certificate.person)
        .await?
        .ok_or_else(|| Fault::broken("the owner of a certificate is no person"))?;
    let programme = app.catalogue.version(conn, &certificate.bundle).await?;
    Ok(Printable { certificate, cnic, programme })
}

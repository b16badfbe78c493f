//! `/certificates`: one's own certificates, checking one that was shown, and revoking the one of a case.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::visitor::Visitor;
use crate::app::App;
use crate::casework::certificates::{self, Printable};
use crate::certificates::{Certificate, Revoked};
use crate::error::{Error, Result};
use crate::plain;
use crate::reference::Reference;
use crate::texts::Language;
use crate::web::address::{Path, Query};
use crate::web::certificate;
use crate::web::error::Problem;
use crate::web::extract::{Caller, Strict, reference};

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(file))
        .routes(routes!(check))
        .routes(routes!(of_case))
        .routes(routes!(revoke))
}

/// A certificate, as its owner and the office see it.
#[derive(Debug, Serialize, ToSchema)]
struct Shown {
    number: String,
    /// Of the case that issued it.
    reference: String,
    programme: String,
    /// Path of the area.
    area: String,
    /// As printed.
    name: String,
    issued_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    /// `replaced` or `office`.
    revoked_why: Option<String>,
    /// What the office gave as its reason.
    revoked_reason: Option<String>,
}

impl From<Certificate> for Shown {
    fn from(certificate: Certificate) -> Self {
        let (revoked_at, revoked_why, revoked_reason) = match certificate.revoked {
            Some(Revoked { at, why, reason }) => (Some(at), Some(why), reason),
            None => (None, None, None),
        };
        Self {
            number: certificate.number,
            reference: certificate.reference,
            programme: certificate.programme,
            area: certificate.area,
            name: certificate.name,
            issued_at: certificate.issued_at,
            revoked_at,
            revoked_why,
            revoked_reason,
        }
    }
}

/// What whoever was shown a certificate may know: no more than is printed on it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Validity {
    Valid(Printed),
    Revoked(Printed),
    Unknown,
}

#[derive(Debug, Serialize, ToSchema)]
struct Printed {
    number: String,
    name: String,
    /// Masked but for the last three digits.
    cnic: String,
    programme: String,
    /// Path of the area.
    area: String,
    issued_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl From<Option<Printable>> for Validity {
    fn from(found: Option<Printable>) -> Self {
        let Some(Printable { certificate, cnic, .. }) = found else { return Self::Unknown };
        let printed = Printed {
            number: certificate.number,
            name: certificate.name,
            cnic: cnic.masked(),
            programme: certificate.programme,
            area: certificate.area,
            issued_at: certificate.issued_at,
            revoked_at: certificate.revoked.as_ref().map(|revoked| revoked.at),
        };
        if certificate.revoked.is_some() { Self::Revoked(printed) } else { Self::Valid(printed) }
    }
}

/// In which language a certificate is printed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InLanguage {
    /// `en` unless given.
    language: Option<Language>,
}

/// Why a certificate is revoked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Revocation {
    /// Read by its owner.
    reason: Option<String>,
}

/// The caller's own certificates, newest first.
#[utoipa::path(get, path = "/certificates", tag = "certificates", responses((status = 200, body = Vec<Shown>)))]
async fn list(State(app): State<Arc<App>>, Caller(actor): Caller) -> Result<Json<Vec<Shown>>> {
    let mine = certificates::mine(&app, &actor).await?;
    Ok(Json(mine.into_iter().map(|printable| printable.certificate.into()).collect()))
}

/// One's own certificate as a PDF.
#[utoipa::path(get, path = "/certificates/{number}/file", tag = "certificates",
    params(("number" = String, Path), InLanguage),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
async fn file(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Query(asked): Query<InLanguage>,
) -> Result<Response> {
    let number: Reference = text.parse().map_err(|_| Error::NotFound)?;
    let printable = certificates::download(&app, &actor, &number).await?;
    certificate::printed(&app, asked.language.unwrap_or(Language::En), &printable).await
}

/// Whether a certificate is valid. Open to everybody who was shown one.
#[utoipa::path(get, path = "/certificates/{number}/validity", tag = "certificates", params(("number" = String, Path)),
    responses((status = 200, body = Validity), (status = 429, body = Problem)))]
async fn check(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    visitor: Visitor,
    Path(text): Path<String>,
) -> Result<Json<Validity>> {
    let Ok(number) = text.parse() else { return Ok(Json(Validity::Unknown)) };
    Ok(Json(certificates::check(&app, &actor, &visitor.source, &number).await?.into()))
}

/// The certificate that a case issued.
#[utoipa::path(get, path = "/cases/{reference}/certificate", tag = "certificates",
    params(("reference" = String, Path)), responses((status = 200, body = Shown)))]
async fn of_case(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
) -> Result<Json<Shown>> {
    let found = certificates::of_case(&app, &actor, &reference(&text)?).await?;
    found.map(|certificate| Json(certificate.into())).ok_or(Error::NotFound)
}

/// Revokes the certificate of a case.
#[utoipa::path(post, path = "/cases/{reference}/certificate/revocation", tag = "certificates",
    params(("reference" = String, Path)), request_body = Revocation,
    responses((status = 200, body = Shown), (status = 409, body = Problem)))]
async fn revoke(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(text): Path<String>,
    Strict(body): Strict<Revocation>,
) -> Result<Json<Shown>> {
    let reference = reference(&text)?;
    let reason = plain::reason("reason", body.reason.as_deref()).map_err(crate::refusal::Refusal::from)?;
    certificates::revoke(&app, &actor, &reference, reason.as_deref()).await?;
    let revoked = certificates::of_case(&app, &actor, &reference).await?.ok_or(Error::NotFound)?;
    Ok(Json(revoked.into()))
}

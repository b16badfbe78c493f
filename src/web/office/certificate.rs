//! `/office/cases/{reference}/certificate`: the certificate that a case issued, and revoking it for a reason that its owner
//! reads.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::Staff;
use super::case::{Bar, Open};
use crate::app::App;
use crate::casework::certificates;
use crate::certificates::{Certificate, Revoked};
use crate::error::Result;
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/certificate.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/cases/{reference}/certificate", get(show).post(revoke))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    bar: Bar,
    certificate: Option<Shown>,
    /// None for those who may not revoke it, or where it is not valid any more.
    reason: Option<Field>,
}

#[derive(Debug, Serialize)]
struct Shown {
    number: String,
    name: String,
    issued_at: String,
    revoked_at: Option<String>,
    is_replaced: bool,
    reason: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
) -> Result<Response> {
    let reference = reference(&text)?;
    let view = view(&app, &page, &actor, (&reference, Problems::default(), &Entries::default())).await?;
    page.html(TEMPLATE, &view)
}

async fn revoke(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["reason"])?;
    let reference = reference(&text)?;
    let revoked = match plain::reason("reason", Some(form.entries.text("reason"))) {
        Ok(reason) => certificates::revoke(&app, &actor, &reference, reason.as_deref()).await,
        Err(error) => Err(Refusal::from(error).into()),
    };
    let Err(error) = revoked else {
        return see_other_telling(&format!("/office/cases/{reference}/certificate"), "certificate-revoked");
    };
    let problems = Problems::of(error, page.language)?;
    let status = problems.status();
    let view = view(&app, &page, &actor, (&reference, problems, &form.entries)).await?;
    page.html_with(status, TEMPLATE, &view)
}

async fn view(
    app: &App,
    page: &Page,
    actor: &Actor,
    (reference, problems, entries): (&Reference, Problems, &Entries),
) -> Result<View> {
    let open = Open::read(app, page, actor, reference).await?;
    let certificate = certificates::of_case(app, actor, reference).await?;
    let is_valid = certificate.as_ref().is_some_and(|certificate| certificate.revoked.is_none());
    let mut fields = [field(page, entries)];
    let errors = problems.beside(&mut fields);
    let [reason] = fields;
    Ok(View {
        errors,
        bar: Bar::of(page, actor, &open),
        certificate: certificate.map(Shown::of),
        reason: Some(reason)
            .filter(|_| is_valid && page.may("certificate", "revoke") && open.office.barred.is_none()),
    })
}

fn field(page: &Page, entries: &Entries) -> Field {
    Field::new(FieldKind::LongText, "reason", page.say("office-certificate-reason"))
        .hint(page.say("office-certificate-reason-hint"))
        .max_length(plain::LONGEST_REASON)
        .filled(entries)
}

impl Shown {
    fn of(certificate: Certificate) -> Self {
        let (revoked_at, is_replaced, reason) = match certificate.revoked {
            Some(Revoked { at, why, reason }) => (Some(at.to_rfc3339()), why == "replaced", reason),
            None => (None, false, None),
        };
        Self {
            number: certificate.number,
            name: certificate.name,
            issued_at: certificate.issued_at.to_rfc3339(),
            revoked_at,
            is_replaced,
            reason,
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let shown = |revoked: Option<bool>| Shown {
        number: "R-7M3QK-0T8XW-2".to_owned(),
        name: "غلام فاطمہ".to_owned(),
        issued_at: "2026-03-02T06:00:00Z".to_owned(),
        revoked_at: revoked.map(|_| "2026-04-02T06:00:00Z".to_owned()),
        is_replaced: revoked == Some(true),
        reason: revoked.filter(|is_replaced| !is_replaced).map(|_| "پتا غلط تھا".to_owned()),
    };
    let reason = Field::new(FieldKind::LongText, "reason", "وجہ").hint("وجہ لکھیں").max_length(1000);
    let line = Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let view = |errors, certificate, reason| View { errors, bar: Bar::sample(), certificate, reason };
    [
        view(Vec::new(), Some(shown(None)), Some(reason.clone())),
        view(vec![line], Some(shown(None)), Some(reason)),
        view(Vec::new(), Some(shown(Some(true))), None),
        view(Vec::new(), Some(shown(Some(false))), None),
        view(Vec::new(), None, None),
    ]
    .map(|view| Sample::new(TEMPLATE, Signed::Staff, &view))
    .into()
}

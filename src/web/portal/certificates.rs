//! `/certificates`: the citizen's certificates, to show and to print.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::casework::certificates::{self, Printable};
use crate::certificates::Revoked;
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::web::address::Path;
use crate::web::certificate;
use crate::web::extract::Caller;
use crate::web::page::Page;
use crate::web::page::picture::Picture;
use crate::web::page::places::Places;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/certificates.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/certificates", get(show)).route("/certificates/{file}", get(download))
}

#[derive(Debug, Serialize)]
struct View {
    certificates: Vec<Card>,
}

/// One certificate.
#[derive(Debug, Serialize)]
struct Card {
    number: String,
    programme: String,
    name: String,
    area: String,
    issued_at: String,
    revoked_at: Option<String>,
    /// Whether a newer one took its place.
    is_replaced: bool,
    reason: Option<String>,
    /// Of the address at which it is checked; none where it is not valid.
    picture: Option<Picture>,
}

async fn show(State(app): State<Arc<App>>, page: Page, Caller(actor): Caller) -> Result<Response> {
    let places = Places::of(&app, &page);
    let card = |printable: Printable| {
        let address = certificate::address(&app, &printable.certificate.number);
        Card::of(&page, &places, printable, &address)
    };
    let mine = certificates::mine(&app, &actor).await?;
    page.html(TEMPLATE, &View { certificates: mine.into_iter().map(card).collect::<Result<_>>()? })
}

async fn download(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(file): Path<String>,
) -> Result<Response> {
    let number = file.strip_suffix(".pdf").and_then(|number| number.parse::<Reference>().ok());
    let printable = certificates::download(&app, &actor, &number.ok_or(Error::NotFound)?).await?;
    certificate::printed(&app, page.language, &printable).await
}

impl Card {
    fn of(page: &Page, places: &Places, printable: Printable, address: &str) -> Result<Self> {
        let Printable { certificate, programme, .. } = printable;
        let (revoked_at, is_replaced, reason) = match certificate.revoked {
            Some(Revoked { at, why, reason }) => (Some(at.to_rfc3339()), why == "replaced", reason),
            None => (None, false, None),
        };
        let picture = if revoked_at.is_none() { Some(Picture::of(address)?) } else { None };
        Ok(Self {
            number: certificate.number,
            programme: page.of(&programme.title).to_owned(),
            name: certificate.name,
            area: places.name(&certificate.area),
            issued_at: certificate.issued_at.to_rfc3339(),
            revoked_at,
            is_replaced,
            reason,
            picture,
        })
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let card = |revoked: Option<bool>| Card {
        number: "R-7M3QK-0T8XW-2".to_owned(),
        programme: "گھرانے کی رجسٹریشن".to_owned(),
        name: "غلام فاطمہ".to_owned(),
        area: "شالیمار، لاہور".to_owned(),
        issued_at: "2026-03-02T06:00:00Z".to_owned(),
        revoked_at: revoked.map(|_| "2026-04-02T06:00:00Z".to_owned()),
        is_replaced: revoked == Some(true),
        reason: revoked.filter(|is_replaced| !is_replaced).map(|_| "پتا غلط تھا".to_owned()),
        picture: revoked.is_none().then(Picture::sample),
    };
    [vec![card(None), card(Some(true)), card(Some(false))], Vec::new()]
        .map(|certificates| Sample::new(TEMPLATE, Signed::Citizen, &View { certificates }))
        .into()
}

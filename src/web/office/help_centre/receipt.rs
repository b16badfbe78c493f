//! `/office/help-centre/{id}/receipt`: what the person takes home on paper, in the language in which they are written to.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::Staff;
use crate::app::App;
use crate::casework::help_centre;
use crate::error::Result;
use crate::policy::Actor;
use crate::web::address::Path;
use crate::web::page::Page;
use crate::web::page::places::Places;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/help_centre/receipt.html";

#[derive(Debug, Serialize)]
struct Receipt {
    visit: Uuid,
    name: String,
    pser_id: String,
    /// Masked.
    cnic: String,
    at: String,
    /// The area of the operator's centre; none for the whole province.
    centre: Option<String>,
    is_claimed: bool,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    mut page: Page,
    Staff(actor): Staff,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let helped = help_centre::show(&app, &actor, id).await?;
    page.language = helped.profile.contact.language;
    let places = Places::of(&app, &page);
    let receipt = Receipt {
        visit: id,
        cnic: helped.profile.cnic.masked(),
        name: helped.profile.name,
        pser_id: helped.profile.pser_id,
        at: helped.began_at.to_rfc3339(),
        centre: centre(&actor).map(|area| places.name(area)),
        is_claimed: helped.profile.is_claimed,
    };
    page.html(TEMPLATE, &receipt)
}

/// Where the operator works.
fn centre(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Staff { grants, .. } => grants.iter().find_map(|grant| grant.area.as_deref()),
        _ => None,
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let receipt = |centre: Option<&str>, is_claimed| Receipt {
        visit: Uuid::nil(),
        name: "غلام فاطمہ".to_owned(),
        pser_id: "P-7M3QK-0T8XW-2".to_owned(),
        cnic: "*****-*****67-1".to_owned(),
        at: "2026-03-02T06:00:00Z".to_owned(),
        centre: centre.map(str::to_owned),
        is_claimed,
    };
    [receipt(Some("لاہور"), false), receipt(None, true)]
        .map(|view| Sample::new(TEMPLATE, Signed::Staff, &view))
        .into()
}

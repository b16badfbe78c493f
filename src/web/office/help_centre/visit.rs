//! `/office/help-centre/{id}`: the person at the counter, and what can be done for them.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::Staff;
use super::papers;
use crate::app::App;
use crate::casework::help_centre::{self, Helped};
use crate::error::Result;
use crate::web::address::Path;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/help_centre/visit.html";

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    visit: Uuid,
    name: String,
    pser_id: String,
    /// Masked, as the mobile.
    cnic: String,
    mobile: String,
    area: String,
    reason: String,
    fields: Vec<Field>,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let helped = help_centre::show(&app, &actor, id).await?;
    let view = view(&page, &Places::of(&app, &page), helped, &Entries::default(), Problems::default());
    page.html(TEMPLATE, &view)
}

pub(super) async fn send_code(
    State(app): State<Arc<App>>,
    mut page: Page,
    Staff(actor): Staff,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["papers", "mobile"])?;
    let papers: Vec<String> = form.entries.all("papers").map(str::to_owned).collect();
    let mobile = form.entries.typed_if_any("mobile");
    let here = format!("/office/help-centre/{id}");
    match help_centre::send_code(&app, &actor, id, (&papers, mobile.as_ref())).await {
        Ok(_) => see_other_telling(&here, "centre-code-sent"),
        Err(error) => {
            let problems = Problems::of(error, page.language)?;
            let helped = help_centre::show(&app, &actor, id).await?;
            page.here = here;
            let status = problems.status();
            let view = view(&page, &Places::of(&app, &page), helped, &form.entries, problems);
            page.html_with(status, TEMPLATE, &view)
        }
    }
}

fn view(page: &Page, places: &Places, helped: Helped, entries: &Entries, problems: Problems) -> View {
    let profile = helped.profile;
    let mobile = Field::new(FieldKind::Mobile, "mobile", page.say("centre-mobile"));
    let mobile = mobile.hint(page.say("centre-mobile-hint")).autocomplete("off").filled(entries);
    let mut fields = vec![papers(page, entries), mobile];
    View {
        errors: problems.beside(&mut fields),
        visit: helped.visit,
        name: profile.name,
        pser_id: profile.pser_id,
        cnic: profile.cnic.masked(),
        mobile: profile.contact.mobile.masked(),
        area: places.name(&profile.area),
        reason: helped.reason,
        fields,
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample = |problems: Problems| {
        let mut fields = vec![papers(&page, &Entries::default())];
        let view = View {
            errors: problems.beside(&mut fields),
            visit: Uuid::nil(),
            name: "غلام فاطمہ".to_owned(),
            pser_id: "P-7M3QK-0T8XW-2".to_owned(),
            cnic: "*****-*****67-1".to_owned(),
            mobile: "+92 3** *****67".to_owned(),
            area: "شالیمار، لاہور".to_owned(),
            reason: "موبائل گم ہو گیا".to_owned(),
            fields,
        };
        Sample::new(TEMPLATE, Signed::Staff, &view)
    };
    let wrong = Refusal::field("papers", "papers-missing").into();
    vec![sample(Problems::default()), sample(Problems::of(wrong, Language::Ur).expect("it is the form's"))]
}

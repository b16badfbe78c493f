//! `/office/help-centre/{id}`: the person at the counter, and what can be done for them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::super::Staff;
use super::papers;
use crate::app::App;
use crate::casework::assist;
use crate::casework::help_centre::{self, Helped};
use crate::error::Result;
use crate::web::address::Path;
use crate::web::page::cookies::Secure;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::visitor::Sender;
use crate::web::page::{Entries, Field, Form, Page, Problems, cookies, see_other, see_other_telling};
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
    /// Whether the person has chosen a password yet.
    is_claimed: bool,
    fields: Vec<Field>,
    /// Of the form that begins typing for them.
    seen: Field,
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

pub(super) async fn assist(
    State(app): State<Arc<App>>,
    mut page: Page,
    (Staff(actor), sender, headers): (Staff, Sender, HeaderMap),
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&["seen"])?;
    let papers: Vec<String> = form.entries.all("seen").map(str::to_owned).collect();
    match assist::begin(&app, &actor, id, &papers, sender.device_name.as_deref()).await {
        Ok(session) => {
            let mut response = see_other("/applications")?;
            // The operator's own session waits until they have finished.
            if let Some(own) = cookies::find(&headers, cookies::SESSION, Secure::of(&app)) {
                cookies::set(response.headers_mut(), cookies::BEHIND, &own);
            }
            cookies::set(response.headers_mut(), cookies::SESSION, session.token.reveal());
            Ok(response)
        }
        Err(error) => {
            let problems = Problems::of(error, page.language)?.renamed(|field| match field {
                "papers" => "seen".to_owned(),
                other => other.to_owned(),
            });
            let status = problems.status();
            page.here = format!("/office/help-centre/{id}");
            let helped = help_centre::show(&app, &actor, id).await?;
            let view = view(&page, &Places::of(&app, &page), helped, &Entries::default(), problems);
            page.html_with(status, TEMPLATE, &view)
        }
    }
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
    let mut fields = vec![papers(page, entries), mobile, seen(page)];
    let errors = problems.beside(&mut fields);
    let seen = fields.remove(2);
    View {
        errors,
        is_claimed: profile.is_claimed,
        seen,
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

/// The papers once more, under another name: two forms on one page have no field in common.
fn seen(page: &Page) -> Field {
    let field = papers(page, &Entries::default());
    Field { name: "seen".to_owned(), id: "seen".to_owned(), ..field }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::refusal::Refusal;
    use crate::texts::Language;

    let page = Page::sample(Language::Ur);
    let sample = |problems: Problems| {
        let problems_are_none = problems.is_empty();
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
            is_claimed: problems_are_none,
            seen: seen(&page),
            fields,
        };
        Sample::new(TEMPLATE, Signed::Staff, &view)
    };
    let wrong = Refusal::field("papers", "papers-missing").into();
    vec![sample(Problems::default()), sample(Problems::of(wrong, Language::Ur).expect("it is the form's"))]
}

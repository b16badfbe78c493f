//! `/applications/{id}/documents`: which documents are needed, what was sent and what an officer said of it, and sending
//! one. `/documents/{id}` is the file itself. A file that is refused leaves everything else as it is.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::multipart::Field as Part;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::place;
use crate::app::App;
use crate::casework::apply::{self, Filled};
use crate::casework::documents::{self, Place, Upload};
use crate::catalogue::requirements::{Per, Requirement};
use crate::documents::{FileName, Slot};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::refusal::Refusal;
use crate::web::address::Path;
use crate::web::api::documents::served;
use crate::web::extract::Caller;
use crate::web::paced::{Allowance, Form};
use crate::web::page::field::FieldKind;
use crate::web::page::form::{CSRF, KEY, Seal};
use crate::web::page::problems::Line;
use crate::web::page::{Field, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "portal/applications/documents.html";
/// What the picker of a phone offers: the camera among the rest.
const KINDS: &str = "image/jpeg,image/png,application/pdf";
/// Longest value of a field that is not the file.
const FIELD_BYTES: usize = 200;
/// So much more of a refused file is read, in bytes, for the browser to hear why: it listens when it has sent all.
const PATIENCE_BYTES: u64 = 64 * 1024 * 1024;

pub(super) fn routes() -> Router<Arc<App>> {
    // The form has limits of its own.
    let sending = Router::new().route("/applications/{id}/documents", get(show).post(send));
    sending.layer(DefaultBodyLimit::disable()).route("/documents/{id}", get(content))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    id: Uuid,
    programme: String,
    /// Of the case, where it is one.
    reference: Option<String>,
    places: Vec<Wanted>,
    missing: usize,
    limit_bytes: u64,
    errors: Vec<Line>,
}

/// A place for a document.
#[derive(Debug, Serialize)]
struct Wanted {
    /// Names it on the page.
    anchor: String,
    title: String,
    hint: Option<String>,
    /// Whose it is, in a household.
    of: Option<String>,
    requirement: String,
    member: Option<i16>,
    is_optional: bool,
    is_open: bool,
    /// `missing`, `sent`, `accepted`, `refused`, `asked` or `optional`.
    state: &'static str,
    /// What an officer wrote: why it was refused, or is asked for.
    reason: Option<String>,
    document: Option<Sent>,
    field: Field,
}

#[derive(Debug, Serialize)]
struct Sent {
    path: String,
    name: String,
    size_bytes: i64,
    at: String,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let filled = apply::fill(&app, &actor, id).await?;
    page.html(TEMPLATE, &view(&app, &page, &actor, &filled).await?)
}

async fn send(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Sending { seal, form }: Sending,
) -> Result<Response> {
    let mut slot = None;
    match receive(&app, &actor, (id, seal), form, &mut slot).await {
        Ok(()) => see_other_telling(&format!("/applications/{id}/documents"), "document-sent"),
        Err(error) => {
            let Some(slot) = slot else { return Err(error) };
            refused(&app, &page, &actor, id, (&slot, error)).await
        }
    }
}

/// Shows beside its place why a file is not taken.
async fn refused(
    app: &App,
    page: &Page,
    actor: &Actor,
    id: Uuid,
    (slot, error): (&Slot, Error),
) -> Result<Response> {
    let status = match &error {
        Error::Refused(refusal) => crate::web::error::status_of(refusal.kind()),
        Error::NotFound | Error::Fault(_) => return Err(error),
    };
    let filled = apply::fill(app, actor, id).await?;
    let mut view = view(app, page, actor, &filled).await?;
    let anchor = anchor(slot);
    let problems = Problems::of(error, page.language)?.renamed(|_| "file".to_owned()).at("file");
    for place in &mut view.places {
        if place.anchor == anchor && place.is_open {
            view.errors = problems.clone().beside(std::slice::from_mut(&mut place.field));
        }
    }
    if view.errors.is_empty() {
        view.errors = problems.beside(&mut []);
    }
    page.html_with(status, TEMPLATE, &view)
}

/// Reads the form in the order in which it is sent: who sends it and for what, then the file.
async fn receive(
    app: &App,
    actor: &Actor,
    (application, seal): (Uuid, Seal),
    Form { mut fields, allowance }: Form,
    slot: &mut Option<Slot>,
) -> Result<()> {
    let (mut csrf, mut key, mut requirement, mut member) = (None, None, None, None);
    while let Some(field) = fields.next_field().await.map_err(|_| allowance.refusal())? {
        let name = field.name().unwrap_or_default().to_owned();
        let place = match name.as_str() {
            CSRF => &mut csrf,
            KEY => &mut key,
            "requirement" => &mut requirement,
            "member" => &mut member,
            "file" => {
                seal.check(csrf.as_deref())?;
                let requirement =
                    requirement.ok_or_else(|| Refusal::field("requirement", "field-missing"))?;
                let member = member.filter(|text: &String| !text.is_empty());
                let member = member.map(|text| text.parse()).transpose();
                let member = member.map_err(|_| Refusal::field("member", "field-type"))?;
                let slot = slot.insert(Slot { requirement, member });
                return file(app, actor, (application, slot), (field, &allowance), (&seal, key)).await;
            }
            other => return Err(Refusal::field(other, "field-unknown").into()),
        };
        if place.replace(text(field, &allowance).await?).is_some() {
            return Err(Refusal::field(name, "field-unknown").into());
        }
    }
    seal.check(csrf.as_deref())?;
    *slot = requirement.map(|requirement| Slot { requirement, member: None });
    Err(Refusal::field("file", "field-missing").into())
}

async fn file(
    app: &App,
    actor: &Actor,
    (application, slot): (Uuid, &Slot),
    (field, allowance): (Part<'_>, &Allowance),
    (seal, key): (&Seal, Option<String>),
) -> Result<()> {
    let content_type = field.content_type().map(str::to_owned);
    let sent_name = field.file_name().unwrap_or_default().to_owned();
    let mut pieces = pin!(pieces(field, allowance));
    allowance.grow(app.intake.limits().file_bytes);
    if sent_name.is_empty() {
        // Browsers send a field in which nothing was chosen as a nameless file.
        return Err(Refusal::field("file", "file-missing").into());
    }
    // A key is checked before the file is read; which request it names is known afterwards.
    seal.key(app, key.clone(), &[])?;
    let upload = Upload {
        actor,
        application,
        slot: slot.clone(),
        file_name: FileName::clean(&sent_name),
        content_type: content_type.as_deref(),
    };
    let key_of = |body: &[u8]| seal.key(app, key.clone(), body).expect("the key was found fit");
    match documents::receive(app, &upload, &mut pieces, key_of).await {
        Ok(_) => Ok(()),
        Err(error) => {
            allowance.grow(PATIENCE_BYTES);
            while let Some(Ok(_)) = pieces.next().await {}
            Err(error)
        }
    }
}

async fn content(
    State(app): State<Arc<App>>,
    Caller(actor): Caller,
    Path(document): Path<Uuid>,
) -> Result<Response> {
    served(documents::download(&app, &actor, document).await?)
}

/// A form on its way in, and to whom it was given.
struct Sending {
    seal: Seal,
    form: Form,
}

impl FromRequest<Arc<App>> for Sending {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let seal = Seal::of(&mut parts).await?;
        let form = Form::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self { seal, form })
    }
}

fn pieces<'a>(field: Part<'a>, allowance: &'a Allowance) -> impl Stream<Item = Result<Bytes>> + 'a {
    field.map(|piece| piece.map_err(|_| allowance.refusal().into()))
}

async fn text(mut field: Part<'_>, allowance: &Allowance) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| allowance.refusal())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FIELD_BYTES {
            return Err(Refusal::field("", "text-too-long").into());
        }
    }
    String::from_utf8(bytes).map_err(|_| Refusal::field("", "field-type").into())
}

async fn view(app: &App, page: &Page, actor: &Actor, filled: &Filled) -> Result<View> {
    let id = filled.view.id;
    let places = documents::places(app, actor, id).await?;
    let places: Vec<Wanted> = places.into_iter().map(|place| wanted(page, filled, place)).collect();
    Ok(View {
        id,
        programme: page.of(&filled.programme.title).to_owned(),
        reference: filled.view.reference.clone(),
        missing: places.iter().filter(|place| matches!(place.state, "missing" | "refused" | "asked")).count(),
        places,
        limit_bytes: app.intake.limits().file_bytes,
        errors: Vec::new(),
    })
}

fn wanted(page: &Page, filled: &Filled, place: Place) -> Wanted {
    let Place { slot, is_optional, document, asked, is_open } = place;
    let requirement = filled.programme.form.requirements.iter().find(|one| one.name == slot.requirement);
    let title = requirement.map_or(slot.requirement.as_str(), |one| page.of(&one.title)).to_owned();
    let state = match (&document, &asked) {
        (_, Some(_)) => "asked",
        (Some(document), _) => match document.review {
            "accepted" => "accepted",
            "refused" => "refused",
            _ => "sent",
        },
        (None, _) if is_optional => "optional",
        (None, _) => "missing",
    };
    let mut field = Field::new(FieldKind::File, "file", page.say("documents-file"));
    field.id = anchor(&slot);
    field.accept = Some(KINDS);
    Wanted {
        anchor: anchor(&slot),
        title,
        hint: requirement.and_then(|one| one.hint.as_ref()).map(|hint| page.of(hint).to_owned()),
        of: member_name(page, filled, requirement, slot.member),
        member: slot.member,
        requirement: slot.requirement,
        is_optional,
        is_open,
        state,
        reason: asked.or_else(|| document.as_ref().and_then(|document| document.review_reason.clone())),
        document: document.map(|document| Sent {
            path: format!("/documents/{}", document.id),
            name: document.file_name,
            size_bytes: document.size_bytes,
            at: document.uploaded_at.to_rfc3339(),
        }),
        field,
    }
}

/// Whose document it is: the name on the row to which it belongs.
pub(in crate::web::portal) fn member_name(
    page: &Page,
    filled: &Filled,
    requirement: Option<&Requirement>,
    member: Option<i16>,
) -> Option<String> {
    let Some(Requirement { per: Per::Each(section), .. }) = requirement else { return None };
    let section = filled.programme.form.section(section)?;
    let row = usize::try_from(member?).ok()?;
    let rows: &Value = &filled.view.answers[&section.name];
    let name = section.name_of(&rows[row]).map(str::to_owned);
    Some(name.unwrap_or_else(|| place::row_title(page, section, rows, row)))
}

/// The name of a place on its page.
pub(in crate::web::portal) fn anchor(slot: &Slot) -> String {
    match slot.member {
        Some(member) => format!("{}-{member}", slot.requirement),
        None => slot.requirement.clone(),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let place = |anchor: &str, state: &'static str, is_open: bool| {
        let mut field = Field::new(FieldKind::File, "file", "تصویر یا فائل چنیں");
        field.id = anchor.to_owned();
        field.accept = Some(KINDS);
        Wanted {
            anchor: anchor.to_owned(),
            title: "شناختی کارڈ".to_owned(),
            hint: Some("دونوں اطراف".to_owned()),
            of: (state == "sent").then(|| "رشیدہ بی بی".to_owned()),
            requirement: anchor.to_owned(),
            member: (state == "sent").then_some(0),
            is_optional: state == "optional",
            is_open,
            state,
            reason: matches!(state, "refused" | "asked").then(|| "تصویر دھندلی ہے".to_owned()),
            document: matches!(state, "sent" | "accepted" | "refused").then(|| Sent {
                path: "/documents/1".to_owned(),
                name: "card.jpg".to_owned(),
                size_bytes: 120_000,
                at: "2026-03-02T06:00:00Z".to_owned(),
            }),
            field,
        }
    };
    let view = |places: Vec<Wanted>, reference: Option<&str>, missing| View {
        id: Uuid::nil(),
        programme: "نقد امداد".to_owned(),
        reference: reference.map(str::to_owned),
        places,
        missing,
        limit_bytes: 10 << 20,
        errors: Vec::new(),
    };
    let draft = vec![
        place("a", "missing", true),
        place("b", "sent", true),
        place("c", "refused", true),
        place("d", "optional", true),
    ];
    let mut wrong = view(draft, None, 2);
    let problems = Problems::of(Refusal::EmptyFile.into(), crate::texts::Language::Ur).expect("a refusal");
    wrong.errors = problems.at("file").beside(std::slice::from_mut(&mut wrong.places[0].field));
    let case = vec![place("a", "asked", true), place("b", "accepted", false), place("c", "sent", false)];
    vec![
        Sample::new(TEMPLATE, Signed::Citizen, &wrong),
        Sample::new(TEMPLATE, Signed::Citizen, &view(case, Some("C-7M3QK-0T8XW-2"), 1)),
        Sample::new(TEMPLATE, Signed::Citizen, &view(vec![place("a", "sent", true)], None, 0)),
        Sample::new(TEMPLATE, Signed::Citizen, &view(Vec::new(), None, 0)),
    ]
}

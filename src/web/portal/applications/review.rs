//! `/applications/{id}/review`: all answers and documents once more, what is missing, and handing in with the consent. Of
//! an application that was handed in, its answers to read.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::documents::{anchor, member_name};
use super::place::{self, TakenFrom, Then};
use crate::app::App;
use crate::casework::apply::{self, Filled};
use crate::casework::documents;
use crate::casework::submit::{self, Submission};
use crate::catalogue::form::Section;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::refusal::{FieldError, Refusal};
use crate::web::address::Path;
use crate::web::extract::Caller;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Field, Form, Page, Problems, see_other};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::questions::{Words, words};
use crate::web::portal::wording;

const TEMPLATE: &str = "portal/applications/review.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/applications/{id}/review", get(show))
        .route("/applications/{id}/submission", post(submit))
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    id: Uuid,
    programme: String,
    /// The end of the names of sentences.
    wording: &'static str,
    /// Of the case, where it was handed in.
    reference: Option<String>,
    version: i32,
    /// The earlier application whose answers are used here.
    taken: Option<TakenFrom>,
    groups: Vec<Group>,
    /// Those whose answers were taken over.
    taken_groups: Vec<Group>,
    documents: Vec<Document>,
    documents_missing: usize,
    /// What stands in the way of handing in, with the way there.
    blocks: Vec<Block>,
    consent: Consent,
    errors: Vec<Line>,
}

/// The answers of a section, or of one of its rows.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    /// Set where it is the row of a list.
    is_row: bool,
    /// The list, for a section that has rows.
    list: Option<String>,
    answers: Vec<Answer>,
}

#[derive(Debug, Serialize)]
struct Answer {
    question: String,
    words: Words,
    change: Option<String>,
}

#[derive(Debug, Serialize)]
struct Document {
    title: String,
    of: Option<String>,
    state: &'static str,
    /// The file, where one was sent.
    name: Option<String>,
    path: String,
}

#[derive(Debug, Serialize)]
struct Block {
    text: String,
    path: Option<String>,
}

#[derive(Debug, Serialize)]
struct Consent {
    text: String,
    field: Field,
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

async fn submit(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response> {
    apply::fill(&app, &actor, id).await?;
    form.entries.only(&["_version", "consent"])?;
    let version = form.entries.version()?;
    let submitted = format!("/applications/{id}/submitted");
    let consent = form.entries.text("consent");
    let error = if consent.is_empty() {
        Refusal::field("consent", "consent-missing").into()
    } else {
        let submission = Submission { application: id, version, consent };
        match submit::submit(&app, &actor, form.key, &submission).await {
            Ok(_) | Err(Error::Refused(Refusal::AlreadySubmitted { .. })) => return see_other(&submitted),
            Err(error) => error,
        }
    };
    let filled = apply::fill(&app, &actor, id).await?;
    if !filled.is_draft() {
        return see_other(&submitted);
    }
    let mut view = view(&app, &page, &actor, &filled).await?;
    let status = tell(&page, &filled, error, &mut view)?;
    page.html_with(status, TEMPLATE, &view)
}

/// Says why it could not be handed in: of an answer with the way to it, of the rest on top of the page.
fn tell(page: &Page, filled: &Filled, error: Error, view: &mut View) -> Result<StatusCode> {
    let error = match error {
        Error::Refused(Refusal::DraftChanged { .. }) => Refusal::field("", "review-changed").into(),
        Error::Refused(Refusal::Incomplete { .. }) => Refusal::field("", "review-incomplete").into(),
        Error::Refused(Refusal::Invalid(wrong)) => {
            let (answers, rest): (Vec<_>, Vec<_>) =
                wrong.into_iter().partition(|wrong| wrong.field.starts_with("answers."));
            let known = view.blocks.iter().map(|block| block.text.clone()).collect::<Vec<_>>();
            let blocks = answers.iter().map(|wrong| block(page, filled, wrong));
            view.blocks.extend(blocks.filter(|block| !known.contains(&block.text)));
            let whole = FieldError::new("", "review-wrong");
            let whole = Some(whole).filter(|_| !answers.is_empty());
            Refusal::Invalid(whole.into_iter().chain(rest).collect()).into()
        }
        other => other,
    };
    let problems = Problems::of(error, page.language)?;
    let status = problems.status();
    view.errors = problems.beside(std::slice::from_mut(&mut view.consent.field));
    Ok(status)
}

fn block(page: &Page, filled: &Filled, wrong: &FieldError) -> Block {
    let path = wrong.field.trim_start_matches("answers.");
    let form = &filled.programme.form;
    Block {
        text: crate::texts::field(wrong, page.language),
        path: place::question_path(filled.view.id, form, path, Some(Then::Review)),
    }
}

async fn view(app: &App, page: &Page, actor: &Actor, filled: &Filled) -> Result<View> {
    let areas = Places::of(app, page);
    let form = &filled.programme.form;
    let places = documents::places(app, actor, filled.view.id).await?;
    let documents = places.into_iter().map(|place| {
        let requirement = form.requirements.iter().find(|one| one.name == place.slot.requirement);
        let title = requirement.map_or(place.slot.requirement.as_str(), |one| page.of(&one.title));
        let is_refused = place.document.as_ref().is_some_and(|document| document.review == "refused");
        Document {
            title: title.to_owned(),
            of: member_name(page, filled, requirement, place.slot.member),
            state: match &place.document {
                Some(_) if !is_refused => "sent",
                _ if place.is_optional => "optional",
                _ => "missing",
            },
            path: format!("/applications/{}/documents#{}", filled.view.id, anchor(&place.slot)),
            name: place.document.map(|document| document.file_name),
        }
    });
    let taken = TakenFrom::of(page, filled);
    let is_taken = |section: &&Section| taken.is_some() && filled.is_draft() && form.is_shared(section);
    let (taken_sections, own_sections): (Vec<&Section>, Vec<&Section>) =
        form.sections.iter().partition(is_taken);
    let of = |sections: Vec<&Section>| {
        sections.into_iter().flat_map(|section| groups(page, &areas, filled, section)).collect()
    };
    let mut consent = Field::new(FieldKind::Choices, "consent", page.say("review-consent"));
    consent = consent.option(&form.consent.version, page.say("review-agree"));
    Ok(View {
        id: filled.view.id,
        programme: page.of(&filled.programme.title).to_owned(),
        wording: wording(&filled.programme.workflow),
        reference: filled.view.reference.clone(),
        version: filled.view.version,
        groups: of(own_sections),
        taken_groups: of(taken_sections),
        taken,
        documents: documents.collect(),
        documents_missing: filled.view.missing_documents.len(),
        blocks: blocks(page, filled)?,
        consent: Consent { text: page.of(&form.consent.text).to_owned(), field: consent },
        errors: Vec::new(),
    })
}

/// The answers of a section, one group of a section asked once, of a list one for itself and one for each row.
fn groups(page: &Page, places: &Places, filled: &Filled, section: &Section) -> Vec<Group> {
    let id = filled.view.id;
    let title = page.of(&section.title).to_owned();
    let stored = &filled.view.answers[&section.name];
    if section.each.is_none() {
        let answers = answers(page, places, filled, (section, &section.name), stored);
        let group = Group { title, is_row: false, list: None, answers };
        return if group.answers.is_empty() { Vec::new() } else { vec![group] };
    }
    let list = filled.is_draft().then(|| place::section_path(id, section));
    let rows = stored.as_array().map_or(&[][..], Vec::as_slice);
    let row = |(number, row): (usize, &Value)| Group {
        title: place::row_title(page, section, stored, number),
        is_row: true,
        list: None,
        answers: answers(page, places, filled, (section, &format!("{}.{number}", section.name)), row),
    };
    let head = Group { title, is_row: false, list, answers: Vec::new() };
    std::iter::once(head).chain(rows.iter().enumerate().map(row)).collect()
}

fn answers(
    page: &Page,
    places: &Places,
    filled: &Filled,
    (section, path): (&Section, &str),
    stored: &Value,
) -> Vec<Answer> {
    let form = &filled.programme.form;
    let asked = section.questions.iter().filter_map(|question| {
        let path = format!("{path}.{}", question.name);
        filled.reading.asked().iter().any(|asked| asked.path == path).then_some((question, path))
    });
    asked
        .map(|(question, path)| Answer {
            question: page.of(&question.title).to_owned(),
            words: words(page, places, question, stored.get(&question.name)),
            change: filled
                .is_draft()
                .then(|| place::question_path(filled.view.id, form, &path, Some(Then::Review)))
                .flatten(),
        })
        .collect()
}

/// What has to be put right before handing in: sections with questions that are not answered, and rules that are broken.
fn blocks(page: &Page, filled: &Filled) -> Result<Vec<Block>> {
    if !filled.is_draft() {
        return Ok(Vec::new());
    }
    let (id, form) = (filled.view.id, &filled.programme.form);
    let missing = form.sections.iter().filter_map(|section| {
        let prefix = format!("{}.", section.name);
        let mut of_section =
            filled.view.missing.iter().filter(|path| path.starts_with(&prefix) || **path == section.name);
        let first = of_section.next()?;
        let count = Value::from(of_section.count() + 1);
        let params = [("part", Value::from(page.of(&section.title))), ("count", count)];
        let path = place::question_path(id, form, first, Some(Then::Review));
        Some(Block { text: page.say_with("review-missing", params), path })
    });
    let mut blocks: Vec<Block> = missing.collect();
    if blocks.is_empty() {
        blocks.extend(filled.broken()?.into_iter().map(|rule| Block {
            text: page.of(&rule.message).to_owned(),
            path: place::question_path(id, form, &rule.at, Some(Then::Review)),
        }));
    }
    Ok(blocks)
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let answer = |words| Answer {
        question: "آپ کی ماہانہ آمدنی".to_owned(),
        words,
        change: Some("/applications/1/sections/x?step=1#y".to_owned()),
    };
    let text = |text: &str| text.to_owned();
    let groups = || {
        vec![
            Group {
                title: text("آپ کے بارے میں"),
                is_row: false,
                list: None,
                answers: vec![
                    answer(Words::Nothing),
                    answer(Words::Text { text: text("شادی شدہ") }),
                    answer(Words::Latin { text: text("•••• 6702") }),
                    answer(Words::Rupees { paisa: 1_200_000 }),
                    answer(Words::Day { day: text("1985-04-11") }),
                ],
            },
            Group { title: text("افراد"), is_row: false, list: Some(text("/x")), answers: Vec::new() },
            Group {
                title: text("فرد 1"), is_row: true, list: None, answers: vec![answer(Words::Nothing)]
            },
        ]
    };
    let document = |state, name: Option<&str>| Document {
        title: text("شناختی کارڈ"),
        of: name.map(|_| text("رشیدہ بی بی")),
        state,
        name: name.map(str::to_owned),
        path: text("/applications/1/documents#cnic"),
    };
    let view = |blocks: Vec<Block>, reference: Option<&str>| View {
        wording: "",
        id: Uuid::nil(),
        programme: text("نقد امداد"),
        reference: reference.map(str::to_owned),
        version: 4,
        taken: Some(TakenFrom::sample()),
        groups: groups(),
        taken_groups: groups(),
        documents: vec![
            document("sent", Some("card.jpg")),
            document("missing", None),
            document("optional", None),
        ],
        documents_missing: 1,
        blocks,
        consent: Consent {
            text: text("میں تصدیق کرتا / کرتی ہوں۔"),
            field: Field::new(FieldKind::Choices, "consent", "رضامندی").option("2026-1", "مجھے منظور ہے"),
        },
        errors: Vec::new(),
    };
    let mut wrong = view(Vec::new(), None);
    let problems =
        Problems::of(Refusal::field("consent", "consent-missing").into(), crate::texts::Language::Ur);
    wrong.errors = problems.expect("a refusal").beside(std::slice::from_mut(&mut wrong.consent.field));
    let blocks = vec![
        Block { text: text("آپ کا گھر: 3 سوال باقی"), path: Some(text("/x")) },
        Block { text: text("گھرانے کا ایک ہی سربراہ ہوتا ہے۔"), path: None },
    ];
    vec![
        Sample::new(TEMPLATE, Signed::Citizen, &wrong),
        Sample::new(TEMPLATE, Signed::Citizen, &view(blocks, None)),
        Sample::new(TEMPLATE, Signed::Citizen, &view(Vec::new(), Some("C-7M3QK-0T8XW-2"))),
    ]
}

//! The page of a few questions: shown, and saved when it comes back. What is missing or wrong is asked again, with what
//! was typed; what was saved meanwhile in another window stands beside it.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Map, Value};

use super::asking::{Asking, Whose, is_same};
use super::place::{self, Then};
use crate::app::App;
use crate::casework::apply::{self, Filled};
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::refusal::{FieldError, Refusal};
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Field, Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::portal::questions::{self, Shown, keep_name, named, words};

const TEMPLATE: &str = "portal/applications/step.html";

/// What the template shows.
#[derive(Debug, Serialize)]
struct View {
    programme: String,
    section: String,
    title: String,
    hint: Option<String>,
    action: String,
    back: String,
    version: i32,
    /// From 1.
    step: usize,
    then_review: bool,
    /// Names and words by which identifiers stay as they are.
    keep: Vec<(String, String)>,
    fields: Vec<Field>,
    errors: Vec<Line>,
}

/// Shows the questions of a step.
pub(super) fn show(
    app: &App,
    page: &Page,
    (filled, asking, then): (&Filled, Asking<'_>, Option<Then>),
) -> Result<Response> {
    let places = Places::of(app, page);
    page.html(TEMPLATE, &view(page, &places, (filled, asking, then))?)
}

/// Saves what was typed and goes on, or says what is wrong.
pub(super) async fn save(
    app: &App,
    page: &Page,
    actor: &Actor,
    (filled, asking, then): (&Filled, Asking<'_>, Option<Then>),
    form: &Form,
) -> Result<Response> {
    let version = form.entries.version()?;
    let typed = asking.typed(filled, &form.entries)?;
    let is_later = form.entries.has("_later");
    if asking.whose == Whose::New && typed.values().all(is_nothing) {
        if is_later {
            return see_other(&place::section_path(filled.view.id, asking.section));
        }
        let missing = Refusal::Invalid(unanswered(asking, filled, &typed)?);
        return again(app, page, (filled, asking, then), (form, &typed, missing.into()));
    }
    let change = asking.change(filled, &typed);
    let saved = match apply::save(app, actor, filled.view.id, version, &change).await {
        Ok(_) => apply::fill(app, actor, filled.view.id).await?,
        Err(Error::Refused(Refusal::DraftChanged { .. })) if asking.is_stored(filled, &typed) => {
            apply::fill(app, actor, filled.view.id).await?
        }
        Err(error) => {
            return again(app, page, (filled, asking, then), (form, &typed, error));
        }
    };
    let asking = Asking { section: section_of(&saved, asking)?, ..asking.saved(&saved) };
    if is_later {
        return see_other_telling(&format!("/applications/{}", saved.view.id), "answers-saved");
    }
    let missing = unanswered(asking, &saved, &typed)?;
    if !missing.is_empty() {
        let missing = Refusal::Invalid(missing).into();
        return again(app, page, (&saved, asking, then), (form, &typed, missing));
    }
    onward(&saved, asking, then)
}

fn section_of<'a>(filled: &'a Filled, asking: Asking<'_>) -> Result<&'a crate::catalogue::form::Section> {
    filled.programme.form.section(&asking.section.name).ok_or(Error::NotFound)
}

/// The page that comes after a step whose questions are answered.
fn onward(filled: &Filled, asking: Asking<'_>, then: Option<Then>) -> Result<Response> {
    let id = filled.view.id;
    let prefix = format!("{}.", asking.path(filled));
    let is_whole = !filled.view.missing.iter().any(|path| path.starts_with(&prefix));
    if then == Some(Then::Review) && is_whole {
        return see_other(&format!("/applications/{id}/review"));
    }
    if let Some(next) = asking.next(filled)? {
        let then = if then.is_some() { "&then=review" } else { "" };
        return see_other(&format!("{}?step={}{then}", next.address(filled), next.step + 1));
    }
    match asking.whose {
        Whose::Once => see_other(&format!("/applications/{id}")),
        Whose::Row(_) | Whose::New => see_other(&place::section_path(id, asking.section)),
    }
}

/// The questions of the step that have to be answered and were not, as errors of their fields.
fn unanswered(asking: Asking<'_>, filled: &Filled, typed: &Map<String, Value>) -> Result<Vec<FieldError>> {
    let stored = asking.stored(filled);
    let left = asking.asked(filled)?.into_iter().filter(|(question, is_optional)| {
        let is_stored = !stored[&question.name].is_null();
        // A question that this very answer opened was not on the page and is not demanded yet.
        !is_optional && !is_stored && typed.contains_key(&question.name)
    });
    Ok(left.map(|(question, _)| FieldError::new(&question.name, "field-missing")).collect())
}

/// The page once more, with what was typed and what is wrong with it.
fn again(
    app: &App,
    page: &Page,
    (filled, asking, then): (&Filled, Asking<'_>, Option<Then>),
    (form, typed, error): (&Form, &Map<String, Value>, Error),
) -> Result<Response> {
    let is_changed = matches!(error, Error::Refused(Refusal::DraftChanged { .. }));
    let error = if is_changed {
        Refusal::field("", "changed-elsewhere").into()
    } else {
        named(error, &asking.path(filled), asking.questions())
    };
    let problems = Problems::of(error, page.language)?;
    let places = Places::of(app, page);
    let mut view = view(page, &places, (filled, asking, then))?;
    let stored = asking.stored(filled);
    for field in &mut view.fields {
        let filled = field.clone().filled(&form.entries);
        *field = filled;
        let question = asking.questions().iter().find(|question| question.name == field.name);
        let Some(question) = question.filter(|_| is_changed) else { continue };
        let (typed, stored) = (&typed[&question.name], stored.get(&question.name));
        if !is_same(question, typed, stored.unwrap_or(&Value::Null)) {
            let now = words(page, &places, question, stored).plain(page);
            field.hint = Some(page.say_with("apply-stored-now", [("answer", Value::from(now))]));
        }
    }
    for (name, word) in &mut view.keep {
        if form.entries.has(name) {
            form.entries.text(name).clone_into(word);
        }
    }
    let status = if is_changed { StatusCode::CONFLICT } else { problems.status() };
    view.errors = problems.beside(&mut view.fields);
    name_the_questions(page, &mut view);
    page.html_with(status, TEMPLATE, &view)
}

/// Says in the summary of which question each error is, where it does not yet; beside the question that is plain.
fn name_the_questions(page: &Page, view: &mut View) {
    for line in &mut view.errors {
        let is_its = |field: &&Field| {
            line.id.as_ref().is_some_and(|id| *id == field.anchor())
                && field.error.as_deref() == Some(line.text.as_str())
        };
        if let Some(field) = view.fields.iter().find(is_its) {
            let params =
                [("question", Value::from(field.label.as_str())), ("error", Value::from(line.text.as_str()))];
            line.text = page.say_with("apply-error-line", params);
        }
    }
}

fn view(
    page: &Page,
    places: &Places,
    (filled, asking, then): (&Filled, Asking<'_>, Option<Then>),
) -> Result<View> {
    let stored = asking.stored(filled);
    let asked = asking.asked(filled)?;
    let fields: Vec<Field> = asked
        .iter()
        .map(|(question, is_optional)| {
            questions::field(Shown { page, places }, question, *is_optional, stored.get(&question.name))
        })
        .collect();
    let keep = asked.iter().filter_map(|(question, _)| {
        let word = stored.get(&question.name)?.get("keep")?.as_str()?;
        Some((keep_name(&question.name), word.to_owned()))
    });
    let back = match asking.previous(filled)? {
        _ if then == Some(Then::Review) => format!("/applications/{}/review", filled.view.id),
        Some(before) => format!("{}?step={}", before.address(filled), before.step + 1),
        None if asking.whose == Whose::Once => format!("/applications/{}", filled.view.id),
        None => place::section_path(filled.view.id, asking.section),
    };
    let is_first = asking.step == 0 && asking.whose == Whose::Once;
    Ok(View {
        programme: page.of(&filled.programme.title).to_owned(),
        section: page.of(&asking.section.title).to_owned(),
        title: asking.title(page, filled),
        hint: asking.section.hint.as_ref().filter(|_| is_first).map(|hint| page.of(hint).to_owned()),
        action: asking.address(filled),
        back,
        version: filled.view.version,
        step: asking.step + 1,
        then_review: then == Some(Then::Review),
        keep: keep.collect(),
        fields,
        errors: Vec::new(),
    })
}

fn is_nothing(answer: &Value) -> bool {
    answer.is_null() || answer.as_str() == Some("")
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::catalogue::form::Form;
    use crate::texts::Language;

    let household = include_str!("../../../../workflows/household-registration/form.yaml");
    let cash = include_str!("../../../../workflows/cash-assistance/form.yaml");
    let form =
        Form::load_beside("form.yaml", cash, &|_| Some(household)).expect("the form that is shipped loads");
    let (page, places) = (Page::sample(Language::Ur), Places::sample(Language::Ur));
    let stored = serde_json::json!({ "iban": { "last": "6702", "keep": "k" }, "is_head": true, "area": "lahore/lahore/shalimar" });
    let view = |section: &crate::catalogue::form::Section, step: &[crate::catalogue::form::Question]| View {
        programme: "نقد امداد".to_owned(),
        section: page.of(&section.title).to_owned(),
        title: page.of(&section.title).to_owned(),
        hint: None,
        action: "/applications/1/sections/x".to_owned(),
        back: "/applications/1".to_owned(),
        version: 1,
        step: 1,
        then_review: section.name == "bank",
        keep: vec![("_keep-iban".to_owned(), "k".to_owned())],
        fields: step
            .iter()
            .map(|question| {
                questions::field(
                    Shown { page: &page, places: &places },
                    question,
                    true,
                    stored.get(&question.name),
                )
            })
            .collect(),
        errors: Vec::new(),
    };
    let views = form
        .sections
        .iter()
        .flat_map(|section| section.steps().into_iter().map(|step| view(section, step)).collect::<Vec<_>>());
    let wrong = views.map(|mut view| {
        let missing = view.fields.iter().map(|field| FieldError::new(&field.name, "field-missing")).collect();
        let problems = Problems::of(Refusal::Invalid(missing).into(), Language::Ur).expect("it is a refusal");
        view.errors = problems.beside(&mut view.fields);
        view
    });
    wrong.map(|view| Sample::new(TEMPLATE, Signed::Citizen, &view)).collect()
}

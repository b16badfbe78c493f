//! `/office/cases/{reference}`: all there is to know of a case on one page, what may be done to it now, and who has it.

mod answers;
mod bar;
mod checks;
mod documents;
mod history;
mod letters;
mod offers;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Staff, live, words};
use crate::app::App;
use crate::casework::{allocate, look, undo, watch};
use crate::error::{Error, Result};
use crate::history::OfficerEntry;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::texts;
use crate::web::address::{Path, Query};
use crate::web::extract::reference;
use crate::web::page::places::Places;
use crate::web::page::problems::Line;
use crate::web::page::{Field, Form, Page, Problems, see_other, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::web::receipt::Receipt;

pub(super) use answers::{Section, Shown, sections, shown};
pub(super) use bar::Bar;
pub(super) use checks::{Check, Score, of_answer};
pub(super) use documents::{Documents, member, member_names, next_unreviewed, refusal_fields, requirement};
pub(super) use history::{Happened, Part};
pub(super) use offers::lacks;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/cases/{reference}", get(show))
        .route("/office/cases/{reference}/claim", post(claim))
        .route("/office/cases/{reference}/release", post(release))
        .route("/office/cases/{reference}/undo", post(take_back))
        .merge(letters::routes())
}

/// What the page is asked for besides the case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// The document to look at.
    pub(super) document: Option<Uuid>,
    /// Why this case was given: `vulnerable`, `deadline` or `waiting`.
    pub(super) because: Option<Because>,
    /// The queue from which the officer worked, for the way to the next case.
    pub(super) from: Option<String>,
    /// The part of the history to read; all of it where none is named.
    pub(super) history: Option<Part>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Because {
    Vulnerable,
    Deadline,
    Waiting,
}

/// What a form of the page brought about that did not work.
#[derive(Debug, Default)]
pub(super) struct Mishap {
    pub(super) status: StatusCode,
    pub(super) errors: Vec<Line>,
    /// What was chosen and typed as the reason why a document is refused.
    pub(super) refusing: Option<[Field; 2]>,
    /// The note or message that was not taken, with why.
    pub(super) written: Option<Field>,
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    bar: Bar,
    offers: offers::Offers,
    /// Why this case was given.
    because: Option<String>,
    /// The queue to go on with, where the officer has just finished.
    onward: Option<Onward>,
    /// Who else has it open, in a sentence; empty where nobody has.
    others: String,
    /// What it stood at when it was read.
    version: i32,
    flags: Vec<String>,
    about: Option<About>,
    /// How many other cases may be of the same people.
    pairs: usize,
    merged: Vec<Merged>,
    documents: Documents,
    checks: Vec<Check>,
    score: Option<Score>,
    sections: Vec<Section>,
    compared: Option<Compared>,
    letters: letters::Letters,
    /// None for those who may not see who did what.
    history: Option<Vec<Happened>>,
    /// Its parts, and which one is shown.
    history_parts: [&'static str; 4],
    history_part: Option<Part>,
}

/// The case that this one is about.
#[derive(Debug, Serialize)]
struct About {
    reference: String,
    is_seen: bool,
    receipt: Option<Receipt>,
}

/// The other application with which the answers are compared.
#[derive(Debug, Serialize)]
struct Compared {
    reference: String,
    programme: String,
    /// The day, in words.
    handed_in: String,
    is_newer: bool,
    /// How many answers differ.
    count: usize,
}

/// A case that was closed for another, or the one for which it was.
#[derive(Debug, Serialize)]
struct Merged {
    other: Option<String>,
    is_closed_here: bool,
}

/// The way to the next case.
#[derive(Debug, Serialize)]
struct Onward {
    queue: String,
    title: String,
}

/// A case as the office reads it, with its history.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) case: look::CaseView,
    pub(super) office: look::OfficeView,
    pub(super) events: Option<Vec<OfficerEntry>>,
    pub(super) places: Places,
    /// The names of the others who have it open.
    pub(super) others: Vec<String>,
}

impl Open {
    /// Reads it for somebody of the staff.
    pub(super) async fn read(app: &App, page: &Page, actor: &Actor, reference: &Reference) -> Result<Self> {
        let case = look::case(app, actor, reference).await?;
        let events = match look::events(app, actor, reference, 0).await {
            Ok(events) => Some(events),
            Err(Error::Refused(Refusal::NotAllowed { .. })) => None,
            Err(error) => return Err(error),
        };
        let others = watch::enter(app, actor, &case.standing).await?;
        Ok(Self { events, others, ..Self::of(app, page, case)? })
    }

    /// One that was read, without its history.
    pub(super) fn of(app: &App, page: &Page, mut case: look::CaseView) -> Result<Self> {
        let office = case.office.take().ok_or(Error::NotFound)?;
        Ok(Self { case, office, events: None, places: Places::of(app, page), others: Vec::new() })
    }
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let open = Open::read(&app, &page, &actor, &reference(&text)?).await?;
    respond(&app, &page, &actor, (&open, &asked), Mishap::default())
}

/// The page of a case that was read.
pub(super) fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    (open, asked): (&Open, &Asked),
    mishap: Mishap,
) -> Result<Response> {
    let Open { case, office, events, places, others } = open;
    let because = asked.because.map(|because| match because {
        Because::Vulnerable => page.say("office-because-vulnerable"),
        Because::Deadline => page.say("office-because-deadline"),
        Because::Waiting => page.say("office-because-waiting"),
    });
    let onward = asked.from.as_deref().filter(|queue| {
        allocate::takes_from(app, actor, queue) && case.standing.queue.as_deref() != Some(*queue)
    });
    let view = View {
        bar: Bar::of(page, actor, open),
        offers: offers::Offers::of(page, actor, open),
        because: because.filter(|_| bar::is_mine(actor, &case.standing)),
        onward: onward.map(|queue| Onward { queue: queue.to_owned(), title: words::queue(page, queue) }),
        others: live::others(page, others),
        version: case.standing.version,
        flags: office.flags.iter().map(|flag| words::of(page, flag)).collect(),
        about: office.about.as_ref().map(|about| About {
            reference: about.reference.clone(),
            is_seen: about.is_seen,
            receipt: about.decision.as_ref().map(|decision| Receipt::of(page, decision)),
        }),
        pairs: office.pairs,
        merged: office
            .merged
            .iter()
            .map(|merged| Merged { other: merged.other.clone(), is_closed_here: merged.is_closed_here })
            .collect(),
        documents: Documents::of(page, actor, open, asked.document, &mishap),
        checks: office.checks.iter().map(|check| Check::of(page, &case.programme, check)).collect(),
        score: office.score.as_ref().map(|score| Score::of(page, score)),
        sections: {
            let differences = office.compared.as_ref().map_or(&[][..], |compared| &compared.differences);
            sections(page, &case.programme.form, (&office.answers, differences), places)
        },
        compared: office.compared.as_ref().map(|compared| Compared {
            reference: compared.reference.clone(),
            programme: words::titles(app, page, (&compared.programme, "")).0,
            handed_in: texts::day(texts::day_of(compared.handed_in), page.language),
            is_newer: compared.is_newer,
            count: compared.differences.len(),
        }),
        history: events.as_ref().map(|events| {
            let shown = events.iter().rev();
            let shown = shown.filter(|event| asked.history.is_none_or(|part| part.holds(event)));
            shown.map(|event| Happened::of(page, &case.programme, event)).collect()
        }),
        history_parts: Part::ALL.map(Part::name),
        history_part: asked.history,
        letters: letters::Letters::of(page, office, mishap.written.as_ref()),
        errors: mishap.errors,
    };
    page.html_with(mishap.status, "office/case.html", &view)
}

async fn claim(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    let reference = reference(&text)?;
    let done = allocate::claim(&app, &actor, &reference).await;
    after(&app, &page, &actor, &reference, (done, "office-claimed")).await
}

async fn release(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    let reference = reference(&text)?;
    let done = allocate::release(&app, &actor, &reference).await;
    after(&app, &page, &actor, &reference, (done, "office-released")).await
}

async fn take_back(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response> {
    form.entries.only(&[])?;
    let reference = reference(&text)?;
    let done = undo::undo(&app, &actor, &reference).await;
    after(&app, &page, &actor, &reference, (done, "office-undone")).await
}

/// Back to the page, which says what was done or why it was not.
pub(super) async fn after(
    app: &App,
    page: &Page,
    actor: &Actor,
    reference: &Reference,
    (done, told): (Result<()>, &'static str),
) -> Result<Response> {
    let Err(error) = done else {
        return see_other_telling(&format!("/office/cases/{reference}"), told);
    };
    let problems = Problems::of(error, page.language)?;
    let page = &Page { here: format!("/office/cases/{reference}"), ..page.clone() };
    let open = Open::read(app, page, actor, reference).await?;
    let errors = problems.beside(&mut []);
    let mishap = Mishap { status: StatusCode::CONFLICT, errors, ..Mishap::default() };
    respond(app, page, actor, (&open, &Asked::default()), mishap)
}

/// Where a case is gone on with after an action that took it out of a queue.
pub(super) fn onward(reference: &str, from: Option<&str>) -> Result<Response> {
    let path = match from {
        Some(queue) => format!("/office/cases/{reference}?from={queue}"),
        None => format!("/office/cases/{reference}"),
    };
    see_other_telling(&path, "office-acted")
}

/// Back to the list of documents, with the next one open that nobody has reviewed.
pub(super) fn next_document(reference: &str, next: Option<Uuid>) -> Result<Response> {
    match next {
        Some(next) => see_other(&format!("/office/cases/{reference}?document={next}#documents")),
        None => see_other_telling(&format!("/office/cases/{reference}#documents"), "office-reviewed"),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let line =
        || vec![Line { text: "کیس بدل چکا ہے۔".to_owned(), id: Some("reason".to_owned()) }];
    let about = |is_seen, receipt| Some(About { reference: "C-7M3QK-0T8XW-2".to_owned(), is_seen, receipt });
    let merged = || {
        let other = || Some("C-7M3QK-0T8XW-2".to_owned());
        let of = |other, is_closed_here| Merged { other, is_closed_here };
        vec![of(other(), true), of(other(), false), of(None, true), of(None, false)]
    };
    let compared = |is_newer, count| {
        Some(Compared {
            reference: "C-7M3QK-0T8XW-2".to_owned(),
            programme: "گھرانے کا اندراج".to_owned(),
            handed_in: "5 مارچ 2026".to_owned(),
            is_newer,
            count,
        })
    };
    let full = View {
        compared: compared(true, 3),
        errors: line(),
        bar: Bar::sample(),
        offers: offers::Offers::sample(),
        because: Some("اس کی آخری تاریخ سب سے پہلے ہے۔".to_owned()),
        onward: Some(Onward { queue: "verification".to_owned(), title: "تصدیق".to_owned() }),
        others: "آمنہ نے بھی یہ کیس کھول رکھا ہے۔".to_owned(),
        version: 4,
        flags: vec!["آمدنی اور اخراجات نہیں ملتے۔".to_owned()],
        about: about(true, Some(Receipt::sample())),
        pairs: 2,
        merged: merged(),
        documents: Documents::sample(true),
        checks: Check::samples(),
        score: Some(Score::sample()),
        sections: Section::samples(),
        letters: letters::Letters::sample(true),
        history: Some(vec![Happened::sample()]),
        history_parts: Part::ALL.map(Part::name),
        history_part: Some(Part::Words),
    };
    let bare = View {
        compared: compared(true, 0),
        errors: Vec::new(),
        bar: Bar { claimed_by: None, is_mine: false, ..Bar::sample() },
        offers: offers::Offers::none(),
        because: None,
        onward: None,
        others: String::new(),
        version: 4,
        flags: Vec::new(),
        about: about(false, None),
        pairs: 0,
        merged: Vec::new(),
        documents: Documents::none(),
        checks: Vec::new(),
        score: None,
        sections: Vec::new(),
        letters: letters::Letters::default(),
        history: None,
        history_parts: Part::ALL.map(Part::name),
        history_part: None,
    };
    let listed = View {
        compared: compared(false, 3),
        bar: Bar::sample(),
        offers: offers::Offers {
            barred: Some("یہ آپ کا اپنا کیس ہے۔".to_owned()),
            ..offers::Offers::sample()
        },
        documents: Documents::sample(false),
        checks: Check::samples(),
        score: Some(Score::sample()),
        letters: letters::Letters::sample(false),
        history: Some(Vec::new()),
        history_parts: Part::ALL.map(Part::name),
        history_part: None,
        errors: Vec::new(),
        because: None,
        onward: None,
        others: String::new(),
        version: 4,
        flags: Vec::new(),
        about: about(true, None),
        pairs: 1,
        merged: Vec::new(),
        sections: Section::samples(),
    };
    [full, bare, listed].map(|view| Sample::new("office/case.html", Signed::Staff, &view)).into()
}

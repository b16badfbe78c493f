//! `/office/cases/{reference}/actions/{action}`: what an action does, its reason, and doing it. Where the case has moved
//! since the page was opened, the page comes back with what changed and with what was typed.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use serde_json::json;

use super::case::{self, Bar, Happened, Open};
use super::{Staff, words};
use crate::app::App;
use crate::casework::act::{Act, Done, What, act};
use crate::casework::ask;
use crate::casework::foresee::{self, Foreseen};
use crate::casework::look::Offered;
use crate::documents::Slot;
use crate::error::{Error, Result};
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::texts;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::environment;
use crate::web::page::field::FieldKind;
use crate::web::page::problems::Line;
use crate::web::page::{Entries, Field, Form, Page, Problems};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::workflow::vocabulary::OTHER;
use crate::workflow::{Reason, Why};

/// The field in which documents to ask for are ticked.
const DOCUMENTS: &str = "documents";
/// The field of the action's reasons.
pub(super) const CODE: &str = "code";
/// The button that shows what would be sent.
const PREVIEW: &str = "preview";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/office/cases/{reference}/actions/{action}", get(show).post(perform))
}

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<Line>,
    bar: Bar,
    action: String,
    title: String,
    /// The version and the last event that the page shows.
    version: i32,
    seq: i32,
    /// Why it would not work now, and what it waits for; there is no form then.
    refused: Option<String>,
    lacks: Vec<String>,
    consequence: Option<Consequence>,
    fields: Vec<Field>,
    /// What happened since the page was opened, oldest first; none where it is not stale.
    changed: Option<Vec<Happened>>,
    /// What was typed, where no field is left to hold it.
    typed: String,
}

/// What would follow.
#[derive(Debug, Serialize)]
struct Consequence {
    to: Option<String>,
    messages: Vec<String>,
    letters: Vec<Letter>,
    /// Whether the citizen reads why, so that it is worth a look beforehand.
    tells_why: bool,
    /// The reason as the citizen would read it, in a preview.
    reason: Option<String>,
    /// Language and direction of the messages.
    lang: &'static str,
    dir: &'static str,
    is_on_paper: bool,
}

/// A letter that would go out by e-mail.
#[derive(Debug, Serialize)]
struct Letter {
    subject: String,
    body: String,
}

/// What came back with a form.
struct Sent<'a> {
    entries: &'a Entries,
    error: Option<Error>,
    /// The last event that the page showed, where the case is stale.
    since: Option<i32>,
    /// What would follow with what was typed, where that was asked.
    preview: Option<Foreseen>,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path((text, action)): Path<(String, String)>,
) -> Result<Response> {
    let reference = reference(&text)?;
    let open = Open::read(&app, &page, &actor, &reference).await?;
    let sent = Sent { entries: &Entries::default(), error: None, since: None, preview: None };
    respond(&app, &page, &actor, (&open, &action), sent).await
}

async fn perform(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path((text, action)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["version", "seq", CODE, "reason", PREVIEW, DOCUMENTS])?;
    let reference = reference(&text)?;
    let before = Open::read(&app, &page, &actor, &reference).await?;
    if entries.has(PREVIEW) {
        let (preview, error) = match preview(&app, &actor, &reference, (&action, &entries)).await {
            Ok(preview) => (preview, None),
            Err(error) => (None, Some(error)),
        };
        let sent = Sent { entries: &entries, error, since: None, preview };
        return respond(&app, &page, &actor, (&before, &action), sent).await;
    }
    let error = match attempt(&app, &actor, (&before, &reference), &action, &entries).await {
        Ok(Done::Stepped { .. }) => {
            return case::onward(reference.as_str(), before.case.standing.queue.as_deref());
        }
        Ok(Done::Nothing) => return Err(Error::NotFound),
        Err(error) => error,
    };
    let seq = entries.text("seq").parse().unwrap_or_default();
    let open = Open::read(&app, &page, &actor, &reference).await?;
    if is_done_already(&open, &actor, &action, seq) {
        return case::onward(reference.as_str(), None);
    }
    let is_stale = matches!(
        error,
        Error::Refused(Refusal::StaleCase { .. } | Refusal::ActionNotOpen { .. } | Refusal::CaseEnded { .. })
    );
    let sent = Sent { entries: &entries, error: Some(error), since: is_stale.then_some(seq), preview: None };
    respond(&app, &page, &actor, (&open, &action), sent).await
}

async fn attempt(
    app: &App,
    actor: &Actor,
    (open, reference): (&Open, &Reference),
    action: &str,
    entries: &Entries,
) -> Result<Done> {
    let words = words_of(entries)?;
    let why = Why { code: code(entries), words: words.as_deref() };
    let version = entries.text("version").parse().map_err(|_| Refusal::field("version", "field-type"))?;
    if action == ask::ACTION {
        let documents: Vec<Slot> = entries.all(DOCUMENTS).map(slot).collect();
        let asking = ask::Asking { documents: &documents, why, expected_version: Some(version) };
        return ask::request_documents(app, actor, reference, &asking).await;
    }
    let what = What::Action { name: action, why };
    let case = open.case.standing.id;
    act(app, &Act { actor, case, what, expected_version: Some(version), detail: json!({}) }).await
}

/// What would follow with what was typed. What is asked for is not looked at: the message does not name it.
async fn preview(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    (action, entries): (&str, &Entries),
) -> Result<Option<Foreseen>> {
    let words = words_of(entries)?;
    let why = Why { code: code(entries), words: words.as_deref() };
    foresee::foresee(app, actor, reference, (action, Some(why))).await
}

fn words_of(entries: &Entries) -> Result<Option<String>> {
    Ok(plain::reason("reason", Some(entries.text("reason"))).map_err(Refusal::from)?)
}

fn code(entries: &Entries) -> Option<&str> {
    Some(entries.text(CODE)).filter(|code| !code.is_empty())
}

/// Whether the button was pressed twice: the same person has done this very action since the page was opened.
fn is_done_already(open: &Open, actor: &Actor, action: &str, seq: i32) -> bool {
    let events = open.events.as_deref().unwrap_or_default();
    events.iter().any(|event| {
        event.seq > seq && event.action.as_deref() == Some(action) && event.actor_person == actor.person()
    })
}

async fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    (open, action): (&Open, &str),
    sent: Sent<'_>,
) -> Result<Response> {
    let standing = &open.case.standing;
    let offered = open.case.actions.iter().find(|offered| offered.name == action);
    let title = match offered {
        Some(offered) => words::of(page, &offered.title),
        // It was offered when the page was opened.
        None if sent.since.is_some() => title(page, open, action).ok_or(Error::NotFound)?,
        None => return Err(open.office.barred.clone().map_or(Error::NotFound, Error::from)),
    };
    let refusal = offered.and_then(|offered| offered.refusal.as_ref());
    let is_open = offered.is_some() && refusal.is_none();
    let reference = standing.reference.parse().map_err(|_| Error::NotFound)?;
    let foreseen = match sent.preview {
        Some(foreseen) => Some(foreseen),
        None if is_open => foresee::foresee(app, actor, &reference, (action, None)).await?,
        None => None,
    };
    let mut fields: Vec<Field> = offered
        .map(|offered| fields(page, open, offered))
        .unwrap_or_default()
        .into_iter()
        .map(|field| field.filled(sent.entries))
        .collect();
    let problems = match sent.error {
        // What changed is told apart.
        Some(_) if sent.since.is_some() => Problems::default(),
        Some(error) => Problems::of(error, page.language)?
            .renamed(|name| if name.starts_with(DOCUMENTS) { DOCUMENTS.to_owned() } else { name.to_owned() }),
        None => Problems::default(),
    };
    let status = if sent.since.is_some() { StatusCode::CONFLICT } else { problems.status() };
    let errors = problems.beside(&mut fields);
    let changed = sent.since.map(|since| {
        let events = open.events.as_deref().unwrap_or_default().iter();
        events
            .filter(|event| event.seq > since)
            .map(|event| Happened::of(page, &open.case.programme, event))
            .collect()
    });
    let view = View {
        errors,
        bar: Bar::of(page, actor, open),
        action: action.to_owned(),
        title,
        version: standing.version,
        seq: standing.last_event.as_ref().map_or(0, |last| last.seq),
        refused: match (offered, refusal) {
            (None, _) => Some(page.say("office-action-gone")),
            (Some(_), Some(refusal)) => Some(texts::refusal(refusal, page.language)),
            (Some(_), None) => None,
        },
        lacks: offered.map(|offered| case::lacks(page, open, offered)).unwrap_or_default(),
        consequence: foreseen.map(|foreseen| consequence(page, foreseen)),
        fields: if is_open { fields } else { Vec::new() },
        changed,
        typed: if is_open { String::new() } else { sent.entries.text("reason").to_owned() },
    };
    page.html_with(status, "office/action.html", &view)
}

/// The title of an action that some stage of the case's workflow offers.
fn title(page: &Page, open: &Open, action: &str) -> Option<String> {
    let mut stages = open.case.programme.workflow.stages.iter();
    stages.find_map(|stage| stage.action(action)).map(|action| words::of(page, &action.title))
}

fn consequence(page: &Page, foreseen: Foreseen) -> Consequence {
    Consequence {
        to: foreseen.to.map(|stage| words::of(page, &stage)),
        messages: foreseen.messages,
        letters: foreseen
            .letters
            .into_iter()
            .map(|letter| Letter { subject: letter.subject, body: letter.body })
            .collect(),
        tells_why: foreseen.tells_why,
        reason: foreseen.reason,
        lang: foreseen.language.code(),
        dir: environment::direction(foreseen.language),
        is_on_paper: foreseen.is_on_paper,
    }
}

/// Every action takes a remark; some need one, or one of their reasons. Asking for documents lists those that the
/// application has places for.
fn fields(page: &Page, open: &Open, offered: &Offered) -> Vec<Field> {
    let mut fields = Vec::new();
    if offered.name == ask::ACTION {
        let names = case::member_names(page, &open.case.programme.form, &open.office.answers);
        let mut list = Field::new(FieldKind::Choices, DOCUMENTS, page.say("office-ask-documents"));
        for slot in &open.office.slots {
            let title = case::requirement(page, &open.case.programme, &slot.requirement);
            let label = match case::member(&names, slot.member) {
                Some(name) => page
                    .say_with("office-ask-of-member", [("document", json!(title)), ("member", json!(name))]),
                None => title,
            };
            list = list.option(value(slot), label);
        }
        fields.push(list);
    }
    if !offered.reasons.is_empty() {
        fields.push(reasons(page, page.say("office-action-code"), &offered.reasons));
    }
    let has_other = offered.reasons.iter().any(|reason| reason.code == OTHER);
    let label = match (offered.reason_required, offered.reasons.is_empty()) {
        (true, true) => "office-action-reason",
        (true, false) if has_other => "office-action-words",
        _ => "office-action-remark",
    };
    let reason = Field::new(FieldKind::LongText, "reason", page.say(label));
    let reason = reason.hint(page.say(&format!("{label}-hint")));
    fields.push(reason.max_length(plain::LONGEST_REASON));
    fields
}

/// The field in which one of some reasons is named.
pub(super) fn reasons(page: &Page, label: String, reasons: &[Reason]) -> Field {
    let list = Field::new(FieldKind::Choice, CODE, label).small();
    let option =
        |list: Field, reason: &Reason| list.option(reason.code.clone(), words::of(page, &reason.title));
    reasons.iter().fold(list, option)
}

/// A slot as the form sends it: `photograph`, or `cnic-member/2` for one of a member.
fn value(slot: &Slot) -> String {
    slot.member.map_or_else(|| slot.requirement.clone(), |member| format!("{}/{member}", slot.requirement))
}

/// Reads what `value` wrote. What is no slot is refused by name where it is asked for.
fn slot(text: &str) -> Slot {
    let read =
        text.rsplit_once('/').and_then(|(requirement, member)| Some((requirement, member.parse().ok()?)));
    match read {
        Some((requirement, member)) => Slot { requirement: requirement.to_owned(), member: Some(member) },
        None => Slot { requirement: text.to_owned(), member: None },
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let list = Field::new(FieldKind::Choices, DOCUMENTS, "دستاویزات")
        .option("photograph", "تصویر")
        .option("cnic-member/1", "شناختی کارڈ: احمد");
    let reason = Field::new(FieldKind::LongText, "reason", "وجہ").hint("شہری یہ پڑھے گا").max_length(1000);
    let fresh = || View {
        errors: Vec::new(),
        bar: Bar::sample(),
        action: "request-documents".to_owned(),
        title: "دستاویزات مانگیں".to_owned(),
        version: 3,
        seq: 5,
        refused: None,
        lacks: Vec::new(),
        consequence: Some(Consequence {
            to: Some("آپ کی دستاویزات کا انتظار ہے".to_owned()),
            messages: vec!["مزید دستاویزات درکار ہیں۔".to_owned()],
            letters: vec![Letter {
                subject: "دستاویزات".to_owned(), body: "تصویر بھیجیں۔".to_owned()
            }],
            tells_why: true,
            reason: Some("تصویر دھندلی ہے۔".to_owned()),
            lang: "ur",
            dir: "rtl",
            is_on_paper: false,
        }),
        fields: vec![list.clone(), reason.clone()],
        changed: None,
        typed: String::new(),
    };
    let on_paper = Consequence {
        to: None,
        messages: Vec::new(),
        letters: Vec::new(),
        tells_why: true,
        reason: None,
        lang: "ur",
        dir: "rtl",
        is_on_paper: true,
    };
    let wrong = Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let views = [
        fresh(),
        View { errors: vec![wrong], consequence: Some(on_paper), ..fresh() },
        View { changed: Some(vec![Happened::sample()]), ..fresh() },
        View { changed: Some(Vec::new()), ..fresh() },
        View {
            refused: Some("ابھی ممکن نہیں۔".to_owned()),
            lacks: vec!["کوئی دستاویز باقی ہے۔".to_owned()],
            consequence: None,
            fields: Vec::new(),
            changed: Some(vec![Happened::sample()]),
            typed: "تصویر دھندلی ہے۔".to_owned(),
            ..fresh()
        },
    ];
    views.map(|view| Sample::new("office/action.html", Signed::Staff, &view)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_for_a_document_survives_the_form() {
        for member in [None, Some(0), Some(29)] {
            let place = Slot { requirement: "cnic-member".to_owned(), member };
            assert_eq!(slot(&value(&place)), place);
        }
    }
}

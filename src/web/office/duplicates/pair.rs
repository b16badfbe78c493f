//! `/office/cases/{reference}/duplicates/{other}`: two cases side by side, and what an officer says of them: they belong
//! together, they are of different people, or one of them is closed for the other; and the way back from each.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::super::Staff;
use super::super::case::{Bar, Open, member_names};
use super::sides::{self, Line, Part, Sent};
use super::{Judged, Reason, colour, judged, reasons};
use crate::app::App;
use crate::cases::pairs::PairState;
use crate::casework::duplicates::{self, Comparison, Made, Offers, Saying};
use crate::error::{Error, Result};
use crate::plain;
use crate::policy::Actor;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::texts;
use crate::web::address::Path;
use crate::web::error::status_of;
use crate::web::extract::references;
use crate::web::page::field::FieldKind;
use crate::web::page::places::Places;
use crate::web::page::problems;
use crate::web::page::{Entries, Field, Form, Page, Problems, see_other_telling};
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/duplicates/pair.html";
/// The field in which the judgement is chosen, and what can be.
const MADE: &str = "made";
const LINKED: &str = "linked";
const DISMISSED: &str = "dismissed";
const CLOSE_HERE: &str = "close-here";
const CLOSE_THERE: &str = "close-there";
/// The form in which a pair is judged.
const JUDGE: &str = "judge";

#[derive(Debug, Serialize)]
struct View {
    errors: Vec<problems::Line>,
    bar: Bar,
    other: String,
    state: &'static str,
    colour: &'static str,
    revision: i32,
    reasons: Vec<Reason>,
    judged: Option<Judged>,
    /// `person`, `household` or `none`: what the register says the two have in common.
    shared: &'static str,
    facts: Vec<Line>,
    parts: Vec<Part>,
    papers: Vec<Sent>,
    /// Why the reader judges nothing here.
    barred: Option<String>,
    /// Why a case could not be closed for the other.
    hindrances: Vec<Hindrance>,
    /// The form: `judge`, `undo`, `unmerge` or none.
    form: Option<&'static str>,
    fields: Vec<Field>,
}

/// Why one of the two cannot be closed.
#[derive(Debug, Serialize)]
struct Hindrance {
    closed: String,
    why: String,
}

/// What came back with a form.
struct Returned<'a> {
    entries: &'a Entries,
    problems: Problems,
    status: StatusCode,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(both): Path<(String, String)>,
) -> Result<Response> {
    let both = references(&both)?;
    let sent =
        Returned { entries: &Entries::default(), problems: Problems::default(), status: StatusCode::OK };
    respond(&app, &page, &actor, &both, sent).await
}

pub(super) async fn judge(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(both): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&[MADE, "revision", "reason"])?;
    let both = references(&both)?;
    let (here, there) = (&both.0, &both.1);
    let done = match (saying(&entries), entries.text(MADE)) {
        (Err(refusal), _) => Err(refusal.into()),
        (Ok(saying), LINKED) => duplicates::judge(&app, &actor, (here, there), Made::Linked, saying).await,
        (Ok(saying), DISMISSED) => {
            duplicates::judge(&app, &actor, (here, there), Made::Dismissed, saying).await
        }
        (Ok(saying), CLOSE_THERE) => duplicates::merge(&app, &actor, (here, there), saying).await,
        (Ok(saying), CLOSE_HERE) => duplicates::merge(&app, &actor, (there, here), saying).await,
        (Ok(_), _) => Err(Refusal::field(MADE, "field-missing").into()),
    };
    after(&app, &page, &actor, &both, (done, "pair-judged", &entries)).await
}

pub(super) async fn undo(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(both): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["revision", "reason"])?;
    let both = references(&both)?;
    let done = match saying(&entries) {
        Ok(saying) => duplicates::undo(&app, &actor, (&both.0, &both.1), saying).await,
        Err(refusal) => Err(refusal.into()),
    };
    after(&app, &page, &actor, &both, (done, "pair-undone", &entries)).await
}

pub(super) async fn unmerge(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(both): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let Form { entries, .. } = form;
    entries.only(&["revision", "reason"])?;
    let both = references(&both)?;
    let done = match saying(&entries) {
        Ok(saying) => duplicates::unmerge(&app, &actor, (&both.0, &both.1), saying).await,
        Err(refusal) => Err(refusal.into()),
    };
    after(&app, &page, &actor, &both, (done, "pair-unmerged", &entries)).await
}

fn saying(entries: &Entries) -> Result<Saying<'_>, Refusal> {
    let revision = entries.text("revision").parse();
    let revision = revision.map_err(|_| Refusal::field("revision", "field-type"))?;
    Ok(Saying { revision, reason: entries.text("reason") })
}

/// Back to the page, which says what was done or why it was not.
async fn after(
    app: &App,
    page: &Page,
    actor: &Actor,
    both: &(Reference, Reference),
    (done, told, entries): (Result<()>, &'static str, &Entries),
) -> Result<Response> {
    let here = format!("/office/cases/{}/duplicates/{}", both.0, both.1);
    let Err(error) = done else { return see_other_telling(&here, told) };
    let status = match &error {
        Error::Refused(refusal) => status_of(refusal.kind()),
        Error::NotFound | Error::Fault(_) => StatusCode::NOT_FOUND,
    };
    let problems = Problems::of(error, page.language)?;
    let page = &Page { here, ..page.clone() };
    respond(app, page, actor, both, Returned { entries, problems, status }).await
}

async fn respond(
    app: &App,
    page: &Page,
    actor: &Actor,
    (here, there): &(Reference, Reference),
    Returned { entries, problems, status }: Returned<'_>,
) -> Result<Response> {
    let looked = duplicates::compare(app, actor, (here, there)).await?;
    let places = Places::of(app, page);
    let state = looked.pair.as_ref().map_or(PairState::Open, |pair| pair.state);
    let form = form(&looked.offers, state);
    let fields = form.map_or_else(Vec::new, |form| fields(page, form, &looked));
    let mut fields: Vec<Field> = fields.into_iter().map(|field| field.filled(entries)).collect();
    let errors = problems.beside(&mut fields);
    let (facts, parts) =
        (sides::facts(page, &looked, &places), sides::parts(page, &looked.sections, &places));
    let hindrances = if form == Some(JUDGE) { hindrances(page, &looked) } else { Vec::new() };
    let Comparison { here, there, pair, shared, papers, offers, .. } = looked;
    let other = there.standing.reference.clone();
    let (open, beside) = (Open::of(app, page, here)?, Open::of(app, page, there)?);
    let names_of = |open: &Open| member_names(page, &open.case.programme.form, &open.office.answers);
    let names = (names_of(&open), names_of(&beside));
    let view = View {
        errors,
        other,
        state: state.as_str(),
        colour: colour(state),
        revision: pair.as_ref().map_or(0, |pair| pair.revision),
        reasons: pair.as_ref().map_or_else(Vec::new, |pair| reasons(page, &open.case.programme, pair)),
        judged: pair.as_ref().and_then(|pair| judged(pair, &open.case.standing.reference)),
        shared: shared.as_str(),
        facts,
        parts,
        papers: sides::sent(page, &papers, (&names.0, &names.1)),
        barred: offers.barred.map(|no| texts::refusal(&no, page.language)),
        hindrances,
        form,
        fields,
        bar: Bar::of(page, actor, &open),
    };
    page.html_with(status, TEMPLATE, &view)
}

/// The form that the reader has before them.
fn form(offers: &Offers, state: PairState) -> Option<&'static str> {
    match state {
        PairState::Open if offers.may_judge => Some(JUDGE),
        PairState::Linked | PairState::Dismissed if offers.may_judge => Some("undo"),
        PairState::Merged if offers.may_unmerge => Some("unmerge"),
        _ => None,
    }
}

fn fields(page: &Page, form: &str, looked: &Comparison) -> Vec<Field> {
    let reason = Field::new(FieldKind::LongText, "reason", page.say(&format!("office-pair-reason-{form}")))
        .hint(page.say(&format!("office-pair-reason-{form}-hint")))
        .max_length(plain::LONGEST_REASON);
    if form != JUDGE {
        return vec![reason];
    }
    let made = Field::new(FieldKind::Choice, MADE, page.say("office-pair-made"))
        .option(LINKED, page.say("office-pair-made-linked"))
        .option(DISMISSED, page.say("office-pair-made-dismissed"));
    let (here, there) = (&looked.here.standing.reference, &looked.there.standing.reference);
    let closes = [
        (CLOSE_THERE, &looked.offers.close_there, there, here),
        (CLOSE_HERE, &looked.offers.close_here, here, there),
    ];
    let made = closes.into_iter().filter(|(_, offer, ..)| matches!(offer, Some(None))).fold(
        made,
        |made, (value, _, closed, kept)| {
            let numbers = [("closed", closed.as_str().into()), ("kept", kept.as_str().into())];
            made.option(value, page.say_with("office-pair-made-close", numbers))
        },
    );
    vec![made, reason]
}

fn hindrances(page: &Page, looked: &Comparison) -> Vec<Hindrance> {
    let closes = [
        (&looked.offers.close_there, &looked.there.standing.reference),
        (&looked.offers.close_here, &looked.here.standing.reference),
    ];
    let hindrance = |(offer, closed): (&Option<Option<Refusal>>, &String)| {
        let why = texts::refusal(offer.as_ref()?.as_ref()?, page.language);
        Some(Hindrance { closed: closed.clone(), why })
    };
    closes.into_iter().filter_map(hindrance).collect()
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let reason = || {
        let mut reason = Field::new(FieldKind::LongText, "reason", "وجہ").max_length(plain::LONGEST_REASON);
        reason.error = Some("وجہ لکھیں۔".to_owned());
        reason
    };
    let made = Field::new(FieldKind::Choice, MADE, "یہ دو کیس کیا ہیں؟")
        .option(LINKED, "ایک ہی گھرانہ، دونوں جاری رہیں")
        .option(CLOSE_THERE, "ایک کیس بند کریں");
    let line = || problems::Line { text: "وجہ لکھیں۔".to_owned(), id: Some("reason".to_owned()) };
    let view = |state: PairState, form: Option<&'static str>| View {
        errors: form.map(|_| line()).into_iter().collect(),
        bar: Bar::sample(),
        other: "C-7M3QK-0T8XW-3".to_owned(),
        state: state.as_str(),
        colour: colour(state),
        revision: 1,
        reasons: super::reasons_sample(),
        judged: (state != PairState::Open).then(|| Judged::sample(state == PairState::Merged)),
        shared: "none",
        facts: Line::samples(),
        parts: Part::samples(),
        papers: Sent::samples(),
        barred: None,
        hindrances: Vec::new(),
        form,
        fields: if form.is_some() { vec![reason()] } else { Vec::new() },
    };
    let hindrance = || Hindrance {
        closed: "C-7M3QK-0T8XW-3".to_owned(),
        why: "یہ کیس ختم ہو چکا ہے۔".to_owned(),
    };
    let views = [
        View {
            hindrances: vec![hindrance()],
            fields: vec![made, reason()],
            ..view(PairState::Open, Some(JUDGE))
        },
        View { shared: "household", ..view(PairState::Linked, Some("undo")) },
        View {
            barred: Some("یہ آپ کا اپنا کیس ہے۔".to_owned()), ..view(PairState::Dismissed, None)
        },
        View { shared: "person", ..view(PairState::Merged, Some("unmerge")) },
        View { reasons: Vec::new(), parts: Vec::new(), papers: Vec::new(), ..view(PairState::Open, None) },
    ];
    views.map(|view| Sample::new(TEMPLATE, Signed::Staff, &view)).into()
}

//! `/office/cases/{reference}/duplicates`: the cases that may be of the same people, with the reasons and with what was made
//! of each. From here an officer goes on to look at two of them side by side.

mod pair;
mod sides;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use super::case::{Bar, Open, Shown, of_answer, requirement};
use super::{Staff, words};
use crate::app::App;
use crate::cases::pairs::{Alike, Pair, PairState};
use crate::casework::duplicates::{self, Twin};
use crate::catalogue::Programme;
use crate::error::Result;
use crate::web::address::Path;
use crate::web::extract::reference;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

const TEMPLATE: &str = "office/duplicates/list.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/office/cases/{reference}/duplicates", get(show))
        .route("/office/cases/{reference}/duplicates/{other}", get(pair::show).post(pair::judge))
        .route("/office/cases/{reference}/duplicates/{other}/undoing", post(pair::undo))
        .route("/office/cases/{reference}/duplicates/{other}/unmerging", post(pair::unmerge))
}

#[derive(Debug, Serialize)]
struct View {
    bar: Bar,
    twins: Vec<Row>,
}

/// One of the cases.
#[derive(Debug, Serialize)]
struct Row {
    /// None for those who may not see it.
    other: Option<Named>,
    state: &'static str,
    colour: &'static str,
    reasons: Vec<Reason>,
    judged: Option<Judged>,
}

/// The other case by its names.
#[derive(Debug, Serialize)]
struct Named {
    reference: String,
    programme: String,
    stage: String,
    area: String,
}

/// One thing that is alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Reason {
    text: String,
    /// The question or document concerned.
    place: Option<Shown>,
}

/// What was made of a pair, by whom and why.
#[derive(Debug, Serialize)]
struct Judged {
    /// The case that was closed and the one that was kept.
    closed: Option<String>,
    kept: Option<String>,
    by: String,
    at: String,
    reason: String,
}

async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Staff(actor): Staff,
    Path(text): Path<String>,
) -> Result<Response> {
    let (case, twins) = duplicates::list(&app, &actor, &reference(&text)?).await?;
    let open = Open::of(&app, &page, case)?;
    let twins = twins.iter().map(|twin| row(&page, &open, twin)).collect();
    page.html(TEMPLATE, &View { bar: Bar::of(&page, &actor, &open), twins })
}

fn row(page: &Page, open: &Open, Twin { pair, seen }: &Twin) -> Row {
    let other = seen.as_ref().map(|programme| Named {
        reference: pair.other.reference.clone(),
        programme: words::of(page, &programme.title),
        stage: words::stage(page, &programme.workflow, &pair.other.stage),
        area: open.places.name(&pair.other.area),
    });
    Row {
        state: pair.state.as_str(),
        colour: colour(pair.state),
        reasons: reasons(page, &open.case.programme, pair),
        judged: judged(pair, &open.case.standing.reference).filter(|_| other.is_some()),
        other,
    }
}

fn colour(state: PairState) -> &'static str {
    match state {
        PairState::Open => "yellow",
        PairState::Linked => "blue",
        PairState::Dismissed => "grey",
        PairState::Merged => "purple",
    }
}

/// What is alike as this case's check found it, then what only the other's did, without saying where it stands there.
fn reasons(page: &Page, programme: &Programme, pair: &Pair) -> Vec<Reason> {
    let text = |alike: &Alike| page.say(&format!("office-like-{}", alike.by));
    let place = |alike: &Alike| match (&alike.document, &alike.answer) {
        (Some(name), _) => Some(Shown::words(requirement(page, programme, name))),
        (None, Some(path)) => Some(of_answer(page, programme, path)),
        (None, None) => None,
    };
    let mut reasons: Vec<Reason> =
        pair.found_here.iter().map(|alike| Reason { text: text(alike), place: place(alike) }).collect();
    for alike in &pair.found_there {
        let reason = Reason { text: text(alike), place: None };
        if !reasons.iter().any(|known| known.text == reason.text) {
            reasons.push(reason);
        }
    }
    reasons
}

fn judged(pair: &Pair, here: &str) -> Option<Judged> {
    let judged = pair.judged.as_ref()?;
    let there = pair.other.reference.as_str();
    let (closed, kept) = if pair.is_closed_here { (here, there) } else { (there, here) };
    let named = |reference: &str| (pair.state == PairState::Merged).then(|| reference.to_owned());
    Some(Judged {
        closed: named(closed),
        kept: named(kept),
        by: judged.name.clone(),
        at: judged.at.to_rfc3339(),
        reason: judged.reason.clone(),
    })
}

#[cfg(test)]
impl Judged {
    fn sample(is_merge: bool) -> Self {
        Self {
            closed: is_merge.then(|| "C-7M3QK-0T8XW-2".to_owned()),
            kept: is_merge.then(|| "C-7M3QK-0T8XW-3".to_owned()),
            by: "آمنہ".to_owned(),
            at: "2026-03-02T06:00:00Z".to_owned(),
            reason: "ایک ہی گھرانہ ہے۔".to_owned(),
        }
    }
}

#[cfg(test)]
fn reasons_sample() -> Vec<Reason> {
    let reason = |place| Reason {
        text: "یہی موبائل نمبر کسی اور کا بھی ہے".to_owned(), place
    };
    vec![reason(None), reason(Some(Shown::words("بینک کھاتہ")))]
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let row = |state: PairState, is_seen: bool| Row {
        other: is_seen.then(|| Named {
            reference: "C-7M3QK-0T8XW-3".to_owned(),
            programme: "نقد امداد".to_owned(),
            stage: "تصدیق جاری ہے".to_owned(),
            area: "شالیمار، لاہور".to_owned(),
        }),
        state: state.as_str(),
        colour: colour(state),
        reasons: if state == PairState::Linked { Vec::new() } else { reasons_sample() },
        judged: (is_seen && state != PairState::Open).then(|| Judged::sample(state == PairState::Merged)),
    };
    let some = PairState::ALL.into_iter().map(|state| row(state, true)).chain([row(PairState::Open, false)]);
    let lists = [some.collect(), Vec::new()];
    let lists = lists
        .map(|twins| Sample::new(TEMPLATE, Signed::Staff, &View { bar: Bar::sample(), twins }))
        .into_iter();
    lists.chain(pair::samples()).collect()
}

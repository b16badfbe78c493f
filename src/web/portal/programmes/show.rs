//! `/programmes/{code}`: what a programme gives and to whom, what it asks for, how long it takes, and the way to apply.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::super::applications::path;
use super::super::eligibility::Verdict;
use super::super::onward::Onward;
use super::Card;
use crate::app::App;
use crate::casework::{apply, prospects};
use crate::catalogue::requirements::{Per, Requirement};
use crate::catalogue::{Offer, Programme};
use crate::eligibility::Scorecard;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::web::address::Path;
use crate::web::extract::Caller;
use crate::web::page::Page;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};
use crate::workflow::{Clock, Span, Stage, Text};

#[derive(Debug, Serialize)]
struct Show {
    code: String,
    title: String,
    summary: Option<String>,
    is_open: bool,
    gives: Option<String>,
    /// What speaks for a household, and what excludes it.
    favours: Vec<String>,
    excludes: Vec<String>,
    /// What the form asks about.
    asks: Vec<String>,
    documents: Vec<Document>,
    /// What a stage is called, and how long it takes at most.
    stages: Vec<(String, String)>,
    /// For those who are not signed in, with the way back to this page.
    register: String,
    sign_in: String,
    /// What it makes of what the household has told already.
    verdict: Option<Verdict>,
    /// Whether some of what it asks is known already, and not listed therefore.
    is_known: bool,
    /// The reader's own application: where it is, or when the last one was handed in.
    own: Option<Own>,
    /// The programme to register with first, for a citizen whose household has told nothing yet.
    first: Option<Card>,
}

/// An application that the reader has made.
#[derive(Debug, Serialize)]
struct Own {
    path: String,
    /// Whether it is still on its way, so that no other is begun beside it.
    is_open: bool,
    at: String,
}

#[derive(Debug, Serialize)]
struct Document {
    title: String,
    hint: Option<String>,
    /// Of whom, when, or whether at all.
    note: Option<String>,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    page: Page,
    Caller(actor): Caller,
    Path(code): Path<String>,
) -> Result<Response> {
    let mut conn = app.db.acquire().await?;
    let offer = app.catalogue.find(&mut conn, &code).await?.filter(Offer::is_applied_for);
    let offer = offer.ok_or(Error::NotFound)?;
    drop(conn);
    let mut view = view(&page, &offer.programme, offer.is_open);
    if matches!(actor, Actor::Citizen { .. }) {
        let prospects = prospects::of_household(&app, &actor).await?;
        let own = prospects.iter().find(|prospect| prospect.programme.code == code);
        view.verdict = own.map(|prospect| Verdict::of(&page, prospect));
        let form = &offer.programme.form;
        if own.is_some() && form.sections.iter().any(|section| form.is_shared(section)) {
            let asked = form.sections.iter().filter(|section| !form.is_shared(section));
            view.asks = asked.map(|section| page.of(&section.title).to_owned()).collect();
            view.is_known = true;
        }
        let desk = apply::desk(&app, &actor).await?;
        let mut lines = desk.iter().filter(|line| line.application.programme == code);
        view.own = lines.next().map(|line| Own {
            path: path(line),
            is_open: line.application.state != "closed",
            at: line.application.created_at.to_rfc3339(),
        });
        let taken = offer.programme.form.takes.as_deref().filter(|_| prospects.is_empty());
        view.first =
            taken.and_then(|taken| app.catalogue.current(taken)).map(|first| Card::of(&first, &page));
    }
    page.html("portal/programmes/show.html", &view)
}

fn view(page: &Page, programme: &Programme, is_open: bool) -> Show {
    let said = |text: &Text| page.of(text).to_owned();
    let card = programme.scorecard.as_ref();
    let here = Onward::to(format!("/programmes/{}", programme.code));
    Show {
        code: programme.code.clone(),
        title: said(&programme.title),
        summary: programme.workflow.summary.as_ref().map(said),
        is_open,
        gives: card.and_then(Scorecard::gives).map(said),
        favours: card.into_iter().flat_map(Scorecard::favours).map(said).collect(),
        excludes: card.into_iter().flat_map(Scorecard::excludes).map(said).collect(),
        asks: programme.form.sections.iter().map(|section| said(&section.title)).collect(),
        documents: programme.form.requirements.iter().map(|asked| document(page, asked)).collect(),
        stages: programme.workflow.stages.iter().filter_map(|stage| timed(page, stage)).collect(),
        register: here.by_way_of("/register"),
        sign_in: here.by_way_of("/sign-in"),
        verdict: None,
        is_known: false,
        own: None,
        first: None,
    }
}

fn document(page: &Page, asked: &Requirement) -> Document {
    let note = if asked.optional {
        Some("programme-document-optional")
    } else if asked.per != Per::Applicant {
        Some("programme-document-each")
    } else {
        asked.when.as_ref().map(|_| "programme-document-sometimes")
    };
    Document {
        title: page.of(&asked.title).to_owned(),
        hint: asked.hint.as_ref().map(|hint| page.of(hint).to_owned()),
        note: note.map(|id| page.say(id)),
    }
}

fn timed(page: &Page, stage: &Stage) -> Option<(String, String)> {
    let (span, whose) = match stage.clock {
        Clock::Department => (stage.deadline?, "programme-time"),
        Clock::Citizen => (stage.lapses.first()?.after, "programme-time-yours"),
        Clock::Stopped => return None,
    };
    let (unit, days) = match span {
        Span::Days(days) => ("days", days),
        Span::WorkingDays(days) => ("working-days", days),
    };
    let time = page.say_with(&format!("{whose}-{unit}"), [("days", days.into())]);
    Some((page.of(&stage.title).to_owned(), time))
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    use crate::catalogue::Bundle;
    use crate::texts::Language;

    let bundles = Bundle::embedded().expect("the program comes with programmes");
    let bundle = bundles.into_iter().find(|bundle| bundle.programme == "cash-assistance").expect("it is one");
    let programme = Programme::read(bundle, &crate::offer::known()).expect("it can be read");
    let full = |is_open| Show {
        verdict: Verdict::samples().pop().filter(|_| is_open),
        first: Card::samples().pop().filter(|_| is_open),
        is_known: is_open,
        ..view(&Page::sample(Language::Ur), &programme, is_open)
    };
    let own = |is_open| {
        let at = "2026-03-02T06:00:00Z".to_owned();
        Show { own: Some(Own { path: "/applications/1".to_owned(), is_open, at }), ..full(true) }
    };
    let bare = Show {
        summary: None,
        gives: None,
        favours: Vec::new(),
        excludes: Vec::new(),
        asks: Vec::new(),
        documents: Vec::new(),
        stages: Vec::new(),
        ..full(true)
    };
    let sample = |signed, show: &Show| Sample::new("portal/programmes/show.html", signed, show);
    vec![
        sample(Signed::Nobody, &full(true)),
        sample(Signed::Citizen, &full(true)),
        sample(Signed::Staff, &full(true)),
        sample(Signed::Citizen, &full(false)),
        sample(Signed::Citizen, &own(true)),
        sample(Signed::Citizen, &own(false)),
        sample(Signed::Nobody, &bare),
    ]
}

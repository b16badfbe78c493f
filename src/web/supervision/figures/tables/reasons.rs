//! Why cases went back, were refused or waited for papers.

use crate::app::App;
use crate::documents;
use crate::reports::Reason;
use crate::web::page::Page;
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{Cell, Figure, PLAIN, counted_bar};
use crate::web::supervision::words;
use crate::workflow::Action;

/// The most reasons that are drawn.
const DRAWN: usize = 10;

/// The reasons that officers gave, the most frequent first.
pub(super) fn reasons(app: &App, page: &Page, reasons: &[Reason]) -> Figure {
    let told: Vec<(String, String, i64)> = reasons
        .iter()
        .map(|reason| (done(app, page, reason), why(app, page, reason), reason.times))
        .collect();
    let bars: Vec<Across> = told
        .iter()
        .take(DRAWN)
        .map(|(done, why, times)| counted_bar(&format!("{why} ({done})"), *times, PLAIN))
        .collect();
    let row = |(done, why, times)| vec![Cell::Text(done), Cell::Text(why), Cell::Count(times)];
    let head = ["figures-done", "figures-reason", "figures-times"];
    Figure::new(page, "reasons", &bars, &head, told.into_iter().map(row).collect())
}

/// What was done, as the workflow calls it.
fn done(app: &App, page: &Page, reason: &Reason) -> String {
    let programme = words::programme(app, page, &reason.programme);
    let Some(action) = reason.action.as_deref() else {
        return format!("{programme}: {}", page.say("figures-document-refused"));
    };
    let title = of_action(app, reason, |action| Some(page.of(&action.title).to_owned()));
    format!("{programme}: {}", title.unwrap_or_else(|| action.to_owned()))
}

/// The reason in words; its code where the workflow has it no more.
fn why(app: &App, page: &Page, reason: &Reason) -> String {
    let Some(code) = reason.code.as_deref() else { return page.say("figures-no-code") };
    let title = if reason.action.is_some() {
        of_action(app, reason, |action| Some(page.of(&action.reason(code)?.title).to_owned()))
    } else {
        let named = documents::reasons().iter().find(|reason| reason.code == code);
        named.map(|reason| page.of(&reason.title).to_owned())
    };
    title.unwrap_or_else(|| code.to_owned())
}

/// What the first stage says of an action that has something to say of it.
fn of_action(app: &App, reason: &Reason, told: impl Fn(&Action) -> Option<String>) -> Option<String> {
    let offer = app.catalogue.current(&reason.programme)?;
    let stages = &offer.programme.workflow.stages;
    let name = reason.action.as_deref()?;
    stages.iter().filter_map(|stage| stage.action(name)).find_map(told)
}

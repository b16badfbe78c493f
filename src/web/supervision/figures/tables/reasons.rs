//! Why cases went back, were refused or waited for papers.

use crate::app::App;
use crate::reports::Reason;
use crate::web::page::Page;
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{Cell, Figure, PLAIN, counted_bar};
use crate::web::supervision::words;

/// The most reasons that are drawn.
const DRAWN: usize = 10;

/// The reasons that officers gave, the most frequent first.
pub(super) fn reasons(app: &App, page: &Page, reasons: &[Reason]) -> Figure {
    let told: Vec<(String, String, i64)> =
        reasons.iter().map(|reason| (done(app, page, reason), why(page, reason), reason.times)).collect();
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
    let offer = app.catalogue.current(&reason.programme);
    let title = offer.as_ref().and_then(|offer| {
        let stages = &offer.programme.workflow.stages;
        stages.iter().find_map(|stage| stage.action(action)).map(|action| page.of(&action.title))
    });
    format!("{programme}: {}", title.unwrap_or(action))
}

fn why(page: &Page, reason: &Reason) -> String {
    reason.code.clone().unwrap_or_else(|| page.say("figures-no-code"))
}

//! The figures as tables with a drawing each: what the reports count, in the visitor's words. What asks for a deed stands
//! first, what one only wants to know last.

mod days;
mod deadlines;
mod money;
mod open;
mod outcomes;
mod reasons;
mod workload;

use std::collections::BTreeMap;

use super::figure::Figure;
use crate::app::App;
use crate::casework::report::Figures;
use crate::web::page::Page;
use crate::web::page::places::Places;
use crate::web::supervision::words;

/// Everything there is to show.
pub(super) fn of(app: &App, page: &Page, figures: &Figures) -> Vec<Figure> {
    let mut all = Vec::new();
    if let Some(cases) = &figures.cases {
        all.push(deadlines::deadlines(page, cases));
        all.push(deadlines::missed(app, page, &cases.missed));
        all.extend(cases.workload.as_ref().map(|workload| workload::workload(page, workload)));
        all.push(open::stages(app, page, &cases.open));
        all.push(open::ages(page, &cases.open));
        all.push(reasons::reasons(app, page, &cases.reasons));
        all.push(outcomes::outcomes(page, &Places::of(app, page), &cases.outcomes));
    }
    if !figures.money.is_empty() {
        all.push(money::money(app, page, &figures.money));
    }
    // Its table is the longest.
    all.extend(figures.cases.as_ref().map(|cases| days::by_day(page, &cases.days)));
    all
}

/// Stages by programme as the visitor reads them: in the order of the programmes' workflows, every stage that is no end of
/// what one applies for, and those of appeals and complaints where there is something to say of any.
fn staged<V: Default>(app: &App, page: &Page, mut found: BTreeMap<(String, String), V>) -> Vec<(String, V)> {
    let mut offers = app.catalogue.offers();
    offers.retain(|offer| {
        offer.is_applied_for() || found.keys().any(|(programme, _)| *programme == offer.programme.code)
    });
    let is_one = offers.len() == 1;
    let named = |programme: &str, title: &str| {
        if is_one { title.to_owned() } else { format!("{}: {title}", words::programme(app, page, programme)) }
    };
    let mut told = Vec::new();
    for offer in &offers {
        for stage in offer.programme.workflow.stages.iter().filter(|stage| !stage.end) {
            let key = (offer.programme.code.clone(), stage.name.clone());
            let value = found.remove(&key).unwrap_or_default();
            told.push((named(&offer.programme.code, page.of(&stage.title)), value));
        }
    }
    // Cases of an older version of a workflow may be in stages that it does not have any more.
    told.extend(found.into_iter().map(|((programme, stage), value)| (named(&programme, &stage), value)));
    told
}

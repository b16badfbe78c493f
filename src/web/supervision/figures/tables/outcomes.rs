//! How cases ended, district by district or tehsil by tehsil.

use crate::casework::report::Outcomes;
use crate::web::page::Page;
use crate::web::page::places::{Places, alphabetical};
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{Cell, Figure, PLAIN, counted_bar};
use crate::workflow::Ending;

/// The ends of cases by area, with all areas together below.
pub(super) fn outcomes(page: &Page, places: &Places, outcomes: &[Outcomes]) -> Figure {
    let ids = Ending::ALL.map(|ending| format!("figures-ended-{}", ending.as_str()));
    let mut head: Vec<&str> = vec!["figures-area"];
    head.extend(ids.iter().map(String::as_str));
    head.push("figures-total");
    let mut sums = [0; Ending::ALL.len()];
    for area in outcomes {
        for (sum, cases) in sums.iter_mut().zip(area.cases) {
            *sum += cases;
        }
    }
    let row = |label: String, cases: [i64; Ending::ALL.len()]| {
        let total = Cell::Count(cases.iter().sum());
        [Cell::Text(label)].into_iter().chain(cases.map(Cell::Count)).chain([total]).collect::<Vec<_>>()
    };
    let mut rows: Vec<(String, Vec<Cell>)> = outcomes
        .iter()
        .map(|area| (places.name(&area.area), area.cases))
        .map(|(name, cases)| (name.clone(), row(name, cases)))
        .collect();
    rows.sort_by_cached_key(|(name, _)| alphabetical(name));
    let bars: Vec<Across> =
        ids.iter().zip(sums).map(|(id, cases)| counted_bar(&page.say(id), cases, PLAIN)).collect();
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    let mut figure = Figure::new(page, "outcomes", &bars, &head, rows);
    figure.total = Some(row(page.say("figures-total"), sums));
    figure
}
